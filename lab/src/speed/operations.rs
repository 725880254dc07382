//! What is measured: an operation for every algorithm of the catalogue.

use qila::aead::{AesCcmKey, AesGcmKey, AsconAead128Key, ChaCha20Poly1305Key};
use qila::cipher::{AesKey, AesXtsKey, CbcCs, CfbSegment};
use qila::hash::HashAlgorithm::{self, Sha1, Sha3_256, Sha256, Sha512};
use qila::key_wrap::KeyWrapKey;
use qila::mac::{CmacKey, DynHmacKey, GmacKey, KmacKey};
use qila::random::{Drbg, Mechanism, Rng};
use qila::rsa::Digest;
use qila::xof::XofAlgorithm::{Shake128, Shake256};
use qila::{Error, ecdh, ecdsa, eddsa, ffdh, hash, kdf, ml_dsa, ml_kem, rsa, slh_dsa, xdh, xof};

/// Does the operation once.
pub type Call = Box<dyn FnMut() -> Result<(), Error>>;

/// An operation.
pub struct Operation {
    pub name: &'static str,
    /// The primitive whose kernel serves it, as the catalogue names it.
    pub primitive: &'static str,
    /// The beginnings of the names of the catalogue's algorithms for which it stands.
    #[cfg_attr(not(test), allow(dead_code))]
    pub of: &'static [&'static str],
    /// The bytes of a call, or zero where calls are counted.
    pub bytes: usize,
    pub prepare: fn() -> Result<Call, Error>,
}

/// The bytes of a message that is measured by its length.
pub const BYTES: usize = 16_384;

const KEY: [u8; 32] = [1; 32];
const IV: [u8; 16] = [2; 16];

/// An operation on a buffer of the length that is measured.
fn over(mut work: impl FnMut(&mut [u8]) -> Result<(), Error> + 'static) -> Result<Call, Error> {
    let mut data = vec![3; BYTES];
    Ok(Box::new(move || work(&mut data)))
}

fn hashing(algorithm: HashAlgorithm) -> Result<Call, Error> {
    over(move |data| hash::digest_into(algorithm, data, &mut [0; 64]).map(drop))
}

macro_rules! operations {
    ($($name:literal by $primitive:literal of $of:tt $bytes:expr => $prepare:expr;)+) => {
        &[$(Operation { name: $name, primitive: $primitive, of: &$of, bytes: $bytes, prepare: || $prepare },)+]
    };
}

/// A call that is counted.
macro_rules! each {
    ($($work:tt)+) => { Ok(Box::new($($work)+) as Call) };
}

fn ecdsa_key<C: ecdsa::EcdsaCurve>() -> Result<Box<ecdsa::SigningKey<C>>, Error> {
    Ok(Box::new(ecdsa::SigningKey::generate(&mut Rng::new()?)?))
}

pub const OPERATIONS: &[Operation] = operations! {
    "SHA-1" by "SHA-1" of ["SHA-1"] BYTES => hashing(Sha1);
    "SHA-256" by "SHA-256" of ["SHA2-224", "SHA2-256"] BYTES => hashing(Sha256);
    "SHA-512" by "SHA-512" of ["SHA2-384", "SHA2-512"] BYTES => hashing(Sha512);
    "SHA3-256" by "Keccak" of ["SHA3-"] BYTES => hashing(Sha3_256);
    "SHAKE128" by "Keccak" of ["SHAKE-", "cSHAKE-", "TupleHash-", "ParallelHash-"] BYTES =>
        over(|data| xof::shake128(b"seed", data));
    "Ascon-Hash256" by "Ascon" of ["Ascon"] BYTES => over(|data| hash::AsconHash256::digest(data).map(drop));
    "HMAC-SHA-256" by "SHA-256" of ["HMAC-", "hmacDRBG", "hashDRBG", "ConditioningComponent"] BYTES => {
        let key = DynHmacKey::new(Sha256, &KEY)?;
        over(move |data| key.authenticate_into(data, &mut [0; 32]))
    };
    "KMAC256" by "Keccak" of ["KMAC-"] BYTES => {
        let key = KmacKey::new(Shake256, &KEY)?;
        over(move |data| key.authenticate_into(data, &mut [0; 32]))
    };
    "CMAC" by "AES" of ["CMAC-AES"] BYTES => {
        let key = CmacKey::new(&KEY)?;
        over(move |data| key.authenticate_into(data, &mut [0; 16]))
    };
    "GMAC" by "AES-GCM" of ["ACVP-AES-GMAC"] BYTES => {
        let mut key = GmacKey::new(&KEY)?.counter_iv(b"bench")?;
        over(move |data| key.authenticate(data).map(drop))
    };
    "AES-256-ECB" by "AES" of ["ACVP-AES-ECB", "ACVP-AES-KW"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.ecb_encrypt(data))
    };
    "AES-256-CBC" by "AES" of ["ACVP-AES-CBC"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.cbc_encrypt(&IV, data))
    };
    "AES-256-CBC-CS3" by "AES" of ["ACVP-AES-CBC-CS"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.cbc_cs_encrypt(CbcCs::Cs3, &IV, data))
    };
    "AES-256-CFB" by "AES" of ["ACVP-AES-CFB"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.cfb_encrypt(CfbSegment::Bits128, &IV, data))
    };
    "AES-256-OFB" by "AES" of ["ACVP-AES-OFB"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.ofb_apply(&IV, data))
    };
    "AES-256-CTR" by "AES" of ["ACVP-AES-CTR"] BYTES => {
        let key = AesKey::new(&KEY)?;
        over(move |data| key.ctr_apply(&IV, data))
    };
    "AES-256-XTS" by "AES" of ["ACVP-AES-XTS"] BYTES => {
        let key = AesXtsKey::new(&[[1; 32], [2; 32]].concat())?;
        over(move |data| key.encrypt(&IV, data))
    };
    "AES-256-FF1, 16 digits" by "AES" of ["ACVP-AES-FF1"] 0 => {
        let (key, mut numerals) = (AesKey::new(&KEY)?, [1; 16]);
        each!(move || key.ff1_encrypt(10, b"", &mut numerals))
    };
    "AES-256-KW, 32 bytes" by "AES" of ["ACVP-AES-KW"] 0 => {
        let key = KeyWrapKey::new(&KEY)?;
        each!(move || key.wrap(&KEY, &mut [0; 40]).map(drop))
    };
    "AES-256-CCM" by "AES" of ["ACVP-AES-CCM"] BYTES => {
        let key = AesCcmKey::new(&KEY)?;
        over(move |data| key.seal_in_place(&[0; 12], b"", data).map(drop))
    };
    "AES-256-GCM" by "AES-GCM" of ["ACVP-AES-GCM"] BYTES => {
        let mut sealer = AesGcmKey::new(&KEY)?.counter_iv_sealer(b"bench")?;
        over(move |data| sealer.seal_in_place(b"", data).map(drop))
    };
    "ChaCha20-Poly1305" by "ChaCha20" of [] BYTES => {
        let key = ChaCha20Poly1305Key::new(&KEY)?;
        over(move |data| key.seal_in_place(&[0; 12], b"", data).map(drop))
    };
    "Ascon-AEAD128" by "Ascon" of ["Ascon"] BYTES => {
        let key = AsconAead128Key::new(&KEY[..16])?;
        over(move |data| key.seal_in_place(&[0; 16], b"", data).map(drop))
    };
    "CTR_DRBG, AES-256" by "AES" of ["ctrDRBG"] BYTES => {
        let mut drbg = Drbg::builder(Mechanism::CtrAes256).instantiate()?;
        over(move |data| drbg.generate(&[], data))
    };
    "HKDF-SHA-256, 32 bytes" by "SHA-256" of ["KDA", "KDF", "TLS-v", "kdf-components"] 0 =>
        each!(|| kdf::hkdf::<hash::Sha256>(b"salt", &KEY, b"info", &mut [0; 32]));
    "PBKDF2-SHA-256, 1000 rounds" by "SHA-256" of ["PBKDF"] 0 => {
        let derivation = kdf::Pbkdf2::new(Sha256, b"a long password", b"0123456789abcdef", 1000)?;
        each!(move || derivation.derive(&mut [0; 32]))
    };
    "KMAC-KDF, 32 bytes" by "Keccak" of ["KAS-KC"] 0 =>
        each!(|| kdf::kmac_kdf(Shake128, &KEY, b"label", b"context", &mut [0; 32]));
    "ECDSA P-256 sign" by "curves" of ["ECDSA", "DetECDSA"] 0 => {
        let (key, mut rng) = (ecdsa_key::<ecdsa::P256>()?, Rng::new()?);
        each!(move || key.sign(ecdsa::PreHash::Sha256, b"message", &mut rng).map(drop))
    };
    "ECDSA P-256 verify" by "curves" of ["ECDSA"] 0 => {
        let key = ecdsa_key::<ecdsa::P256>()?;
        let (vk, signature) = (key.verifying_key()?, key.sign_deterministic(ecdsa::PreHash::Sha256, b"message")?);
        each!(move || vk.verify(ecdsa::PreHash::Sha256, b"message", signature.as_ref()))
    };
    "ECDSA P-384 sign" by "curves" of ["ECDSA"] 0 => {
        let (key, mut rng) = (ecdsa_key::<ecdsa::P384>()?, Rng::new()?);
        each!(move || key.sign(ecdsa::PreHash::Sha384, b"message", &mut rng).map(drop))
    };
    "ECDSA P-521 sign" by "curves" of ["ECDSA"] 0 => {
        let (key, mut rng) = (ecdsa_key::<ecdsa::P521>()?, Rng::new()?);
        each!(move || key.sign(ecdsa::PreHash::Sha512, b"message", &mut rng).map(drop))
    };
    "ECDH P-256" by "curves" of ["KAS-ECC"] 0 => {
        let rng = &mut Rng::new()?;
        let own = Box::new(ecdh::PrivateKey::<ecdh::P256>::generate(rng)?);
        let theirs = ecdh::PrivateKey::<ecdh::P256>::generate(rng)?.public_key()?;
        each!(move || own.agree(&theirs).map(drop))
    };
    "Ed25519 sign" by "Ed25519, X25519" of ["EDDSA"] 0 => {
        let key = Box::new(eddsa::SigningKey::<eddsa::Ed25519>::generate(&mut Rng::new()?)?);
        each!(move || key.sign(b"message").map(drop))
    };
    "Ed25519 verify" by "Ed25519, X25519" of ["EDDSA"] 0 => {
        let key = eddsa::SigningKey::<eddsa::Ed25519>::generate(&mut Rng::new()?)?;
        let (vk, signature) = (key.verifying_key()?, key.sign(b"message")?);
        each!(move || vk.verify(b"message", &signature))
    };
    "Ed448 sign" by "Ed448, X448" of ["EDDSA"] 0 => {
        let key = Box::new(eddsa::SigningKey::<eddsa::Ed448>::generate(&mut Rng::new()?)?);
        each!(move || key.sign(b"message", b"").map(drop))
    };
    "X25519" by "Ed25519, X25519" of [] 0 => {
        let rng = &mut Rng::new()?;
        let own = Box::new(xdh::PrivateKey::<xdh::X25519>::generate(rng)?);
        let theirs = xdh::PrivateKey::<xdh::X25519>::generate(rng)?.public_key()?;
        each!(move || own.agree(&theirs).map(drop))
    };
    "X448" by "Ed448, X448" of [] 0 => {
        let rng = &mut Rng::new()?;
        let own = Box::new(xdh::PrivateKey::<xdh::X448>::generate(rng)?);
        let theirs = xdh::PrivateKey::<xdh::X448>::generate(rng)?.public_key()?;
        each!(move || own.agree(&theirs).map(drop))
    };
    "FFDH ffdhe2048" by "RSA" of ["KAS-FFC", "safePrimes", "DSA"] 0 => {
        let rng = &mut Rng::new()?;
        let own = Box::new(ffdh::PrivateKey::generate(ffdh::Group::Ffdhe2048, rng)?);
        let theirs = ffdh::PrivateKey::generate(ffdh::Group::Ffdhe2048, rng)?.public_key()?;
        each!(move || own.agree(&theirs, &mut [0; 256]))
    };
    "RSA-2048 sign" by "RSA" of ["RSA", "KAS-IFC", "KTS-IFC"] 0 => {
        let mut rng = Rng::new()?;
        let key = Box::new(rsa::SigningKey::generate(2048, &mut rng)?);
        each!(move || key.sign_pkcs1(Digest::Hash(Sha256), b"message", &mut rng, &mut [0; 256]))
    };
    "RSA-2048 verify" by "RSA" of ["RSA"] 0 => {
        let mut rng = Rng::new()?;
        let (key, mut signature) = (rsa::SigningKey::generate(2048, &mut rng)?, [0; 256]);
        key.sign_pkcs1(Digest::Hash(Sha256), b"message", &mut rng, &mut signature)?;
        let vk = key.verifying_key()?;
        each!(move || vk.verify_pkcs1(Digest::Hash(Sha256), b"message", &signature))
    };
    "ML-KEM-768 generate" by "ML-KEM" of ["ML-KEM"] 0 => {
        let mut rng = Rng::new()?;
        each!(move || ml_kem::DecapsulationKey::<ml_kem::MlKem768>::generate(&mut rng).map(drop))
    };
    "ML-KEM-768 encapsulate" by "ML-KEM" of ["ML-KEM"] 0 => {
        let mut rng = Rng::new()?;
        let key = ml_kem::DecapsulationKey::<ml_kem::MlKem768>::generate(&mut rng)?.encapsulation_key()?;
        each!(move || key.encapsulate(&mut rng).map(drop))
    };
    "ML-KEM-768 decapsulate" by "ML-KEM" of ["ML-KEM"] 0 => {
        let mut rng = Rng::new()?;
        let key = Box::new(ml_kem::DecapsulationKey::<ml_kem::MlKem768>::generate(&mut rng)?);
        let (ciphertext, _) = key.encapsulation_key()?.encapsulate(&mut rng)?;
        each!(move || key.decapsulate(ciphertext.as_ref()).map(drop))
    };
    "ML-DSA-65 sign" by "ML-DSA" of ["ML-DSA"] 0 => {
        let mut rng = Rng::new()?;
        let key = Box::new(ml_dsa::SigningKey::<ml_dsa::MlDsa65>::generate(&mut rng)?);
        each!(move || key.sign(b"message", b"", &mut rng).map(drop))
    };
    "ML-DSA-65 verify" by "ML-DSA" of ["ML-DSA"] 0 => {
        let mut rng = Rng::new()?;
        let key = ml_dsa::SigningKey::<ml_dsa::MlDsa65>::generate(&mut rng)?;
        let (vk, signature) = (key.verifying_key()?, key.sign(b"message", b"", &mut rng)?);
        each!(move || vk.verify(b"message", b"", signature.as_ref()))
    };
    "SLH-DSA-SHAKE-128f sign" by "Keccak" of ["SLH-DSA"] 0 => {
        let mut rng = Rng::new()?;
        let key = Box::new(slh_dsa::SigningKey::<slh_dsa::SlhDsaShake128f>::generate(&mut rng)?);
        let mut signature = vec![0; 17_088];
        each!(move || key.sign(b"message", b"", &mut rng, &mut signature))
    };
    "SLH-DSA-SHA2-128f verify" by "SHA-256" of ["SLH-DSA", "LMS", "XMSS"] 0 => {
        let mut rng = Rng::new()?;
        let key = slh_dsa::SigningKey::<slh_dsa::SlhDsaSha2_128f>::generate(&mut rng)?;
        let (vk, mut signature) = (key.verifying_key()?, vec![0; 17_088]);
        key.sign(b"message", b"", &mut rng, &mut signature)?;
        each!(move || vk.verify(b"message", b"", &signature))
    };
};

#[cfg(test)]
mod tests {
    use super::*;
    use qila::admin::catalogue::{ALGORITHMS, KERNELS};

    /// An algorithm that comes is measured, too, and every kernel has an operation.
    #[test]
    fn every_algorithm_is_measured() {
        let is_measured =
            |name: &str| OPERATIONS.iter().any(|one| one.of.iter().any(|begin| name.starts_with(begin)));
        let without: Vec<&str> = ALGORITHMS.iter().map(|row| row.name).filter(|name| !is_measured(name)).collect();
        assert_eq!(without, [""; 0]);
        for one in OPERATIONS {
            assert!(KERNELS.iter().any(|(name, _)| *name == one.primitive), "{}", one.name);
        }
    }
}
