//! Self-test of CMAC.

use super::aes::{AES, COUNTING, SIZES};
use super::{Probe, self_test};
use crate::algorithms::mac::cmac::CmacKey;
use crate::base::hex::hex;

self_test! {
    /// Messages of one block and of two and a half under a key of each size.
    CMAC = "CMAC", "SP 800-38B", after [AES] => test;
}

/// SP 800-38B appendix D.3: AES-256, a message of two blocks and a half, and its beginning of one
/// block.
const KEY: [u8; 32] = hex!("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
const MESSAGE: [u8; 40] =
    hex!("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51", "30c81c46a35ce411",);
const MACS: [[u8; 16]; 2] = [
    0x28a7023f_452e8f82_bd4bf28d_8c37c35c_u128.to_be_bytes(),
    0xaaf3d8f1_de5640c2_32f5b169_b9c911e6_u128.to_be_bytes(),
];

/// One block, which takes K1, and the whole message, which takes K2.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = CmacKey::new(&probe.input(KEY)) else { return false };
    let message = probe.input(MESSAGE);
    [key.mac(&[&message[..16]]), key.mac(&[&message[..9], &message[9..]])] == MACS && every_size(probe)
}

/// Under a key of each size.
fn every_size(probe: &mut Probe) -> bool {
    let (key, message) = (probe.input(COUNTING), probe.input(core::array::from_fn::<u8, 40, _>(|i| i as u8)));
    SIZES.iter().zip(BLOCKS.iter().zip(&PARTS)).all(|(&size, (block, part))| {
        CmacKey::new(&key[..size])
            .is_ok_and(|key| [key.mac(&[&message[..16]]), key.mac(&[&message])] == [*block, *part])
    })
}

// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys and of messages that count
// up from zero.
const BLOCKS: [[u8; 16]; 3] = [
    hex!("7bcfbbca7a2ea68b966fc5399f74809e"),
    hex!("f81bde0069a6e389573bf04e7cde688c"),
    hex!("59ee3f3b5f83e290cae26dad29bba32d"),
];
const PARTS: [[u8; 16]; 3] = [
    hex!("29146ca62a432ad98f98c34f23d2091a"),
    hex!("8c0a63af32cf900476bed1df4c638156"),
    hex!("7bae7a94c624d7aa58a7d2541eb8002b"),
];
