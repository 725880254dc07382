//! AES (FIPS 197): keys, and ECB, CBC and CTR (SP 800-38A). Data is worked on in place.

use crate::memory::{array, borrow, borrow_mut, bytes, bytes_mut, deliver, give, release};
use crate::random::qila_rng;
use crate::status::{Answer, Failure, call, qila_status};
use qila::Error;
use qila::cipher::{self, AesKey, BLOCK_SIZE, KeySize};

/// The bytes of a block, an IV of CBC and a counter block.
pub const QILA_AES_BLOCK_SIZE: usize = 16;
const _: () = assert!(QILA_AES_BLOCK_SIZE == BLOCK_SIZE);

/// An AES key. Threads: many at a time.
pub struct qila_aes_key(pub(super) AesKey);
/// A message on its way through CBC encryption. Threads: one at a time.
pub struct qila_cbc_encryptor(Option<cipher::CbcEncryptor>);
/// A message on its way through CBC decryption. Threads: one at a time.
pub struct qila_cbc_decryptor(Option<cipher::CbcDecryptor>);
/// A message on its way through counter mode. Threads: one at a time.
pub struct qila_ctr(cipher::Ctr);

/// The key size of so many bits.
pub(crate) fn key_size(bits: u32) -> Result<KeySize, Failure> {
    let found = KeySize::ALL.iter().find(|size| size.bits() == bits as usize);
    found.copied().ok_or(Failure::Module(Error::InvalidKeyLength))
}

/// The message of a handle that is not at its end.
pub(super) fn running<T>(message: &mut Option<T>) -> Result<&mut T, Failure> {
    message.as_mut().ok_or(Failure::Module(Error::InvalidParameter))
}

/// Makes a key of 16, 24 or 32 bytes at `*key`, to be freed with qila_aes_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_key_new(key: *mut *mut qila_aes_key, start: *const u8, len: usize) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesKey::new(bytes(start, len)?)?;
                let indicator = made.indicator();
                Ok((qila_aes_key(made), indicator))
            })
        }
    })
}

/// Makes a random key of 128, 192 or 256 bits at `*key`, to be freed with qila_aes_key_free().
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_key_generate(
    key: *mut *mut qila_aes_key,
    bits: u32,
    rng: *mut qila_rng,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(key, || {
                let made = AesKey::generate(key_size(bits)?, &mut borrow_mut(rng)?.0)?;
                let indicator = made.indicator();
                Ok((qila_aes_key(made), indicator))
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_key_free(key: *mut qila_aes_key) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(key) }
}

/// A key and data in place.
///
/// # Safety
/// As [`borrow`] and [`bytes_mut`].
pub(super) unsafe fn in_place(
    key: *const qila_aes_key,
    data: *mut u8,
    len: usize,
    work: impl FnOnce(&AesKey, &mut [u8]) -> Answer,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    call(|| unsafe { work(&borrow(key)?.0, bytes_mut(data, len)?) })
}

/// Encrypts each of the whole blocks at `data` by itself.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ecb_encrypt(key: *const qila_aes_key, data: *mut u8, len: usize) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.ecb_encrypt(data)?;
            Ok(key.ecb_encrypt_indicator())
        })
    }
}

/// Decrypts each of the whole blocks at `data` by itself.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ecb_decrypt(key: *const qila_aes_key, data: *mut u8, len: usize) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.ecb_decrypt(data)?;
            Ok(key.indicator())
        })
    }
}

/// Encrypts whole blocks at `data` with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_encrypt(
    key: *const qila_aes_key,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cbc_encrypt(&array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Decrypts whole blocks at `data` with the 16 bytes at `iv`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_decrypt(
    key: *const qila_aes_key,
    iv: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.cbc_decrypt(&array(iv)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Encrypts or decrypts `len` bytes at `data` in counter mode from the counter block of 16 bytes at `counter`.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_ctr(
    key: *const qila_aes_key,
    counter: *const u8,
    data: *mut u8,
    len: usize,
) -> qila_status {
    // SAFETY: the caller answers for the pointers.
    unsafe {
        in_place(key, data, len, |key, data| {
            key.ctr_apply(&array(counter)?, data)?;
            Ok(key.indicator())
        })
    }
}

/// Encrypts `len` bytes with the padding of PKCS #7: the output is the next multiple of 16 above `len` long.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_encrypt_padded(
    key: *const qila_aes_key,
    iv: *const u8,
    plaintext: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (key, iv) = (&borrow(key)?.0, array(iv)?);
            let size = AesKey::cbc_padded_size(len)?;
            deliver(out, out_len, size, key.indicator(), &[(plaintext, len)], |out| {
                Ok(key.cbc_encrypt_padded(&iv, bytes(plaintext, len)?, out)?)
            })
        }
    })
}

/// Decrypts whole blocks and takes the padding of PKCS #7 off; `out` needs room for `len` bytes. Whether the padding was
/// right must not become known to anybody who can change the ciphertext: authenticate first.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_aes_cbc_decrypt_padded(
    key: *const qila_aes_key,
    iv: *const u8,
    ciphertext: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let (key, iv) = (&borrow(key)?.0, array(iv)?);
            deliver(out, out_len, len, key.indicator(), &[(ciphertext, len)], |out| {
                Ok(key.cbc_decrypt_padded(&iv, bytes(ciphertext, len)?, out)?)
            })
        }
    })
}

/// Begins a message that is encrypted in parts of whole blocks at `*message`, to be freed with qila_cbc_encryptor_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_encryptor_new(
    message: *mut *mut qila_cbc_encryptor,
    key: *const qila_aes_key,
    iv: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.cbc_encryptor(&array(iv)?)?;
                let indicator = made.indicator();
                Ok((qila_cbc_encryptor(Some(made)), indicator))
            })
        }
    })
}

/// Encrypts the next part, in place.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_encryptor_update(
    message: *mut qila_cbc_encryptor,
    data: *mut u8,
    len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (running(&mut borrow_mut(message)?.0)?, bytes_mut(data, len)?) };
        message.update(data)?;
        Ok(message.indicator())
    })
}

/// Ends the message with its last part, of any length, and the padding of PKCS #7: the output is the next multiple of 16 above `len`
/// long. The handle is then at its end, and every call but qila_cbc_encryptor_free() is QILA_ERROR_PARAMETER.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_encryptor_final_padded(
    message: *mut qila_cbc_encryptor,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let message = &mut borrow_mut(message)?.0;
            let last = running(message)?.clone();
            deliver(out, out_len, AesKey::cbc_padded_size(len)?, last.indicator(), &[(data, len)], |out| {
                let written = last.finalize_padded(bytes(data, len)?, out)?;
                *message = None;
                Ok(written)
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_encryptor_free(message: *mut qila_cbc_encryptor) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}

/// Begins a message that is decrypted in parts of whole blocks at `*message`, to be freed with qila_cbc_decryptor_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_decryptor_new(
    message: *mut *mut qila_cbc_decryptor,
    key: *const qila_aes_key,
    iv: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.cbc_decryptor(&array(iv)?)?;
                let indicator = made.indicator();
                Ok((qila_cbc_decryptor(Some(made)), indicator))
            })
        }
    })
}

/// Decrypts the next part, in place.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_decryptor_update(
    message: *mut qila_cbc_decryptor,
    data: *mut u8,
    len: usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        let (message, data) = unsafe { (running(&mut borrow_mut(message)?.0)?, bytes_mut(data, len)?) };
        message.update(data)?;
        Ok(message.indicator())
    })
}

/// Ends the message with its last part, whole blocks and one at least, and takes the padding of PKCS #7 off; `out` needs room for `len`
/// bytes. What qila_aes_cbc_decrypt_padded() says of the padding holds here, too. The handle is then at its end, and every call but
/// qila_cbc_decryptor_free() is QILA_ERROR_PARAMETER.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_decryptor_final_padded(
    message: *mut qila_cbc_decryptor,
    data: *const u8,
    len: usize,
    out: *mut u8,
    out_len: *mut usize,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            let message = &mut borrow_mut(message)?.0;
            let last = running(message)?.clone();
            deliver(out, out_len, len, last.indicator(), &[(data, len)], |out| {
                let written = last.finalize_padded(bytes(data, len)?, out)?;
                *message = None;
                Ok(written)
            })
        }
    })
}

/// Wipes and frees; NULL is fine.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_cbc_decryptor_free(message: *mut qila_cbc_decryptor) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}

/// Begins a message in counter mode that comes in parts of any length at `*message`, to be freed with qila_ctr_free(). The key may be freed before.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ctr_new(
    message: *mut *mut qila_ctr,
    key: *const qila_aes_key,
    counter: *const u8,
) -> qila_status {
    call(|| {
        // SAFETY: the caller answers for the pointers.
        unsafe {
            give(message, || {
                let made = borrow(key)?.0.ctr(&array(counter)?)?;
                let indicator = made.indicator();
                Ok((qila_ctr(made), indicator))
            })
        }
    })
}

/// Encrypts or decrypts the next part, in place.
///
/// # Safety
/// As the conventions at the top of this file say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qila_ctr_apply(message: *mut qila_ctr, data: *mut u8, len: usize) -> qila_status {
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
pub unsafe extern "C" fn qila_ctr_free(message: *mut qila_ctr) {
    // SAFETY: the caller answers for the pointer.
    unsafe { release(message) }
}
