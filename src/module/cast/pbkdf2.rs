//! Self-test of PBKDF2.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::pbkdf2;
use crate::base::hex::hex;

self_test! {
    /// Three iterations and two blocks with HMAC-SHA-256.
    PBKDF2 = "PBKDF2", "SP 800-132", after [HMAC_SHA2_256] => test;
}

/// Two blocks and three iterations with HMAC-SHA-256 (IG 10.3.A note: few iterations are enough).
fn test(probe: &mut Probe) -> bool {
    let (password, salt) = (probe.input(*b"password of a self-test"), probe.input(*b"salt of 16 bytes"));
    let mut out = [0; 40];
    pbkdf2::derive::<Sha256>(&password, &salt, 3, &mut out).is_ok() && out == KEY
}

/// Python's hashlib (OpenSSL).
const KEY: [u8; 40] = hex!("de27075880317d80901b35aa6f8f54b97e6b43d85eebf18eb53ef990ec06e2f2", "702e3798656b605f",);
