//! Which lengths each service takes.

use super::{IV, KEY, for_all, key};
use proptest::prelude::Strategy;
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment};
use qila::hash::{self, HashAlgorithm};
use qila::random::{Drbg, Mechanism};
use qila::xof::XofAlgorithm;
use qila::{Error, aead, kdf, key_wrap, mac};

/// Which lengths a service takes, and the service, with an input or an output of that length in the
/// buffer.
type Limit = (&'static str, fn(usize) -> bool, fn(&mut [u8]) -> Result<(), Error>);

/// The nonce, the tag and the output lengths of every service that refuses some. The last number is
/// the longest that is tried.
const LIMITS: &[(Limit, usize)] = &[
    (("AES key", |len| [16, 24, 32].contains(&len), |key| AesKey::new(key).map(drop)), 40),
    (
        (
            "XTS key",
            |len| [32, 64].contains(&len),
            |key| {
                // Its halves must differ.
                key.iter_mut().enumerate().for_each(|(i, byte)| *byte = i as u8);
                let said = AesXtsKey::new(key).map(drop);
                key.fill(0xa5);
                said
            },
        ),
        70,
    ),
    (("ECB", |len| len % 16 == 0, |data| key().ecb_encrypt(data)), 100),
    (("CBC", |len| len % 16 == 0, |data| key().cbc_encrypt(&IV, data)), 100),
    (("CBC decryption", |len| len % 16 == 0, |data| key().cbc_decrypt(&IV, data)), 100),
    (("CBC-CS", |len| len >= 16, |data| key().cbc_cs_encrypt(CbcCs::Cs2, &IV, data)), 100),
    (("CBC-CS decryption", |len| len >= 16, |data| key().cbc_cs_decrypt(CbcCs::Cs3, &IV, data)), 100),
    (
        ("CFB128 in parts", |len| len % 16 == 0, |data| key().cfb_encryptor(CfbSegment::Bits128, &IV)?.apply(data)),
        100,
    ),
    (
        (
            "XTS",
            |len| len >= 16,
            |data| AesXtsKey::new(&std::array::from_fn::<u8, 64, _>(|i| i as u8))?.encrypt(&IV, data),
        ),
        100,
    ),
    (
        (
            "GCM IV",
            |len| len > 0,
            |iv| {
                let key = aead::AesGcmKey::new(&KEY)?;
                key.caller_iv_sealer()?.seal_in_place(iv, &[], &mut [0; 5]).map(drop)
            },
        ),
        300,
    ),
    (
        (
            "GCM tag",
            |len| len == 16,
            |tag| mismatch(aead::AesGcmKey::new(&KEY)?.open_in_place(&[1; 12], &[], &mut [0; 5], tag)),
        ),
        40,
    ),
    (
        (
            "CCM nonce",
            |len| (7..=13).contains(&len),
            |nonce| aead::AesCcmKey::new(&KEY)?.seal_in_place(nonce, &[], &mut [0; 5]).map(drop),
        ),
        40,
    ),
    (
        (
            "CCM tag",
            |len| [4, 6, 8, 10, 12, 14, 16].contains(&len),
            |tag| aead::AesCcmKey::with_tag_size(&KEY, tag.len()).map(drop),
        ),
        40,
    ),
    (
        (
            "Ascon nonce",
            |len| len == 16,
            |nonce| aead::AsconAead128Key::new(&KEY[..16])?.seal_in_place(nonce, &[], &mut [0; 5]).map(drop),
        ),
        40,
    ),
    (
        (
            "HMAC tag",
            |len| (4..=32).contains(&len),
            |tag| mac::DynHmacKey::new(HashAlgorithm::Sha256, &KEY)?.authenticate_into(b"", tag),
        ),
        70,
    ),
    (("CMAC tag", |len| (4..=16).contains(&len), |tag| mac::CmacKey::new(&KEY)?.authenticate_into(b"", tag)), 40),
    (
        (
            "KMAC tag",
            |len| len >= 4,
            |tag| mac::KmacKey::new(XofAlgorithm::Shake128, &KEY)?.authenticate_into(b"", tag),
        ),
        300,
    ),
    (("hash value", |len| len >= 48, |out| hash::digest_into(HashAlgorithm::Sha384, b"", out).map(drop)), 100),
    (
        ("HKDF", |len| len <= 255 * 32, |out| kdf::Hkdf::<hash::Sha256>::extract(b"", &KEY)?.expand(b"info", out)),
        9000,
    ),
    (
        (
            "HKDF at run time",
            |len| len <= 255 * 20,
            |out| kdf::DynHkdf::extract(HashAlgorithm::Sha1, b"", &KEY)?.expand(b"info", out),
        ),
        6000,
    ),
    (
        (
            "TLS 1.3",
            |len| len <= 255 * 32,
            |out| kdf::Tls13::early_secret(HashAlgorithm::Sha256, b"")?.expand_label(b"label", b"", out),
        ),
        9000,
    ),
    (
        (
            "IKEv2",
            |len| len <= 255 * 32,
            |out| kdf::IkeV2::from_sk_d(HashAlgorithm::Sha256, &KEY)?.derive_child(b"", &[1; 16], &[2; 16], out),
        ),
        9000,
    ),
    (
        (
            "KBKDF with a counter of 8 bits",
            |len| len <= 255 * 32,
            |out| {
                let derivation = kdf::KeyBasedKdf::hmac(HashAlgorithm::Sha256, &KEY)?;
                derivation.counter(kdf::CounterLocation::BeforeFixedData, kdf::CounterSize::Bits8, b"fixed", out)
            },
        ),
        9000,
    ),
    (
        (
            "KW",
            |len| len % 8 == 0 && len >= 16,
            |data| {
                let (key, mut out) = (key_wrap::KeyWrapKey::new(&KEY)?, vec![0xa5; data.len() + 8]);
                let said = key.wrap(data, &mut out).map(drop);
                assert!(said.is_ok() || out.iter().all(|byte| *byte == 0xa5));
                said
            },
        ),
        100,
    ),
    (
        (
            "KWP",
            |len| len > 0,
            |data| {
                let (key, mut out) = (key_wrap::KeyWrapKey::new(&KEY)?, vec![0xa5; data.len() + 15]);
                let said = key.wrap_padded(data, &mut out).map(drop);
                assert!(said.is_ok() || out.iter().all(|byte| *byte == 0xa5));
                said
            },
        ),
        100,
    ),
    (
        (
            "a request to a generator",
            |len| len <= 1 << 16,
            |out| Drbg::builder(Mechanism::CtrAes256).instantiate()?.generate(&[], out),
        ),
        (1 << 16) + 300,
    ),
];

/// A tag of the right length that is wrong has been looked at.
fn mismatch(said: Result<(), Error>) -> Result<(), Error> {
    if said == Err(Error::TagMismatch) { Ok(()) } else { said }
}

/// Each length is taken or refused, and a refusal changes nothing.
#[test]
fn every_length_is_taken_or_refused() {
    for ((name, takes, call), longest) in LIMITS {
        // All near the ends of what is tried, and some between.
        let near = (0..40).chain(longest - 40..=*longest).collect::<Vec<_>>();
        let length = proptest::prop_oneof![proptest::sample::select(near), 0..=*longest, edges(*takes, *longest)];
        for_all(60, length, |len| {
            let mut data = vec![0xa5; len];
            let said = call(&mut data);
            assert_eq!(said.is_ok(), takes(len), "{name}, {len} bytes: {said:?}");
            assert!(
                said.is_ok() || data.iter().all(|byte| *byte == 0xa5),
                "{name}, {len} bytes: changed by {said:?}"
            );
        });
    }
}

/// The lengths at which the answer changes, and their neighbours.
fn edges(takes: fn(usize) -> bool, longest: usize) -> impl Strategy<Value = usize> {
    let edges: Vec<_> =
        (0..longest).filter(|len| takes(*len) != takes(len + 1)).flat_map(|len| [len, len + 1]).collect();
    proptest::sample::select(edges)
}
