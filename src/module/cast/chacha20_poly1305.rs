//! Self-test of ChaCha20-Poly1305, on the kernels that serve this processor, with enough blocks for
//! their widest loops.

use super::{Probe, self_test};
use crate::algorithms::chacha20_poly1305::ChaChaKey;

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
const END: [u8; 16] =
    [0x52, 0x6a, 0xf2, 0x1a, 0x10, 0xbd, 0x97, 0x23, 0xa6, 0xf3, 0xab, 0xba, 0x9b, 0x20, 0x32, 0xce];
const TAG: [u8; 16] =
    [0x44, 0x9d, 0x92, 0xec, 0xbc, 0x16, 0xd9, 0x70, 0xc7, 0xb7, 0xc9, 0x15, 0x30, 0x6c, 0xb9, 0x6e];
