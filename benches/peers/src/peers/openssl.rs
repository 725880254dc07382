//! OpenSSL, through EVP: everything fetched once, contexts kept, per message only the IV.

mod curves;
mod ecdsa;
mod slh_dsa;

use super::{Output, Peer, Work, nonce};
use crate::operation::{AAD, Drbg, Hash, INFO, IV, KEY, Operation, SALT, TAG_SIZE, XTS_KEY};
use std::ffi::{CStr, c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr::{null, null_mut};

pub const PEER: Peer = Peer { name: "OpenSSL", version: || env!("OPENSSL_VERSION").to_string(), work };

/// OSSL_PARAM(3).
#[repr(C)]
struct Param {
    key: *const c_char,
    kind: c_uint,
    data: *mut c_void,
    size: usize,
    return_size: usize,
}

const UNSIGNED: c_uint = 2;
const UTF8_STRING: c_uint = 4;
const OCTETS: c_uint = 5;
const SET_TAG: c_int = 0x11;
const GET_TAG: c_int = 0x10;
const SET_IV_LENGTH: c_int = 0x9;
const WRAP_ALLOW: c_int = 1;

// The parts of <openssl/evp.h>, <openssl/rand.h> and <openssl/kdf.h> used here.
unsafe extern "C" {
    fn EVP_CIPHER_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_CIPHER_CTX_new() -> *mut c_void;
    fn EVP_CIPHER_CTX_ctrl(context: *mut c_void, what: c_int, number: c_int, data: *mut c_void) -> c_int;
    fn EVP_CIPHER_CTX_set_flags(context: *mut c_void, flags: c_int);
    fn EVP_CIPHER_CTX_set_padding(context: *mut c_void, padding: c_int) -> c_int;
    fn EVP_CipherInit_ex2(
        context: *mut c_void,
        cipher: *const c_void,
        key: *const c_uchar,
        iv: *const c_uchar,
        encrypt: c_int,
        params: *const Param,
    ) -> c_int;
    fn EVP_CipherUpdate(
        context: *mut c_void,
        out: *mut c_uchar,
        out_len: *mut c_int,
        data: *const c_uchar,
        len: c_int,
    ) -> c_int;
    fn EVP_CipherFinal_ex(context: *mut c_void, out: *mut c_uchar, out_len: *mut c_int) -> c_int;
    fn EVP_MD_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_MD_CTX_new() -> *mut c_void;
    fn EVP_DigestInit_ex2(context: *mut c_void, md: *const c_void, params: *const Param) -> c_int;
    fn EVP_DigestUpdate(context: *mut c_void, data: *const c_void, len: usize) -> c_int;
    fn EVP_DigestFinalXOF(context: *mut c_void, out: *mut c_uchar, len: usize) -> c_int;
    fn EVP_DigestFinal_ex(context: *mut c_void, out: *mut c_uchar, len: *mut c_uint) -> c_int;
    fn EVP_MAC_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_MAC_CTX_new(mac: *mut c_void) -> *mut c_void;
    fn EVP_MAC_CTX_set_params(context: *mut c_void, params: *const Param) -> c_int;
    fn EVP_MAC_init(context: *mut c_void, key: *const c_uchar, len: usize, params: *const Param) -> c_int;
    fn EVP_MAC_update(context: *mut c_void, data: *const c_uchar, len: usize) -> c_int;
    fn EVP_MAC_final(context: *mut c_void, out: *mut c_uchar, len: *mut usize, size: usize) -> c_int;
    fn EVP_KDF_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_KDF_CTX_new(kdf: *mut c_void) -> *mut c_void;
    fn EVP_KDF_derive(context: *mut c_void, out: *mut c_uchar, len: usize, params: *const Param) -> c_int;
    fn EVP_RAND_fetch(library: *mut c_void, name: *const c_char, query: *const c_char) -> *mut c_void;
    fn EVP_RAND_CTX_new(generator: *mut c_void, parent: *mut c_void) -> *mut c_void;
    fn EVP_RAND_instantiate(
        context: *mut c_void,
        strength: c_uint,
        prediction_resistance: c_int,
        personalization: *const c_uchar,
        personalization_len: usize,
        params: *const Param,
    ) -> c_int;
    fn EVP_RAND_generate(
        context: *mut c_void,
        out: *mut c_uchar,
        len: usize,
        strength: c_uint,
        prediction_resistance: c_int,
        additional: *const c_uchar,
        additional_len: usize,
    ) -> c_int;
    fn RAND_bytes(out: *mut c_uchar, len: c_int) -> c_int;
}

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(bits) => {
            let context = Cipher::new(by_size(bits, [c"AES-128-GCM", c"AES-256-GCM"]), true);
            Box::new(move |data, number, out| {
                context.start(&nonce(number));
                context.update(None, &AAD);
                context.in_place(data);
                context.finish();
                context.control(GET_TAG, &mut out[..TAG_SIZE]);
            })
        }
        Operation::ChaChaSeal => {
            let context = Cipher::new(c"ChaCha20-Poly1305", true);
            Box::new(move |data, number, out| {
                context.start(&nonce(number));
                context.update(None, &AAD);
                context.in_place(data);
                context.finish();
                context.control(GET_TAG, &mut out[..TAG_SIZE]);
            })
        }
        Operation::GcmOpen(bits) => {
            let context = Cipher::new(by_size(bits, [c"AES-128-GCM", c"AES-256-GCM"]), false);
            Box::new(move |data, _, tag| {
                context.start(&nonce(0));
                context.update(None, &AAD);
                context.in_place(data);
                context.control(SET_TAG, &mut tag[..TAG_SIZE]);
                context.finish();
            })
        }
        Operation::Ctr(bits) => mode(Cipher::new(by_size(bits, [c"AES-128-CTR", c"AES-256-CTR"]), true)),
        Operation::CbcEncrypt(bits) => mode(Cipher::new(by_size(bits, [c"AES-128-CBC", c"AES-256-CBC"]), true)),
        Operation::CbcDecrypt(bits) => mode(Cipher::new(by_size(bits, [c"AES-128-CBC", c"AES-256-CBC"]), false)),
        Operation::EcbEncrypt(bits) => mode(Cipher::new(by_size(bits, [c"AES-128-ECB", c"AES-256-ECB"]), true)),
        Operation::CfbDecrypt(bits) => mode(Cipher::new(by_size(bits, [c"AES-128-CFB", c"AES-256-CFB"]), false)),
        Operation::XtsEncrypt(bits) => mode(xts(bits, true)),
        Operation::XtsDecrypt(bits) => mode(xts(bits, false)),
        Operation::Ccm(bits) => ccm(by_size(bits, [c"AES-128-CCM", c"AES-256-CCM"])),
        Operation::KeyWrap(bits) => {
            let context = Cipher::new_wrapping(by_size(bits, [c"AES-128-WRAP", c"AES-256-WRAP"]));
            Box::new(move |data, _, out| {
                context.start_default();
                context.into(data, out);
            })
        }
        Operation::Digest(hash) => digest(hash_name(hash), None),
        Operation::EcGenerate(curve)
        | Operation::EcGenerateTested(curve)
        | Operation::EcSign(curve)
        | Operation::EcVerify(curve)
        | Operation::EcAgree(curve) => ecdsa::work(operation, curve),
        Operation::EdSign(curve) | Operation::EdVerify(curve) => curves::signature(operation, curve),
        Operation::XdhPublic(curve) | Operation::XdhAgree(curve) => curves::agreement(operation, curve),
        Operation::Batch(_)
        | Operation::EdBatch
        | Operation::XdhBatch
        | Operation::KemGenerate(_)
        | Operation::KemGenerateTested(_)
        | Operation::KemEncapsulate(_)
        | Operation::KemDecapsulate(_)
        | Operation::DsaGenerate(_)
        | Operation::DsaSign(_)
        | Operation::DsaVerify(_) => return None,
        Operation::SlhGenerate(set) | Operation::SlhSign(set) | Operation::SlhVerify(set) => {
            slh_dsa::work(operation, set)
        }
        Operation::Shake(bits) => digest(if bits == 128 { c"SHAKE-128" } else { c"SHAKE-256" }, Some(32)),
        Operation::Hmac(hash) => mac(c"HMAC", &[text(c"digest", hash_name(hash)), END]),
        Operation::Pbkdf2(hash) => pbkdf2(hash),
        Operation::Cmac(bits) => cmac(by_size(bits, [c"AES-128-CBC", c"AES-256-CBC"]), bits),
        Operation::Kmac(bits) => mac(if bits == 128 { c"KMAC-128" } else { c"KMAC-256" }, &[END]),
        Operation::Hkdf(hash) => hkdf(hash),
        Operation::Drbg(drbg) => generator(drbg),
        Operation::Random => Box::new(|data, _, _| {
            // SAFETY: `data` is writable for its length.
            succeeded(unsafe { RAND_bytes(data.as_mut_ptr(), int(data.len())) });
        }),
    })
}

/// A cipher context with its key.
#[derive(Clone, Copy)]
struct Cipher(*mut c_void);

impl Cipher {
    fn new(name: &CStr, encrypt: bool) -> Self {
        Self::keyed(name, &KEY, encrypt)
    }

    fn keyed(name: &CStr, key: &[u8], encrypt: bool) -> Self {
        // SAFETY: the name ends with a zero, the key has as many bytes as the cipher reads.
        unsafe {
            let cipher = fetched(EVP_CIPHER_fetch(null_mut(), name.as_ptr(), null()));
            let context = fetched(EVP_CIPHER_CTX_new());
            succeeded(EVP_CipherInit_ex2(context, cipher, key.as_ptr(), null(), c_int::from(encrypt), null()));
            succeeded(EVP_CIPHER_CTX_set_padding(context, 0));
            Self(context)
        }
    }

    fn start(self, iv: &[u8]) {
        // SAFETY: the IV has the length of the cipher's; -1 keeps the direction.
        succeeded(unsafe { EVP_CipherInit_ex2(self.0, null(), null(), iv.as_ptr(), -1, null()) });
    }

    /// A cipher that wraps, which has to be allowed.
    fn new_wrapping(name: &CStr) -> Self {
        // SAFETY: as above.
        unsafe {
            let cipher = fetched(EVP_CIPHER_fetch(null_mut(), name.as_ptr(), null()));
            let context = fetched(EVP_CIPHER_CTX_new());
            EVP_CIPHER_CTX_set_flags(context, WRAP_ALLOW);
            succeeded(EVP_CipherInit_ex2(context, cipher, KEY.as_ptr(), null(), 1, null()));
            Self(context)
        }
    }

    /// With the IV of the standard.
    fn start_default(self) {
        // SAFETY: -1 keeps the direction.
        succeeded(unsafe { EVP_CipherInit_ex2(self.0, null(), null(), null(), -1, null()) });
    }

    fn into(self, data: &[u8], out: &mut [u8]) {
        let mut written = 0;
        let (from, to) = (data.as_ptr(), out.as_mut_ptr());
        // SAFETY: `out` has room for a semiblock more than `data`.
        succeeded(unsafe { EVP_CipherUpdate(self.0, to, &mut written, from, int(data.len())) });
    }

    /// Additional data, if there is no output.
    fn update(self, out: Option<*mut u8>, data: &[u8]) {
        let mut written = 0;
        let out = out.unwrap_or(null_mut());
        // SAFETY: `data` is readable for its length, and `out` is null or writable for as much.
        succeeded(unsafe { EVP_CipherUpdate(self.0, out, &mut written, data.as_ptr(), int(data.len())) });
    }

    fn in_place(self, data: &mut [u8]) {
        let mut written = 0;
        let at = data.as_mut_ptr();
        // SAFETY: reading and writing the same bytes is allowed, and there are as many.
        succeeded(unsafe { EVP_CipherUpdate(self.0, at, &mut written, at, int(data.len())) });
    }

    fn finish(self) {
        let (mut rest, mut written) = ([0; 16], 0);
        // SAFETY: the last part is at most a block.
        succeeded(unsafe { EVP_CipherFinal_ex(self.0, rest.as_mut_ptr(), &mut written) });
    }

    fn control(self, what: c_int, tag: &mut [u8]) {
        // SAFETY: `tag` is readable and writable for its length.
        succeeded(unsafe { EVP_CIPHER_CTX_ctrl(self.0, what, int(tag.len()), tag.as_mut_ptr().cast()) });
    }
}

fn xts(bits: usize, encrypt: bool) -> Cipher {
    Cipher::keyed(by_size(bits, [c"AES-128-XTS", c"AES-256-XTS"]), &XTS_KEY, encrypt)
}

fn ccm(name: &CStr) -> Work {
    // The lengths of IV and tag come before the key.
    // SAFETY: the name ends with a zero, the key has as many bytes as the largest cipher reads.
    let context = unsafe {
        let cipher = fetched(EVP_CIPHER_fetch(null_mut(), name.as_ptr(), null()));
        let context = fetched(EVP_CIPHER_CTX_new());
        succeeded(EVP_CipherInit_ex2(context, cipher, null(), null(), 1, null()));
        succeeded(EVP_CIPHER_CTX_ctrl(context, SET_IV_LENGTH, 12, null_mut()));
        succeeded(EVP_CIPHER_CTX_ctrl(context, SET_TAG, int(TAG_SIZE), null_mut()));
        succeeded(EVP_CipherInit_ex2(context, null(), KEY.as_ptr(), null(), 1, null()));
        Cipher(context)
    };
    Box::new(move |data, number, out| {
        context.start(&nonce(number));
        let mut written = 0;
        // SAFETY: neither input nor output: this says the length of the message.
        succeeded(unsafe { EVP_CipherUpdate(context.0, null_mut(), &mut written, null(), int(data.len())) });
        context.update(None, &AAD);
        context.in_place(data);
        context.finish();
        context.control(GET_TAG, &mut out[..TAG_SIZE]);
    })
}

fn mode(context: Cipher) -> Work {
    Box::new(move |data, _, _| {
        context.start(&IV);
        context.in_place(data);
    })
}

/// A hash function, or an extendable-output function with a length of output.
fn digest(name: &CStr, len: Option<usize>) -> Work {
    // SAFETY: the name ends with a zero.
    let (md, context) =
        unsafe { (fetched(EVP_MD_fetch(null_mut(), name.as_ptr(), null())), fetched(EVP_MD_CTX_new())) };
    Box::new(move |data, _, out: &mut Output| {
        // SAFETY: `data` is readable for its length, `out` holds the longest digest.
        unsafe {
            succeeded(EVP_DigestInit_ex2(context, md, null()));
            succeeded(EVP_DigestUpdate(context, data.as_ptr().cast(), data.len()));
            succeeded(match len {
                None => EVP_DigestFinal_ex(context, out.as_mut_ptr(), null_mut()),
                Some(len) => EVP_DigestFinalXOF(context, out.as_mut_ptr(), len),
            });
        }
    })
}

/// The key is ready.
fn cmac(cipher: &'static CStr, bits: usize) -> Work {
    let params = [text(c"cipher", cipher), END];
    // SAFETY: the names end with zeros, the parameters with their mark, and the key is readable for
    // its length.
    let context = unsafe {
        let context = fetched(EVP_MAC_CTX_new(fetched(EVP_MAC_fetch(null_mut(), c"CMAC".as_ptr(), null()))));
        succeeded(EVP_MAC_init(context, KEY.as_ptr(), bits / 8, params.as_ptr()));
        context
    };
    Box::new(move |data, _, out| {
        let mut len = 0;
        // SAFETY: the data is readable for its length, `out` is writable for its.
        unsafe {
            succeeded(EVP_MAC_init(context, null(), 0, null()));
            succeeded(EVP_MAC_update(context, data.as_ptr(), data.len()));
            succeeded(EVP_MAC_final(context, out.as_mut_ptr(), &mut len, out.len()));
        }
    })
}

/// The key is taken for each message.
fn mac(name: &CStr, params: &[Param]) -> Work {
    // SAFETY: the names end with zeros and the parameters with their mark.
    let context = unsafe {
        let context = fetched(EVP_MAC_CTX_new(fetched(EVP_MAC_fetch(null_mut(), name.as_ptr(), null()))));
        succeeded(EVP_MAC_CTX_set_params(context, params.as_ptr()));
        context
    };
    Box::new(move |data, _, out| {
        let mut len = 0;
        // SAFETY: key and data are readable for their lengths, `out` is writable for its.
        unsafe {
            succeeded(EVP_MAC_init(context, KEY.as_ptr(), KEY.len(), null()));
            succeeded(EVP_MAC_update(context, data.as_ptr(), data.len()));
            succeeded(EVP_MAC_final(context, out.as_mut_ptr(), &mut len, out.len()));
        }
    })
}

fn hkdf(hash: Hash) -> Work {
    // SAFETY: the name ends with a zero.
    let context = unsafe { EVP_KDF_CTX_new(fetched(EVP_KDF_fetch(null_mut(), c"HKDF".as_ptr(), null()))) };
    let params =
        [text(c"digest", hash_name(hash)), octets(c"key", &KEY), octets(c"salt", &SALT), octets(c"info", &INFO), END];
    Box::new(move |_, _, out| {
        // SAFETY: `out` is writable for 32 bytes, the parameters end with their mark.
        succeeded(unsafe { EVP_KDF_derive(context, out.as_mut_ptr(), 32, params.as_ptr()) });
    })
}

fn pbkdf2(hash: Hash) -> Work {
    // SAFETY: the name ends with a zero.
    let context = unsafe { EVP_KDF_CTX_new(fetched(EVP_KDF_fetch(null_mut(), c"PBKDF2".as_ptr(), null()))) };
    let iterations = Box::leak(Box::new(1000_u32));
    let count = Param {
        key: c"iter".as_ptr(),
        kind: UNSIGNED,
        data: std::ptr::from_mut(iterations).cast(),
        size: size_of::<u32>(),
        return_size: usize::MAX,
    };
    let params = [text(c"digest", hash_name(hash)), octets(c"pass", &KEY), octets(c"salt", &SALT), count, END];
    Box::new(move |_, _, out| {
        // SAFETY: `out` is writable for 32 bytes, the parameters end with their mark.
        succeeded(unsafe { EVP_KDF_derive(context, out.as_mut_ptr(), 32, params.as_ptr()) });
    })
}

fn generator(drbg: Drbg) -> Work {
    // As many requests as the standard allows, so that no reseeding is measured.
    let requests = Box::leak(Box::new(u32::MAX));
    let interval = Param {
        key: c"reseed_requests".as_ptr(),
        kind: UNSIGNED,
        data: (&raw mut *requests).cast(),
        size: size_of::<u32>(),
        return_size: usize::MAX,
    };
    let (mechanism, params) = match drbg {
        Drbg::Ctr => (c"CTR-DRBG", [text(c"cipher", c"AES-256-CTR"), interval, END, END]),
        Drbg::Hmac => (c"HMAC-DRBG", [text(c"digest", c"SHA256"), text(c"mac", c"HMAC"), interval, END]),
        Drbg::Hash => (c"HASH-DRBG", [text(c"digest", c"SHA512"), interval, END, END]),
    };
    // SAFETY: the names end with zeros and the parameters with their mark; no parent means the
    // operating system.
    let context = unsafe {
        let mechanism = fetched(EVP_RAND_fetch(null_mut(), mechanism.as_ptr(), null()));
        let context = fetched(EVP_RAND_CTX_new(mechanism, null_mut()));
        succeeded(EVP_RAND_instantiate(context, 256, 0, null(), 0, params.as_ptr()));
        context
    };
    Box::new(move |data, _, _| {
        // SAFETY: `data` is writable for its length.
        succeeded(unsafe { EVP_RAND_generate(context, data.as_mut_ptr(), data.len(), 256, 0, null(), 0) });
    })
}

const END: Param = Param { key: null(), kind: 0, data: null_mut(), size: 0, return_size: 0 };

fn text(key: &'static CStr, value: &'static CStr) -> Param {
    let (data, size) = (value.as_ptr().cast_mut().cast(), value.count_bytes());
    Param { key: key.as_ptr(), kind: UTF8_STRING, data, size, return_size: usize::MAX }
}

fn octets(key: &'static CStr, value: &'static [u8]) -> Param {
    let (data, size) = (value.as_ptr().cast_mut().cast(), value.len());
    Param { key: key.as_ptr(), kind: OCTETS, data, size, return_size: usize::MAX }
}

fn by_size(bits: usize, names: [&'static CStr; 2]) -> &'static CStr {
    if bits == 128 { names[0] } else { names[1] }
}

fn hash_name(hash: Hash) -> &'static CStr {
    match hash {
        Hash::Sha1 => c"SHA1",
        Hash::Sha256 => c"SHA256",
        Hash::Sha512 => c"SHA512",
        Hash::Sha3_256 => c"SHA3-256",
        Hash::Sha3_512 => c"SHA3-512",
    }
}

fn int(len: usize) -> c_int {
    c_int::try_from(len).unwrap()
}

fn fetched(object: *mut c_void) -> *mut c_void {
    assert!(!object.is_null(), "OpenSSL does not have it");
    object
}

fn succeeded(result: c_int) {
    assert_eq!(result, 1, "OpenSSL refused");
}
