//! Self-test of KMAC.

use super::{Cast, Probe};
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::algorithms::mac::kmac::KmacKey;

impl Cast {
    /// The self-tests of KMAC, that of the permutation first.
    pub(crate) const OF_KMAC: [Self; 2] = [Self::Sha3, Self::Kmac];
}

/// NIST's sample 4 of KMAC for SP 800-185: KMAC256, a key that counts up from 0x40.
const KEY: [u8; 32] = *b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";
const DATA: [u8; 4] = [0, 1, 2, 3];
const CUSTOMIZATION: [u8; 21] = *b"My Tagged Application";

/// KMAC256 of the sample.
pub(super) fn test(probe: &mut Probe) -> bool {
    let key = probe.input(KEY);
    let key = KmacKey::new(Rate::OF_256, &key, 8 * KEY.len() as u64, &probe.input(CUSTOMIZATION));
    let mut message = key.begin();
    message.update(&probe.input(DATA));
    let mut tag = [0; 64];
    message.finalize(LastBits::NONE, Some(8 * tag.len() as u64)).read(&mut tag);
    tag == TAG
}

#[rustfmt::skip]
const TAG: [u8; 64] = [
    0x20, 0xc5, 0x70, 0xc3, 0x13, 0x46, 0xf7, 0x03, 0xc9, 0xac, 0x36, 0xc6, 0x1c, 0x03, 0xcb, 0x64,
    0xc3, 0x97, 0x0d, 0x0c, 0xfc, 0x78, 0x7e, 0x9b, 0x79, 0x59, 0x9d, 0x27, 0x3a, 0x68, 0xd2, 0xf7,
    0xf6, 0x9d, 0x4c, 0xc3, 0xde, 0x9d, 0x10, 0x4a, 0x35, 0x16, 0x89, 0xf2, 0x7c, 0xf6, 0xf5, 0x95,
    0x1f, 0x01, 0x03, 0xf3, 0x3f, 0x4f, 0x24, 0x87, 0x10, 0x24, 0xd9, 0xc2, 0x77, 0x73, 0xa8, 0xdd,
];
