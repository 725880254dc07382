//! Every service with every class of parameters that its indicator tells apart: the catalogue's table, executed.
#![allow(dead_code)] // no test uses all of it

use qila::kdf::KeyBasedKdf;
use qila::random::{Drbg, HashAlgorithm, Mechanism, Rng};
use qila::xof::{self, ParallelHash, TupleHash, Xof, XofAlgorithm};
use qila::{Error, Indicator, aead, cipher, hash, kdf, key_wrap, mac, random};

/// The most bytes that a service writes into the output buffer of a test.
pub const OUTPUT: usize = 96;
/// What the buffer holds before.
pub const SENTINEL: u8 = 0xa5;

/// Does the service once and writes its output into the buffer; on an error the buffer is as the service left it.
pub type Action = Box<dyn FnMut(&mut [u8; OUTPUT]) -> Result<(), Error>>;

/// A key or context, ready to work.
pub struct Prepared {
    pub indicator: Indicator,
    pub action: Action,
}

/// A row of the catalogue, made executable.
pub struct Operation {
    pub service: &'static str,
    pub parameters: &'static str,
    pub prepare: fn() -> Result<Prepared, Error>,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} ({})", self.service, self.parameters)
    }
}

fn prepared(
    indicator: Indicator,
    action: impl FnMut(&mut [u8; OUTPUT]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    Ok(Prepared { indicator, action: Box::new(action) })
}

/// Copies what a service gave as a value.
fn put(out: &mut [u8; OUTPUT], value: &[u8]) {
    out[..value.len()].copy_from_slice(value);
}

/// Gives what an attempt wrote: a copy goes back only if the attempt wrote into it, done or not.
fn in_place(
    out: &mut [u8; OUTPUT],
    data: &[u8],
    work: impl FnOnce(&mut [u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut copy = data.to_vec();
    let done = work(&mut copy);
    if copy != data {
        put(out, &copy);
    }
    done
}

const KEY: [u8; 32] = [0x42; 32];
const SHORT_KEY: [u8; 13] = [0x42; 13];
const IV: [u8; 16] = [7; 16];
const NONCE: [u8; 12] = [8; 12];
const DATA: [u8; 32] = [0x33; 32];

fn hasher<H: hash::HashFunction + 'static>(
    new: fn() -> Result<H, Error>,
    indicator: fn(&H) -> Indicator,
    finalize: fn(H) -> Result<Vec<u8>, Error>,
) -> Result<Prepared, Error> {
    let mut context = Some(new()?);
    let said = context.as_ref().map_or(Indicator::Approved, indicator);
    prepared(said, move |out| {
        let context = match context.take() {
            Some(context) => context,
            None => new()?,
        };
        put(out, &finalize(context)?);
        Ok(())
    })
}

macro_rules! hasher {
    ($name:literal, $type:ident) => {
        Operation {
            service: "hash::Hasher",
            parameters: $name,
            prepare: || {
                hasher(hash::$type::new, hash::$type::indicator, |h| h.finalize().map(|value| value.to_vec()))
            },
        }
    };
}

fn hmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = mac::HmacKey::<hash::Sha256>::new(key)?;
    prepared(key.indicator(), move |out| {
        put(out, &key.authenticate(&DATA)?);
        Ok(())
    })
}

fn hmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let message = mac::HmacKey::<hash::Sha384>::new(key)?.begin()?;
    prepared(message.indicator(), move |out| {
        put(out, &message.clone().finalize()?);
        Ok(())
    })
}

fn dyn_hmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = mac::DynHmacKey::new(HashAlgorithm::Sha512, key)?;
    prepared(key.indicator(), move |out| key.authenticate_into(&DATA, &mut out[..64]))
}

fn dyn_hmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let message = mac::DynHmacKey::new(HashAlgorithm::Sha224, key)?.begin()?;
    prepared(message.indicator(), move |out| message.clone().finalize_into(&mut out[..28]))
}

fn kmac(key: &[u8]) -> Result<Prepared, Error> {
    let key = mac::KmacKey::new(XofAlgorithm::Shake128, key)?;
    prepared(key.indicator(), move |out| key.authenticate_into(&DATA, &mut out[..32]))
}

fn kmac_in_parts(key: &[u8]) -> Result<Prepared, Error> {
    let message = mac::KmacKey::customized(XofAlgorithm::Shake256, key, b"table")?.begin()?;
    prepared(message.indicator(), move |out| message.clone().finalize_into(&mut out[..20]))
}

fn hkdf(secret: &[u8]) -> Result<Prepared, Error> {
    let key = kdf::Hkdf::<hash::Sha256>::extract(b"salt", secret)?;
    prepared(key.indicator(), move |out| key.expand(b"info", &mut out[..42]))
}

fn dyn_hkdf(secret: &[u8]) -> Result<Prepared, Error> {
    let key = kdf::DynHkdf::extract(HashAlgorithm::Sha384, b"salt", secret)?;
    prepared(key.indicator(), move |out| key.expand(b"info", &mut out[..42]))
}

const SHA256: HashAlgorithm = HashAlgorithm::Sha256;

fn kbkdf(key: Result<KeyBasedKdf, Error>) -> Result<Prepared, Error> {
    let key = key?;
    prepared(key.indicator(), move |out| key.derive(b"label", b"context", &mut out[..42]))
}

fn kmac_kdf(key: &'static [u8]) -> Result<Prepared, Error> {
    let derive = move |out: &mut [u8]| kdf::kmac_kdf(XofAlgorithm::Shake128, key, b"label", b"context", out);
    derive(&mut [0; 1])?;
    prepared(kdf::kmac_kdf_indicator(XofAlgorithm::Shake128, key.len()), move |out| derive(&mut out[..42]))
}

fn snmp(password: &'static [u8]) -> Result<Prepared, Error> {
    prepared(kdf::snmp_indicator(password.len()), move |out| {
        let mut key = [SENTINEL; kdf::SNMP_KEY_SIZE];
        kdf::snmp(password, b"engine", &mut key)?;
        put(out, &key);
        Ok(())
    })
}

fn one_step(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = kdf::OneStep::hmac(algorithm, b"salt", secret)?;
    prepared(derivation.indicator(), move |out| derivation.derive(b"info", &mut out[..42]))
}

fn pbkdf2(salt: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = kdf::Pbkdf2::new(SHA256, &KEY, salt, 1000)?;
    prepared(derivation.indicator(14), move |out| derivation.derive(&mut out[..14]))
}

fn tls12(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let master = kdf::Tls12::new(algorithm, secret)?;
    prepared(master.indicator(), move |out| master.key_block(&DATA, &DATA, &mut out[..72]))
}

fn tls13(algorithm: HashAlgorithm, shared_secret: &[u8]) -> Result<Prepared, Error> {
    let secret = kdf::Tls13::early_secret(algorithm, b"")?.next_secret(shared_secret)?;
    prepared(secret.indicator(), move |out| secret.derive_secret(b"c hs traffic", &DATA, &mut out[..32]))
}

fn ssh(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let keys = kdf::Ssh::new(algorithm, secret, &DATA, &DATA)?;
    prepared(keys.indicator(), move |out| keys.derive(kdf::SshKey::EncryptionKeyClient, &mut out[..32]))
}

fn ikev1(algorithm: HashAlgorithm, shared_secret: &'static [u8]) -> Result<Prepared, Error> {
    let exchange = kdf::Exchange {
        initiator_nonce: &DATA,
        responder_nonce: &IV,
        initiator_cookie: &[1; 8],
        responder_cookie: &[2; 8],
        shared_secret,
    };
    let derive = move || kdf::IkeV1::derive(algorithm, kdf::Authentication::Signature, &exchange);
    prepared(derive()?.indicator(), move |out| {
        put(out, derive()?.skeyid_e());
        Ok(())
    })
}

fn ikev2(algorithm: HashAlgorithm, secret: &[u8]) -> Result<Prepared, Error> {
    let seed = kdf::IkeV2::skeyseed(algorithm, &DATA, &IV, secret)?;
    prepared(seed.indicator(), move |out| seed.derive(&DATA, &IV, &[1; 8], &[2; 8], &mut out[..72]))
}

fn x963(algorithm: HashAlgorithm, secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = kdf::X963::new(algorithm, secret)?;
    prepared(derivation.indicator(), move |out| derivation.derive(b"info", &mut out[..42]))
}

fn x942(secret: &'static [u8]) -> Result<Prepared, Error> {
    let derivation = kdf::X942::new(SHA256, secret)?;
    prepared(derivation.indicator(), move |out| derivation.derive(b"info", &mut out[..42]))
}

fn xts(work: fn(&cipher::AesXtsKey, &mut [u8]) -> Result<(), Error>) -> Result<Prepared, Error> {
    let key = cipher::AesXtsKey::new(&[KEY, DATA].concat())?;
    prepared(key.indicator(), move |out| in_place(out, &DATA, |data| work(&key, data)))
}

fn aes(work: fn(&cipher::AesKey, &mut [u8]) -> Result<(), Error>) -> Result<Prepared, Error> {
    let key = cipher::AesKey::new(&KEY)?;
    prepared(key.indicator(), move |out| in_place(out, &DATA, |data| work(&key, data)))
}

/// Sealed and opened again, so that the output is the same each time.
fn sealer(make: fn(aead::AesGcmKey) -> Result<aead::SequenceSealer, Error>) -> Result<Prepared, Error> {
    let mut sealer = make(aead::AesGcmKey::new(&KEY)?)?;
    prepared(sealer.indicator(), move |out| {
        in_place(out, &DATA, |data| sealer.seal_in_place(b"aad", data).map(|_| ()))
    })
}

/// A ciphertext with its tag, from OpenSSL 3.0.19: AES-256-GCM of [`DATA`] under [`KEY`] and [`NONCE`], without additional data.
const SEALED: [u8; 32] = [
    0x40, 0xb3, 0xbf, 0x32, 0xef, 0xd8, 0x6d, 0x74, 0x4b, 0xcc, 0x2f, 0x69, 0x35, 0x69, 0x4a, 0x66, 0x47, 0x59, 0xf5,
    0x52, 0x59, 0x0f, 0x91, 0x11, 0x59, 0x8f, 0x44, 0x28, 0xce, 0xc5, 0x43, 0xc9,
];
const TAG: [u8; 16] =
    [0xc1, 0x75, 0xd8, 0x5c, 0x9c, 0xec, 0x29, 0xe7, 0xb8, 0x2c, 0xa0, 0x79, 0xea, 0xbe, 0xb9, 0x09];

/// The same sealed by AES-CCM, and wrapped by KW and KWP under [`KEY`], from the Python package cryptography.
#[rustfmt::skip]
const CCM: [u8; 32] = [
    0xf5, 0x3c, 0x0b, 0x02, 0xb4, 0xdd, 0x5c, 0xef, 0x65, 0xb6, 0xf0, 0x05, 0x89, 0xaa, 0x94, 0x47,
    0x34, 0xa7, 0x98, 0x77, 0x3c, 0xa8, 0x96, 0xf2, 0xb0, 0x0a, 0x20, 0x07, 0x25, 0xd2, 0x06, 0xf9,
];
#[rustfmt::skip]
const CCM_TAG: [u8; 16] = [
    0x58, 0x5d, 0x63, 0x6f, 0x3c, 0x77, 0x8e, 0x32, 0xb2, 0xa3, 0x48, 0x8c, 0xd0, 0x18, 0x9d, 0x75,
];
#[rustfmt::skip]
const WRAPPED: [u8; 40] = [
    0x10, 0xe7, 0xb1, 0x74, 0x1b, 0x08, 0x85, 0x44, 0xf2, 0x2b, 0x6b, 0x75, 0x78, 0xe5, 0x4c, 0x68,
    0x2f, 0xdb, 0x15, 0xc6, 0xcf, 0xd6, 0xad, 0x11, 0x8d, 0xcb, 0x6a, 0x90, 0x06, 0x00, 0xe5, 0x06,
    0x2e, 0xf0, 0x07, 0x67, 0x56, 0xfc, 0x7d, 0x5c,
];
#[rustfmt::skip]
const WRAPPED_PADDED: [u8; 40] = [
    0x6f, 0x83, 0x1c, 0x61, 0xed, 0xba, 0x8c, 0x78, 0xf3, 0x82, 0x0d, 0x1d, 0x7d, 0x00, 0xe2, 0xd8,
    0x5d, 0xac, 0xe9, 0x85, 0xda, 0xb9, 0x43, 0x26, 0x3a, 0xdd, 0x49, 0x1f, 0x78, 0xe2, 0xe8, 0x59,
    0xdb, 0xe4, 0x65, 0x02, 0x53, 0x40, 0x02, 0xf6,
];

fn key_wrap(work: fn(&key_wrap::KeyWrapKey, &mut [u8]) -> Result<usize, Error>) -> Result<Prepared, Error> {
    let key = key_wrap::KeyWrapKey::new(&KEY)?;
    prepared(key.indicator(), move |out| work(&key, &mut out[..]).map(drop))
}

fn open(length: aead::TagLength) -> Result<Prepared, Error> {
    let key = aead::AesGcmKey::with_tag_length(&KEY, length)?;
    prepared(key.indicator(), move |out| {
        in_place(out, &SEALED, |data| key.open_in_place(&NONCE, &[], data, &TAG[..length.bytes()]))
    })
}

fn drbg(mechanism: Mechanism) -> Result<Prepared, Error> {
    let mut drbg = Drbg::builder(mechanism).instantiate()?;
    prepared(drbg.indicator(), move |out| drbg.generate(&[], &mut out[..32]))
}

macro_rules! operation {
    ($service:literal, $parameters:literal, $prepare:expr) => {
        Operation { service: $service, parameters: $parameters, prepare: $prepare }
    };
}

/// All of them, in the order of the catalogue.
pub const OPERATIONS: &[Operation] = &[
    hasher!("SHA-1, not for signatures, until the end of 2030", Sha1),
    hasher!("SHA2-224", Sha224),
    hasher!("SHA2-256", Sha256),
    hasher!("SHA2-384", Sha384),
    hasher!("SHA2-512", Sha512),
    hasher!("SHA2-512/224", Sha512_224),
    hasher!("SHA2-512/256", Sha512_256),
    hasher!("SHA3-224", Sha3_224),
    hasher!("SHA3-256", Sha3_256),
    hasher!("SHA3-384", Sha3_384),
    hasher!("SHA3-512", Sha3_512),
    operation!("hash::DynHasher", "every hash function", || {
        let mut hasher = hash::DynHasher::new(HashAlgorithm::Sha256)?;
        prepared(hasher.indicator(), move |out| hasher.finalize_into(&mut out[..]).map(|_| ()))
    }),
    operation!("hash::digest_into", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha512), |out| {
            hash::digest_into(HashAlgorithm::Sha512, &DATA, &mut out[..]).map(|_| ())
        })
    }),
    operation!("hash::batch", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha256), |out| {
            let mut values = [[0; 32]; 2];
            hash::batch::<hash::Sha256>(&[&DATA, &KEY], &mut values)?;
            put(out, values.as_flattened());
            Ok(())
        })
    }),
    operation!("hash::batch_into", "every hash function", || {
        prepared(hash::indicator(HashAlgorithm::Sha3_256), |out| {
            hash::batch_into(HashAlgorithm::Sha3_256, &DATA, 16, &mut out[..64])
        })
    }),
    operation!("xof::Xof", "SHAKE128, SHAKE256", || {
        let mut xof = Xof::new(XofAlgorithm::Shake128)?;
        xof.update(&DATA);
        prepared(xof.indicator(), move |out| xof.clone().finalize()?.read(&mut out[..32]))
    }),
    operation!("xof::Xof", "cSHAKE128, cSHAKE256", || {
        let mut xof = Xof::customized(XofAlgorithm::Shake256, b"table")?;
        xof.update(&DATA);
        prepared(xof.indicator(), move |out| xof.clone().finalize()?.read(&mut out[..32]))
    }),
    operation!("xof::TupleHash", "any length", || {
        let mut list = TupleHash::new(XofAlgorithm::Shake128)?;
        list.add(&DATA);
        prepared(list.indicator(), move |out| list.clone().finalize_into(&mut out[..32]))
    }),
    operation!("xof::ParallelHash", "any length", || {
        let mut message = ParallelHash::new(XofAlgorithm::Shake256, 16)?;
        message.update(&DATA);
        prepared(message.indicator(), move |out| message.clone().finalize_into(&mut out[..32]))
    }),
    operation!("xof::Reader", "any length", || {
        let mut reader = Xof::new(XofAlgorithm::Shake256)?.finalize()?;
        prepared(reader.indicator(), move |out| reader.read(&mut out[..32]))
    }),
    operation!("xof::shake128", "any length", || {
        prepared(xof::indicator(XofAlgorithm::Shake128), |out| xof::shake128(&DATA, &mut out[..]))
    }),
    operation!("xof::shake256", "any length", || {
        prepared(xof::indicator(XofAlgorithm::Shake256), |out| xof::shake256(&DATA, &mut out[..]))
    }),
    operation!("hash::AsconHash256", "Ascon-Hash256", || {
        let hash = hash::AsconHash256::new()?;
        prepared(hash.indicator(), move |out| {
            put(out, &hash.clone().finalize()?);
            Ok(())
        })
    }),
    operation!("xof::AsconXof", "Ascon-XOF128, Ascon-CXOF128", || {
        let xof = xof::AsconXof::customized(b"table")?;
        prepared(xof.indicator(), move |out| xof.clone().finalize()?.read(&mut out[..40]))
    }),
    operation!("xof::AsconReader", "any length", || {
        let mut reader = xof::AsconXof::new()?.finalize()?;
        prepared(reader.indicator(), move |out| reader.read(&mut out[..40]))
    }),
    operation!("mac::HmacKey", "key of 112 bits or more", || hmac(&KEY)),
    operation!("mac::HmacKey", "shorter key", || hmac(&SHORT_KEY)),
    operation!("mac::HmacKey::generate", "key as long as the hash value", || {
        let mut rng = Rng::new()?;
        let key = mac::HmacKey::<hash::Sha256>::generate(&mut rng)?;
        prepared(key.indicator(), move |out| {
            put(out, &mac::HmacKey::<hash::Sha256>::generate(&mut rng)?.authenticate(&DATA)?);
            Ok(())
        })
    }),
    operation!("mac::Hmac", "key of 112 bits or more", || hmac_in_parts(&KEY)),
    operation!("mac::Hmac", "shorter key", || hmac_in_parts(&SHORT_KEY)),
    operation!("mac::DynHmacKey", "key of 112 bits or more", || dyn_hmac(&KEY)),
    operation!("mac::DynHmacKey", "shorter key", || dyn_hmac(&SHORT_KEY)),
    operation!("mac::DynHmacKey::generate", "key as long as the hash value", || {
        let mut rng = Rng::new()?;
        let key = mac::DynHmacKey::generate(HashAlgorithm::Sha3_256, &mut rng)?;
        prepared(key.indicator(), move |out| {
            mac::DynHmacKey::generate(HashAlgorithm::Sha3_256, &mut rng)?.authenticate_into(&DATA, &mut out[..32])
        })
    }),
    operation!("mac::DynHmac", "key of 112 bits or more", || dyn_hmac_in_parts(&KEY)),
    operation!("mac::DynHmac", "shorter key", || dyn_hmac_in_parts(&SHORT_KEY)),
    operation!("mac::CmacKey", "any key", || {
        let key = mac::CmacKey::new(&KEY)?;
        prepared(key.indicator(), move |out| key.authenticate_into(&DATA, &mut out[..16]))
    }),
    operation!("mac::CmacKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = mac::CmacKey::generate(cipher::KeySize::Aes128, &mut rng)?;
        prepared(key.indicator(), move |out| {
            put(out, &mac::CmacKey::generate(cipher::KeySize::Aes128, &mut rng)?.authenticate(&DATA)?);
            Ok(())
        })
    }),
    operation!("mac::Cmac", "any key", || {
        let message = mac::CmacKey::new(&KEY)?.begin()?;
        prepared(message.indicator(), move |out| message.clone().finalize_into(&mut out[..16]))
    }),
    operation!("mac::KmacKey", "key of 112 bits or more", || kmac(&KEY)),
    operation!("mac::KmacKey", "shorter key", || kmac(&SHORT_KEY)),
    operation!("mac::KmacKey::generate", "key as long as the strength", || {
        let mut rng = Rng::new()?;
        let key = mac::KmacKey::generate(XofAlgorithm::Shake256, &mut rng)?;
        prepared(key.indicator(), move |out| {
            mac::KmacKey::generate(XofAlgorithm::Shake256, &mut rng)?.authenticate_into(&DATA, &mut out[..32])
        })
    }),
    operation!("mac::Kmac", "key of 112 bits or more", || kmac_in_parts(&KEY)),
    operation!("mac::Kmac", "shorter key", || kmac_in_parts(&SHORT_KEY)),
    operation!("xof::Reader", "of KMACXOF with a shorter key", || {
        let mut reader = mac::KmacKey::new(XofAlgorithm::Shake256, &SHORT_KEY)?.begin()?.finalize_xof()?;
        prepared(reader.indicator(), move |out| reader.read(&mut out[..32]))
    }),
    operation!("mac::GmacKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = mac::GmacKey::generate(cipher::KeySize::Aes256, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let mut maker = mac::GmacKey::generate(cipher::KeySize::Aes256, &mut rng)?.counter_iv(b"host")?;
            put(out, &maker.authenticate(&DATA)?.tag);
            Ok(())
        })
    }),
    operation!("mac::GmacKey::verify", "tag of any length", || {
        let key = mac::GmacKey::new(&KEY)?;
        prepared(key.indicator(), move |out| match key.verify(&NONCE, &DATA, &TAG) {
            // It says nothing but whether the tag is right, which this one is not.
            Err(Error::TagMismatch) => {
                put(out, b"refused");
                Ok(())
            }
            said => said,
        })
    }),
    operation!("mac::RandomIvGmac", "random IV", || {
        let (key, mut rng) = (mac::GmacKey::new(&KEY)?, Rng::new()?);
        let said = key.random_iv()?.indicator();
        prepared(said, move |out| {
            put(out, &key.random_iv()?.authenticate(&DATA, &mut rng)?.tag);
            Ok(())
        })
    }),
    operation!("mac::CounterIvGmac", "IV from a counter", || {
        let mut maker = mac::GmacKey::new(&KEY)?.counter_iv(b"host")?;
        prepared(maker.indicator(), move |out| {
            put(out, &maker.authenticate(&DATA)?.tag);
            Ok(())
        })
    }),
    operation!("mac::CallerIvGmac", "IV from outside", || {
        let key = mac::GmacKey::new(&KEY)?;
        let said = key.caller_iv()?.indicator();
        prepared(said, move |out| {
            put(out, &key.caller_iv()?.authenticate(&NONCE, &DATA)?);
            Ok(())
        })
    }),
    operation!("kdf::Hkdf", "secret of 112 bits or more", || hkdf(&KEY)),
    operation!("kdf::Hkdf", "shorter secret", || hkdf(&SHORT_KEY)),
    operation!("kdf::DynHkdf", "secret of 112 bits or more", || dyn_hkdf(&KEY)),
    operation!("kdf::DynHkdf", "shorter secret", || dyn_hkdf(&SHORT_KEY)),
    operation!("kdf::KeyBasedKdf::hmac", "key of 112 bits or more", || kbkdf(KeyBasedKdf::hmac(SHA256, &KEY))),
    operation!("kdf::KeyBasedKdf::hmac", "shorter key", || kbkdf(KeyBasedKdf::hmac(SHA256, &SHORT_KEY))),
    operation!("kdf::KeyBasedKdf::cmac", "any key", || kbkdf(KeyBasedKdf::cmac(&KEY))),
    operation!("kdf::KeyBasedKdf::extract_hmac", "secret of 112 bits or more", || {
        kbkdf(KeyBasedKdf::extract_hmac(SHA256, b"salt", &KEY))
    }),
    operation!("kdf::KeyBasedKdf::extract_hmac", "shorter secret", || {
        kbkdf(KeyBasedKdf::extract_hmac(SHA256, b"salt", &SHORT_KEY))
    }),
    operation!("kdf::KeyBasedKdf::extract_cmac", "secret of 112 bits or more", || {
        kbkdf(KeyBasedKdf::extract_cmac(&IV, &KEY))
    }),
    operation!("kdf::KeyBasedKdf::extract_cmac", "shorter secret", || {
        kbkdf(KeyBasedKdf::extract_cmac(&IV, &SHORT_KEY))
    }),
    operation!("kdf::kmac_kdf", "key of 112 bits or more", || kmac_kdf(&KEY)),
    operation!("kdf::kmac_kdf", "shorter key", || kmac_kdf(&SHORT_KEY)),
    operation!("kdf::OneStep", "secret of 112 bits or more, all but SHA-1", || one_step(SHA256, &KEY)),
    operation!("kdf::OneStep", "shorter secret", || one_step(SHA256, &SHORT_KEY)),
    operation!("kdf::OneStep", "SHA-1, HMAC-SHA-1", || one_step(HashAlgorithm::Sha1, &KEY)),
    operation!("kdf::Pbkdf2", "password 14 bytes, salt 16 bytes, 1000 iterations, key 14 bytes, or more", || {
        pbkdf2(&IV)
    }),
    operation!("kdf::Pbkdf2", "less of one", || pbkdf2(&IV[..15])),
    operation!("kdf::Tls12", "SHA-256, SHA-384, SHA-512", || tls12(HashAlgorithm::Sha384, &KEY)),
    operation!("kdf::Tls12", "another hash function", || tls12(HashAlgorithm::Sha3_256, &KEY)),
    operation!("kdf::Tls12", "shorter secret", || tls12(SHA256, &SHORT_KEY)),
    operation!("kdf::Tls12::master_secret", "any", || {
        let premaster = kdf::Tls12::new(SHA256, &KEY)?;
        prepared(premaster.master_secret_indicator(), move |out| {
            let mut master = [SENTINEL; kdf::TLS12_MASTER_SECRET_SIZE];
            premaster.master_secret(&DATA, &DATA, &mut master)?;
            put(out, &master);
            Ok(())
        })
    }),
    operation!("kdf::Tls13", "SHA-256, SHA-384", || tls13(HashAlgorithm::Sha384, &KEY)),
    operation!("kdf::Tls13", "another hash function", || tls13(HashAlgorithm::Sha512, &KEY)),
    operation!("kdf::Tls13", "no secret of 112 bits in the schedule", || tls13(SHA256, &SHORT_KEY)),
    operation!("kdf::Ssh", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ssh(HashAlgorithm::Sha1, &KEY)),
    operation!("kdf::Ssh", "another hash function", || ssh(HashAlgorithm::Sha3_512, &KEY)),
    operation!("kdf::Ssh", "shorter secret", || ssh(SHA256, &SHORT_KEY)),
    operation!("kdf::IkeV1", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ikev1(HashAlgorithm::Sha1, &KEY)),
    operation!("kdf::IkeV1", "another hash function", || ikev1(HashAlgorithm::Sha3_256, &KEY)),
    operation!("kdf::IkeV1", "shorter secret", || ikev1(SHA256, &SHORT_KEY)),
    operation!("kdf::IkeV2", "SHA-1, SHA-224, SHA-256, SHA-384, SHA-512", || ikev2(SHA256, &KEY)),
    operation!("kdf::IkeV2", "another hash function", || ikev2(HashAlgorithm::Sha512_256, &KEY)),
    operation!("kdf::IkeV2", "shorter secret", || ikev2(SHA256, &SHORT_KEY)),
    operation!("kdf::Srtp", "any key", || {
        let keys = kdf::Srtp::new(&KEY, &[9; kdf::SRTP_SALT_SIZE])?;
        prepared(keys.indicator(), move |out| keys.derive(kdf::SrtpLabel::Encryption, 1, 1, &mut out[..32]))
    }),
    operation!("kdf::snmp", "password of 8 bytes or more", || snmp(b"maplesyr")),
    operation!("kdf::snmp", "shorter password", || snmp(b"maplesy")),
    operation!("kdf::X963", "SHA-224 or stronger", || x963(HashAlgorithm::Sha224, &KEY)),
    operation!("kdf::X963", "SHA-1", || x963(HashAlgorithm::Sha1, &KEY)),
    operation!("kdf::X963", "shorter secret", || x963(SHA256, &SHORT_KEY)),
    operation!("kdf::X942", "secret of 112 bits or more", || x942(&KEY)),
    operation!("kdf::X942", "shorter secret", || x942(&SHORT_KEY)),
    operation!("cipher::AesKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = cipher::AesKey::generate(cipher::KeySize::Aes192, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = cipher::AesKey::generate(cipher::KeySize::Aes192, &mut rng)?;
            in_place(out, &DATA, |data| key.ecb_decrypt(data))
        })
    }),
    operation!("cipher::AesKey::ecb_encrypt", "any key", || {
        let key = cipher::AesKey::new(&KEY)?;
        prepared(key.ecb_encrypt_indicator(), move |out| in_place(out, &DATA, |data| key.ecb_encrypt(data)))
    }),
    operation!("cipher::AesKey::ecb_decrypt", "any key", || aes(|key, data| key.ecb_decrypt(data))),
    operation!("cipher::AesKey::cbc_encrypt", "any key", || aes(|key, data| key.cbc_encrypt(&IV, data))),
    operation!("cipher::AesKey::cbc_decrypt", "any key", || aes(|key, data| key.cbc_decrypt(&IV, data))),
    operation!("cipher::AesKey::ctr_apply", "any key", || aes(|key, data| key.ctr_apply(&IV, data))),
    operation!("cipher::CbcEncryptor", "any key", || {
        let mut context = cipher::AesKey::new(&KEY)?.cbc_encryptor(&IV)?;
        prepared(context.indicator(), move |out| in_place(out, &DATA, |data| context.update(data)))
    }),
    operation!("cipher::CbcDecryptor", "any key", || {
        let mut context = cipher::AesKey::new(&KEY)?.cbc_decryptor(&IV)?;
        prepared(context.indicator(), move |out| in_place(out, &DATA, |data| context.update(data)))
    }),
    operation!("cipher::Ctr", "any key", || {
        let mut context = cipher::AesKey::new(&KEY)?.ctr(&IV)?;
        prepared(context.indicator(), move |out| in_place(out, &DATA, |data| context.apply(data)))
    }),
    operation!("cipher::AesKey::cbc_cs_encrypt", "any key", || {
        aes(|key, data| key.cbc_cs_encrypt(cipher::CbcCs::Cs1, &IV, data))
    }),
    operation!("cipher::AesKey::cbc_cs_decrypt", "any key", || {
        aes(|key, data| key.cbc_cs_decrypt(cipher::CbcCs::Cs3, &IV, data))
    }),
    operation!("cipher::AesKey::cfb_encrypt", "any key", || {
        aes(|key, data| key.cfb_encrypt(cipher::CfbSegment::Bits128, &IV, data))
    }),
    operation!("cipher::AesKey::cfb_decrypt", "any key", || {
        aes(|key, data| key.cfb_decrypt(cipher::CfbSegment::Bits8, &IV, data))
    }),
    operation!("cipher::AesKey::ofb_apply", "any key", || aes(|key, data| key.ofb_apply(&IV, data))),
    operation!("cipher::AesKey::ff1_encrypt", "any key", || {
        let key = cipher::AesKey::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            let mut numerals = [7; 16];
            key.ff1_encrypt(10, b"table", &mut numerals)?;
            put(out, &numerals.map(|numeral| numeral as u8));
            Ok(())
        })
    }),
    operation!("cipher::AesKey::ff1_decrypt", "any key", || {
        let key = cipher::AesKey::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            let mut numerals = [7; 16];
            key.ff1_decrypt(10, b"table", &mut numerals)?;
            put(out, &numerals.map(|numeral| numeral as u8));
            Ok(())
        })
    }),
    operation!("cipher::Cfb", "any key", || {
        let mut context = cipher::AesKey::new(&KEY)?.cfb_encryptor(cipher::CfbSegment::Bits1, &IV)?;
        prepared(context.indicator(), move |out| in_place(out, &DATA, |data| context.apply(data)))
    }),
    operation!("cipher::Ofb", "any key", || {
        let mut context = cipher::AesKey::new(&KEY)?.ofb(&IV)?;
        prepared(context.indicator(), move |out| in_place(out, &DATA, |data| context.apply(data)))
    }),
    operation!("cipher::AesXtsKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = cipher::AesXtsKey::generate(cipher::XtsKeySize::Aes256, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = cipher::AesXtsKey::generate(cipher::XtsKeySize::Aes256, &mut rng)?;
            in_place(out, &DATA, |data| key.encrypt(&IV, data))
        })
    }),
    operation!("cipher::AesXtsKey::encrypt", "any key", || xts(|key, data| key.encrypt(&IV, data))),
    operation!("cipher::AesXtsKey::decrypt", "any key", || xts(|key, data| key.decrypt(&IV, data))),
    operation!("key_wrap::KeyWrapKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = key_wrap::KeyWrapKey::generate(cipher::KeySize::Aes256, &mut rng)?;
        prepared(key.indicator(), move |out| {
            key_wrap::KeyWrapKey::generate(cipher::KeySize::Aes256, &mut rng)?.wrap(&DATA, &mut out[..]).map(drop)
        })
    }),
    operation!("key_wrap::KeyWrapKey::wrap", "any key", || key_wrap(|key, out| key.wrap(&DATA, out))),
    operation!("key_wrap::KeyWrapKey::unwrap", "any key", || key_wrap(|key, out| key.unwrap(&WRAPPED, out))),
    operation!("key_wrap::KeyWrapKey::wrap_padded", "any key", || {
        key_wrap(|key, out| key.wrap_padded(&DATA, out))
    }),
    operation!("key_wrap::KeyWrapKey::unwrap_padded", "any key", || {
        key_wrap(|key, out| key.unwrap_padded(&WRAPPED_PADDED, out))
    }),
    operation!("aead::AesCcmKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = aead::AesCcmKey::generate(aead::KeySize::Aes128, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = aead::AesCcmKey::generate(aead::KeySize::Aes128, &mut rng)?;
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, &[], data).map(|_| ()))
        })
    }),
    operation!("aead::AesCcmKey::seal_in_place", "any key", || {
        let key = aead::AesCcmKey::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, &[], data).map(|_| ()))
        })
    }),
    operation!("aead::AesCcmKey::open_in_place", "any key", || {
        let key = aead::AesCcmKey::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &CCM, |data| key.open_in_place(&NONCE, &[], data, &CCM_TAG))
        })
    }),
    operation!("aead::AsconAead128Key::generate", "any tag", || {
        let mut rng = Rng::new()?;
        let key = aead::AsconAead128Key::generate(&mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = aead::AsconAead128Key::generate(&mut rng)?;
            in_place(out, &DATA, |data| key.seal_in_place(&IV, b"", data).map(drop))
        })
    }),
    operation!("aead::AsconAead128Key::seal_in_place", "any tag", || {
        let key = aead::AsconAead128Key::with_tag_bits(&IV, 32)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &DATA, |data| key.seal_in_place(&IV, b"table", data).map(drop))
        })
    }),
    operation!("aead::AsconAead128Key::open_in_place", "any tag", || {
        let key = aead::AsconAead128Key::with_nonce_mask(&KEY, 128)?;
        let mut sealed = DATA;
        let tag = key.seal_in_place(&IV, b"table", &mut sealed)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &sealed, |data| key.open_in_place(&IV, b"table", data, &tag))
        })
    }),
    operation!("aead::AesGcmSivKey::generate", "any", || {
        let mut rng = Rng::new()?;
        let key = aead::AesGcmSivKey::generate(cipher::KeySize::Aes128, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = aead::AesGcmSivKey::generate(cipher::KeySize::Aes128, &mut rng)?;
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, b"", data).map(drop))
        })
    }),
    operation!("aead::AesGcmSivKey::seal_in_place", "any", || {
        let key = aead::AesGcmSivKey::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, b"table", data).map(drop))
        })
    }),
    operation!("aead::AesGcmSivKey::open_in_place", "any", || {
        let key = aead::AesGcmSivKey::new(&KEY)?;
        let mut sealed = DATA;
        let tag = key.seal_in_place(&NONCE, b"table", &mut sealed)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &sealed, |data| key.open_in_place(&NONCE, b"table", data, &tag))
        })
    }),
    operation!("aead::ChaCha20Poly1305Key::generate", "any", || {
        let mut rng = Rng::new()?;
        let key = aead::ChaCha20Poly1305Key::generate(&mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = aead::ChaCha20Poly1305Key::generate(&mut rng)?;
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, b"", data).map(drop))
        })
    }),
    operation!("aead::ChaCha20Poly1305Key::seal_in_place", "any", || {
        let key = aead::ChaCha20Poly1305Key::new(&KEY)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &DATA, |data| key.seal_in_place(&NONCE, b"table", data).map(drop))
        })
    }),
    operation!("aead::ChaCha20Poly1305Key::open_in_place", "any", || {
        let key = aead::ChaCha20Poly1305Key::new(&KEY)?;
        let mut sealed = DATA;
        let tag = key.seal_in_place(&NONCE, b"table", &mut sealed)?;
        prepared(key.indicator(), move |out| {
            in_place(out, &sealed, |data| key.open_in_place(&NONCE, b"table", data, &tag))
        })
    }),
    operation!("aead::AesGcmKey::generate", "any key", || {
        let mut rng = Rng::new()?;
        let key = aead::AesGcmKey::generate(aead::KeySize::Aes128, &mut rng)?;
        prepared(key.indicator(), move |out| {
            let key = aead::AesGcmKey::generate(aead::KeySize::Aes128, &mut rng)?;
            in_place(out, &DATA, |data| key.random_iv_sealer()?.seal_in_place(&[], data, &mut rng).map(|_| ()))
        })
    }),
    operation!("aead::AesGcmKey::open_in_place", "tag of 96 bits or more", || open(aead::TagLength::Bits128)),
    operation!("aead::AesGcmKey::open_in_place", "tag of 32 or 64 bits, counted", || open(aead::TagLength::Bits32(
        aead::Packets32::UpTo32
    ))),
    operation!("aead::RandomIvSealer", "random IV", || {
        let (key, mut rng) = (aead::AesGcmKey::new(&KEY)?, Rng::new()?);
        let said = key.random_iv_sealer()?.indicator();
        prepared(said, move |out| {
            in_place(out, &DATA, |data| key.random_iv_sealer()?.seal_in_place(&[], data, &mut rng).map(|_| ()))
        })
    }),
    operation!("aead::SequenceSealer", "IV from a counter", || sealer(|key| key.counter_iv_sealer(b"host"))),
    operation!("aead::SequenceSealer", "TLS 1.2", || sealer(|key| key.tls12_sealer(b"salt"))),
    operation!("aead::SequenceSealer", "TLS 1.3", || sealer(|key| key.tls13_sealer(&NONCE))),
    operation!("aead::SequenceSealer", "SSH", || sealer(|key| key.ssh_sealer(&NONCE))),
    operation!("aead::CallerIvSealer", "IV from outside", || {
        let key = aead::AesGcmKey::new(&KEY)?;
        let said = key.caller_iv_sealer()?.indicator();
        prepared(said, move |out| {
            in_place(out, &DATA, |data| key.caller_iv_sealer()?.seal_in_place(&NONCE, &[], data).map(|_| ()))
        })
    }),
    operation!("random::Rng", "CTR_DRBG with AES-256", || {
        let mut rng = Rng::new()?;
        prepared(rng.indicator(), move |out| rng.fill(&mut out[..32]))
    }),
    operation!("random::fill", "CTR_DRBG with AES-256", || {
        prepared(random::indicator(), |out| random::fill(&mut out[..32]))
    }),
    operation!("random::Drbg", "CTR_DRBG", || drbg(Mechanism::CtrAes256)),
    operation!("random::Drbg", "HMAC_DRBG", || drbg(Mechanism::Hmac(HashAlgorithm::Sha256))),
    operation!("random::Drbg", "Hash_DRBG", || drbg(Mechanism::Hash(HashAlgorithm::Sha512))),
];
