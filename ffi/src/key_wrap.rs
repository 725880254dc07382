//! Key wrapping (SP 800-38F).

use crate::cipher::key_size;
use crate::memory::{borrow, bytes, deliver, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::key_wrap::{KeyWrapKey, SEMIBLOCK_SIZE};

/// A key-encryption key. Threads: many at a time.
pub struct qila_key_wrap_key(KeyWrapKey);

/// Makes a key-encryption key of 16, 24 or 32 bytes at `*key`, to be freed with qila_key_wrap_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap_key_new(
    key: *mut *mut qila_key_wrap_key,
    start: *const u8,
    len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = KeyWrapKey::new(bytes(start, len)?)?;
                let indicator = made.indicator();
                Ok((qila_key_wrap_key(made), indicator))
            })
        }
    })
}

/// As qila_key_wrap_key_new() for a key that wraps with the inverse of the cipher, which few others do.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap_key_new_inverse(
    key: *mut *mut qila_key_wrap_key,
    start: *const u8,
    len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = KeyWrapKey::with_inverse_cipher(bytes(start, len)?)?;
                let indicator = made.indicator();
                Ok((qila_key_wrap_key(made), indicator))
            })
        }
    })
}

/// Makes a random key-encryption key of 128, 192 or 256 bits at `*key`, to be freed with qila_key_wrap_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap_key_generate(
    key: *mut *mut qila_key_wrap_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(key, rng, |rng| {
            let made = KeyWrapKey::generate(key_size(bits)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_key_wrap_key(made), indicator))
        })
    }
}

/// KW: wraps whole semiblocks of 8 bytes, two at least; `out` needs 8 bytes more.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap(
    key: *const qila_key_wrap_key,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let size = len.checked_add(SEMIBLOCK_SIZE).ok_or(Failure::Module(Error::InputTooLong))?;
            deliver(out, out_len, size, key.indicator(), &[(data, len)], |out| Ok(key.wrap(bytes(data, len)?, out)?))
        }
    })
}

/// KW: unwraps; `out` needs 8 bytes less. A wrong value is QILA_ERROR_TAG_MISMATCH and leaves zeros.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_unwrap(
    key: *const qila_key_wrap_key,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let size = len.saturating_sub(SEMIBLOCK_SIZE);
            deliver(
                out,
                out_len,
                size,
                key.indicator(),
                &[(data, len)],
                |out| Ok(key.unwrap(bytes(data, len)?, out)?),
            )
        }
    })
}

/// KWP: wraps any bytes, one at least; `out` needs the next multiple of 8 and 8 bytes more.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap_padded(
    key: *const qila_key_wrap_key,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let size = KeyWrapKey::padded_size(len)?;
            deliver(out, out_len, size, key.indicator(), &[(data, len)], |out| {
                Ok(key.wrap_padded(bytes(data, len)?, out)?)
            })
        }
    })
}

/// KWP: unwraps; `out` needs 8 bytes less. A wrong value is QILA_ERROR_TAG_MISMATCH and leaves zeros.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_unwrap_padded(
    key: *const qila_key_wrap_key,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let size = len.saturating_sub(SEMIBLOCK_SIZE);
            deliver(out, out_len, size, key.indicator(), &[(data, len)], |out| {
                Ok(key.unwrap_padded(bytes(data, len)?, out)?)
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_key_wrap_key_free(key: *mut qila_key_wrap_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
