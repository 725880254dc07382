//! The RustCrypto crates, with the kernels they choose by themselves.

use super::{Peer, Work, crate_version, nonce, put};
use crate::operation::{AAD, Hash, INFO, IV, KEY, Operation, SALT, TAG_SIZE};
use aes::{Aes128, Aes256};
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, StreamCipher};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use sha3::{Sha3_256, Sha3_512};

pub const PEER: Peer = Peer {
    name: "RustCrypto",
    version: || format!("aes-gcm {}, sha2 {}", crate_version("aes-gcm"), crate_version("sha2")),
    work,
};

/// A mode of operation over both key sizes.
macro_rules! with_key {
    ($bits:expr, |$cipher:ident| $work:expr) => {
        if $bits == 128 {
            let $cipher = Aes128::new(KEY[..16].try_into().unwrap());
            Box::new($work)
        } else {
            let $cipher = Aes256::new(&KEY.into());
            Box::new($work)
        }
    };
}

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(128) => seal(Aes128Gcm::new(KEY[..16].try_into().unwrap())),
        Operation::GcmSeal(_) => seal(Aes256Gcm::new(&KEY.into())),
        Operation::GcmOpen(128) => open(Aes128Gcm::new(KEY[..16].try_into().unwrap())),
        Operation::GcmOpen(_) => open(Aes256Gcm::new(&KEY.into())),
        Operation::Ctr(bits) => with_key!(bits, |cipher| move |data, _, _| {
            let core = ctr::CtrCore::<_, ctr::flavors::Ctr128BE>::inner_iv_init(&cipher, &IV.into());
            cbc::cipher::StreamCipherCoreWrapper::from_core(core).apply_keystream(data);
        }),
        Operation::CbcEncrypt(bits) => with_key!(bits, |cipher| move |data, _, _| {
            let (blocks, _) = cbc::cipher::Array::slice_as_chunks_mut(data);
            cbc::Encryptor::inner_iv_init(&cipher, &IV.into()).encrypt_blocks(blocks);
        }),
        Operation::CbcDecrypt(bits) => with_key!(bits, |cipher| move |data, _, _| {
            let (blocks, _) = cbc::cipher::Array::slice_as_chunks_mut(data);
            cbc::Decryptor::inner_iv_init(&cipher, &IV.into()).decrypt_blocks(blocks);
        }),
        Operation::Digest(Hash::Sha256) => Box::new(|data, _, out| put(out, &Sha256::digest(data))),
        Operation::Digest(Hash::Sha512) => Box::new(|data, _, out| put(out, &Sha512::digest(data))),
        Operation::Digest(Hash::Sha1) => Box::new(|data, _, out| put(out, &Sha1::digest(data))),
        Operation::Digest(Hash::Sha3_256) => Box::new(|data, _, out| put(out, &Sha3_256::digest(data))),
        Operation::Digest(Hash::Sha3_512) => Box::new(|data, _, out| put(out, &Sha3_512::digest(data))),
        Operation::Hmac(Hash::Sha256) => Box::new(|data, _, out| {
            let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&KEY).unwrap().chain_update(data);
            put(out, &mac.finalize().into_bytes());
        }),
        Operation::Hmac(Hash::Sha512) => Box::new(|data, _, out| {
            let mac = <Hmac<Sha512> as KeyInit>::new_from_slice(&KEY).unwrap().chain_update(data);
            put(out, &mac.finalize().into_bytes());
        }),
        Operation::Hkdf(Hash::Sha256) => Box::new(|_, _, out| {
            Hkdf::<Sha256>::new(Some(&SALT), &KEY).expand(&INFO, &mut out[..32]).unwrap();
        }),
        Operation::Hkdf(Hash::Sha512) => Box::new(|_, _, out| {
            Hkdf::<Sha512>::new(Some(&SALT), &KEY).expand(&INFO, &mut out[..32]).unwrap();
        }),
        _ => return None,
    })
}

fn seal(key: impl AeadInOut + 'static) -> Work {
    Box::new(move |data, number, out| {
        let iv = nonce(number);
        let tag = key.encrypt_inout_detached(iv[..].try_into().unwrap(), &AAD, data.into()).unwrap();
        out[..TAG_SIZE].copy_from_slice(&tag);
    })
}

fn open(key: impl AeadInOut + 'static) -> Work {
    Box::new(move |data, _, tag| {
        let (iv, tag) = (nonce(0), tag[..TAG_SIZE].try_into().unwrap());
        key.decrypt_inout_detached(iv[..].try_into().unwrap(), &AAD, data.into(), tag).unwrap();
    })
}
