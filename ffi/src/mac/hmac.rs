//! HMAC (FIPS 198-1).

use crate::hash::{algorithm_of, qila_hash_algorithm};
use crate::memory::{borrow, borrow_mut, bytes, deliver, end, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{call, operational, qila_status};
use qila::mac::{DynHmac, DynHmacKey};

/// An HMAC key. Threads: many at a time.
pub struct qila_hmac_key(DynHmacKey);

/// A message on its way through HMAC. Threads: one at a time.
pub struct qila_hmac_message {
    running: DynHmac,
    fresh: DynHmac,
}

/// The HMAC tag of `len` bytes at `data`. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac(
    algorithm: qila_hash_algorithm,
    key: *const u8,
    key_len: usize,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let hmac = DynHmacKey::new(algorithm_of(algorithm)?, bytes(key, key_len)?)?;
            let size = hmac.algorithm().output_size();
            deliver(tag, tag_len, size, hmac.indicator(), &[(data, len), (key, key_len)], |tag| {
                hmac.authenticate_into(bytes(data, len)?, tag)?;
                Ok(size)
            })
        }
    })
}

/// Checks an HMAC tag, or its leftmost bytes, 4 at least, in constant time. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_verify(
    algorithm: qila_hash_algorithm,
    key: *const u8,
    key_len: usize,
    data: *const u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (key, data, tag) = unsafe { (bytes(key, key_len)?, bytes(data, len)?, bytes(tag, tag_len)?) };
        let hmac = DynHmacKey::new(algorithm_of(algorithm)?, key)?;
        hmac.verify(data, tag)?;
        Ok(hmac.indicator())
    })
}

/// Makes an HMAC key of any length at `*hmac`, to be freed with qila_hmac_key_free(). Under 112 bits it is not approved.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_key_new(
    hmac: *mut *mut qila_hmac_key,
    algorithm: qila_hash_algorithm,
    key: *const u8,
    key_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(hmac, || {
                let made = DynHmacKey::new(algorithm_of(algorithm)?, bytes(key, key_len)?)?;
                let indicator = made.indicator();
                Ok((qila_hmac_key(made), indicator))
            })
        }
    })
}

/// Makes a random HMAC key, as long as the hash value, at `*hmac`, to be freed with qila_hmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_key_generate(
    hmac: *mut *mut qila_hmac_key,
    algorithm: qila_hash_algorithm,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(hmac, rng, |rng| {
            let made = DynHmacKey::generate(algorithm_of(algorithm)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_hmac_key(made), indicator))
        })
    }
}

/// The tag of `len` bytes at `data`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_key_authenticate(
    hmac: *const qila_hmac_key,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let hmac = &borrow(hmac)?.0;
            let size = hmac.algorithm().output_size();
            deliver(tag, tag_len, size, hmac.indicator(), &[(data, len)], |tag| {
                hmac.authenticate_into(bytes(data, len)?, tag)?;
                Ok(size)
            })
        }
    })
}

/// Checks a tag, or its leftmost bytes, 4 at least, in constant time.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_key_verify(
    hmac: *const qila_hmac_key,
    data: *const u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (hmac, data, tag) = unsafe { (&borrow(hmac)?.0, bytes(data, len)?, bytes(tag, tag_len)?) };
        hmac.verify(data, tag)?;
        Ok(hmac.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_key_free(hmac: *mut qila_hmac_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(hmac) }
}

/// Begins a message at `*message`, to be freed with qila_hmac_message_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_message_new(
    message: *mut *mut qila_hmac_message,
    hmac: *const qila_hmac_key,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let hmac = &borrow(hmac)?.0;
                let fresh = hmac.begin()?;
                Ok((qila_hmac_message { running: fresh.clone(), fresh }, hmac.indicator()))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_message_update(
    message: *mut qila_hmac_message,
    data: *const u8,
    len: usize,
) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (borrow_mut(message)?, bytes(data, len)?) };
        message.running.update(data);
        Ok(message.running.indicator())
    })
}

/// The tag of the message; the handle is then ready for the next one.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_message_final(
    message: *mut qila_hmac_message,
    tag: *mut u8,
    tag_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let message = borrow_mut(message)?;
            let size = message.fresh.algorithm().output_size();
            deliver(tag, tag_len, size, message.fresh.indicator(), &[], |tag| {
                end(&mut message.running, &message.fresh, |message| Ok(message.finalize_into(tag)?))?;
                Ok(size)
            })
        }
    })
}

/// Checks the tag of the message, or its leftmost bytes, 4 at least; the handle is then ready for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_message_verify(
    message: *mut qila_hmac_message,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, tag) = unsafe { (borrow_mut(message)?, bytes(tag, tag_len)?) };
        end(&mut message.running, &message.fresh, |message| Ok(message.verify(tag)?))?;
        Ok(message.fresh.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_hmac_message_free(message: *mut qila_hmac_message) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}
