//! Self-test of the key derivation of ANS X9.63.

use super::hash::SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::x963;

self_test! {
    /// Two hash values with SHA-256.
    X963 = "ANS X9.63 KDF", "SP 800-135 r1", after [SHA2_256] => test;
}

/// Two hash values with SHA-256.
fn test(probe: &mut Probe) -> bool {
    let (secret, info) = (probe.input(*b"shared secret Z!"), probe.input(*b"shared information"));
    let mut out = [0; 40];
    x963::derive::<Sha256>(&secret, &info, &mut out).is_ok() && out == KEY
}

/// The Python package cryptography (`kat-vectors/generate/derivations.py`).
#[rustfmt::skip]
const KEY: [u8; 40] = [
    0x63, 0x40, 0x2f, 0x84, 0x4e, 0x79, 0x81, 0x86, 0x7d, 0x51, 0xaf, 0xe7, 0x89, 0xc9, 0x55, 0xeb,
    0x53, 0x5c, 0x6f, 0x1c, 0x04, 0xe2, 0xa1, 0x50, 0x20, 0xbe, 0xdd, 0x38, 0xd7, 0x8f, 0x9d, 0x11,
    0x36, 0xff, 0xad, 0xf7, 0x61, 0x6c, 0x0f, 0xf5,
];
