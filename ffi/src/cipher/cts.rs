//! CBC with ciphertext stealing.

use super::aes::qila_aes_key;
use crate::arguments::{InPlace, number_of};
use crate::status::Done;
use qila::Error;
use qila::cipher::CbcCs;

interface! {
    //! AES-CBC with ciphertext stealing (SP 800-38A addendum)
    //!
    //! Approved. Data of 16 bytes or more, in place and without padding. `variant` is 1, 2 or 3,
    //! for CS1, CS2 and CS3.
    functions {
        /// Encrypts `len` bytes at `data`. Errors: QILA_ERROR_INPUT_LENGTH, less than a block.
        hot qila_aes_cbc_cs_encrypt(key: &qila_aes_key, variant: CbcCs, iv: &[u8; 16], data/len: InPlace)
            => key.cbc_cs_encrypt(variant, iv, data).by(key.indicator());
        /// Decrypts `len` bytes at `data`. Errors: QILA_ERROR_INPUT_LENGTH, less than a block.
        hot qila_aes_cbc_cs_decrypt(key: &qila_aes_key, variant: CbcCs, iv: &[u8; 16], data/len: InPlace)
            => key.cbc_cs_decrypt(variant, iv, data).by(key.indicator());
    }
}

number_of! { CbcCs, |variant| {
    let place = (variant as usize).checked_sub(1).and_then(|place| CbcCs::ALL.get(place));
    place.copied().ok_or(Error::InvalidParameter.into())
} }
