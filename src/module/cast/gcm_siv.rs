//! Self-test of AES-GCM-SIV, with enough blocks for the widest loops of the kernels.

use super::aes::{AES, COUNTING};
use super::gcm::AES_GCM;
use super::{Probe, self_test};
use crate::algorithms::aes::gcm_siv::GcmSivKey;

self_test! {
    /// Sealing and opening with AES-256 and AES-128, and wrong tags. Not approved.
    AES_GCM_SIV = "AES-GCM-SIV", "RFC 8452", after [AES, AES_GCM] => test;
}

const LEN: usize = 700;

/// Seals and opens under a key of each size; the tag answers for the plaintext, the last bytes for
/// the counter. A changed tag is refused.
fn test(probe: &mut Probe) -> bool {
    let (key, nonce) = (probe.input(COUNTING), probe.input(core::array::from_fn(|i| i as u8)));
    let aad = probe.input(core::array::from_fn::<u8, 13, _>(|i| i as u8));
    let plaintext = probe.input(core::array::from_fn::<u8, LEN, _>(|i| i as u8));
    [(16, &END_128), (32, &END_256)].iter().all(|&(size, end)| {
        let Ok(key) = GcmSivKey::new(&key[..size]) else { return false };
        let mut data = plaintext;
        let Ok(tag) = key.seal(&nonce, &aad, &mut data) else { return false };
        let sealed = [&data[LEN - 16..], &tag].iter().copied().flatten().eq(end);
        let opened = key.open(&nonce, &aad, &mut data, &tag).is_ok() && data == plaintext;
        let mut wrong = tag;
        wrong[7] ^= 0x10;
        sealed && opened && key.open(&nonce, &aad, &mut data, &wrong).is_err() && data == [0; LEN]
    })
}

// OpenSSL, by the Python package cryptography (`kat-vectors/generate/self_tests.py`): key, nonce,
// associated data and plaintext count up from zero. The last block, and the tag.
#[rustfmt::skip]
const END_128: [u8; 32] = [
    0x9e, 0x32, 0x5e, 0xa4, 0x65, 0x74, 0xfd, 0x23, 0x7e, 0xbe, 0x83, 0x38, 0x79, 0xaa, 0xd5, 0x2a, 0xab, 0xbc, 0xd7, 0x97,
    0x9c, 0xca, 0xb8, 0x2f, 0xb4, 0xa9, 0xe0, 0x8d, 0xc0, 0xc9, 0xce, 0x16,
];
#[rustfmt::skip]
const END_256: [u8; 32] = [
    0x76, 0xe8, 0x8d, 0x8d, 0x87, 0x25, 0xc3, 0x1d, 0xbd, 0x7c, 0x50, 0xe9, 0xab, 0x39, 0x11, 0xde, 0x7e, 0xd1, 0xb2, 0x89,
    0xfb, 0xab, 0x52, 0x16, 0x81, 0x0c, 0x07, 0x8c, 0x5d, 0xba, 0xf4, 0xa1,
];
