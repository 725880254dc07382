//! Ascon (SP 800-232).

use crate::aead::in_place;
use crate::memory::{apart, borrow, borrow_mut, bytes, bytes_mut, give, release};
use crate::random::{give_random, qila_rng};
use crate::status::{Failure, call, operational, qila_status};
use qila::Error;
use qila::aead::AsconAead128Key;
use qila::hash::AsconHash256;
use qila::xof::{AsconReader, AsconXof};

/// The bytes of an Ascon-Hash256 value.
pub const QILA_ASCON_HASH256_SIZE: usize = 32;
const _: () = assert!(QILA_ASCON_HASH256_SIZE == AsconHash256::OUTPUT_SIZE);
/// The bytes of a nonce of Ascon-AEAD128.
pub const QILA_ASCON_AEAD128_NONCE_SIZE: usize = 16;
const _: () = assert!(QILA_ASCON_AEAD128_NONCE_SIZE == AsconAead128Key::NONCE_SIZE);

/// A message on its way through Ascon-XOF128 or Ascon-CXOF128, and then its output. Threads: one at a time.
pub struct qila_ascon_xof(Stage);
/// A key of Ascon-AEAD128. Threads: many at a time.
pub struct qila_ascon_aead128_key(AsconAead128Key);

/// What a handle is at.
enum Stage {
    Absorbing(AsconXof),
    Squeezing(AsconReader),
}

/// Writes the 32 bytes of Ascon-Hash256 of `len` bytes at `data` to `value`. Threads: any.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_hash256(
    data: *const u8,
    len: usize,
    value: *mut u8,
    value_len: usize,
) -> qila_status {
    call(|| {
        apart((value, value_len), &[(data, len)])?;
        // SAFETY: the caller answers for the pointers.
        let (data, value) = unsafe { (bytes(data, len)?, bytes_mut(value, value_len)?) };
        let value = <&mut [u8; QILA_ASCON_HASH256_SIZE]>::try_from(value).map_err(|_| Error::InvalidParameter)?;
        let mut hash = AsconHash256::new()?;
        hash.update(data);
        let indicator = hash.indicator();
        *value = hash.finalize()?;
        Ok(indicator)
    })
}

/// Begins a message for Ascon-XOF128 at `*xof`, to be freed with qila_ascon_xof_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_xof_new(xof: *mut *mut qila_ascon_xof) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(xof, || {
                let made = AsconXof::new()?;
                let indicator = made.indicator();
                Ok((qila_ascon_xof(Stage::Absorbing(made)), indicator))
            })
        }
    })
}

/// Begins a message for Ascon-CXOF128, with a customization string of at most 256 bytes, at `*xof`, to be freed with
/// qila_ascon_xof_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_xof_new_customized(
    xof: *mut *mut qila_ascon_xof,
    customization: *const u8,
    customization_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(xof, || {
                let made = AsconXof::customized(bytes(customization, customization_len)?)?;
                let indicator = made.indicator();
                Ok((qila_ascon_xof(Stage::Absorbing(made)), indicator))
            })
        }
    })
}

/// Appends `len` bytes at `data` to the message. After the first qila_ascon_xof_read() it is QILA_ERROR_PARAMETER.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_xof_update(xof: *mut qila_ascon_xof, data: *const u8, len: usize) -> qila_status {
    call(|| {
        operational()?;
        // SAFETY: the caller answers for the pointers.
        let (xof, data) = unsafe { (borrow_mut(xof)?, bytes(data, len)?) };
        let Stage::Absorbing(message) = &mut xof.0 else { return Err(Failure::Module(Error::InvalidParameter)) };
        message.update(data);
        Ok(message.indicator())
    })
}

/// Writes the next `out_len` bytes of the output to `out`. The first call ends the message.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_xof_read(xof: *mut qila_ascon_xof, out: *mut u8, out_len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (xof, out) = unsafe { (borrow_mut(xof)?, bytes_mut(out, out_len)?) };
        if let Stage::Absorbing(message) = &xof.0 {
            // On an error the handle stays as it was.
            let reader = message.clone().finalize()?;
            xof.0 = Stage::Squeezing(reader);
        }
        let Stage::Squeezing(reader) = &mut xof.0 else { return Err(Failure::Module(Error::InvalidParameter)) };
        reader.read(out)?;
        Ok(reader.indicator())
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_xof_free(xof: *mut qila_ascon_xof) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(xof) }
}

/// Makes a key of Ascon-AEAD128 with tags of `tag_len` bytes, 4 to 16, at `*key`, to be freed with qila_ascon_aead128_key_free(). Of
/// 32 bytes instead of 16 the second half masks the nonces.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_aead128_key_new(
    key: *mut *mut qila_ascon_aead128_key,
    start: *const u8,
    len: usize,
    tag_len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let (bytes, bits) = (bytes(start, len)?, tag_len.saturating_mul(8));
                let made = match len {
                    32 => AsconAead128Key::with_nonce_mask(bytes, bits)?,
                    _ => AsconAead128Key::with_tag_bits(bytes, bits)?,
                };
                let indicator = made.indicator();
                Ok((qila_ascon_aead128_key(made), indicator))
            })
        }
    })
}

/// Makes a random key of Ascon-AEAD128 of 128 bits with tags of 16 bytes at `*key`, to be freed with qila_ascon_aead128_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_aead128_key_generate(
    key: *mut *mut qila_ascon_aead128_key,
    rng: *mut qila_rng,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        give_random(key, rng, |rng| {
            let made = AsconAead128Key::generate(rng)?;
            let indicator = made.indicator();
            Ok((qila_ascon_aead128_key(made), indicator))
        })
    }
}

/// Seals `len` bytes at `data` under a nonce of 16 bytes, which must never come twice under a key; `tag_len` is that of the key.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ascon_aead128_seal(
    key: *const qila_ascon_aead128_key,
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
pub unsafe extern "C" fn qila_ascon_aead128_open(
    key: *const qila_ascon_aead128_key,
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
pub unsafe extern "C" fn qila_ascon_aead128_key_free(key: *mut qila_ascon_aead128_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}
