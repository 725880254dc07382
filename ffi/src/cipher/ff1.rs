//! Format-preserving encryption, FF1 (SP 800-38G): `len` numerals at `numerals`, each below `radix`, in place.

use super::key::qila_aes_key;
use crate::memory::{borrow, bytes};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::cipher::AesKey;

/// The numerals at a pointer.
///
/// # Safety
/// As the conventions at the top of this file say.
unsafe fn numerals<'a>(start: *mut u16, len: usize) -> Result<&'a mut [u16], Failure> {
    if len == 0 {
        return Ok(&mut []);
    }
    if start.is_null() {
        return Err(Failure::Null);
    }
    if !start.is_aligned() || len > isize::MAX as usize / 2 {
        return Err(Failure::Module(Error::InvalidParameter));
    }
    // SAFETY: the caller answers for the rest.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, len) })
}

/// What both directions have in common.
///
/// # Safety
/// As the conventions at the top of this file say.
unsafe fn in_place(
    work: fn(&AesKey, u32, &[u8], &mut [u16]) -> qila::Result<()>,
    key: *const qila_aes_key,
    radix: u32,
    tweak: (*const u8, usize),
    text: (*mut u16, usize),
) -> qila_status {
    call(|| {
        crate::memory::apart((text.0.cast(), text.1.saturating_mul(2)), &[tweak])?;
        // SAFETY: the caller answers for the pointers.
        let (key, tweak, text) = unsafe { (&borrow(key)?.0, bytes(tweak.0, tweak.1)?, numerals(text.0, text.1)?) };
        work(key, radix, tweak, text)?;
        Ok(key.indicator())
    })
}

/// Encrypts under a tweak of any length. There must be a million strings of that length or more, and `radix` is from 2 to 65536.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ff1_encrypt(
    key: *const qila_aes_key,
    radix: u32,
    tweak: *const u8,
    tweak_len: usize,
    numerals: *mut u16,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(AesKey::ff1_encrypt, key, radix, (tweak, tweak_len), (numerals, len)) }
}

/// Decrypts under a tweak of any length. There must be a million strings of that length or more, and `radix` is from 2 to 65536.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ff1_decrypt(
    key: *const qila_aes_key,
    radix: u32,
    tweak: *const u8,
    tweak_len: usize,
    numerals: *mut u16,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(AesKey::ff1_decrypt, key, radix, (tweak, tweak_len), (numerals, len)) }
}
