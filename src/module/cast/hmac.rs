//! Self-tests of HMAC, one for each engine of the hash functions, with every function that it
//! serves.

use super::hash::{SHA1, SHA2_256, SHA2_512, SHA3};
use super::{Probe, SelfTest, self_test};
use crate::algorithms::hash::sha1::Sha1;
use crate::algorithms::hash::sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use crate::algorithms::hash::sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::hex::hex;

self_test! {
    /// One message under one key.
    HMAC_SHA1 = "HMAC-SHA-1", "FIPS 198-1", after [SHA1] => test_sha1;
    /// One message under one key with SHA-256 and SHA-224.
    HMAC_SHA2_256 = "HMAC-SHA2-256", "FIPS 198-1", after [SHA2_256] => test_sha2_256;
    /// One message under one key with SHA-512, SHA-384, SHA-512/224 and SHA-512/256.
    HMAC_SHA2_512 = "HMAC-SHA2-512", "FIPS 198-1", after [SHA2_512] => test_sha2_512;
    /// One message under one key with the four functions of SHA-3.
    HMAC_SHA3 = "HMAC-SHA3", "FIPS 198-1", after [SHA3] => test_sha3;
}

/// The self-test of HMAC with `algorithm`.
#[inline]
pub(crate) const fn of(algorithm: HashAlgorithm) -> &'static SelfTest {
    use HashAlgorithm::*;
    match algorithm {
        Sha1 => &HMAC_SHA1,
        Sha224 | Sha256 => &HMAC_SHA2_256,
        Sha384 | Sha512 | Sha512_224 | Sha512_256 => &HMAC_SHA2_512,
        Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 => &HMAC_SHA3,
    }
}

/// RFC 4231 section 4.3, test case 2.
const KEY: [u8; 4] = *b"Jefe";
const DATA: [u8; 28] = *b"what do ya want for nothing?";

/// Whether HMAC with `H` of the test case is this.
fn gives<H: Hash>(key: &[u8], data: &[u8], expected: H::Output) -> bool {
    HmacKey::<H>::new(key).mac(&[data]).as_ref() == expected.as_ref()
}

/// HMAC-SHA-1 of the test case, which is that of RFC 2202 section 3 as well.
fn test_sha1(probe: &mut Probe) -> bool {
    gives::<Sha1>(&probe.input(KEY), &probe.input(DATA), CODE_SHA1)
}

/// HMAC-SHA-256 and HMAC-SHA-224 of the test case.
fn test_sha2_256(probe: &mut Probe) -> bool {
    let (key, data) = (probe.input(KEY), probe.input(DATA));
    gives::<Sha256>(&key, &data, CODE_SHA2_256) && gives::<Sha224>(&key, &data, CODE_SHA2_224)
}

/// HMAC of the test case with SHA-512 and the three that begin with other values.
fn test_sha2_512(probe: &mut Probe) -> bool {
    let (key, data) = (probe.input(KEY), probe.input(DATA));
    gives::<Sha512>(&key, &data, CODE_SHA2_512)
        && gives::<Sha384>(&key, &data, CODE_SHA2_384)
        && gives::<Sha512_224>(&key, &data, CODE_SHA2_512_224)
        && gives::<Sha512_256>(&key, &data, CODE_SHA2_512_256)
}

/// HMAC of the test case with the four functions of FIPS 202.
fn test_sha3(probe: &mut Probe) -> bool {
    let (key, data) = (probe.input(KEY), probe.input(DATA));
    gives::<Sha3_224>(&key, &data, CODE_SHA3_224)
        && gives::<Sha3_256>(&key, &data, CODE_SHA3_256)
        && gives::<Sha3_384>(&key, &data, CODE_SHA3_384)
        && gives::<Sha3_512>(&key, &data, CODE_SHA3_512)
}

const CODE_SHA1: [u8; 20] = hex!("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");

/// Python's hmac, and OpenSSL.
const CODE_SHA3_256: [u8; 32] = hex!("c7d4072e788877ae3596bbb0da73b887c9171f93095b294ae857fbe2645e1ba5");

const CODE_SHA2_256: [u8; 32] = hex!("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

const CODE_SHA2_512: [u8; 64] = hex!(
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554",
    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
);

// The rest: `kat-vectors/generate/self_tests.py`, and for SHA-224 and SHA-384 RFC 4231 as well.
const CODE_SHA2_224: [u8; 28] = hex!("a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44");
const CODE_SHA2_384: [u8; 48] =
    hex!("af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e", "8e2240ca5e69e2c78b3239ecfab21649",);
const CODE_SHA2_512_224: [u8; 28] = hex!("4a530b31a79ebcce36916546317c45f247d83241dfb818fd37254bde");
const CODE_SHA2_512_256: [u8; 32] = hex!("6df7b24630d5ccb2ee335407081a87188c221489768fa2020513b2d593359456");
const CODE_SHA3_224: [u8; 28] = hex!("7fdb8dd88bd2f60d1b798634ad386811c2cfc85bfaf5d52bbace5e66");
const CODE_SHA3_384: [u8; 48] =
    hex!("f1101f8cbf9766fd6764d2ed61903f21ca9b18f57cf3e1a23ca13508a93243ce", "48c045dc007f26a21b3f5e0e9df4c20a",);
const CODE_SHA3_512: [u8; 64] = hex!(
    "5a4bfeab6166427c7a3647b747292b8384537cdb89afb3bf5665e4c5e709350b",
    "287baec921fd7ca0ee7a0c31d022a95e1fc92ba9d77df883960275beb4e62024",
);
