//! AES-CCM.

use super::{open, seal};
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use qila::aead::AesCcmKey;
use qila::cipher::KeySize;

interface! {
    //! AES-CCM (SP 800-38C)
    //!
    //! Approved. Data are worked on in place. A nonce must never come twice under a key.
    handles {
        /// An AES-CCM key.
        qila_ccm_key = AesCcmKey, qila_ccm_key_free;
    }
    functions {
        /// Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4, 6, 8, 10, 12, 14 or
        /// 16, at `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH, QILA_ERROR_TAG_LENGTH.
        cold qila_ccm_key_new(key: Place<qila_ccm_key>, start/len, tag_len: usize)
            => key.make(|| AesCcmKey::with_tag_size(start, tag_len));
        /// Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_ccm_key_generate(key: Place<qila_ccm_key>, bits: KeySize, rng: &mut qila_rng)
            => key.make(|| AesCcmKey::generate(bits, rng));
        /// Seals `len` bytes at `data` under a nonce of 7 to 13 bytes. `tag_len` is that of the
        /// key. The nonce leaves `15 - nonce_len` bytes for the length of the data.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        hot qila_ccm_seal(key: &qila_ccm_key, nonce/nonce_len, aad/aad_len, data/len: InPlace, tag/tag_len: &mut [u8])
            => seal(key, nonce, aad, data, tag);
        /// Opens `len` bytes at `data`. If the tag does not belong to them, they are zero
        /// afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG.
        hot qila_ccm_open(key: &qila_ccm_key, nonce/nonce_len, aad/aad_len, data/len: InPlace, tag/tag_len)
            => open(key, nonce, aad, data, tag);
    }
}
