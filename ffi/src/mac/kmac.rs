//! KMAC (SP 800-185).

use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, end, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{call, operational, qila_status};
use crate::xof::{algorithm_of, qila_xof, qila_xof_algorithm, squeezed};
use qila::mac::{Kmac, KmacKey};

/// A KMAC key. Threads: many at a time.
pub struct qila_kmac_key(KmacKey);

/// A message on its way through KMAC. Threads: one at a time.
pub struct qila_kmac_message {
    running: Kmac,
    fresh: Kmac,
}

/// Writes the KMAC tag of `len` bytes at `data` to `tag`, 4 bytes at least: KMAC128 with QILA_SHAKE128, KMAC256 with
/// QILA_SHAKE256. The length of a tag is a part of it. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac(
    algorithm: qila_xof_algorithm,
    key: *const u8,
    key_len: usize,
    customization: *const u8,
    customization_len: usize,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((tag, tag_len), &[(key, key_len), (customization, customization_len), (data, len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (key, customization) = (bytes(key, key_len)?, bytes(customization, customization_len)?);
            let key = KmacKey::customized(algorithm_of(algorithm)?, key, customization)?;
            key.authenticate_into(bytes(data, len)?, bytes_mut(tag, tag_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Makes a KMAC key of any length at `*kmac`, to be freed with qila_kmac_key_free(). Under 112 bits it is not approved.
/// Another customization string gives other tags; `customization_len` 0 is for none.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_key_new(
    kmac: *mut *mut qila_kmac_key,
    algorithm: qila_xof_algorithm,
    key: *const u8,
    key_len: usize,
    customization: *const u8,
    customization_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(kmac, || {
                let (key, customization) = (bytes(key, key_len)?, bytes(customization, customization_len)?);
                let made = KmacKey::customized(algorithm_of(algorithm)?, key, customization)?;
                let indicator = made.indicator();
                Ok((qila_kmac_key(made), indicator))
            })
        }
    })
}

/// Makes a random KMAC key without a customization string, of 128 bits for KMAC128 and 256 for KMAC256, at `*kmac`, to be freed with
/// qila_kmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_key_generate(
    kmac: *mut *mut qila_kmac_key,
    algorithm: qila_xof_algorithm,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(kmac, rng, |rng| {
            let made = KmacKey::generate(algorithm_of(algorithm)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_kmac_key(made), indicator))
        })
    }
}

/// Writes the tag of `len` bytes at `data`, 4 bytes at least, to `tag`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_key_authenticate(
    kmac: *const qila_kmac_key,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((tag, tag_len), &[(data, len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let kmac = &borrow(kmac)?.0;
            kmac.authenticate_into(bytes(data, len)?, bytes_mut(tag, tag_len)?)?;
            Ok(kmac.indicator())
        }
    })
}

/// Checks a tag, 4 bytes at least, in constant time.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_key_verify(
    kmac: *const qila_kmac_key,
    data: *const u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (kmac, data, tag) = unsafe { (&borrow(kmac)?.0, bytes(data, len)?, bytes(tag, tag_len)?) };
        kmac.verify(data, tag)?;
        Ok(kmac.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_key_free(kmac: *mut qila_kmac_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(kmac) }
}

/// Begins a message at `*message`, to be freed with qila_kmac_message_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_new(
    message: *mut *mut qila_kmac_message,
    kmac: *const qila_kmac_key,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let fresh = borrow(kmac)?.0.begin()?;
                let indicator = fresh.indicator();
                Ok((qila_kmac_message { running: fresh.clone(), fresh }, indicator))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_update(
    message: *mut qila_kmac_message,
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

/// Writes the tag of the message, 4 bytes at least, to `tag`; the handle is then ready for the next one.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_final(
    message: *mut qila_kmac_message,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, tag) = unsafe { (borrow_mut(message)?, bytes_mut(tag, tag_len)?) };
        end(&mut message.running, &message.fresh, |message| Ok(message.finalize_into(tag)?))?;
        Ok(message.fresh.indicator())
    })
}

/// Checks the tag of the message, 4 bytes at least; the handle is then ready for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_verify(
    message: *mut qila_kmac_message,
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

/// Makes an output of any length (KMACXOF) of the message at `*xof`, to be read with qila_xof_read() and freed with
/// qila_xof_free(); the handle is then ready for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_xof(
    message: *mut qila_kmac_message,
    xof: *mut *mut qila_xof,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let message = borrow_mut(message)?;
            squeezed(xof, &mut message.running, &message.fresh, Kmac::finalize_xof)
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_kmac_message_free(message: *mut qila_kmac_message) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}
