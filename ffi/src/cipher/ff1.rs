//! Format-preserving encryption.

use super::aes::qila_aes_key;
use crate::arguments::Numerals;
use crate::status::Done;

interface! {
    //! Format-preserving encryption: FF1 with AES (SP 800-38G)
    //!
    //! Approved. `len` numerals at `numerals`, each below `radix`, in place. `radix` is from 2 to
    //! 65536, and there must be a million strings of that length or more.
    functions {
        /// Encrypts under a tweak of any length.
        /// Errors: QILA_ERROR_INPUT_LENGTH, too few numerals; QILA_ERROR_PARAMETER, a numeral or
        /// the radix.
        cold qila_aes_ff1_encrypt(key: &qila_aes_key, radix: u32, tweak/tweak_len, numerals/len: Numerals)
            => key.ff1_encrypt(radix, tweak, numerals).by(key.indicator());
        /// Decrypts under a tweak of any length.
        /// Errors: QILA_ERROR_INPUT_LENGTH, too few numerals; QILA_ERROR_PARAMETER, a numeral or
        /// the radix.
        cold qila_aes_ff1_decrypt(key: &qila_aes_key, radix: u32, tweak/tweak_len, numerals/len: Numerals)
            => key.ff1_decrypt(radix, tweak, numerals).by(key.indicator());
    }
}
