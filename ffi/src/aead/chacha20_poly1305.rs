//! ChaCha20-Poly1305.

use super::{open, seal};
use crate::arguments::InPlace;
use crate::handle::Place;
use crate::random::qila_rng;
use qila::aead::{ChaCha20Poly1305Key, TAG_SIZE};

interface! {
    //! ChaCha20-Poly1305 (RFC 8439)
    //!
    //! Not approved. Data are worked on in place. A nonce must never come twice under a key.
    handles {
        /// A key of ChaCha20-Poly1305.
        qila_chacha20_poly1305_key = ChaCha20Poly1305Key, qila_chacha20_poly1305_key_free;
    }
    constants {
        /// The bytes of a tag.
        QILA_CHACHA20_POLY1305_TAG_SIZE: usize = TAG_SIZE;
    }
    functions {
        /// Makes a key of 32 bytes at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_chacha20_poly1305_key_new(key: Place<qila_chacha20_poly1305_key>, start/len)
            => key.make(|| ChaCha20Poly1305Key::new(start));
        /// Makes a random key of 256 bits at `*key`.
        cold qila_chacha20_poly1305_key_generate(key: Place<qila_chacha20_poly1305_key>, rng: &mut qila_rng)
            => key.make(|| ChaCha20Poly1305Key::generate(rng));
        /// Seals `len` bytes at `data` under a nonce of 12 bytes, with a tag of 16.
        /// Errors: QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        hot qila_chacha20_poly1305_seal(key: &qila_chacha20_poly1305_key, nonce/nonce_len, aad/aad_len,
            data/len: InPlace, tag/tag_len: &mut [u8]) => seal(key, nonce, aad, data, tag);
        /// Opens `len` bytes at `data`. If the tag does not belong to them, they are zero
        /// afterwards.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_IV_LENGTH, QILA_ERROR_TAG_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG.
        hot qila_chacha20_poly1305_open(key: &qila_chacha20_poly1305_key, nonce/nonce_len, aad/aad_len,
            data/len: InPlace, tag/tag_len) => open(key, nonce, aad, data, tag);
    }
}
