//! Storage read after drop, for each row of the table of sensitive parameters.
//!
//! Two values are made that differ in nothing but their secret. The bytes in which they differ are those that the secret
//! has reached; after the drop each of these must be zero.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::admin::ssp::SSPS;
use qila::random::{Drbg, HashAlgorithm, Mechanism, Rng};
use qila::xof::{AsconXof, ParallelHash, TupleHash, Xof, XofAlgorithm};
use qila::{aead, cipher, hash, kdf, key_wrap, mac};
use std::mem::MaybeUninit;

/// How many bytes the secret reached, how many of them are left, and how many may be.
///
/// Padding holds what the stack happened to hold, so that it can differ, too, and is not wiped. No type here has more of it
/// than twice its alignment, and every secret is longer.
struct Traces {
    reached: usize,
    left: usize,
    padding: usize,
}

/// The storage of a value, before and after its drop.
fn images<T>(value: T) -> (Vec<u8>, Vec<u8>) {
    let mut storage = Box::new(MaybeUninit::new(value));
    let start = storage.as_mut_ptr().cast::<u8>();
    // SAFETY: the range is that of the box. A byte of padding has no defined value, so each is read as a volatile one, of
    // which the compiler assumes nothing.
    let image = || (0..size_of::<T>()).map(|i| unsafe { start.add(i).read_volatile() }).collect();
    let before = image();
    // SAFETY: the value is there, is dropped once, and is not used afterwards.
    unsafe { storage.assume_init_drop() };
    (before, image())
}

/// Overwrites the stack below the caller, so that the padding of a value made afterwards holds nothing of earlier calls.
#[inline(never)]
fn clean_stack() {
    let mut below = [0_u8; 1 << 16];
    std::hint::black_box(&mut below);
}

fn traces<T>(make: impl Fn([u8; 32]) -> T) -> Traces {
    clean_stack();
    let (one, one_after) = images(make([0x35; 32]));
    clean_stack();
    let (other, other_after) = images(make([0xca; 32]));
    let differs = |i: &usize| one[*i] != other[*i];
    let reached: Vec<usize> = (0..one.len()).filter(differs).collect();
    let left = reached.iter().filter(|i| one_after[**i] != 0 || other_after[**i] != 0).count();
    Traces { reached: reached.len(), left, padding: 2 * align_of::<T>() - 1 }
}

const IV: [u8; 16] = [7; 16];

fn begun<H>(secret: [u8; 32], new: fn() -> qila::Result<H>, update: fn(&mut H, &[u8])) -> H {
    let mut hasher = new().unwrap();
    update(&mut hasher, &secret.repeat(7));
    hasher
}

fn hmac(secret: &[u8]) -> mac::HmacKey<hash::Sha512> {
    mac::HmacKey::new(secret).unwrap()
}

fn aes(secret: &[u8]) -> cipher::AesKey {
    cipher::AesKey::new(secret).unwrap()
}

fn gcm(secret: &[u8]) -> aead::AesGcmKey {
    aead::AesGcmKey::new(secret).unwrap()
}

/// The traces of the holder of that name, for every kind of it.
fn traces_of(holder: &str) -> Vec<Traces> {
    // The longer of the two kinds: what a shorter one leaves free of the storage is padding, too.
    let all = || HashAlgorithm::ALL.iter().copied().filter(|algorithm| algorithm.block_size() == 128);
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
            vec![traces(|secret| begun(secret, || Xof::new(XofAlgorithm::Shake256), Xof::update).finalize().unwrap())]
        }
        "hash::AsconHash256" => {
            vec![traces(|secret| begun(secret, hash::AsconHash256::new, hash::AsconHash256::update))]
        }
        "xof::AsconXof" => vec![traces(|secret| begun(secret, AsconXof::new, AsconXof::update))],
        "xof::AsconReader" => {
            vec![traces(|secret| begun(secret, AsconXof::new, AsconXof::update).finalize().unwrap())]
        }
        "mac::HmacKey" => vec![traces(|secret| hmac(&secret))],
        "mac::DynHmacKey" => {
            all().map(|algorithm| traces(move |secret| mac::DynHmacKey::new(algorithm, &secret).unwrap())).collect()
        }
        "mac::Hmac" => vec![traces(|secret| {
            let mut message = hmac(&secret).begin().unwrap();
            message.update(&secret);
            message
        })],
        "mac::DynHmac" => all()
            .map(|algorithm| traces(move |secret| mac::DynHmacKey::new(algorithm, &secret).unwrap().begin().unwrap()))
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
            let mut message = mac::CmacKey::new(&secret).unwrap().begin().unwrap();
            message.update(&secret);
            message
        })],
        "mac::KmacKey" => vec![traces(|secret| mac::KmacKey::new(XofAlgorithm::Shake256, &secret).unwrap())],
        "mac::Kmac" => {
            vec![traces(|secret| mac::KmacKey::new(XofAlgorithm::Shake128, &secret).unwrap().begin().unwrap())]
        }
        "mac::GmacKey" => vec![traces(|secret| mac::GmacKey::new(&secret).unwrap())],
        "mac::CounterIvGmac" => {
            vec![traces(|secret| mac::GmacKey::new(&secret).unwrap().counter_iv(b"host").unwrap())]
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
        "cipher::CbcEncryptor" => vec![traces(|secret| aes(&secret).cbc_encryptor(&IV).unwrap())],
        "cipher::CbcDecryptor" => vec![traces(|secret| aes(&secret).cbc_decryptor(&IV).unwrap())],
        "cipher::Ctr" => vec![traces(|secret| {
            let mut stream = aes(&secret).ctr(&IV).unwrap();
            stream.apply(&mut [0; 5]).unwrap();
            stream
        })],
        "cipher::Cfb" => {
            vec![traces(|secret| aes(&secret).cfb_encryptor(cipher::CfbSegment::Bits8, &IV).unwrap())]
        }
        "cipher::Ofb" => vec![traces(|secret| {
            let mut stream = aes(&secret).ofb(&IV).unwrap();
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
        "aead::SequenceSealer" => vec![traces(|secret| gcm(&secret).tls13_sealer(&[1; 12]).unwrap())],
        "random::Rng" => vec![traces(|_| Rng::new().unwrap())],
        // Of the variants the longest; the self-test of each mechanism checks that nothing is left of its state.
        "random::Drbg" => {
            let longest = Mechanism::Hmac(HashAlgorithm::Sha512);
            vec![traces(move |_| Drbg::builder(longest).instantiate().unwrap())]
        }
        _ => Vec::new(),
    }
}

#[test]
fn nothing_is_left_after_a_drop() {
    // What the module itself holds is no value of a caller's; tests/random.rs shows that it does not outlive a zeroization.
    for row in SSPS.iter().filter(|row| row.holder != "the module") {
        let traces = traces_of(row.holder);
        assert!(!traces.is_empty(), "{} has no test", row.holder);
        for Traces { reached, left, padding } in traces {
            assert!(reached >= 16, "{}: the secret reached only {reached} bytes", row.holder);
            assert!(reached > padding + 16, "{}: {reached} bytes say nothing", row.holder);
            assert!(left <= padding, "{}: {left} of {reached} bytes are left", row.holder);
        }
    }
}

/// The test sees a secret that is left.
#[test]
fn what_is_not_wiped_is_seen() {
    let Traces { reached, left, .. } = traces(|secret| secret);
    assert_eq!((reached, left), (32, 32));
}
