//! Self-test of HKDF.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::hkdf;
use crate::algorithms::mac::hmac::HmacKey;

self_test! {
    /// Extract and expand with HMAC-SHA-256; HMAC with other hashes has its own test.
    HKDF = "HKDF", "SP 800-56C r2", after [HMAC_SHA2_256] => test;
}

/// RFC 5869 appendix A.1, test case 1: SHA-256, all inputs present, more than one block of output.
const IKM: [u8; 22] = [0x0b; 22];
const SALT: [u8; 13] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const INFO: [u8; 10] = [0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9];

/// Extract and expand of the test case.
fn test(probe: &mut Probe) -> bool {
    let prk = hkdf::extract::<Sha256>(&probe.input(SALT), &[&probe.input(IKM)]);
    let mut okm = [0; 42];
    hkdf::expand(&HmacKey::<Sha256>::new(&*prk), &[&probe.input(INFO)], &mut okm).is_ok() && okm == OKM
}

#[rustfmt::skip]
const OKM: [u8; 42] = [
    0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a, 0x90, 0x43, 0x4f, 0x64, 0xd0, 0x36, 0x2f, 0x2a,
    0x2d, 0x2d, 0x0a, 0x90, 0xcf, 0x1a, 0x5a, 0x4c, 0x5d, 0xb0, 0x2d, 0x56, 0xec, 0xc4, 0xc5, 0xbf,
    0x34, 0x00, 0x72, 0x08, 0xd5, 0xb8, 0x87, 0x18, 0x58, 0x65,
];
