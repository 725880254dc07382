//! AES-GCM-SIV (RFC 8452), which is not approved. Data is worked on in place; nonces come from the caller.

use crate::memory::{apart, borrow, bytes, bytes_mut, give, release};
use crate::status::{call, qila_status};
use qila::Error;
use qila::aead::AesGcmSivKey;

/// The bytes of a tag.
pub const QILA_GCM_SIV_TAG_SIZE: usize = 16;

/// A key of AES-GCM-SIV. Threads: many at a time.
pub struct qila_gcm_siv_key(AesGcmSivKey);

/// Makes a key of 16 or 32 bytes at `*key`, to be freed with qila_gcm_siv_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_siv_key_new(
    key: *mut *mut qila_gcm_siv_key,
    start: *const u8,
    len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesGcmSivKey::new(bytes(start, len)?)?;
                let indicator = made.indicator();
                Ok((qila_gcm_siv_key(made), indicator))
            })
        }
    })
}

/// Seals `len` bytes at `data` under a nonce of 12 bytes, with a tag of 16.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_siv_seal(
    key: *const qila_gcm_siv_key,
    nonce: *const u8,
    nonce_len: usize,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((data, len), &[(nonce, nonce_len), (aad, aad_len), (tag, tag_len)])?;
        apart((tag, tag_len), &[(nonce, nonce_len), (aad, aad_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let tag = bytes_mut(tag, tag_len)?;
            if tag.len() != QILA_GCM_SIV_TAG_SIZE {
                return Err(Error::InvalidTagLength.into());
            }
            let made = key.seal_in_place(bytes(nonce, nonce_len)?, bytes(aad, aad_len)?, bytes_mut(data, len)?)?;
            tag.copy_from_slice(&made);
            Ok(key.indicator())
        }
    })
}

/// Opens `len` bytes at `data`; with a wrong tag they are zero.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_siv_open(
    key: *const qila_gcm_siv_key,
    nonce: *const u8,
    nonce_len: usize,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((data, len), &[(nonce, nonce_len), (aad, aad_len), (tag, tag_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let (nonce, aad, tag) = (bytes(nonce, nonce_len)?, bytes(aad, aad_len)?, bytes(tag, tag_len)?);
            key.open_in_place(nonce, aad, bytes_mut(data, len)?, tag)?;
            Ok(key.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_siv_key_free(key: *mut qila_gcm_siv_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
