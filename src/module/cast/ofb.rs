//! Self-test of OFB.

use super::aes::{AES, KEY};
use super::{Probe, self_test};
use crate::algorithms::aes::ofb::Stream;
use crate::algorithms::aes::{Block, Key};

self_test! {
    /// Four blocks with AES-256 in OFB.
    AES_OFB = "AES-OFB", "SP 800-38A", after [AES] => test;
}

/// The example of the standard in two parts.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(KEY)) else { return false };
    let mut data = PLAINTEXT.map(u128::to_be_bytes);
    data[0] = probe.input(data[0]);
    let (first, second) = data.as_flattened_mut().split_at_mut(21);
    let mut stream = Stream::new(&probe.input(IV));
    stream.apply(&key, first);
    stream.apply(&key, second);
    data == CIPHERTEXT.map(u128::to_be_bytes)
}

/// SP 800-38A section F.4.5.
const IV: Block = 0x00010203_04050607_08090a0b_0c0d0e0f_u128.to_be_bytes();
const PLAINTEXT: [u128; 4] = [
    0x6bc1bee22e409f96e93d7e117393172a,
    0xae2d8a571e03ac9c9eb76fac45af8e51,
    0x30c81c46a35ce411e5fbc1191a0a52ef,
    0xf69f2445df4f9b17ad2b417be66c3710,
];
const CIPHERTEXT: [u128; 4] = [
    0xdc7e84bfda79164b7ecd8486985d3860,
    0x4febdc6740d20b3ac88f6ad82a4fb08d,
    0x71ab47a086e86eedf39d1c5bba97c408,
    0x0126141d67f37be8538f5a8be740e484,
];
