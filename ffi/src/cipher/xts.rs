//! AES-XTS (SP 800-38E) for stored data, in place.

use crate::memory::{array, borrow, borrow_mut, bytes, bytes_mut, give, release};
use crate::random::qila_rng;
use crate::status::{Answer, Failure, call, qila_status};
use qila::Error;
use qila::cipher::{AesXtsKey, XtsKeySize};

/// A key of AES-XTS. Threads: many at a time.
pub struct qila_xts_key(AesXtsKey);

/// Makes a key of 32 or 64 bytes, whose halves must differ, at `*key`, to be freed with qila_xts_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_key_new(key: *mut *mut qila_xts_key, start: *const u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesXtsKey::new(bytes(start, len)?)?;
                let indicator = made.indicator();
                Ok((qila_xts_key(made), indicator))
            })
        }
    })
}

/// Makes a random key for AES of 128 or 256 bits at `*key`, to be freed with qila_xts_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_key_generate(
    key: *mut *mut qila_xts_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let size = match bits {
                    128 => XtsKeySize::Aes128,
                    256 => XtsKeySize::Aes256,
                    _ => return Err(Failure::Module(Error::InvalidKeyLength)),
                };
                let made = AesXtsKey::generate(size, &mut borrow_mut(rng)?.0)?;
                let indicator = made.indicator();
                Ok((qila_xts_key(made), indicator))
            })
        }
    })
}

/// A key and data in place.
///
/// # Safety
/// As [`borrow`] and [`bytes_mut`].
unsafe fn in_place(
    key: *const qila_xts_key,
    data: *mut u8,
    len: usize,
    work: impl FnOnce(&AesXtsKey, &mut [u8]) -> Result<(), Failure>,
) -> qila_status {
    call(|| -> Answer {
        // SAFETY: the caller answers for the pointers.
        let (key, data) = unsafe { (&borrow(key)?.0, bytes_mut(data, len)?) };
        work(key, data)?;
        Ok(key.indicator())
    })
}

/// Encrypts one data unit of 16 bytes to 16 MiB with the tweak of 16 bytes at `tweak`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_encrypt(
    key: *const qila_xts_key,
    tweak: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(key, data, len, |key, data| Ok(key.encrypt(&array(tweak)?, data)?)) }
}

/// Encrypts successive data units of `unit_len` bytes, of which the first has the number `first`; the last may be shorter, down to 16
/// bytes.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_encrypt_units(
    key: *const qila_xts_key,
    first: u64,
    unit_len: usize,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(key, data, len, |key, data| Ok(key.encrypt_units(first.into(), unit_len, data)?)) }
}

/// Decrypts one data unit of 16 bytes to 16 MiB with the tweak of 16 bytes at `tweak`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_decrypt(
    key: *const qila_xts_key,
    tweak: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(key, data, len, |key, data| Ok(key.decrypt(&array(tweak)?, data)?)) }
}

/// Decrypts successive data units of `unit_len` bytes, of which the first has the number `first`; the last may be shorter, down to 16
/// bytes.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_decrypt_units(
    key: *const qila_xts_key,
    first: u64,
    unit_len: usize,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { in_place(key, data, len, |key, data| Ok(key.decrypt_units(first.into(), unit_len, data)?)) }
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_xts_key_free(key: *mut qila_xts_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
