//! Signatures of SLH-DSA.

use super::super::Work;
use super::{EVP_MD_CTX_new, Param, fetched, succeeded};
use crate::operation::{Operation, SlhSet};
use std::ffi::{CStr, CString, c_char, c_int, c_uchar, c_void};
use std::ptr::{null, null_mut};

// The parts of <openssl/evp.h> used here.
unsafe extern "C" {
    fn EVP_PKEY_CTX_new_from_name(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_PKEY_keygen_init(context: *mut c_void) -> c_int;
    fn EVP_PKEY_generate(context: *mut c_void, key: *mut *mut c_void) -> c_int;
    fn EVP_PKEY_CTX_free(context: *mut c_void);
    fn EVP_PKEY_free(key: *mut c_void);
    fn EVP_PKEY_get_raw_public_key(key: *const c_void, out: *mut c_uchar, len: *mut usize) -> c_int;
    fn EVP_PKEY_new_raw_public_key_ex(
        library: *mut c_void,
        name: *const c_char,
        query: *const c_char,
        bytes: *const c_uchar,
        len: usize,
    ) -> *mut c_void;
    fn EVP_DigestSignInit_ex(
        context: *mut c_void,
        key_context: *mut *mut c_void,
        md: *const c_char,
        library: *mut c_void,
        query: *const c_char,
        key: *mut c_void,
        params: *const Param,
    ) -> c_int;
    fn EVP_DigestSign(
        context: *mut c_void,
        out: *mut c_uchar,
        out_len: *mut usize,
        data: *const c_uchar,
        len: usize,
    ) -> c_int;
    fn EVP_DigestVerifyInit_ex(
        context: *mut c_void,
        key_context: *mut *mut c_void,
        md: *const c_char,
        library: *mut c_void,
        query: *const c_char,
        key: *mut c_void,
        params: *const Param,
    ) -> c_int;
    fn EVP_DigestVerify(
        context: *mut c_void,
        signature: *const c_uchar,
        signature_len: usize,
        data: *const c_uchar,
        len: usize,
    ) -> c_int;
    fn EVP_MD_CTX_free(context: *mut c_void);
}

/// The longest signature.
const SIGNATURE: usize = 49_856;

/// SLH-DSA, pure and hedged, without a context.
pub fn work(operation: Operation, set: SlhSet) -> Work {
    let name = CString::new(set.name()).unwrap();
    let mut signature = Box::new([0; SIGNATURE]);
    match operation {
        Operation::SlhGenerate(_) => Box::new(move |_, _, out| {
            let key = generate(&name);
            out[..32].copy_from_slice(&public(key)[..32]);
            // SAFETY: the key is not used any more.
            unsafe { EVP_PKEY_free(key) };
        }),
        Operation::SlhSign(_) => {
            let key = generate(&name);
            Box::new(move |data, number, out| {
                data[..8].copy_from_slice(&number.to_le_bytes());
                sign(key, data, &mut signature);
                out[..32].copy_from_slice(&signature[..32]);
            })
        }
        _ => {
            let key = generate(&name);
            let (bytes, len) = (public(key), sign(key, &[0; 32], &mut signature));
            Box::new(move |data, _, _| verify(&name, &bytes, data, &signature[..len]))
        }
    }
}

fn generate(name: &CStr) -> *mut c_void {
    let mut key = null_mut();
    // SAFETY: the name ends in zero, and the key has a place.
    unsafe {
        let context = fetched(EVP_PKEY_CTX_new_from_name(null_mut(), name.as_ptr(), null()));
        succeeded(EVP_PKEY_keygen_init(context));
        succeeded(EVP_PKEY_generate(context, &mut key));
        EVP_PKEY_CTX_free(context);
    }
    key
}

fn public(key: *mut c_void) -> Vec<u8> {
    let (mut bytes, mut len) = ([0; 64], 64);
    // SAFETY: the place has the length that is given.
    succeeded(unsafe { EVP_PKEY_get_raw_public_key(key, bytes.as_mut_ptr(), &mut len) });
    bytes[..len].to_vec()
}

fn sign(key: *mut c_void, data: &[u8], signature: &mut [u8; SIGNATURE]) -> usize {
    let mut len = SIGNATURE;
    // SAFETY: the place has the length that is given, and the data theirs.
    unsafe {
        let context = fetched(EVP_MD_CTX_new());
        succeeded(EVP_DigestSignInit_ex(context, null_mut(), null(), null_mut(), null(), key, null()));
        succeeded(EVP_DigestSign(context, signature.as_mut_ptr(), &mut len, data.as_ptr(), data.len()));
        EVP_MD_CTX_free(context);
    }
    len
}

fn verify(name: &CStr, public: &[u8], data: &[u8], signature: &[u8]) {
    // SAFETY: the name ends in zero, and everything has the length that is given.
    unsafe {
        let (at, size) = (public.as_ptr(), public.len());
        let key = fetched(EVP_PKEY_new_raw_public_key_ex(null_mut(), name.as_ptr(), null(), at, size));
        let context = fetched(EVP_MD_CTX_new());
        succeeded(EVP_DigestVerifyInit_ex(context, null_mut(), null(), null_mut(), null(), key, null()));
        let (signature, len) = (signature.as_ptr(), signature.len());
        succeeded(EVP_DigestVerify(context, signature, len, data.as_ptr(), data.len()));
        EVP_MD_CTX_free(context);
        EVP_PKEY_free(key);
    }
}
