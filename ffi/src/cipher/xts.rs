//! AES-XTS.

use crate::arguments::{InPlace, number_of};
use crate::handle::Place;
use crate::random::qila_rng;
use crate::status::Done;
use qila::Error;
use qila::cipher::{AesXtsKey, XtsKeySize};

interface! {
    //! AES-XTS (SP 800-38E)
    //!
    //! Approved, for stored data. Data are worked on in place.
    handles {
        /// A key of AES-XTS.
        qila_xts_key = AesXtsKey, qila_xts_key_free;
    }
    functions {
        /// Makes a key of 32 or 64 bytes at `*key`.
        /// Errors: QILA_ERROR_KEY_LENGTH; QILA_ERROR_PARAMETER, the halves are the same.
        cold qila_xts_key_new(key: Place<qila_xts_key>, start/len) => key.make(|| AesXtsKey::new(start));
        /// Makes a random key for AES of 128 or 256 bits at `*key`. Errors: QILA_ERROR_KEY_LENGTH.
        cold qila_xts_key_generate(key: Place<qila_xts_key>, bits: XtsKeySize, rng: &mut qila_rng)
            => key.make(|| AesXtsKey::generate(bits, rng));
        /// Encrypts one data unit of 16 bytes to 16 MiB. Errors: QILA_ERROR_INPUT_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG.
        hot qila_xts_encrypt(key: &qila_xts_key, tweak: &[u8; 16], data/len: InPlace)
            => key.encrypt(tweak, data).by(key.indicator());
        /// Encrypts successive data units of `unit_len` bytes, of which the first has the number
        /// `first`. The last may be shorter, down to 16 bytes.
        /// Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_PARAMETER.
        hot qila_xts_encrypt_units(key: &qila_xts_key, first: u64, unit_len: usize, data/len: InPlace)
            => key.encrypt_units(first.into(), unit_len, data).by(key.indicator());
        /// Decrypts one data unit of 16 bytes to 16 MiB. Errors: QILA_ERROR_INPUT_LENGTH,
        /// QILA_ERROR_INPUT_TOO_LONG.
        hot qila_xts_decrypt(key: &qila_xts_key, tweak: &[u8; 16], data/len: InPlace)
            => key.decrypt(tweak, data).by(key.indicator());
        /// Decrypts successive data units of `unit_len` bytes, of which the first has the number
        /// `first`. The last may be shorter, down to 16 bytes.
        /// Errors: QILA_ERROR_INPUT_LENGTH, QILA_ERROR_INPUT_TOO_LONG, QILA_ERROR_PARAMETER.
        hot qila_xts_decrypt_units(key: &qila_xts_key, first: u64, unit_len: usize, data/len: InPlace)
            => key.decrypt_units(first.into(), unit_len, data).by(key.indicator());
    }
}

number_of! { XtsKeySize, |bits| match bits {
    128 => Ok(XtsKeySize::Aes128),
    256 => Ok(XtsKeySize::Aes256),
    _ => Err(Error::InvalidKeyLength.into()),
} }
