//! CBC with ciphertext stealing (SP 800-38A addendum): data of 16 bytes or more, in place and without padding. `variant` is 1, 2 or
//! 3, for CS1, CS2 and CS3.

use super::key::{in_place, qila_aes_key};
use crate::memory::array;
use crate::status::{Failure, qila_status};
use qila::Error;
use qila::cipher::CbcCs;

/// The variant of that number.
fn order(variant: u32) -> Result<CbcCs, Failure> {
    let place = (variant as usize).checked_sub(1).and_then(|place| CbcCs::ALL.get(place));
    place.copied().ok_or(Failure::Module(Error::InvalidParameter))
}

/// Encrypts `len` bytes at `data` with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_cs_encrypt(
    key: *const qila_aes_key,
    variant: u32,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cbc_cs_encrypt(order(variant)?, &array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Decrypts `len` bytes at `data` with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_cs_decrypt(
    key: *const qila_aes_key,
    variant: u32,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cbc_cs_decrypt(order(variant)?, &array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}
