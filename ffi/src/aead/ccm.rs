//! AES-CCM (SP 800-38C). Data is worked on in place; nonces come from the caller and must never come twice under a key.

use super::in_place;
use crate::cipher::key_size;
use crate::memory::{borrow, bytes, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{call, qila_status};
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

/// Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`, to be freed with qila_ccm_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ccm_key_generate(
    key: *mut *mut qila_ccm_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(key, rng, |rng| {
            let made = AesCcmKey::generate(key_size(bits)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_ccm_key(made), indicator))
        })
    }
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
    // SAFETY: the caller answers for the pointers.
    unsafe {
        let key = borrow(key).map(|key| &key.0);
        in_place::seal(key, (nonce, nonce_len), (aad, aad_len), (data, len), (tag, tag_len))
    }
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
    // SAFETY: the caller answers for the pointers.
    unsafe {
        let key = borrow(key).map(|key| &key.0);
        in_place::open(key, (nonce, nonce_len), (aad, aad_len), (data, len), (tag, tag_len))
    }
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
