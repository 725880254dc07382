//! Keys of ECDSA and ECDH, with contexts kept.

use super::{fetched, succeeded};
use crate::operation::{NistCurve, Operation};
use crate::peers::{Work, qila};
use ::qila::ecdh;
use std::ffi::{CStr, c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr::{null, null_mut};

// The parts of <openssl/evp.h> used here.
unsafe extern "C" {
    fn EVP_PKEY_CTX_new_from_name(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_PKEY_CTX_new_from_pkey(library: *mut c_void, key: *mut c_void, query: *const c_char) -> *mut c_void;
    fn EVP_PKEY_keygen_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_CTX_set_group_name(context: *mut c_void, name: *const c_char) -> c_int;
    fn EVP_PKEY_generate(context: *mut c_void, key: *mut *mut c_void) -> c_int;
    fn EVP_PKEY_new() -> *mut c_void;
    fn EVP_PKEY_free(key: *mut c_void);
    fn EVP_PKEY_copy_parameters(to: *mut c_void, from: *const c_void) -> c_int;
    fn EVP_PKEY_set1_encoded_public_key(key: *mut c_void, point: *const c_uchar, len: usize) -> c_int;
    fn EVP_PKEY_derive_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_derive_set_peer(context: *mut c_void, peer: *mut c_void) -> c_int;
    fn EVP_PKEY_derive(context: *mut c_void, secret: *mut c_uchar, len: *mut usize) -> c_int;
    fn EVP_PKEY_sign_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_verify_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_sign(
        context: *mut c_void,
        signature: *mut c_uchar,
        signature_len: *mut usize,
        digest: *const c_uchar,
        len: usize,
    ) -> c_int;
    fn EVP_PKEY_verify(
        context: *mut c_void,
        signature: *const c_uchar,
        signature_len: usize,
        digest: *const c_uchar,
        len: usize,
    ) -> c_int;
    fn EVP_MD_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_Digest(
        data: *const c_void,
        len: usize,
        out: *mut c_uchar,
        size: *mut c_uint,
        md: *const c_void,
        engine: *mut c_void,
    ) -> c_int;
}

/// Key pairs, signatures and their verification.
pub(super) fn work(operation: Operation, curve: NistCurve) -> Work {
    let (group, hash): (&CStr, &CStr) = match curve {
        256 => (c"P-256", c"SHA256"),
        384 => (c"P-384", c"SHA384"),
        _ => (c"P-521", c"SHA512"),
    };
    // SAFETY: the names end with zeros.
    let (generator, md) = unsafe {
        let generator = fetched(EVP_PKEY_CTX_new_from_name(null_mut(), c"EC".as_ptr(), null()));
        succeeded(EVP_PKEY_keygen_init(generator));
        succeeded(EVP_PKEY_CTX_set_group_name(generator, group.as_ptr()));
        (generator, fetched(EVP_MD_fetch(null_mut(), hash.as_ptr(), null())))
    };
    let generate = move || {
        let mut key = null_mut();
        // SAFETY: the context lives on, and the key is written.
        succeeded(unsafe { EVP_PKEY_generate(generator, &raw mut key) });
        key
    };
    if matches!(operation, Operation::EcGenerate(_) | Operation::EcGenerateTested(_)) {
        // SAFETY: the key was made here, and is freed once.
        return Box::new(move |_, _, _| unsafe { EVP_PKEY_free(generate()) });
    }
    if matches!(operation, Operation::EcAgree(_)) {
        return agreement(generate(), curve);
    }
    signature(operation, generate(), md)
}

/// With a ready private key; the public key of the other side comes in bytes.
fn agreement(own: *mut c_void, curve: NistCurve) -> Work {
    let public = match curve {
        256 => qila::nist_public_key::<ecdh::P256>(),
        384 => qila::nist_public_key::<ecdh::P384>(),
        _ => qila::nist_public_key::<ecdh::P521>(),
    };
    // SAFETY: the key lives on.
    let context = unsafe {
        let context = fetched(EVP_PKEY_CTX_new_from_pkey(null_mut(), own, null()));
        succeeded(EVP_PKEY_derive_init(context));
        context
    };
    Box::new(move |_, _, out| {
        let (mut secret, mut len) = ([0; 66], 66);
        // SAFETY: the public key is readable for its length and freed once; `secret` is writable.
        unsafe {
            let theirs = fetched(EVP_PKEY_new());
            succeeded(EVP_PKEY_copy_parameters(theirs, own));
            succeeded(EVP_PKEY_set1_encoded_public_key(theirs, public.as_ptr(), public.len()));
            succeeded(EVP_PKEY_derive_set_peer(context, theirs));
            succeeded(EVP_PKEY_derive(context, secret.as_mut_ptr(), &raw mut len));
            EVP_PKEY_free(theirs);
        }
        out[..32].copy_from_slice(&secret[..32]);
    })
}

/// Signatures in DER of hash values, and their verification.
fn signature(operation: Operation, key: *mut c_void, md: *mut c_void) -> Work {
    let digest = move |data: &[u8]| {
        let (mut digest, mut size) = ([0; 64], 0);
        // SAFETY: `data` is readable for its length, `digest` holds the longest one.
        succeeded(unsafe {
            EVP_Digest(data.as_ptr().cast(), data.len(), digest.as_mut_ptr(), &raw mut size, md, null_mut())
        });
        (digest, size as usize)
    };
    // SAFETY: the key lives on.
    let context = unsafe {
        let context = fetched(EVP_PKEY_CTX_new_from_pkey(null_mut(), key, null()));
        succeeded(EVP_PKEY_sign_init(context));
        context
    };
    let sign = move |data: &[u8]| {
        let ((digest, size), mut signature, mut len) = (digest(data), [0; 160], 160);
        // SAFETY: the signature is writable for `len` bytes, and the digest has `size` bytes.
        succeeded(unsafe { EVP_PKEY_sign(context, signature.as_mut_ptr(), &raw mut len, digest.as_ptr(), size) });
        (signature, len)
    };
    if matches!(operation, Operation::EcSign(_)) {
        return Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            out[..32].copy_from_slice(&sign(data).0[8..40]);
        });
    }
    let (signature, len) = sign(&[0; 32]);
    // SAFETY: the key lives on.
    let context = unsafe {
        let context = fetched(EVP_PKEY_CTX_new_from_pkey(null_mut(), key, null()));
        succeeded(EVP_PKEY_verify_init(context));
        context
    };
    Box::new(move |data, _, _| {
        let (digest, size) = digest(data);
        // SAFETY: signature and digest have as many bytes.
        succeeded(unsafe { EVP_PKEY_verify(context, signature.as_ptr(), len, digest.as_ptr(), size) });
    })
}
