//! CMAC with AES (SP 800-38B).

use crate::cipher::key_size;
use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, end, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{call, operational, qila_status};
use qila::mac::{Cmac, CmacKey};

/// The bytes of a full CMAC tag.
pub const QILA_CMAC_SIZE: usize = 16;
const _: () = assert!(QILA_CMAC_SIZE == CmacKey::OUTPUT_SIZE);

/// A CMAC key. Threads: many at a time.
pub struct qila_cmac_key(CmacKey);

/// A message on its way through CMAC. Threads: one at a time.
pub struct qila_cmac_message {
    running: Cmac,
    fresh: Cmac,
}

/// Writes the CMAC tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to `tag`. The key has 16, 24 or 32
/// bytes. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac(
    key: *const u8,
    key_len: usize,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((tag, tag_len), &[(key, key_len), (data, len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = CmacKey::new(bytes(key, key_len)?)?;
            key.authenticate_into(bytes(data, len)?, bytes_mut(tag, tag_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Makes a CMAC key of 16, 24 or 32 bytes at `*cmac`, to be freed with qila_cmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_key_new(
    cmac: *mut *mut qila_cmac_key,
    key: *const u8,
    key_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(cmac, || {
                let made = CmacKey::new(bytes(key, key_len)?)?;
                let indicator = made.indicator();
                Ok((qila_cmac_key(made), indicator))
            })
        }
    })
}

/// Makes a random CMAC key of 128, 192 or 256 bits at `*cmac`, to be freed with qila_cmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_key_generate(
    cmac: *mut *mut qila_cmac_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(cmac, rng, |rng| {
            let made = CmacKey::generate(key_size(bits)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_cmac_key(made), indicator))
        })
    }
}

/// Writes the tag of `len` bytes at `data`, or its leftmost bytes, 4 at least, to `tag`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_key_authenticate(
    cmac: *const qila_cmac_key,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        apart((tag, tag_len), &[(data, len)])?;
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let cmac = &borrow(cmac)?.0;
            cmac.authenticate_into(bytes(data, len)?, bytes_mut(tag, tag_len)?)?;
            Ok(cmac.indicator())
        }
    })
}

/// Checks a tag, or its leftmost bytes, 4 at least, in constant time.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_key_verify(
    cmac: *const qila_cmac_key,
    data: *const u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (cmac, data, tag) = unsafe { (&borrow(cmac)?.0, bytes(data, len)?, bytes(tag, tag_len)?) };
        cmac.verify(data, tag)?;
        Ok(cmac.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_key_free(cmac: *mut qila_cmac_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(cmac) }
}

/// Begins a message at `*message`, to be freed with qila_cmac_message_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_message_new(
    message: *mut *mut qila_cmac_message,
    cmac: *const qila_cmac_key,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let fresh = borrow(cmac)?.0.begin()?;
                let indicator = fresh.indicator();
                Ok((qila_cmac_message { running: fresh.clone(), fresh }, indicator))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_message_update(
    message: *mut qila_cmac_message,
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

/// Writes the tag of the message, or its leftmost bytes, 4 at least, to `tag`; the handle is then ready for the next one.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_message_final(
    message: *mut qila_cmac_message,
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

/// Checks the tag of the message, or its leftmost bytes, 4 at least; the handle is then ready for the next message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cmac_message_verify(
    message: *mut qila_cmac_message,
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
pub unsafe extern "C" fn qila_cmac_message_free(message: *mut qila_cmac_message) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}
