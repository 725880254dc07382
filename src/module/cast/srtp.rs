//! Self-test of the key derivation of SRTP.

use super::{Cast, Probe};
use crate::algorithms::aes::Key;
use crate::algorithms::kdf::srtp;

impl Cast {
    /// The self-tests of the derivation, that of the block cipher first.
    pub(crate) const OF_SRTP: [Self; 2] = [Self::Aes, Self::Srtp];
}

/// The master key and salt of RFC 3711 appendix B.3.
#[rustfmt::skip]
const MASTER_KEY: [u8; 16] = [
    0xe1, 0xf9, 0x7a, 0x0d, 0x3e, 0x01, 0x8b, 0xe0, 0xd6, 0x4f, 0xa3, 0x2c, 0x06, 0xde, 0x41, 0x39,
];
#[rustfmt::skip]
const MASTER_SALT: [u8; 14] = [
    0x0e, 0xc6, 0x75, 0xad, 0x49, 0x8a, 0xfe, 0xeb, 0xb6, 0x96, 0x0b, 0x3a, 0xab, 0xe6,
];

/// The authentication key of the example, and one that depends on the index.
pub(super) fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(MASTER_KEY)) else { return false };
    let salt = probe.input(MASTER_SALT);
    [(0, 0, AUTHENTICATION_KEY), (0x1234_5678_9abc, 1 << 8, LATER_KEY)].iter().all(|(index, rate, expected)| {
        let mut out = [0; 20];
        srtp::derive(&key, &salt, 1, *index, srtp::INDEX_BITS, *rate, &mut out).is_ok() && out == *expected
    })
}

/// RFC 3711 appendix B.3.
#[rustfmt::skip]
const AUTHENTICATION_KEY: [u8; 20] = [
    0xce, 0xbe, 0x32, 0x1f, 0x6f, 0xf7, 0x71, 0x6b, 0x6f, 0xd4, 0xab, 0x49, 0xaf, 0x25, 0x6a, 0x15,
    0x6d, 0x38, 0xba, 0xa4,
];

/// The Python package cryptography (`kat-vectors/generate/derivations.py`).
#[rustfmt::skip]
const LATER_KEY: [u8; 20] = [
    0x36, 0x56, 0xd2, 0xf1, 0xc9, 0x8a, 0x53, 0x0b, 0x2d, 0xb3, 0x90, 0x7c, 0x32, 0x05, 0x09, 0x4d,
    0x6b, 0xa0, 0x3c, 0xf7,
];
