//! Key wrapping.

use crate::arguments::Room;
use crate::handle::Place;
use crate::random::qila_rng;
use qila::Error;
use qila::cipher::KeySize;
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE};

interface! {
    //! Key wrapping: KW and KWP with AES (SP 800-38F)
    //!
    //! Approved.
    handles {
        /// A key-encryption key.
        qila_key_wrap_key = KeyWrapKey, qila_key_wrap_key_free;
    }
    functions {
        /// Makes a key-encryption key of 16, 24 or 32 bytes at `*key`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_key_wrap_key_new(key: Place<qila_key_wrap_key>, start/len) => key.make(|| KeyWrapKey::new(start));
        /// As qila_key_wrap_key_new(), for a key that wraps with the inverse of the cipher, which
        /// few others do.
        /// Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_key_wrap_key_new_inverse(key: Place<qila_key_wrap_key>, start/len)
            => key.make(|| KeyWrapKey::with_inverse_cipher(start));
        /// Makes a random key-encryption key of 128, 192 or 256 bits at `*key`. Errors:
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_key_wrap_key_generate(key: Place<qila_key_wrap_key>, bits: KeySize, rng: &mut qila_rng)
            => key.make(|| KeyWrapKey::generate(bits, rng));
        /// KW: wraps whole semiblocks of 8 bytes, two at least; `out` needs 8 bytes more.
        /// Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        cold qila_key_wrap(key: &qila_key_wrap_key, data/len, out/out_len: Room) => {
            let size = data.len().checked_add(SEMIBLOCK_SIZE).ok_or(Error::InputTooLong)?;
            out.fill(size, key.indicator(), |out| Ok(key.wrap(data, out)?))
        };
        /// KW: unwraps; `out` needs 8 bytes less. A wrong value leaves zeros.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        cold qila_key_unwrap(key: &qila_key_wrap_key, data/len, out/out_len: Room)
            => out.fill(data.len().saturating_sub(SEMIBLOCK_SIZE), key.indicator(), |out| Ok(key.unwrap(data, out)?));
        /// KWP: wraps any bytes, one at least; `out` needs the next multiple of 8 and 8 bytes more.
        /// Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        cold qila_key_wrap_padded(key: &qila_key_wrap_key, data/len, out/out_len: Room)
            => out.fill(KeyWrapKey::padded_size(data.len())?, key.indicator(), |out| Ok(key.wrap_padded(data, out)?));
        /// KWP: unwraps; `out` needs 8 bytes less. A wrong value leaves zeros.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG.
        cold qila_key_unwrap_padded(key: &qila_key_wrap_key, data/len, out/out_len: Room) => {
            out.fill(data.len().saturating_sub(SEMIBLOCK_SIZE), key.indicator(), |out| Ok(key.unwrap_padded(data, out)?))
        };
    }
}
