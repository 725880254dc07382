//! Key wrapping.

use crate::aead::ccm::qila_ccm_key;
use crate::aead::chacha20_poly1305::qila_chacha20_poly1305_key;
use crate::aead::gcm::qila_gcm_key;
use crate::aead::gcm_siv::qila_gcm_siv_key;
use crate::aead::stream::qila_stream_key;
use crate::arguments::Room;
use crate::ascon::qila_ascon_aead128_key;
use crate::cipher::aes::qila_aes_key;
use crate::cipher::xts::qila_xts_key;
use crate::handle::{Handle, Place};
use crate::mac::cmac::qila_cmac_key;
use crate::mac::gmac::qila_gmac_key;
use crate::random::qila_rng;
use crate::status::Answer;
use qila::Error;
use qila::cipher::KeySize;
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE, WrappableKey};

/// The interface, with two functions for each kind of key that can be wrapped.
macro_rules! key_wrap {
    ($($key:ident, $what:literal $(but $but:literal, $error:literal)?: $wrap:ident, $unwrap:ident;)+) => { interface! {
    //! Key wrapping: KW and KWP with AES (SP 800-38F)
    //!
    //! Approved. A key that was made at random stays only if it is wrapped: each kind of key has
    //! its functions below.
    handles {
        /// A key-encryption key.
        qila_key_wrap_key = KeyWrapKey, qila_key_wrap_key_free;
    }
    choices {
        /// How a key is wrapped.
        qila_key_wrap_mode = Mode {
            /// KW.
            QILA_KW = 1 => Mode::Kw;
            /// KWP.
            QILA_KWP = 2 => Mode::Kwp;
        }
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
        /// Wraps an AES key under another one, by QILA_KW or QILA_KWP; `out` needs 8 bytes more
        /// than the key has. What comes back has full tags and begins to count anew. Keys of HMAC
        /// and KMAC cannot be wrapped, because their bytes are not kept.
        cold qila_aes_key_wrap(key: &qila_aes_key, kek: &qila_key_wrap_key, mode: Mode, out/out_len: Room)
            => wrap_key(key, kek, mode, out);
        /// Makes at `*key` the key that was wrapped under another one, by QILA_KW or QILA_KWP. What
        /// kind it was is not part of it.
        /// Errors: QILA_ERROR_TAG_MISMATCH, QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG,
        /// QILA_ERROR_KEY_LENGTH.
        cold qila_aes_key_unwrap(key: Place<qila_aes_key>, kek: &qila_key_wrap_key, mode: Mode, data/len)
            => unwrap_key(key, kek, mode, data);
        $(
            #[doc = concat!(" Wraps ", $what $(, $but)?, ", as qila_aes_key_wrap().")]
            $(#[doc = concat!(" Errors: ", $error)])?
            cold $wrap(key: &$key, kek: &qila_key_wrap_key, mode: Mode, out/out_len: Room)
                => wrap_key(key, kek, mode, out);
            #[doc = concat!(" Unwraps ", $what, ", as qila_aes_key_unwrap(), with its errors.")]
            cold $unwrap(key: Place<$key>, kek: &qila_key_wrap_key, mode: Mode, data/len)
                => unwrap_key(key, kek, mode, data);
        )+
    }
    } };
}

key_wrap! {
    qila_xts_key, "a key of XTS": qila_xts_key_wrap, qila_xts_key_unwrap;
    qila_gcm_key, "an AES-GCM key" but " with full tags", "QILA_ERROR_TAG_LENGTH, its tags are shorter.":
        qila_gcm_key_wrap, qila_gcm_key_unwrap;
    qila_stream_key, "a key for streams": qila_stream_key_wrap, qila_stream_key_unwrap;
    qila_ccm_key, "an AES-CCM key" but " with full tags", "QILA_ERROR_TAG_LENGTH, its tags are shorter.":
        qila_ccm_key_wrap, qila_ccm_key_unwrap;
    qila_gcm_siv_key, "an AES-GCM-SIV key": qila_gcm_siv_key_wrap, qila_gcm_siv_key_unwrap;
    qila_chacha20_poly1305_key, "a key of ChaCha20-Poly1305":
        qila_chacha20_poly1305_key_wrap, qila_chacha20_poly1305_key_unwrap;
    qila_ascon_aead128_key, "a key of Ascon-AEAD128"
        but " with full tags", "QILA_ERROR_TAG_LENGTH, its tags are shorter.":
        qila_ascon_aead128_key_wrap, qila_ascon_aead128_key_unwrap;
    qila_cmac_key, "a CMAC key": qila_cmac_key_wrap, qila_cmac_key_unwrap;
    qila_gmac_key, "a GMAC key" but " with full tags", "QILA_ERROR_TAG_LENGTH, its tags are shorter.":
        qila_gmac_key_wrap, qila_gmac_key_unwrap;
    qila_key_wrap_key, "a key-encryption key"
        but ", but no inverse one", "QILA_ERROR_PARAMETER, it wraps with the inverse of the cipher.":
        qila_key_wrap_key_wrap, qila_key_wrap_key_unwrap;
}

/// How a key is wrapped.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    Kw,
    Kwp,
}

/// The longest key, two of AES-256 for XTS, and a semiblock.
const LONGEST: usize = 64 + SEMIBLOCK_SIZE;

fn wrap_key<K: WrappableKey>(key: &K, kek: &KeyWrapKey, mode: Mode, out: Room<'_>) -> Answer {
    let mut wrapped = [0; LONGEST];
    let len = match mode {
        Mode::Kw => kek.wrap_key(key, &mut wrapped)?,
        Mode::Kwp => kek.wrap_key_padded(key, &mut wrapped)?,
    };
    out.fill(len, kek.indicator(), |out| {
        out.iter_mut().zip(wrapped).for_each(|(to, from)| *to = from);
        Ok(len)
    })
}

fn unwrap_key<K: WrappableKey + Handle>(place: Place<K>, kek: &KeyWrapKey, mode: Mode, data: &[u8]) -> Answer {
    let made = place.make(|| match mode {
        Mode::Kw => kek.unwrap_key(data),
        Mode::Kwp => kek.unwrap_key_padded(data),
    })?;
    Ok(made.weaker(kek.indicator()))
}
