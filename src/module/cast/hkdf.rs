//! Self-test of HKDF.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::hkdf;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::hex::hex;

self_test! {
    /// Extract and expand with HMAC-SHA-256; HMAC with other hashes has its own test.
    HKDF = "HKDF", "SP 800-56C r2", after [HMAC_SHA2_256] => test;
}

/// RFC 5869 appendix A.1, test case 1: SHA-256, all inputs present, more than one block of output.
const IKM: [u8; 22] = [0x0b; 22];
const SALT: [u8; 13] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const INFO: [u8; 10] = hex!("f0f1f2f3f4f5f6f7f8f9");

/// Extract and expand of the test case.
fn test(probe: &mut Probe) -> bool {
    let prk = hkdf::extract::<Sha256>(&probe.input(SALT), &[&probe.input(IKM)]);
    let mut okm = [0; 42];
    hkdf::expand(&HmacKey::<Sha256>::new(&*prk), &[&probe.input(INFO)], &mut okm).is_ok() && okm == OKM
}

const OKM: [u8; 42] =
    hex!("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf", "34007208d5b887185865",);
