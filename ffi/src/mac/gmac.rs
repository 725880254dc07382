//! GMAC (SP 800-38D).

use crate::cipher::key_size;
use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{Failure, call, qila_status};
use qila::Error;
use qila::aead::{IV_SIZE, Sealed, TagLength};
use qila::mac::GmacKey;

/// A GMAC key. Threads: many at a time.
pub struct qila_gmac_key(GmacKey);

/// Makes a GMAC key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4, 8 or 12 to 16, at `*gmac`, to be freed with
/// qila_gmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_key_new(
    gmac: *mut *mut qila_gmac_key,
    key: *const u8,
    key_len: usize,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(gmac, || {
                let made = GmacKey::with_tag_length(bytes(key, key_len)?, TagLength::from_bytes(tag_len)?)?;
                let indicator = made.indicator();
                Ok((qila_gmac_key(made), indicator))
            })
        }
    })
}

/// Makes a random GMAC key of 128, 192 or 256 bits with tags of 16 bytes at `*gmac`, to be freed with qila_gmac_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_key_generate(
    gmac: *mut *mut qila_gmac_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(gmac, rng, |rng| {
            let made = GmacKey::generate(key_size(bits)?, rng)?;
            let indicator = made.indicator();
            Ok((qila_gmac_key(made), indicator))
        })
    }
}

/// The tag of `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`; `tag_len` is that of the key.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_random_iv(
    gmac: *const qila_gmac_key,
    rng: *mut qila_rng,
    data: *const u8,
    len: usize,
    iv: *mut u8,
    iv_len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let gmac = &borrow(gmac)?.0;
            check_room(iv_len, tag_len, gmac.tag_length())?;
            apart((iv, iv_len), &[(data, len), (tag, tag_len)])?;
            apart((tag, tag_len), &[(data, len)])?;
            let (iv, tag) = (bytes_mut(iv, iv_len)?, bytes_mut(tag, tag_len)?);
            let mut maker = gmac.random_iv()?;
            let Sealed { iv: made, tag: made_tag, .. } =
                maker.authenticate(bytes(data, len)?, &mut borrow_mut(rng)?.0)?;
            iv.copy_from_slice(&made);
            tag.copy_from_slice(&made_tag);
            Ok(maker.indicator())
        }
    })
}

/// The tag of `len` bytes at `data` under an IV of the caller, which must never come twice under a key. Not approved.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_caller_iv(
    gmac: *const qila_gmac_key,
    iv: *const u8,
    iv_len: usize,
    data: *const u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let gmac = &borrow(gmac)?.0;
            check_room(IV_SIZE, tag_len, gmac.tag_length())?;
            apart((tag, tag_len), &[(data, len), (iv, iv_len)])?;
            let tag = bytes_mut(tag, tag_len)?;
            let maker = gmac.caller_iv()?;
            tag.copy_from_slice(&maker.authenticate(bytes(iv, iv_len)?, bytes(data, len)?)?);
            Ok(maker.indicator())
        }
    })
}

/// Checks the tag of `len` bytes at `data`, in constant time.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_verify(
    gmac: *const qila_gmac_key,
    iv: *const u8,
    iv_len: usize,
    data: *const u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let gmac = &borrow(gmac)?.0;
            gmac.verify(bytes(iv, iv_len)?, bytes(data, len)?, bytes(tag, tag_len)?)?;
            Ok(gmac.indicator())
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gmac_key_free(gmac: *mut qila_gmac_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(gmac) }
}

/// The room for an IV of the module and a tag must be just as long as they are.
pub(crate) fn check_room(iv_len: usize, tag_len: usize, length: TagLength) -> Result<(), Failure> {
    if iv_len != IV_SIZE {
        return Err(Error::InvalidIvLength.into());
    }
    if tag_len != length.bytes() {
        return Err(Error::InvalidTagLength.into());
    }
    Ok(())
}
