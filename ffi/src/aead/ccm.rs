//! AES-CCM (SP 800-38C). Data is worked on in place; nonces come from the caller and must never come twice under a key.

use crate::memory::{apart, borrow, bytes, bytes_mut, give, release};
use crate::status::{call, qila_status};
use qila::Error;
use qila::aead::AesCcmKey;

/// An AES-CCM key. Threads: many at a time.
pub struct qila_ccm_key(AesCcmKey);

/// Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4, 6, 8, 10, 12, 14 or 16, at `*key`, to be freed with
/// qila_ccm_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ccm_key_new(
    key: *mut *mut qila_ccm_key,
    start: *const u8,
    len: usize,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesCcmKey::with_tag_size(bytes(start, len)?, tag_len)?;
                let indicator = made.indicator();
                Ok((qila_ccm_key(made), indicator))
            })
        }
    })
}

/// Seals `len` bytes at `data` under a nonce of 7 to 13 bytes; `tag_len` is that of the key. The nonce leaves `15 - nonce_len`
/// bytes for the length of the data.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ccm_seal(
    key: *const qila_ccm_key,
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
            if tag_len != key.tag_size() {
                return Err(Error::InvalidTagLength.into());
            }
            let tag = bytes_mut(tag, tag_len)?;
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
pub unsafe extern "C" fn qila_ccm_open(
    key: *const qila_ccm_key,
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
pub unsafe extern "C" fn qila_ccm_key_free(key: *mut qila_ccm_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
