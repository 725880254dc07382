//! Self-test of AES-GCM-SIV, with enough blocks for the widest loops of the kernels.

use super::aes::{AES, COUNTING};
use super::gcm::AES_GCM;
use super::{Probe, self_test};
use crate::algorithms::aes::gcm_siv::GcmSivKey;
use crate::base::hex::hex;

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
const END_128: [u8; 32] = hex!("9e325ea46574fd237ebe833879aad52aabbcd7979ccab82fb4a9e08dc0c9ce16");
const END_256: [u8; 32] = hex!("76e88d8d8725c31dbd7c50e9ab3911de7ed1b289fbab5216810c078c5dbaf4a1");
