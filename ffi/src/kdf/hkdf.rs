//! Key derivation: HKDF (SP 800-56C r2 two-step, RFC 5869).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, borrow, bytes, bytes_mut, give, release};
use crate::status::{call, qila_status};
use qila::kdf::DynHkdf;

/// A pseudorandom key, between extract and expand. Threads: many at a time.
pub struct qila_hkdf_key(DynHkdf);

/// Extract and expand in one: fills `out_len` bytes, at most 255 hash values. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hkdf(
    algorithm: qila_hash_algorithm,
    salt: *const u8,
    salt_len: usize,
    secret: *const u8,
    secret_len: usize,
    info: *const u8,
    info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            apart((out, out_len), &[(salt, salt_len), (secret, secret_len), (info, info_len)])?;
            let key = DynHkdf::extract(algorithm_of(algorithm)?, bytes(salt, salt_len)?, bytes(secret, secret_len)?)?;
            key.expand(bytes(info, info_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Extracts a pseudorandom key into `*key`, to be freed with qila_hkdf_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hkdf_extract(
    key: *mut *mut qila_hkdf_key,
    algorithm: qila_hash_algorithm,
    salt: *const u8,
    salt_len: usize,
    secret: *const u8,
    secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let (salt, secret) = (bytes(salt, salt_len)?, bytes(secret, secret_len)?);
                let made = DynHkdf::extract(algorithm_of(algorithm)?, salt, secret)?;
                let indicator = made.indicator();
                Ok((qila_hkdf_key(made), indicator))
            })
        }
    })
}

/// Takes a pseudorandom key from elsewhere into `*key`, to be freed with qila_hkdf_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hkdf_from_prk(
    key: *mut *mut qila_hkdf_key,
    algorithm: qila_hash_algorithm,
    prk: *const u8,
    prk_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = DynHkdf::from_prk(algorithm_of(algorithm)?, bytes(prk, prk_len)?)?;
                let indicator = made.indicator();
                Ok((qila_hkdf_key(made), indicator))
            })
        }
    })
}

/// Fills `out_len` bytes, at most 255 hash values.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hkdf_expand(
    key: *const qila_hkdf_key,
    info: *const u8,
    info_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            apart((out, out_len), &[(info, info_len)])?;
            key.expand(bytes(info, info_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hkdf_key_free(key: *mut qila_hkdf_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
