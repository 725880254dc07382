//! Keys of Ed25519, Ed448, X25519 and X448.

use super::{EVP_MD_CTX_new, Param, fetched, succeeded};
use crate::operation::{Curve, Operation, SEED, key_size, seed_size};
use crate::peers::Work;
use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};
use std::ptr::{null, null_mut};

// The parts of <openssl/evp.h> used here.
unsafe extern "C" {
    fn EVP_PKEY_new_raw_private_key_ex(
        library: *mut c_void,
        name: *const c_char,
        query: *const c_char,
        key: *const c_uchar,
        len: usize,
    ) -> *mut c_void;
    fn EVP_PKEY_new_raw_public_key_ex(
        library: *mut c_void,
        name: *const c_char,
        query: *const c_char,
        key: *const c_uchar,
        len: usize,
    ) -> *mut c_void;
    fn EVP_PKEY_get_raw_public_key(key: *const c_void, out: *mut c_uchar, len: *mut usize) -> c_int;
    fn EVP_PKEY_free(key: *mut c_void);
    fn EVP_PKEY_CTX_new_from_pkey(library: *mut c_void, key: *mut c_void, query: *const c_char) -> *mut c_void;
    fn EVP_PKEY_derive_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_derive_set_peer(context: *mut c_void, peer: *mut c_void) -> c_int;
    fn EVP_PKEY_derive(context: *mut c_void, secret: *mut c_uchar, len: *mut usize) -> c_int;
    fn EVP_DigestSignInit_ex(
        context: *mut c_void,
        inner: *mut *mut c_void,
        md: *const c_char,
        library: *mut c_void,
        query: *const c_char,
        key: *mut c_void,
        params: *const Param,
    ) -> c_int;
    fn EVP_DigestVerifyInit_ex(
        context: *mut c_void,
        inner: *mut *mut c_void,
        md: *const c_char,
        library: *mut c_void,
        query: *const c_char,
        key: *mut c_void,
        params: *const Param,
    ) -> c_int;
    fn EVP_DigestSign(
        context: *mut c_void,
        signature: *mut c_uchar,
        signature_len: *mut usize,
        message: *const c_uchar,
        len: usize,
    ) -> c_int;
    fn EVP_DigestVerify(
        context: *mut c_void,
        signature: *const c_uchar,
        signature_len: usize,
        message: *const c_uchar,
        len: usize,
    ) -> c_int;
}

fn private(name: &CStr, key: &[u8]) -> *mut c_void {
    // SAFETY: the name ends with a zero, and the key is readable for its length.
    fetched(unsafe { EVP_PKEY_new_raw_private_key_ex(null_mut(), name.as_ptr(), null(), key.as_ptr(), key.len()) })
}

/// With a ready context; the key is given to it for each message, as EVP wants it.
pub(super) fn signature(operation: Operation, curve: Curve) -> Work {
    let name = if curve == 25519 { c"ED25519" } else { c"ED448" };
    let key = private(name, &SEED[..seed_size(curve)]);
    // SAFETY: it takes nothing.
    let context = fetched(unsafe { EVP_MD_CTX_new() });
    let sign = move |data: &[u8]| {
        let (mut signature, mut len) = ([0; 114], 114);
        // SAFETY: context and key live on, `data` is readable for its length, `signature` writable.
        succeeded(unsafe {
            EVP_DigestSignInit_ex(context, null_mut(), null(), null_mut(), null(), key, null::<Param>())
                & EVP_DigestSign(context, signature.as_mut_ptr(), &raw mut len, data.as_ptr(), data.len())
        });
        signature
    };
    let made = sign(&[0; 32]);
    match operation {
        Operation::EdSign(_) => Box::new(move |data, _, out| out[..32].copy_from_slice(&sign(data)[..32])),
        _ => Box::new(move |data, _, _| {
            // SAFETY: as above.
            succeeded(unsafe {
                EVP_DigestVerifyInit_ex(context, null_mut(), null(), null_mut(), null(), key, null::<Param>())
                    & EVP_DigestVerify(context, made.as_ptr(), 2 * seed_size(curve), data.as_ptr(), data.len())
            });
        }),
    }
}

/// With a ready private key; that of the other side comes in bytes.
pub(super) fn agreement(operation: Operation, curve: Curve) -> Work {
    let (name, size) = (if curve == 25519 { c"X25519" } else { c"X448" }, key_size(curve));
    if matches!(operation, Operation::XdhPublic(_)) {
        return Box::new(move |_, _, out| {
            let (own, mut len) = (private(name, &SEED[..size]), out.len());
            // SAFETY: the key is freed once, here; `out` is writable for `len` bytes.
            unsafe {
                succeeded(EVP_PKEY_get_raw_public_key(own, out.as_mut_ptr(), &raw mut len));
                EVP_PKEY_free(own);
            }
        });
    }
    let public = crate::peers::qila::public_key(curve);
    // SAFETY: the key lives on.
    let context = fetched(unsafe { EVP_PKEY_CTX_new_from_pkey(null_mut(), private(name, &SEED[..size]), null()) });
    // SAFETY: the context was made above.
    succeeded(unsafe { EVP_PKEY_derive_init(context) });
    Box::new(move |_, _, out| {
        let mut len = out.len();
        // SAFETY: the public key is readable for its length and freed once; `out` is writable.
        unsafe {
            let theirs = EVP_PKEY_new_raw_public_key_ex(null_mut(), name.as_ptr(), null(), public.as_ptr(), size);
            succeeded(EVP_PKEY_derive_set_peer(context, fetched(theirs)));
            succeeded(EVP_PKEY_derive(context, out.as_mut_ptr(), &raw mut len));
            EVP_PKEY_free(theirs);
        }
    })
}
