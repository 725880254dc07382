//! AES in CFB and OFB (SP 800-38A), in place. `segment_bits` is 1, 8 or 128, for CFB1, CFB8 and CFB128.

use super::key::{in_place, qila_aes_key, running};
use crate::memory::{array, borrow, borrow_mut, bytes_mut, give, release};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::cipher::{self, CfbSegment};

/// A message on its way through CFB. Threads: one at a time.
pub struct qila_cfb(Option<cipher::Cfb>);
/// A message on its way through OFB. Threads: one at a time.
pub struct qila_ofb(cipher::Ofb);

/// The segment of so many bits.
fn segment(bits: u32) -> Result<CfbSegment, Failure> {
    let found = CfbSegment::ALL.iter().find(|segment| segment.bits() == bits as usize);
    found.copied().ok_or(Failure::Module(Error::InvalidParameter))
}

/// Encrypts `len` bytes at `data`, of any length, with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cfb_encrypt(
    key: *const qila_aes_key,
    segment_bits: u32,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cfb_encrypt(segment(segment_bits)?, &array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Decrypts `len` bytes at `data`, of any length, with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cfb_decrypt(
    key: *const qila_aes_key,
    segment_bits: u32,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cfb_decrypt(segment(segment_bits)?, &array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Encrypts or decrypts `len` bytes at `data` in OFB with the 16 bytes at `iv`, which must never come twice under a key.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ofb(
    key: *const qila_aes_key,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.ofb_apply(&array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Begins a message in CFB that is encrypted in parts at `*message`, to be freed with qila_cfb_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cfb_new_encrypt(
    message: *mut *mut qila_cfb,
    key: *const qila_aes_key,
    segment_bits: u32,
    iv: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.cfb_encryptor(segment(segment_bits)?, &array(iv)?)?;
                let indicator = made.indicator();
                Ok((qila_cfb(Some(made)), indicator))
            })
        }
    })
}

/// Begins a message in CFB that is decrypted in parts at `*message`, to be freed with qila_cfb_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cfb_new_decrypt(
    message: *mut *mut qila_cfb,
    key: *const qila_aes_key,
    segment_bits: u32,
    iv: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.cfb_decryptor(segment(segment_bits)?, &array(iv)?)?;
                let indicator = made.indicator();
                Ok((qila_cfb(Some(made)), indicator))
            })
        }
    })
}

/// Begins a message in OFB that comes in parts of any length at `*message`, to be freed with qila_ofb_free(). The key may be freed
/// before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ofb_new(
    message: *mut *mut qila_ofb,
    key: *const qila_aes_key,
    iv: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.ofb(&array(iv)?)?;
                let indicator = made.indicator();
                Ok((qila_ofb(made), indicator))
            })
        }
    })
}

/// Encrypts or decrypts the next part, of whole segments, in place.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cfb_apply(message: *mut qila_cfb, data: *mut u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (running(&mut borrow_mut(message)?.0)?, bytes_mut(data, len)?) };
        message.apply(data)?;
        Ok(message.indicator())
    })
}

/// Encrypts or decrypts the last part, of any length, in place: of CFB128 also one that does not end with a block. The handle is then
/// at its end, and every call but qila_cfb_free() is QILA_ERROR_PARAMETER.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cfb_final(message: *mut qila_cfb, data: *mut u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (&mut borrow_mut(message)?.0, bytes_mut(data, len)?) };
        let last = running(message)?.clone();
        let indicator = last.indicator();
        last.finalize(data)?;
        *message = None;
        Ok(indicator)
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cfb_free(message: *mut qila_cfb) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}

/// Encrypts or decrypts the next part, of any length, in place.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ofb_apply(message: *mut qila_ofb, data: *mut u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (&mut borrow_mut(message)?.0, bytes_mut(data, len)?) };
        message.apply(data)?;
        Ok(message.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ofb_free(message: *mut qila_ofb) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}
