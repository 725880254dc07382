//! Storage read after drop, for each row of the table of sensitive parameters.
//!
//! Values are made of two secrets, several of each. The bytes that are always the same with one
//! secret, and others with the other one, are those that the secret has reached; after the drop
//! each of these must be zero. Padding is no such byte: it holds what lay on the stack, which is
//! overwritten before each step of the making, for each value with another byte.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "zeroization/keys.rs"]
mod keys;
#[path = "zeroization/padding.rs"]
mod padding;

use keys::{
    aes, gcm, hmac, hybrid_pair, hybrid_secret, long, ml_dsa_pair, ml_kem_pair, p256_pair, rsa_key, slh_dsa_pair,
    x25519_pair,
};
use qila::admin::ssp::SSPS;
use qila::kas::{Agreed, Ffdh, Rsa};
use qila::key_confirmation::{ConfirmationKey, MacFunction};
use qila::lms::{Lms, Nodes};
use qila::random::{Drbg, HashAlgorithm, Mechanism, Rng};
use qila::xof::{AsconXof, ParallelHash, TupleHash, Xof, XofAlgorithm};
use qila::{
    aead, cipher, ecdh, ecdsa, eddsa, hash, hybrid, kdf, key_wrap, lab, mac, ml_dsa, ml_kem, rsa, slh_dsa, xdh,
};
use std::cell::Cell;
use std::mem::MaybeUninit;

/// How many bytes the secret reached, and how many of them are left.
struct Traces {
    reached: usize,
    left: usize,
}

/// The storage of a value, which stays readable after the value was dropped.
struct Storage<T>(Box<MaybeUninit<T>>);

impl<T> Storage<T> {
    fn of(value: T) -> Self {
        Self(Box::new(MaybeUninit::new(value)))
    }

    fn image(&self) -> Vec<u8> {
        let start = self.0.as_ptr().cast::<u8>();
        // SAFETY: the range is that of the box. A byte of padding has no defined value, so each is
        // read as a volatile one, of which the compiler assumes nothing.
        (0..size_of::<T>()).map(|i| unsafe { start.add(i).read_volatile() }).collect()
    }

    /// Changes the value where it lies.
    fn change(&mut self, change: impl Fn(&mut T)) {
        // SAFETY: the value is there until `image_after_drop` takes the storage.
        change(unsafe { self.0.assume_init_mut() });
    }

    fn image_after_drop(mut self) -> Vec<u8> {
        // SAFETY: the value is there, is dropped once, and is not used afterwards.
        unsafe { self.0.assume_init_drop() };
        self.image()
    }
}

thread_local! {
    /// What the stack is filled with.
    static FILLING: Cell<u8> = const { Cell::new(0) };
}

/// Overwrites the stack below the caller, so that the padding of what is made next holds nothing of
/// earlier calls.
#[inline(never)]
fn fill_stack() {
    let mut below = [FILLING.get(); 1 << 16];
    std::hint::black_box(&mut below);
}

/// Hands the first step of a making on to the next one, which begins on a filled stack.
fn then<T>(made: T) -> T {
    fill_stack();
    made
}

/// Two secrets in an order without a pattern, as addresses on the stack and the heap might have
/// one.
const SECRETS: [u8; 8] = [0x35, 0xca, 0xca, 0x35, 0xca, 0x35, 0x35, 0xca];

fn traces<T>(make: impl Fn([u8; 32]) -> T) -> Traces {
    let images = |(secret, filling)| {
        FILLING.set(filling);
        fill_stack();
        let value = Storage::of(make([secret; 32]));
        (secret, value.image(), value.image_after_drop())
    };
    let images: Vec<_> = SECRETS.into_iter().zip((0..).step_by(31)).map(images).collect();
    let byte_with = |wanted: u8, i: usize| {
        let mut bytes = images.iter().filter(|(secret, ..)| *secret == wanted).map(|(_, image, _)| image[i]);
        let first = bytes.next();
        bytes.all(|byte| Some(byte) == first).then_some(first)
    };
    let is_reached = |i: &usize| match (byte_with(SECRETS[0], *i), byte_with(SECRETS[1], *i)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    let after: Vec<_> = images.iter().map(|(.., after)| &after[..]).collect();
    left(is_reached, &after)
}

/// As [`traces`] of a generator, which takes no secret from outside: its secret is what a request
/// changes, and changes to something else in another generator.
fn traces_of_generator<G>(make: impl Fn() -> G, request: impl Fn(&mut G)) -> Traces {
    let images = || {
        let mut generator = Storage::of(make());
        let fresh = generator.image();
        generator.change(&request);
        (fresh, generator.image(), generator.image_after_drop())
    };
    let (one, other) = (images(), images());
    let is_reached = |i: &usize| one.0[*i] != one.1[*i] && one.1[*i] != other.1[*i];
    left(is_reached, &[&one.2, &other.2])
}

/// As [`traces`] of a value that is made of random bytes alone: its secret is what differs from one
/// to the next.
fn traces_of_fresh<T>(make: impl Fn() -> T) -> Traces {
    let images = || {
        let value = Storage::of(make());
        (value.image(), value.image_after_drop())
    };
    let (one, other) = (images(), images());
    left(|i: &usize| one.0[*i] != other.0[*i], &[&one.1, &other.1])
}

fn left(is_reached: impl Fn(&usize) -> bool, after: &[&[u8]]) -> Traces {
    let reached: Vec<usize> = (0..after[0].len()).filter(is_reached).collect();
    let left = reached.iter().filter(|i| after.iter().any(|image| image[**i] != 0)).count();
    Traces { reached: reached.len(), left }
}

const IV: [u8; 16] = [7; 16];

fn begun<H>(secret: [u8; 32], new: fn() -> qila::Result<H>, update: fn(&mut H, &[u8])) -> H {
    let mut hasher = new().unwrap();
    update(&mut hasher, &secret.repeat(7));
    hasher
}

/// The traces of the holder of that name, for every kind of it.
fn traces_of(holder: &str) -> Vec<Traces> {
    let all = || HashAlgorithm::ALL.iter().copied();
    match holder {
        "hash::Hasher" => vec![
            traces(|secret| begun(secret, hash::Sha256::new, hash::Sha256::update)),
            traces(|secret| begun(secret, hash::Sha512::new, hash::Sha512::update)),
            traces(|secret| begun(secret, hash::Sha1::new, hash::Sha1::update)),
            traces(|secret| begun(secret, hash::Sha3_256::new, hash::Sha3_256::update)),
        ],
        "hash::DynHasher" => all()
            .map(|algorithm| {
                traces(move |secret| {
                    let mut hasher = hash::DynHasher::new(algorithm).unwrap();
                    hasher.update(&secret.repeat(7));
                    hasher
                })
            })
            .collect(),
        "xof::Xof" => vec![traces(|secret| begun(secret, || Xof::new(XofAlgorithm::Shake128), Xof::update))],
        "xof::Reader" => {
            vec![traces(|secret| {
                then(begun(secret, || Xof::new(XofAlgorithm::Shake256), Xof::update)).finalize().unwrap()
            })]
        }
        "hash::AsconHash256" => {
            vec![traces(|secret| begun(secret, hash::AsconHash256::new, hash::AsconHash256::update))]
        }
        "xof::AsconXof" => vec![traces(|secret| begun(secret, AsconXof::new, AsconXof::update))],
        "xof::AsconReader" => {
            vec![traces(|secret| then(begun(secret, AsconXof::new, AsconXof::update)).finalize().unwrap())]
        }
        "mac::HmacKey" => vec![traces(|secret| hmac(&secret))],
        "mac::DynHmacKey" => {
            all().map(|algorithm| traces(move |secret| mac::DynHmacKey::new(algorithm, &secret).unwrap())).collect()
        }
        "mac::Hmac" => vec![traces(|secret| {
            let mut message = then(&hmac(&secret)).begin().unwrap();
            message.update(&secret);
            message
        })],
        "mac::DynHmac" => all()
            .map(|algorithm| {
                traces(move |secret| then(&mac::DynHmacKey::new(algorithm, &secret).unwrap()).begin().unwrap())
            })
            .collect(),
        "xof::TupleHash" => vec![traces(|secret| {
            let mut list = TupleHash::new(XofAlgorithm::Shake256).unwrap();
            list.add(&secret);
            list
        })],
        "xof::ParallelHash" => vec![
            traces(|secret| begun(secret, || ParallelHash::new(XofAlgorithm::Shake128, 9), ParallelHash::update)),
            traces(|secret| begun(secret, || ParallelHash::new(XofAlgorithm::Shake256, 900), ParallelHash::update)),
        ],
        "mac::CmacKey" => [16, 24, 32].map(|len| traces(|secret| mac::CmacKey::new(&secret[..len]).unwrap())).into(),
        "mac::Cmac" => vec![traces(|secret| {
            let mut message = then(&mac::CmacKey::new(&secret).unwrap()).begin().unwrap();
            message.update(&secret);
            message
        })],
        "mac::KmacKey" => vec![traces(|secret| mac::KmacKey::new(XofAlgorithm::Shake256, &secret).unwrap())],
        "mac::Kmac" => {
            vec![traces(|secret| then(&mac::KmacKey::new(XofAlgorithm::Shake128, &secret).unwrap()).begin().unwrap())]
        }
        "mac::GmacKey" => vec![traces(|secret| mac::GmacKey::new(&secret).unwrap())],
        "mac::CounterIvGmac" => {
            vec![traces(|secret| then(mac::GmacKey::new(&secret).unwrap()).counter_iv(b"host").unwrap())]
        }
        "kdf::Hkdf" => vec![traces(|secret| kdf::Hkdf::<hash::Sha256>::extract(b"", &secret).unwrap())],
        "kdf::DynHkdf" => all()
            .map(|algorithm| traces(move |secret| kdf::DynHkdf::extract(algorithm, b"", &secret).unwrap()))
            .collect(),
        "kdf::KeyBasedKdf" => vec![
            traces(|secret| kdf::KeyBasedKdf::hmac(HashAlgorithm::Sha3_256, &secret).unwrap()),
            traces(|secret| kdf::KeyBasedKdf::cmac(&secret).unwrap()),
        ],
        "kdf::Tls13" => vec![traces(|secret| kdf::Tls13::early_secret(HashAlgorithm::Sha384, &secret).unwrap())],
        "kdf::Srtp" => {
            [16, 24, 32].map(|len| traces(|secret| kdf::Srtp::new(&secret[..len], &[1; 14]).unwrap())).into()
        }
        "kdf::IkeV1" => vec![traces(|secret| {
            let exchange = kdf::Exchange {
                initiator_nonce: b"Ni",
                responder_nonce: b"Nr",
                initiator_cookie: &[1; 8],
                responder_cookie: &[2; 8],
                shared_secret: &secret,
            };
            kdf::IkeV1::derive(HashAlgorithm::Sha256, kdf::Authentication::Signature, &exchange).unwrap()
        })],
        "kdf::IkeV2" => {
            vec![traces(|secret| kdf::IkeV2::skeyseed(HashAlgorithm::Sha512, b"Ni", b"Nr", &secret).unwrap())]
        }
        "cipher::AesKey" => [16, 24, 32].map(|len| traces(|secret| aes(&secret[..len]))).into(),
        "cipher::CbcEncryptor" => vec![traces(|secret| then(&aes(&secret)).cbc_encryptor(&IV).unwrap())],
        "cipher::CbcDecryptor" => vec![traces(|secret| then(&aes(&secret)).cbc_decryptor(&IV).unwrap())],
        "cipher::Ctr" => vec![traces(|secret| {
            let mut stream = then(&aes(&secret)).ctr(&IV).unwrap();
            stream.apply(&mut [0; 5]).unwrap();
            stream
        })],
        "cipher::Cfb" => {
            vec![traces(|secret| then(&aes(&secret)).cfb_encryptor(cipher::CfbSegment::Bits8, &IV).unwrap())]
        }
        "cipher::Ofb" => vec![traces(|secret| {
            let mut stream = then(&aes(&secret)).ofb(&IV).unwrap();
            stream.apply(&mut [0; 5]).unwrap();
            stream
        })],
        "cipher::AesXtsKey" => [16, 32]
            .map(|len| {
                traces(|secret| {
                    let halves = [&secret[..len], &secret.map(|byte| !byte)[..len]];
                    cipher::AesXtsKey::new(&halves.concat()).unwrap()
                })
            })
            .into(),
        "key_wrap::KeyWrapKey" => {
            [16, 24, 32].map(|len| traces(|secret| key_wrap::KeyWrapKey::new(&secret[..len]).unwrap())).into()
        }
        "aead::AesCcmKey" => {
            [16, 24, 32].map(|len| traces(|secret| aead::AesCcmKey::new(&secret[..len]).unwrap())).into()
        }
        "aead::AsconAead128Key" => {
            vec![traces(|secret| aead::AsconAead128Key::with_nonce_mask(&secret, 128).unwrap())]
        }
        "aead::AesGcmSivKey" => {
            [16, 32].map(|len| traces(|secret| aead::AesGcmSivKey::new(&secret[..len]).unwrap())).into()
        }
        "aead::ChaCha20Poly1305Key" => {
            vec![traces(|secret| aead::ChaCha20Poly1305Key::new(&secret).unwrap())]
        }
        "aead::AesGcmKey" => [16, 24, 32].map(|len| traces(|secret| gcm(&secret[..len]))).into(),
        "aead::SequenceOpener" => vec![traces(|secret| then(gcm(&secret)).tls13_opener(&[1; 12]).unwrap())],
        "aead::StreamKey" => vec![traces(|secret| aead::StreamKey::new(&secret).unwrap())],
        "aead::StreamSealer" => vec![traces(|secret| {
            let key = aead::StreamKey::new(&secret).unwrap();
            lab::stream::sealer(&then(key), 1, b"", &[9; 32]).unwrap()
        })],
        "aead::StreamOpener" => vec![traces(|secret| {
            let header = [b"QLS1\0\0\0\x01", &[9; 32][..]].concat();
            then(aead::StreamKey::new(&secret).unwrap()).opener(&header, b"").unwrap()
        })],
        "aead::SequenceSealer" => vec![traces(|secret| then(gcm(&secret)).tls13_sealer(&[1; 12]).unwrap())],
        "ml_kem::DecapsulationKey" => vec![
            traces(ml_kem_pair::<ml_kem::MlKem512>),
            traces(ml_kem_pair::<ml_kem::MlKem768>),
            traces(ml_kem_pair::<ml_kem::MlKem1024>),
            traces(|secret| {
                let pair = ml_kem_pair::<ml_kem::MlKem512>(secret);
                then(ml_kem::DecapsulationKey::<ml_kem::MlKem512>::from_expanded(pair.as_bytes()).unwrap())
            }),
        ],
        "hybrid::DecapsulationKey" => vec![
            traces(hybrid_pair::<hybrid::X25519MlKem768, 96>),
            traces(hybrid_pair::<hybrid::SecP256r1MlKem768, 96>),
            traces(hybrid_pair::<hybrid::SecP384r1MlKem1024, 112>),
            traces(hybrid_pair::<hybrid::XWing, 32>),
        ],
        "hybrid::SharedSecret" => vec![
            traces_of_fresh(hybrid_secret::<hybrid::X25519MlKem768, 96>),
            traces_of_fresh(hybrid_secret::<hybrid::SecP384r1MlKem1024, 112>),
            traces_of_fresh(hybrid_secret::<hybrid::XWing, 32>),
        ],
        "ml_dsa::SigningKey" => vec![
            traces(ml_dsa_pair::<ml_dsa::MlDsa44>),
            traces(ml_dsa_pair::<ml_dsa::MlDsa65>),
            traces(ml_dsa_pair::<ml_dsa::MlDsa87>),
            traces(|secret| {
                let pair = ml_dsa_pair::<ml_dsa::MlDsa44>(secret);
                then(ml_dsa::SigningKey::<ml_dsa::MlDsa44>::from_expanded(pair.as_bytes()).unwrap())
            }),
        ],
        "slh_dsa::SigningKey" => vec![
            traces(slh_dsa_pair::<slh_dsa::SlhDsaSha2_128f, 16>),
            traces(slh_dsa_pair::<slh_dsa::SlhDsaSha2_192f, 24>),
            traces(slh_dsa_pair::<slh_dsa::SlhDsaShake256f, 32>),
            traces(|secret| {
                let pair = slh_dsa_pair::<slh_dsa::SlhDsaShake128f, 16>(secret);
                then(slh_dsa::SigningKey::<slh_dsa::SlhDsaShake128f>::new(pair.as_bytes()).unwrap())
            }),
        ],
        "rsa::SigningKey" => vec![traces(|secret| rsa_key(secret, rsa::SigningKey::from_components))],
        "rsa::DecryptionKey" => vec![traces(|secret| rsa_key(secret, rsa::DecryptionKey::from_components))],
        "ecdsa::SigningKey" => {
            vec![traces(|secret| then(ecdsa::SigningKey::<ecdsa::P256>::from_scalar(&secret).unwrap()))]
        }
        "ecdh::PrivateKey" => vec![traces(|secret| then(p256_pair(secret)))],
        "ecdh::EphemeralKey" => {
            vec![traces_of_fresh(|| ecdh::EphemeralKey::<ecdh::P256>::generate(&mut Rng::new().unwrap()).unwrap())]
        }
        "ecdh::SharedSecret" => {
            let theirs = p256_pair([1; 32]).public_key().unwrap();
            vec![traces(|secret| then(p256_pair(secret).agree(&theirs).unwrap()))]
        }
        "Secret" => vec![
            traces(|secret| then(ml_kem_pair::<ml_kem::MlKem512>(secret).decapsulate(&[7; 768]).unwrap())),
            traces(|secret| kdf::hkdf_new::<hash::Sha256, 42>(b"salt", &secret, b"info").unwrap()),
            traces(|mut secret| qila::Secret::take(&mut secret)),
        ],
        "eddsa::SigningKey" => vec![
            traces(|secret: [u8; 32]| then(eddsa::SigningKey::<eddsa::Ed25519>::from_seed(&secret).unwrap())),
            traces(|secret: [u8; 32]| then(eddsa::SigningKey::<eddsa::Ed448>::from_seed(&long(secret)).unwrap())),
        ],
        "lms::SigningKey" => vec![traces(|secret: [u8; 32]| {
            lab::lms::key::<Lms, 1>(&[[5, 1]], &[3; 16], &secret, &mut Nodes::new()).unwrap()
        })],
        "xdh::PrivateKey" => vec![
            traces(|secret: [u8; 32]| then(xdh::PrivateKey::<xdh::X25519>::from_bytes(&secret).unwrap())),
            traces(|secret: [u8; 32]| then(xdh::PrivateKey::<xdh::X448>::from_bytes(&long(secret)[..56]).unwrap())),
        ],
        "ffdh::PrivateKey" => vec![traces(|secret| then(keys::in_group(secret)))],
        "kas::Agreed" => vec![
            traces(|secret| {
                let theirs = p256_pair([1; 32]).public_key().unwrap();
                Agreed::<ecdh::P256>::of_static(then(&p256_pair(secret)), &theirs).unwrap()
            }),
            traces(|secret| {
                let theirs = keys::in_group([1; 32]).public_key().unwrap();
                Agreed::<Ffdh>::of_static(then(&keys::in_group(secret)), &theirs).unwrap()
            }),
            traces(|secret| Agreed::<Rsa>::kas1_u(then(keys::sent(secret))).unwrap()),
        ],
        "kas::Sent" => vec![traces(keys::sent)],
        "key_confirmation::ConfirmationKey" => {
            vec![traces(|secret| ConfirmationKey::new(MacFunction::Kmac128, &secret).unwrap())]
        }
        "xdh::SharedSecret" => {
            vec![traces(|secret| then(x25519_pair(secret).agree(&xdh::PublicKey::new(&[9; 32]).unwrap()).unwrap()))]
        }
        "random::Rng" => {
            vec![traces_of_generator(|| Rng::new().unwrap(), |rng| rng.fill(&mut [0; 16]).unwrap())]
        }
        // Of the variants the longest; the self-test of each mechanism checks that nothing is left
        // of its state.
        "random::Drbg" => {
            let longest = Mechanism::Hmac(HashAlgorithm::Sha512);
            vec![traces_of_generator(
                || Drbg::builder(longest).instantiate().unwrap(),
                |drbg| drbg.generate(b"", &mut [0; 16]).unwrap(),
            )]
        }
        _ => Vec::new(),
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "without optimization moves leave copies on the stack, and so in padding")]
fn nothing_is_left_after_a_drop() {
    // The kernels of this processor, and those of one without any feature: what they keep of a key
    // differs.
    for hidden in [0, u32::MAX] {
        lab::hide_features(hidden).unwrap();
        // What the module itself holds is no value of a caller's; tests/processes/random.rs shows
        // that it does not outlive a zeroization.
        for row in SSPS.iter().filter(|row| row.holder != "the module") {
            let traces = traces_of(row.holder);
            assert!(!traces.is_empty(), "{} has no test", row.holder);
            for Traces { reached, left } in traces {
                assert!(reached >= 16, "{}: the secret reached only {reached} bytes", row.holder);
                assert_eq!(left, 0, "{}: so many of {reached} bytes are left", row.holder);
            }
        }
    }
}

/// Whole blocks of round keys that wipe themselves but for the beginning of one.
#[repr(align(64))]
struct Forgetful {
    keys: [u8; 240],
}

impl Drop for Forgetful {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.keys[8..]);
    }
}

/// The test sees a secret that is left, however little it is beside the alignment.
#[test]
fn what_is_not_wiped_is_seen() {
    let Traces { reached, left } = traces(|secret| secret);
    assert_eq!((reached, left), (32, 32));
    let Traces { reached, left } = traces(|secret| Forgetful { keys: [secret[0]; 240] });
    assert_eq!((reached, left), (240, 8));
}
