//! Self-test of PBKDF2.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::pbkdf2;

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
#[rustfmt::skip]
const KEY: [u8; 40] = [
    0xde, 0x27, 0x07, 0x58, 0x80, 0x31, 0x7d, 0x80, 0x90, 0x1b, 0x35, 0xaa, 0x6f, 0x8f, 0x54, 0xb9,
    0x7e, 0x6b, 0x43, 0xd8, 0x5e, 0xeb, 0xf1, 0x8e, 0xb5, 0x3e, 0xf9, 0x90, 0xec, 0x06, 0xe2, 0xf2,
    0x70, 0x2e, 0x37, 0x98, 0x65, 0x6b, 0x60, 0x5f,
];
