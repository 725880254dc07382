//! AES-GCM-SIV (RFC 8452), which is not approved. Data is worked on in place; nonces come from the caller.

use super::in_place;
use crate::cipher::key_size;
use crate::memory::{borrow, bytes, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{call, qila_status};
use qila::aead::{AesGcmSivKey, TAG_SIZE};

/// The bytes of a tag.
pub const QILA_GCM_SIV_TAG_SIZE: usize = 16;
const _: () = assert!(QILA_GCM_SIV_TAG_SIZE == TAG_SIZE);

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

/// Makes a random key of 128 or 256 bits at `*key`, to be freed with qila_gcm_siv_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_siv_key_generate(
    key: *mut *mut qila_gcm_siv_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(key, rng, |rng| {
            let made = AesGcmSivKey::generate(key_size(bits)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_gcm_siv_key(made), indicator))
        })
    }
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
pub unsafe extern "C" fn qila_gcm_siv_key_free(key: *mut qila_gcm_siv_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
