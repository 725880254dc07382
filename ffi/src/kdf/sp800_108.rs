//! Key derivation from a key (SP 800-108), and the extraction of such a key (SP 800-56C).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{apart, borrow, bytes, bytes_mut, give, release};
use crate::status::{Failure, call, qila_status};
use crate::xof::{self, qila_xof_algorithm};
use qila::Error;
use qila::kdf::{self, CounterLocation, CounterSize, KeyBasedKdf};

/// A key-derivation key with HMAC or CMAC. Threads: many at a time.
pub struct qila_kbkdf_key(KeyBasedKdf);

/// Where the counter stands: one of the constants below.
pub type qila_kbkdf_location = u32;
/// No counter: feedback and double-pipeline modes only.
pub const QILA_KBKDF_NO_COUNTER: qila_kbkdf_location = 0;
/// Before the last output: feedback and double-pipeline modes only.
pub const QILA_KBKDF_BEFORE_ITERATOR: qila_kbkdf_location = 1;
/// Before the fixed data.
pub const QILA_KBKDF_BEFORE_FIXED: qila_kbkdf_location = 2;
/// After the fixed data.
pub const QILA_KBKDF_AFTER_FIXED: qila_kbkdf_location = 3;

fn location_of(number: qila_kbkdf_location) -> Result<CounterLocation, Failure> {
    match number {
        QILA_KBKDF_NO_COUNTER => Ok(CounterLocation::None),
        QILA_KBKDF_BEFORE_ITERATOR => Ok(CounterLocation::BeforeIterator),
        QILA_KBKDF_BEFORE_FIXED => Ok(CounterLocation::BeforeFixedData),
        QILA_KBKDF_AFTER_FIXED => Ok(CounterLocation::AfterFixedData),
        _ => Err(Failure::Module(Error::InvalidParameter)),
    }
}

fn size_of_counter(bits: u32) -> Result<CounterSize, Failure> {
    match bits {
        8 => Ok(CounterSize::Bits8),
        16 => Ok(CounterSize::Bits16),
        24 => Ok(CounterSize::Bits24),
        32 => Ok(CounterSize::Bits32),
        _ => Err(Failure::Module(Error::InvalidParameter)),
    }
}

/// Takes a key for HMAC at `*key`, to be freed with qila_kbkdf_key_free(). Under 112 bits it is not approved.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_key_new_hmac(
    key: *mut *mut qila_kbkdf_key,
    algorithm: qila_hash_algorithm,
    secret: *const u8,
    secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = KeyBasedKdf::hmac(algorithm_of(algorithm)?, bytes(secret, secret_len)?)?;
                let indicator = made.indicator();
                Ok((qila_kbkdf_key(made), indicator))
            })
        }
    })
}

/// Takes an AES key of 16, 24 or 32 bytes for CMAC at `*key`, to be freed with qila_kbkdf_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_key_new_cmac(
    key: *mut *mut qila_kbkdf_key,
    secret: *const u8,
    secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = KeyBasedKdf::cmac(bytes(secret, secret_len)?)?;
                let indicator = made.indicator();
                Ok((qila_kbkdf_key(made), indicator))
            })
        }
    })
}

/// Extracts a key from a shared secret by HMAC under a salt at `*key`, to be freed with qila_kbkdf_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_key_extract_hmac(
    key: *mut *mut qila_kbkdf_key,
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
                let made = KeyBasedKdf::extract_hmac(
                    algorithm_of(algorithm)?,
                    bytes(salt, salt_len)?,
                    bytes(secret, secret_len)?,
                )?;
                let indicator = made.indicator();
                Ok((qila_kbkdf_key(made), indicator))
            })
        }
    })
}

/// Extracts a key from a shared secret by CMAC under a salt of 16, 24 or 32 bytes at `*key`, to be freed with
/// qila_kbkdf_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_key_extract_cmac(
    key: *mut *mut qila_kbkdf_key,
    salt: *const u8,
    salt_len: usize,
    secret: *const u8,
    secret_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = KeyBasedKdf::extract_cmac(bytes(salt, salt_len)?, bytes(secret, secret_len)?)?;
                let indicator = made.indicator();
                Ok((qila_kbkdf_key(made), indicator))
            })
        }
    })
}

/// Fills `out` in counter mode with label, a zero, context and the length of the output in 32 bits; the counter has 32 bits
/// and stands before them.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_derive(
    key: *const qila_kbkdf_key,
    label: *const u8,
    label_len: usize,
    context: *const u8,
    context_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(label, label_len), (context, context_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            key.derive(bytes(label, label_len)?, bytes(context, context_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Fills `out` in counter mode with fixed data of the caller's form and a counter of 8, 16, 24 or 32 bits.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_counter(
    key: *const qila_kbkdf_key,
    location: qila_kbkdf_location,
    counter_bits: u32,
    fixed: *const u8,
    fixed_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(fixed, fixed_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let (location, size) = (location_of(location)?, size_of_counter(counter_bits)?);
            key.counter(location, size, bytes(fixed, fixed_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Fills `out` in feedback mode from an initial value, which may be empty.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_feedback(
    key: *const qila_kbkdf_key,
    location: qila_kbkdf_location,
    counter_bits: u32,
    iv: *const u8,
    iv_len: usize,
    fixed: *const u8,
    fixed_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(iv, iv_len), (fixed, fixed_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let (location, size) = (location_of(location)?, size_of_counter(counter_bits)?);
            key.feedback(location, size, bytes(iv, iv_len)?, bytes(fixed, fixed_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Fills `out` in double-pipeline mode.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_double_pipeline(
    key: *const qila_kbkdf_key,
    location: qila_kbkdf_location,
    counter_bits: u32,
    fixed: *const u8,
    fixed_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(fixed, fixed_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            let (location, size) = (location_of(location)?, size_of_counter(counter_bits)?);
            key.double_pipeline(location, size, bytes(fixed, fixed_len)?, bytes_mut(out, out_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kbkdf_key_free(key: *mut qila_kbkdf_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}

/// Fills `out` with KMAC of `context` under a key, with `label` as customization string (KDF KMAC). Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_kdf(
    algorithm: qila_xof_algorithm,
    key: *const u8,
    key_len: usize,
    label: *const u8,
    label_len: usize,
    context: *const u8,
    context_len: usize,
    out: *mut u8,
    out_len: usize,
) -> qila_status {
    call(|| {
        apart((out, out_len), &[(key, key_len), (label, label_len), (context, context_len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (algorithm, key) = (xof::algorithm_of(algorithm)?, bytes(key, key_len)?);
            kdf::kmac_kdf(
                algorithm,
                key,
                bytes(label, label_len)?,
                bytes(context, context_len)?,
                bytes_mut(out, out_len)?,
            )?;
            Ok(kdf::kmac_kdf_indicator(algorithm, key.len()))
        }
    })
}
