//! Key derivation.

use super::input::{called, key, short_key};
use super::{IV, Operation, Prepared, prepared, put, secret};
use qila::hash::{self, HashAlgorithm};
use qila::kdf::{self, KeyBasedKdf};
use qila::xof::XofAlgorithm;
use qila::{Error, Indicator};

const SHA256: HashAlgorithm = HashAlgorithm::Sha256;
/// Public values of a protocol: random numbers, hash values of a transcript.
const PUBLIC: [u8; 32] = [0x33; 32];

fn hkdf(secret: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| kdf::Hkdf::<hash::Sha256>::extract(b"salt", secret))?;
    prepared(key.indicator(), move |out| {
        called(|| key.expand(b"info", &mut out[..42]))?;
        let okm = called(|| key.expand_new::<42>(b"info"))?;
        put(out, || Ok(okm.as_bytes()))
    })
}

fn dyn_hkdf(secret: &[u8]) -> Result<Prepared, Error> {
    let key = called(|| kdf::DynHkdf::extract(HashAlgorithm::Sha384, b"salt", secret))?;
    prepared(key.indicator(), move |out| called(|| key.expand(b"info", &mut out[..42])))
}

/// Derives in each mode of SP 800-108.
fn kbkdf(make: impl FnOnce() -> Result<KeyBasedKdf, Error>) -> Result<Prepared, Error> {
    use kdf::{CounterLocation, CounterSize};
    let key = called(make)?;
    prepared(key.indicator(), move |out| {
        let (counter, rest) = out.split_at_mut(100);
        let (feedback, rest) = rest.split_at_mut(100);
        called(|| key.derive(b"label", b"context", counter))?;
        called(|| key.feedback(CounterLocation::None, CounterSize::Bits8, &IV, b"fixed", feedback))?;
        called(|| {
            key.double_pipeline(CounterLocation::BeforeIterator, CounterSize::Bits16, b"fixed", &mut rest[..100])
        })
    })
}

fn kmac_kdf(key: &'static [u8]) -> Result<Prepared, Error> {
    let derive =
        move |out: &mut [u8]| called(|| kdf::kmac_kdf(XofAlgorithm::Shake128, key, b"label", b"context", out));
    derive(&mut [0; 1])?;
    prepared(kdf::kmac_kdf_indicator(XofAlgorithm::Shake128, key.len()), move |out| derive(&mut out[..42]))
}

fn snmp(password: &'static [u8]) -> Result<Prepared, Error> {
    prepared(kdf::snmp_indicator(password.len()), move |out| {
        let key = out.first_chunk_mut().ok_or(Error::InvalidInputLength)?;
        called(|| kdf::snmp(password, b"engine", key))
    })
}

fn one_step(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = called(|| kdf::OneStep::hmac(algorithm, b"salt", secret))?;
    let others = [
        called(|| kdf::OneStep::hash(algorithm, secret))?,
        called(|| kdf::OneStep::kmac(XofAlgorithm::Shake128, b"salt", secret))?,
    ];
    prepared(derivation.indicator(), move |out| {
        for (derivation, out) in others.iter().zip(out[42..].chunks_mut(42)) {
            called(|| derivation.derive(b"info", out))?;
        }
        called(|| derivation.derive(b"info", &mut out[..42]))
    })
}

fn pbkdf2(salt: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = called(|| kdf::Pbkdf2::new(SHA256, key::<32>(), salt, 1000))?;
    prepared(derivation.indicator(14), move |out| called(|| derivation.derive(&mut out[..14])))
}

fn tls12(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let master = called(|| kdf::Tls12::new(algorithm, secret))?;
    prepared(master.indicator(), move |out| called(|| master.key_block(&PUBLIC, &PUBLIC, &mut out[..72])))
}

fn tls13(algorithm: HashAlgorithm, shared_secret: &[u8]) -> Result<Prepared, Error> {
    let early = called(|| kdf::Tls13::early_secret(algorithm, b""))?;
    let secret = called(|| early.next_secret(shared_secret))?;
    prepared(secret.indicator(), move |out| called(|| secret.derive_secret(b"c hs traffic", &PUBLIC, &mut out[..32])))
}

fn ssh(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let keys = called(|| kdf::Ssh::new(algorithm, secret, &PUBLIC, &PUBLIC))?;
    prepared(keys.indicator(), move |out| called(|| keys.derive(kdf::SshKey::EncryptionKeyClient, &mut out[..100])))
}

fn ikev1(algorithm: HashAlgorithm, shared_secret: &'static [u8]) -> Result<Prepared, Error> {
    let exchange = kdf::Exchange {
        initiator_nonce: &PUBLIC,
        responder_nonce: &IV,
        initiator_cookie: &[1; 8],
        responder_cookie: &[2; 8],
        shared_secret,
    };
    let derive = move || kdf::IkeV1::derive(algorithm, kdf::Authentication::Signature, &exchange);
    // It outlives the keys that are moved, and wipes what the moves left.
    let first = called(derive)?;
    let said: Indicator = first.indicator();
    prepared(said, move |out| {
        let _ = &first;
        let keys = called(derive)?;
        let key = keys.skeyid_e();
        out[..key.len()].copy_from_slice(key);
        Ok(())
    })
}

fn ikev2(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let seed = called(|| kdf::IkeV2::skeyseed(algorithm, &PUBLIC, &IV, secret))?;
    prepared(seed.indicator(), move |out| {
        let (child, rest) = out.split_at_mut(72);
        let new = called(|| seed.rekey(&PUBLIC, &IV, secret))?;
        called(|| new.derive_child(secret, &PUBLIC, &IV, child))?;
        called(|| seed.derive(&PUBLIC, &IV, &[1; 8], &[2; 8], &mut rest[..72]))
    })
}

fn x963(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = called(|| kdf::X963::new(algorithm, secret))?;
    prepared(derivation.indicator(), move |out| called(|| derivation.derive(b"info", &mut out[..42])))
}

fn x942(secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = called(|| kdf::X942::new(SHA256, secret))?;
    prepared(derivation.indicator(), move |out| {
        let (der, rest) = out.split_at_mut(42);
        let info = kdf::OtherInfo { oid: &[1, 2], ..kdf::OtherInfo::default() };
        called(|| derivation.derive_der(&info, der))?;
        called(|| derivation.derive(b"info", &mut rest[..42]))
    })
}

fn extract(salt_is_key: bool, secret: &[u8]) -> Result<Prepared, Error> {
    kbkdf(|| match salt_is_key {
        true => KeyBasedKdf::extract_cmac(&IV, secret),
        false => KeyBasedKdf::extract_hmac(SHA256, b"salt", secret),
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    secret!("kdf::Hkdf", "secret of 112 bits or more", || hkdf(key::<32>())),
    secret!("kdf::Hkdf", "shorter secret", || hkdf(short_key())),
    secret!("kdf::DynHkdf", "secret of 112 bits or more", || dyn_hkdf(key::<32>())),
    secret!("kdf::DynHkdf", "shorter secret", || dyn_hkdf(short_key())),
    secret!("kdf::KeyBasedKdf::hmac", "key of 112 bits or more", || kbkdf(|| KeyBasedKdf::hmac(SHA256, key::<32>()))),
    secret!("kdf::KeyBasedKdf::hmac", "shorter key", || kbkdf(|| KeyBasedKdf::hmac(SHA256, short_key()))),
    secret!("kdf::KeyBasedKdf::cmac", "any key", || kbkdf(|| KeyBasedKdf::cmac(key::<32>()))),
    secret!("kdf::KeyBasedKdf::extract_hmac", "secret of 112 bits or more", || extract(false, key::<32>())),
    secret!("kdf::KeyBasedKdf::extract_hmac", "shorter secret", || extract(false, short_key())),
    secret!("kdf::KeyBasedKdf::extract_cmac", "secret of 112 bits or more", || extract(true, key::<32>())),
    secret!("kdf::KeyBasedKdf::extract_cmac", "shorter secret", || extract(true, short_key())),
    secret!("kdf::kmac_kdf", "key of 112 bits or more", || kmac_kdf(key::<32>())),
    secret!("kdf::kmac_kdf", "shorter key", || kmac_kdf(short_key())),
    secret!("kdf::OneStep", "secret of 112 bits or more, all but SHA-1", || one_step(SHA256, key::<32>())),
    secret!("kdf::OneStep", "shorter secret", || one_step(SHA256, short_key())),
    secret!("kdf::OneStep", "SHA-1, HMAC-SHA-1", || one_step(HashAlgorithm::Sha1, key::<32>())),
    secret!("kdf::Pbkdf2", "password 14 bytes, salt 16 bytes, 1000 iterations, key 14 bytes, or more", || {
        pbkdf2(&IV)
    }),
    secret!("kdf::Pbkdf2", "less of one", || pbkdf2(&IV[..15])),
    secret!("kdf::Tls12", "SHA-256, SHA-384, SHA-512", || tls12(HashAlgorithm::Sha384, key::<48>())),
    secret!("kdf::Tls12", "another hash function", || tls12(HashAlgorithm::Sha3_256, key::<48>())),
    secret!("kdf::Tls12", "shorter secret", || tls12(SHA256, short_key())),
    secret!("kdf::Tls12::master_secret", "any", || {
        let premaster = called(|| kdf::Tls12::new(SHA256, key::<48>()))?;
        prepared(premaster.master_secret_indicator(), move |out| {
            let master = out.first_chunk_mut().ok_or(Error::InvalidInputLength)?;
            called(|| premaster.master_secret(&PUBLIC, &PUBLIC, master))
        })
    }),
    secret!("kdf::Tls13", "SHA-256, SHA-384", || tls13(HashAlgorithm::Sha384, key::<32>())),
    secret!("kdf::Tls13", "another hash function", || tls13(HashAlgorithm::Sha512, key::<32>())),
    secret!("kdf::Tls13", "no secret of 112 bits in the schedule", || tls13(SHA256, short_key())),
    secret!("kdf::Ssh", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ssh(HashAlgorithm::Sha1, key::<32>())),
    secret!("kdf::Ssh", "another hash function", || ssh(HashAlgorithm::Sha3_512, key::<32>())),
    secret!("kdf::Ssh", "shorter secret", || ssh(SHA256, short_key())),
    secret!("kdf::IkeV1", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ikev1(HashAlgorithm::Sha1, key::<32>())),
    secret!("kdf::IkeV1", "another hash function", || ikev1(HashAlgorithm::Sha3_256, key::<32>())),
    secret!("kdf::IkeV1", "shorter secret", || ikev1(SHA256, short_key())),
    secret!("kdf::IkeV2", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ikev2(SHA256, key::<32>())),
    secret!("kdf::IkeV2", "another hash function", || ikev2(HashAlgorithm::Sha512_256, key::<32>())),
    secret!("kdf::IkeV2", "shorter secret", || ikev2(SHA256, short_key())),
    secret!("kdf::Srtp", "any key", || {
        let keys = called(|| kdf::Srtp::new(key::<32>(), &[9; kdf::SRTP_SALT_SIZE]))?;
        prepared(keys.indicator(), move |out| {
            called(|| keys.derive(kdf::SrtpLabel::Encryption, 1, 1, &mut out[..32]))
        })
    }),
    secret!("kdf::snmp", "password of 8 bytes or more", || snmp(key::<12>())),
    secret!("kdf::snmp", "shorter password", || snmp(key::<7>())),
    secret!("kdf::X963", "SHA-224 or stronger", || x963(HashAlgorithm::Sha224, key::<32>())),
    secret!("kdf::X963", "SHA-1", || x963(HashAlgorithm::Sha1, key::<32>())),
    secret!("kdf::X963", "shorter secret", || x963(SHA256, short_key())),
    secret!("kdf::X942", "secret of 112 bits or more", || x942(key::<32>())),
    secret!("kdf::X942", "shorter secret", || x942(short_key())),
];
