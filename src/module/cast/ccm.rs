//! Self-test of AES-CCM.

use super::aes::{AES, COUNTING, SIZES};
use super::{Probe, self_test};
use crate::algorithms::aes::{Key, ccm};
use crate::base::hex::hex;

self_test! {
    /// Sealing and opening under a key of each size with long and short tags, and a wrong tag.
    AES_CCM = "AES-CCM", "SP 800-38C", after [AES] => test;
}

/// SP 800-38C appendix C.3, AES-128, a nonce of 12 bytes, additional data of 20 and a tag of 8, but
/// with a payload of 72 bytes: four blocks, so that cipher and MAC run side by side, and a half.
const KEY: [u8; 16] = *b"@ABCDEFGHIJKLMNO";
const NONCE: [u8; 12] = hex!("101112131415161718191a1b");
const AAD: [u8; 20] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
const PLAINTEXT: [u8; 72] = *b" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg";
/// The Python package cryptography (OpenSSL). The first 24 bytes are those of the example in the
/// standard.
const CIPHERTEXT: [u8; 72] = hex!(
    "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5541bd1d416fa0ce3",
    "ec37af206e6278ae445328420b65127396305f9254e6c8884dd09ddcfac471aa",
    "a774631b832b2b4b",
);
/// As the ciphertext.
const TAG: [u8; 8] = hex!("f7b65fb491170a26");

/// Seals and opens the example; a wrong tag leaves nothing.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(KEY)) else { return false };
    let (nonce, aad) = (probe.input(NONCE), probe.input(AAD));
    let mut data = probe.input(PLAINTEXT);
    let sealed = ccm::seal(&key, &nonce, &aad, &mut data, TAG.len()).is_ok_and(|tag| tag[..8] == TAG);
    let mut back = probe.input(CIPHERTEXT);
    let tag = probe.input(TAG);
    let mut wrong = tag;
    wrong[7] ^= 1;
    sealed
        && data == CIPHERTEXT
        && ccm::open(&key, &nonce, &aad, &mut back, &tag).is_ok()
        && back == PLAINTEXT
        && ccm::open(&key, &nonce, &aad, &mut data, &wrong).is_err()
        && data == [0; 72]
        && every_size(&probe.input(COUNTING), &aad)
}

/// Under a key of each size, with short and long tags and nonces.
fn every_size(key: &[u8; 32], aad: &[u8]) -> bool {
    SIZES.iter().zip(SHORT_ENDS.iter().zip(LONG_ENDS.iter().zip(&MIDDLE_ENDS))).all(
        |(&size, (short, (long, middle)))| {
            let Ok(key) = Key::new(&key[..size]) else { return false };
            seals(&key, 7, aad, short) && seals(&key, 13, aad, long) && seals(&key, 10, aad, middle)
        },
    )
}

/// Whether a message is sealed with this end, the last block of ciphertext and the tag, and opened
/// again.
fn seals(key: &Key, nonce: usize, aad: &[u8], end: &[u8]) -> bool {
    let plaintext: [u8; 72] = core::array::from_fn(|i| (7 * i + 1) as u8);
    let nonce = &COUNTING[..nonce];
    let (block, tag) = end.split_at(16);
    let mut data = plaintext;
    ccm::seal(key, nonce, aad, &mut data, tag.len()).is_ok_and(|all| all[..tag.len()] == *tag)
        && data.ends_with(block)
        && ccm::open(key, nonce, aad, &mut data, tag).is_ok()
        && data == plaintext
}

// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
const SHORT_ENDS: [[u8; 20]; 3] = [
    hex!("3297826b6c900d6adf3c32d04930cbf6ab54422e"),
    hex!("87bbbc06a958a242da7b483e5411b4fcef234300"),
    hex!("6045a030c55ad78310cff07d73dc069cbb9dedbb"),
];
const LONG_ENDS: [[u8; 32]; 3] = [
    hex!("a91c2553e3ab7c260c7760e532fbb88327b824d6338bb056bd65afb750374138"),
    hex!("2d898d76bacf09bc6ea9a7edb491e2cf13b6d727f58948d1b6fbf911ad6208b0"),
    hex!("c543845c5dd01af4dddc8b6edbc48943b8c8a18891ef66ecabfe6e9e0c60ecce"),
];
const MIDDLE_ENDS: [[u8; 28]; 3] = [
    hex!("7532170a6e48379c8d264dc8e6836e167121af065675112692c325d0"),
    hex!("f480eb3a8aec8fd5f9ea1996039bdf5d93782070649802cffc20eeeb"),
    hex!("c84d569d03751d94e122fca9b4f1cc80d128433d2baf5773e97edb84"),
];
