//! Self-test of AES-CCM.

use super::{Cast, Probe};
use crate::algorithms::aes::{Key, ccm};

impl Cast {
    /// The self-tests of AES-CCM, that of the block cipher first.
    pub(crate) const OF_CCM: [Self; 2] = [Self::Aes, Self::AesCcm];
}

/// SP 800-38C appendix C.3, AES-128, a nonce of 12 bytes, additional data of 20 and a tag of 8, but with a payload of 72 bytes: four
/// blocks, so that cipher and MAC run side by side, and a half.
const KEY: [u8; 16] = *b"@ABCDEFGHIJKLMNO";
const NONCE: [u8; 12] = [0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b];
const AAD: [u8; 20] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
const PLAINTEXT: [u8; 72] = *b" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg";
/// The Python package cryptography (OpenSSL). The first 24 bytes are those of the example in the standard.
#[rustfmt::skip]
const CIPHERTEXT: [u8; 72] = [
    0xe3, 0xb2, 0x01, 0xa9, 0xf5, 0xb7, 0x1a, 0x7a, 0x9b, 0x1c, 0xea, 0xec, 0xcd, 0x97, 0xe7, 0x0b,
    0x61, 0x76, 0xaa, 0xd9, 0xa4, 0x42, 0x8a, 0xa5, 0x54, 0x1b, 0xd1, 0xd4, 0x16, 0xfa, 0x0c, 0xe3,
    0xec, 0x37, 0xaf, 0x20, 0x6e, 0x62, 0x78, 0xae, 0x44, 0x53, 0x28, 0x42, 0x0b, 0x65, 0x12, 0x73,
    0x96, 0x30, 0x5f, 0x92, 0x54, 0xe6, 0xc8, 0x88, 0x4d, 0xd0, 0x9d, 0xdc, 0xfa, 0xc4, 0x71, 0xaa,
    0xa7, 0x74, 0x63, 0x1b, 0x83, 0x2b, 0x2b, 0x4b,
];
/// As the ciphertext.
const TAG: [u8; 8] = [0xf7, 0xb6, 0x5f, 0xb4, 0x91, 0x17, 0x0a, 0x26];

/// Seals and opens the example; a wrong tag leaves nothing.
pub(super) fn test(probe: &mut Probe) -> bool {
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
}
