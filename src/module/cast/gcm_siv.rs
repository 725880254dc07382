//! Self-test of AES-GCM-SIV, with enough blocks for the widest loops of the kernels.

use super::{Cast, Probe};
use crate::algorithms::aes::gcm_siv::GcmSivKey;

impl Cast {
    /// The self-tests of AES-GCM-SIV, those of what it is made of first.
    pub(crate) const OF_GCM_SIV: [Self; 3] = [Self::Aes, Self::AesGcm, Self::AesGcmSiv];
}

const LEN: usize = 700;

/// Seals and opens; the tag answers for the plaintext, the last bytes for the counter. A changed tag is refused.
pub(super) fn test(probe: &mut Probe) -> bool {
    let Ok(key) = GcmSivKey::new(&probe.input(core::array::from_fn::<u8, 32, _>(|i| i as u8))) else { return false };
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

/// OpenSSL, by the Python package cryptography: key, nonce, associated data and plaintext count up from zero.
const END: [u8; 16] =
    [0x76, 0xe8, 0x8d, 0x8d, 0x87, 0x25, 0xc3, 0x1d, 0xbd, 0x7c, 0x50, 0xe9, 0xab, 0x39, 0x11, 0xde];
const TAG: [u8; 16] =
    [0x7e, 0xd1, 0xb2, 0x89, 0xfb, 0xab, 0x52, 0x16, 0x81, 0x0c, 0x07, 0x8c, 0x5d, 0xba, 0xf4, 0xa1];
