//! Self-test of the pseudorandom function of TLS 1.2.

use super::{Cast, Probe};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::tls12;

impl Cast {
    /// The self-tests of the function, those of what it rests on first.
    #[inline]
    pub(crate) const fn of_tls12(algorithm: HashAlgorithm) -> [Self; 3] {
        let [hash, hmac] = Self::of_hmac(algorithm);
        [hash, hmac, Self::Tls12]
    }
}

/// A key that counts up from 0x40.
const KEY: [u8; 32] = *b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";

/// A key block with SHA-256.
pub(super) fn test(probe: &mut Probe) -> bool {
    let secret = probe.input(KEY);
    let (server, client) = (probe.input(*b"server random"), probe.input(*b"client random"));
    let mut out = [0; 40];
    tls12::prf::<Sha256>(&secret, b"key expansion", [&server, &client], &mut out);
    out == KEY_BLOCK
}

/// Python's hmac (`kat-vectors/generate/derivations.py`).
#[rustfmt::skip]
const KEY_BLOCK: [u8; 40] = [
    0x00, 0xc5, 0x95, 0xa4, 0x0e, 0xe6, 0x77, 0xb6, 0x64, 0x6a, 0x0b, 0x1a, 0xf0, 0xa7, 0x62, 0x51,
    0x94, 0xc3, 0x8f, 0xa8, 0xab, 0x94, 0x79, 0x88, 0x10, 0x24, 0x6a, 0x4a, 0x2c, 0x08, 0x36, 0x23,
    0x11, 0xa9, 0x6c, 0x9c, 0xff, 0x69, 0x41, 0x06,
];
