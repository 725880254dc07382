//! AES-GCM (SP 800-38D). Data is worked on in place; who makes the IV is a function or a handle of its own.

use crate::cipher::key_size;
use crate::mac::check_room;
use crate::memory::{apart, array, borrow, borrow_mut, bytes, bytes_mut, give, release};
use crate::random::qila_rng;
use crate::status::{Answer, Failure, call, operational, qila_status};
use qila::aead::{AesGcmKey, IV_SIZE, SequenceSealer, TAG_SIZE, Tag, TagLength};

/// The bytes of an IV that the module makes.
pub const QILA_GCM_IV_SIZE: usize = 12;
/// The bytes of a full tag.
pub const QILA_GCM_TAG_SIZE: usize = 16;
const _: () = assert!(QILA_GCM_IV_SIZE == IV_SIZE && QILA_GCM_TAG_SIZE == TAG_SIZE);

/// An AES-GCM key. Threads: many at a time.
pub struct qila_gcm_key(AesGcmKey);
/// A key that seals with IVs in a sequence. Threads: one at a time.
pub struct qila_gcm_sealer(SequenceSealer);

/// Makes a key of 16, 24 or 32 bytes with tags of 16 bytes at `*key`, to be freed with qila_gcm_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_key_new(key: *mut *mut qila_gcm_key, start: *const u8, len: usize) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe { qila_gcm_key_new_with_tag(key, start, len, TAG_SIZE) }
}

/// Makes a key of 16, 24 or 32 bytes with tags of `tag_len` bytes, 4, 8 or 12 to 16, at `*key`, to be freed with
/// qila_gcm_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_key_new_with_tag(
    key: *mut *mut qila_gcm_key,
    start: *const u8,
    len: usize,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesGcmKey::with_tag_length(bytes(start, len)?, TagLength::from_bytes(tag_len)?)?;
                let indicator = made.indicator();
                Ok((qila_gcm_key(made), indicator))
            })
        }
    })
}

/// Makes a random key of 128, 192 or 256 bits with tags of 16 bytes at `*key`, to be freed with qila_gcm_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_key_generate(
    key: *mut *mut qila_gcm_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesGcmKey::generate(key_size(bits)?, &mut borrow_mut(rng)?.0)?;
                let indicator = made.indicator();
                Ok((qila_gcm_key(made), indicator))
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_key_free(key: *mut qila_gcm_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}

/// The arguments that sealing and opening have in common, checked: data in place, and additional data beside it.
///
/// # Safety
/// As [`bytes`] and [`bytes_mut`].
unsafe fn message<'a>(
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
) -> Result<(&'a [u8], &'a mut [u8]), Failure> {
    apart((data, len), &[(aad, aad_len)])?;
    // SAFETY: the caller answers for the pointers.
    unsafe { Ok((bytes(aad, aad_len)?, bytes_mut(data, len)?)) }
}

/// Encrypts `len` bytes at `data` under a random IV, whose 12 bytes go to `iv`; `tag_len` is that of the key.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_seal_random_iv(
    key: *const qila_gcm_key,
    rng: *mut qila_rng,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    iv: *mut u8,
    iv_len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (key, rng) = (&borrow(key)?.0, &mut borrow_mut(rng)?.0);
            check_room(iv_len, tag_len, key.tag_length())?;
            apart((iv, iv_len), &[(aad, aad_len), (data, len), (tag, tag_len)])?;
            apart((tag, tag_len), &[(aad, aad_len), (data, len)])?;
            let (iv, tag) = (bytes_mut(iv, iv_len)?, bytes_mut(tag, tag_len)?);
            let (aad, data) = message(aad, aad_len, data, len)?;
            let mut sealer = key.random_iv_sealer()?;
            let sealed = sealer.seal_in_place(aad, data, rng)?;
            iv.copy_from_slice(&sealed.iv);
            tag.copy_from_slice(&sealed.tag);
            Ok(sealer.indicator())
        }
    })
}

/// Encrypts `len` bytes at `data` under an IV of the caller, which must never come twice under a key. Not approved.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_seal_caller_iv(
    key: *const qila_gcm_key,
    iv: *const u8,
    iv_len: usize,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            check_room(IV_SIZE, tag_len, key.tag_length())?;
            apart((data, len), &[(iv, iv_len)])?;
            apart((tag, tag_len), &[(iv, iv_len), (aad, aad_len), (data, len)])?;
            let tag = bytes_mut(tag, tag_len)?;
            let (aad, data) = message(aad, aad_len, data, len)?;
            let sealer = key.caller_iv_sealer()?;
            let made: Tag = sealer.seal_in_place(bytes(iv, iv_len)?, aad, data)?;
            tag.copy_from_slice(&made);
            Ok(sealer.indicator())
        }
    })
}

/// Decrypts `len` bytes at `data`. If the tag does not belong to them, they are zero afterwards.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_open(
    key: *const qila_gcm_key,
    iv: *const u8,
    iv_len: usize,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    tag: *const u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let key = &borrow(key)?.0;
            apart((data, len), &[(iv, iv_len), (tag, tag_len)])?;
            let (aad, data) = message(aad, aad_len, data, len)?;
            key.open_in_place(bytes(iv, iv_len)?, aad, data, bytes(tag, tag_len)?)?;
            Ok(key.indicator())
        }
    })
}

/// Makes a sealer of a key.
///
/// # Safety
/// As [`give`] and [`bytes`].
unsafe fn sealer(
    sealer: *mut *mut qila_gcm_sealer,
    start: *const u8,
    len: usize,
    make: impl FnOnce(AesGcmKey) -> Result<SequenceSealer, Failure>,
) -> Answer {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give(sealer, || {
            let made = make(AesGcmKey::new(bytes(start, len)?)?)?;
            let indicator = made.indicator();
            Ok((qila_gcm_sealer(made), indicator))
        })
    }
}

/// Makes a sealer of a key of 16, 24 or 32 bytes, whose IV is the 4 to 8 bytes at `fixed`, the name of this sender, and then a count from zero, at `*handle`, to be
/// freed with qila_gcm_sealer_free(). A key makes one sealer in its life.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_new_counter(
    handle: *mut *mut qila_gcm_sealer,
    key: *const u8,
    key_len: usize,
    fixed: *const u8,
    fixed_len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { sealer(handle, key, key_len, |key| Ok(key.counter_iv_sealer(bytes(fixed, fixed_len)?)?)) })
}

/// Makes a sealer of a key of 16, 24 or 32 bytes, for records of TLS 1.2 (RFC 5288), whose IV is the 4 bytes at `salt` and the number of the record, at `*handle`, to be
/// freed with qila_gcm_sealer_free(). A key makes one sealer in its life.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_new_tls12(
    handle: *mut *mut qila_gcm_sealer,
    key: *const u8,
    key_len: usize,
    salt: *const u8,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { sealer(handle, key, key_len, |key| Ok(key.tls12_sealer(&array(salt)?)?)) })
}

/// Makes a sealer of a key of 16, 24 or 32 bytes, for records of TLS 1.3 (RFC 8446), whose IV is the 12 bytes at `static_iv` exclusive-ored with the number of the
/// record, at `*handle`, to be
/// freed with qila_gcm_sealer_free(). A key makes one sealer in its life.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_new_tls13(
    handle: *mut *mut qila_gcm_sealer,
    key: *const u8,
    key_len: usize,
    static_iv: *const u8,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { sealer(handle, key, key_len, |key| Ok(key.tls13_sealer(&array(static_iv)?)?)) })
}

/// Makes a sealer of a key of 16, 24 or 32 bytes, for packets of SSH (RFC 5647), whose IV is the 12 bytes at `initial_iv`, counted up, at `*handle`, to be
/// freed with qila_gcm_sealer_free(). A key makes one sealer in its life.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_new_ssh(
    handle: *mut *mut qila_gcm_sealer,
    key: *const u8,
    key_len: usize,
    initial_iv: *const u8,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { sealer(handle, key, key_len, |key| Ok(key.ssh_sealer(&array(initial_iv)?)?)) })
}

/// Encrypts `len` bytes at `data` with the next IV, whose 12 bytes go to `iv`; `tag_len` is 16.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_seal(
    sealer: *mut qila_gcm_sealer,
    aad: *const u8,
    aad_len: usize,
    data: *mut u8,
    len: usize,
    iv: *mut u8,
    iv_len: usize,
    tag: *mut u8,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let sealer = &mut borrow_mut(sealer)?.0;
            check_room(iv_len, tag_len, TagLength::Bits128)?;
            apart((iv, iv_len), &[(aad, aad_len), (data, len), (tag, tag_len)])?;
            apart((tag, tag_len), &[(aad, aad_len), (data, len)])?;
            let (iv, tag) = (bytes_mut(iv, iv_len)?, bytes_mut(tag, tag_len)?);
            let (aad, data) = message(aad, aad_len, data, len)?;
            let sealed = sealer.seal_in_place(aad, data)?;
            iv.copy_from_slice(&sealed.iv);
            tag.copy_from_slice(&sealed.tag);
            Ok(sealer.indicator())
        }
    })
}

/// The number that the next message will have goes to `*number`; the first has 0.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_next_number(
    sealer: *const qila_gcm_sealer,
    number: *mut u64,
) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (sealer, number) = unsafe { (&borrow(sealer)?.0, borrow_mut(number)?) };
        *number = sealer.next_number();
        Ok(sealer.indicator())
    })
}

/// Leaves numbers out: the next message gets `number`, which must not be less than the next one is now.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_skip_to(sealer: *mut qila_gcm_sealer, number: u64) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointer.
        let sealer = unsafe { &mut borrow_mut(sealer)?.0 };
        sealer.skip_to(number)?;
        Ok(sealer.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_gcm_sealer_free(sealer: *mut qila_gcm_sealer) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(sealer) }
}
