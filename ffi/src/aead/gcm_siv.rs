//! AES-GCM-SIV.

use super::{open, seal};
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use qila::aead::{AesGcmSivKey, TAG_SIZE};
use qila::cipher::KeySize;

interface! {
    //! AES-GCM-SIV (RFC 8452)
    //!
    //! Not approved. Data are worked on in place. A nonce that comes twice shows only whether
    //! messages are equal.
    handles {
        /// A key of AES-GCM-SIV.
        qila_gcm_siv_key = AesGcmSivKey, qila_gcm_siv_key_free;
    }
    constants {
        /// The bytes of a tag.
        QILA_GCM_SIV_TAG_SIZE: usize = TAG_SIZE;
    }
    functions {
        /// Makes a key of 16 or 32 bytes at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_siv_key_new(key: Place<qila_gcm_siv_key>, start/len) => key.make(|| AesGcmSivKey::new(start));
        /// Makes a random key of 128 or 256 bits at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_gcm_siv_key_generate(key: Place<qila_gcm_siv_key>, bits: KeySize, rng: &mut qila_rng)
            => key.make(|| AesGcmSivKey::generate(bits, rng));
        /// Seals `len` bytes at `data` under a nonce of 12 bytes, with a tag of 16.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        hot qila_gcm_siv_seal(key: &qila_gcm_siv_key, nonce/nonce_len, aad/aad_len, data/len: InPlace,
            tag/tag_len: &mut [u8]) => seal(key, nonce, aad, data, tag);
        /// Opens `len` bytes at `data`. If the tag does not belong to them, they are zero
        /// afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG.
        hot qila_gcm_siv_open(key: &qila_gcm_siv_key, nonce/nonce_len, aad/aad_len, data/len: InPlace, tag/tag_len)
            => open(key, nonce, aad, data, tag);
    }
}
