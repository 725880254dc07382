//! Self-test of ChaCha20-Poly1305, on the kernels that serve this processor, with enough blocks for
//! their widest loops.

use super::{Probe, self_test};
use crate::algorithms::chacha20_poly1305::ChaChaKey;
use crate::base::hex::hex;

self_test! {
    /// Sealing and opening a message of several groups of blocks, and a wrong tag. Not approved.
    CHACHA20_POLY1305 = "ChaCha20-Poly1305", "RFC 8439", after [] => test;
}

const LEN: usize = 2200;

/// Seals and opens; the tag answers for the ciphertext, of which the last bytes are compared, too.
/// A changed tag is refused.
fn test(probe: &mut Probe) -> bool {
    let key = ChaChaKey::new(&probe.input(core::array::from_fn(|i| i as u8)));
    let nonce = probe.input(core::array::from_fn(|i| i as u8));
    let aad = probe.input(core::array::from_fn::<u8, 13, _>(|i| i as u8));
    let plaintext = probe.input(core::array::from_fn::<u8, LEN, _>(|i| i as u8));
    let mut data = plaintext;
    let sealed = key.seal(&nonce, &aad, &mut data) == Ok(TAG) && data[LEN - 16..] == END;
    let opened = key.open(&nonce, &aad, &mut data, &TAG).is_ok() && data == plaintext;
    let mut wrong = TAG;
    wrong[7] ^= 0x10;
    sealed && opened && key.open(&nonce, &aad, &mut data, &wrong).is_err() && data == [0; LEN]
}

/// OpenSSL, by the Python package cryptography: key, nonce, associated data and plaintext count up
/// from zero.
const END: [u8; 16] = hex!("526af21a10bd9723a6f3abba9b2032ce");
const TAG: [u8; 16] = hex!("449d92ecbc16d970c7b7c915306cb96e");
