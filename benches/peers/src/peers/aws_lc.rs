//! aws-lc, through aws-lc-rs, and through its C interface where that has no other.

use super::{Peer, Work, nonce, put};
use crate::operation::{AAD, Drbg, Hash, INFO, IV, KEY, NistCurve, Operation, SALT, SEED, Set, TAG_SIZE};
use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, ECDH_P521, X25519};
use aws_lc_rs::cipher::{self, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::kem::{self, DecapsulationKey, EncapsulationKey, ML_KEM_512, ML_KEM_768, ML_KEM_1024};
use aws_lc_rs::key_wrap::{self, AesKek, KeyWrap};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED,
    ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED, ECDSA_P521_SHA512_FIXED_SIGNING, ED25519, EcdsaKeyPair,
    Ed25519KeyPair, KeyPair, ML_DSA_44, ML_DSA_44_SIGNING, ML_DSA_65, ML_DSA_65_SIGNING, ML_DSA_87,
    ML_DSA_87_SIGNING, ParsedPublicKey, PqdsaKeyPair, PqdsaSigningAlgorithm, PqdsaVerificationAlgorithm,
    UnparsedPublicKey,
};
use aws_lc_rs::{aead, cmac, digest, hkdf, hmac, pbkdf2, rand};
use qila::ecdh;
use std::num::NonZeroU32;
use std::ptr;

pub const PEER: Peer = Peer {
    name: "aws-lc",
    version: || String::from_utf8_lossy(aws_lc_sys::AWSLC_VERSION_NUMBER_STRING).trim_end_matches('\0').to_string(),
    work,
};

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(bits) => {
            let key = gcm(bits);
            Box::new(move |data, number, out| {
                let iv = aead::Nonce::assume_unique_for_key(nonce(number));
                let tag = key.seal_in_place_separate_tag(iv, aead::Aad::from(AAD), data).unwrap();
                out[..TAG_SIZE].copy_from_slice(tag.as_ref());
            })
        }
        Operation::ChaChaSeal => {
            let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::CHACHA20_POLY1305, &KEY).unwrap());
            Box::new(move |data, number, out| {
                let iv = aead::Nonce::assume_unique_for_key(nonce(number));
                let tag = key.seal_in_place_separate_tag(iv, aead::Aad::from(AAD), data).unwrap();
                out[..TAG_SIZE].copy_from_slice(tag.as_ref());
            })
        }
        Operation::GcmOpen(bits) => {
            let key = gcm(bits);
            Box::new(move |data, _, tag| {
                let iv = aead::Nonce::assume_unique_for_key(nonce(0));
                let aad = aead::Aad::from(AAD);
                key.open_in_place_separate_tag(iv, aad, &tag[..TAG_SIZE], data).unwrap();
            })
        }
        Operation::Ctr(bits) => encrypt(EncryptingKey::ctr(aes(bits)).unwrap()),
        Operation::CbcEncrypt(bits) => encrypt(EncryptingKey::cbc(aes(bits)).unwrap()),
        Operation::CbcDecrypt(bits) => {
            let key = DecryptingKey::cbc(aes(bits)).unwrap();
            Box::new(move |data, _, _| {
                key.decrypt(data, DecryptionContext::Iv128(FixedLength::from(&IV))).unwrap();
            })
        }
        Operation::CfbDecrypt(bits) => {
            let key = DecryptingKey::cfb128(aes(bits)).unwrap();
            Box::new(move |data, _, _| {
                key.decrypt(data, DecryptionContext::Iv128(FixedLength::from(&IV))).unwrap();
            })
        }
        Operation::Digest(hash) | Operation::Batch(hash) => {
            let algorithm = match hash {
                Hash::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
                Hash::Sha256 => &digest::SHA256,
                Hash::Sha512 => &digest::SHA512,
                Hash::Sha3_256 => &digest::SHA3_256,
                Hash::Sha3_512 => &digest::SHA3_512,
            };
            let messages = if matches!(operation, Operation::Batch(_)) { 16 } else { 1 };
            Box::new(move |data, _, out| {
                for message in data.chunks(data.len().div_ceil(messages).max(1)) {
                    put(out, digest::digest(algorithm, message).as_ref());
                }
            })
        }
        Operation::Shake(bits) => shake(bits),
        Operation::Hmac(hash) => {
            let algorithm = match hash {
                Hash::Sha256 => hmac::HMAC_SHA256,
                Hash::Sha512 => hmac::HMAC_SHA512,
                _ => return None,
            };
            Box::new(move |data, _, out| put(out, hmac::sign(&hmac::Key::new(algorithm, &KEY), data).as_ref()))
        }
        Operation::Hkdf(hash) => {
            let algorithm = match hash {
                Hash::Sha256 => hkdf::HKDF_SHA256,
                Hash::Sha512 => hkdf::HKDF_SHA512,
                _ => return None,
            };
            Box::new(move |_, _, out| {
                let key = hkdf::Salt::new(algorithm, &SALT).extract(&KEY);
                key.expand(&[&INFO], Length(32)).unwrap().fill(&mut out[..32]).unwrap();
            })
        }
        Operation::Drbg(Drbg::Ctr) => {
            // SAFETY: the seed has the 48 bytes that the function reads, and it takes no
            // personalization string.
            let state = unsafe { aws_lc_sys::CTR_DRBG_new([0x33; 48].as_ptr(), ptr::null(), 0) };
            assert!(!state.is_null());
            Box::new(move |data, _, _| {
                // SAFETY: the state was made above and lives on; `data` is writable for its length.
                let ok =
                    unsafe { aws_lc_sys::CTR_DRBG_generate(state, data.as_mut_ptr(), data.len(), ptr::null(), 0) };
                assert_eq!(ok, 1);
            })
        }
        Operation::Random => Box::new(|data, _, _| rand::fill(data).unwrap()),
        Operation::KeyWrap(bits) => {
            let id = if bits == 128 { &key_wrap::AES_128 } else { &key_wrap::AES_256 };
            Box::new(move |data, _, out| {
                // The key is taken by each call, which is the only way there is.
                let key = AesKek::new(id, &KEY[..bits / 8]).unwrap();
                key.wrap(data, &mut out[..]).unwrap();
            })
        }
        Operation::Pbkdf2(hash) => {
            let algorithm =
                if hash == Hash::Sha256 { pbkdf2::PBKDF2_HMAC_SHA256 } else { pbkdf2::PBKDF2_HMAC_SHA512 };
            let iterations = NonZeroU32::new(1000).unwrap();
            Box::new(move |_, _, out| pbkdf2::derive(algorithm, iterations, &SALT, &KEY, &mut out[..32]))
        }
        Operation::Cmac(bits) => {
            let algorithm = if bits == 128 { cmac::AES_128 } else { cmac::AES_256 };
            let key = cmac::Key::new(algorithm, &KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, out| put(out, cmac::sign(&key, data).unwrap().as_ref()))
        }
        Operation::KemGenerate(set)
        | Operation::KemGenerateTested(set)
        | Operation::KemEncapsulate(set)
        | Operation::KemDecapsulate(set) => kem(operation, set),
        Operation::EcGenerate(curve)
        | Operation::EcGenerateTested(curve)
        | Operation::EcSign(curve)
        | Operation::EcVerify(curve) => ecdsa(operation, curve),
        Operation::EdSign(25519) => {
            let pair = Ed25519KeyPair::from_seed_unchecked(&SEED[..32]).unwrap();
            Box::new(move |data, _, out| put(out, &pair.sign(data).as_ref()[..32]))
        }
        Operation::EdVerify(25519) | Operation::EdBatch => {
            let times = if operation == Operation::EdBatch { 64 } else { 1 };
            let pair = Ed25519KeyPair::from_seed_unchecked(&SEED[..32]).unwrap();
            let (signature, public_key) = (pair.sign(&[0; 32]), pair.public_key().as_ref().to_vec());
            let key = ParsedPublicKey::new(&ED25519, public_key).unwrap();
            Box::new(move |data, _, _| (0..times).for_each(|_| key.verify_sig(data, signature.as_ref()).unwrap()))
        }
        Operation::XdhPublic(25519) => Box::new(|_, _, out| {
            let own = agreement::PrivateKey::from_private_key(&X25519, &SEED[..32]).unwrap();
            put(out, own.compute_public_key().unwrap().as_ref());
        }),
        Operation::XdhAgree(25519) | Operation::XdhBatch => {
            let own = agreement::PrivateKey::from_private_key(&X25519, &SEED[..32]).unwrap();
            agrees(&X25519, own, super::qila::public_key(25519), if operation == Operation::XdhBatch { 64 } else { 1 })
        }
        Operation::EcAgree(curve) => {
            let (algorithm, public) = match curve {
                256 => (&ECDH_P256, super::qila::nist_public_key::<ecdh::P256>()),
                384 => (&ECDH_P384, super::qila::nist_public_key::<ecdh::P384>()),
                _ => (&ECDH_P521, super::qila::nist_public_key::<ecdh::P521>()),
            };
            agrees(algorithm, agreement::PrivateKey::generate(algorithm).unwrap(), public, 1)
        }
        Operation::DsaGenerate(set) | Operation::DsaSign(set) | Operation::DsaVerify(set) => dsa(operation, set),
        _ => return None,
    })
}

/// aws-lc-rs has no SHAKE.
fn shake(bits: usize) -> Work {
    // SAFETY: neither call takes anything.
    let (md, context) = unsafe {
        let md = if bits == 128 { aws_lc_sys::EVP_shake128() } else { aws_lc_sys::EVP_shake256() };
        (md, aws_lc_sys::EVP_MD_CTX_new())
    };
    Box::new(move |data, _, out| {
        // SAFETY: `data` is readable for its length, `out` holds 32 bytes.
        let done = unsafe {
            aws_lc_sys::EVP_DigestInit_ex(context, md, ptr::null_mut())
                & aws_lc_sys::EVP_DigestUpdate(context, data.as_ptr().cast(), data.len())
                & aws_lc_sys::EVP_DigestFinalXOF(context, out.as_mut_ptr(), 32)
        };
        assert_eq!(done, 1, "aws-lc refused");
    })
}

/// Key pairs, encapsulation and decapsulation. The key of a decapsulation comes expanded: there is
/// no other way to give it.
fn kem(operation: Operation, set: Set) -> Work {
    let algorithm = match set {
        512 => &ML_KEM_512,
        768 => &ML_KEM_768,
        _ => &ML_KEM_1024,
    };
    let (expanded, k) = (super::qila::expanded(set), set / 256);
    let dk = DecapsulationKey::new(algorithm, &expanded).unwrap();
    let ek = expanded[384 * k..768 * k + 32].to_vec();
    match operation {
        Operation::KemGenerate(_) | Operation::KemGenerateTested(_) => Box::new(move |_, _, out| {
            let dk = DecapsulationKey::generate(algorithm).unwrap();
            put(out, &dk.encapsulation_key().unwrap().key_bytes().unwrap().as_ref()[..32]);
        }),
        Operation::KemEncapsulate(_) => Box::new(move |data, _, out| {
            let (c, secret) = EncapsulationKey::new(algorithm, &ek).unwrap().encapsulate().unwrap();
            data.copy_from_slice(c.as_ref());
            put(out, secret.as_ref());
        }),
        _ => Box::new(move |data, _, out| {
            put(out, dk.decapsulate(kem::Ciphertext::from(&*data)).unwrap().as_ref());
        }),
    }
}

/// Key pairs, signatures and their verification.
fn dsa(operation: Operation, set: Set) -> Work {
    let (signing, verifying): (&'static PqdsaSigningAlgorithm, &'static PqdsaVerificationAlgorithm) = match set {
        44 => (&ML_DSA_44_SIGNING, &ML_DSA_44),
        65 => (&ML_DSA_65_SIGNING, &ML_DSA_65),
        _ => (&ML_DSA_87_SIGNING, &ML_DSA_87),
    };
    let pair = PqdsaKeyPair::generate(signing).unwrap();
    let public_key = pair.public_key().as_ref().to_vec();
    let mut signature = vec![0; signing.signature_len()];
    match operation {
        Operation::DsaGenerate(_) => Box::new(move |_, _, out| {
            put(out, &PqdsaKeyPair::generate(signing).unwrap().public_key().as_ref()[..32]);
        }),
        Operation::DsaSign(_) => Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            pair.sign(data, &mut signature).unwrap();
            put(out, &signature[..32]);
        }),
        _ => {
            pair.sign(&[0; 32], &mut signature).unwrap();
            Box::new(move |data, _, _| {
                UnparsedPublicKey::new(verifying, &public_key).verify(data, &signature).unwrap();
            })
        }
    }
}

/// Key pairs, signatures and their verification.
fn ecdsa(operation: Operation, curve: NistCurve) -> Work {
    let (signing, verifying) = match curve {
        256 => (&ECDSA_P256_SHA256_FIXED_SIGNING, &ECDSA_P256_SHA256_FIXED),
        384 => (&ECDSA_P384_SHA384_FIXED_SIGNING, &ECDSA_P384_SHA384_FIXED),
        _ => (&ECDSA_P521_SHA512_FIXED_SIGNING, &ECDSA_P521_SHA512_FIXED),
    };
    let (pair, random) = (EcdsaKeyPair::generate(signing).unwrap(), rand::SystemRandom::new());
    match operation {
        Operation::EcGenerate(_) | Operation::EcGenerateTested(_) => Box::new(move |_, _, out| {
            put(out, &EcdsaKeyPair::generate(signing).unwrap().public_key().as_ref()[1..33]);
        }),
        Operation::EcSign(_) => Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            put(out, &pair.sign(&random, data).unwrap().as_ref()[..32]);
        }),
        _ => {
            let signature = pair.sign(&random, &[0; 32]).unwrap();
            let key = ParsedPublicKey::new(verifying, pair.public_key().as_ref()).unwrap();
            Box::new(move |data, _, _| key.verify_sig(data, signature.as_ref()).unwrap())
        }
    }
}

/// Agrees, as many times.
fn agrees(
    algorithm: &'static agreement::Algorithm,
    own: agreement::PrivateKey,
    public: Vec<u8>,
    times: usize,
) -> Work {
    Box::new(move |_, _, out| {
        for _ in 0..times {
            let theirs = agreement::UnparsedPublicKey::new(algorithm, &public);
            agreement::agree(&own, theirs, (), |secret| {
                put(out, &secret[..32]);
                Ok(())
            })
            .unwrap();
        }
    })
}

fn gcm(bits: usize) -> aead::LessSafeKey {
    let algorithm = if bits == 128 { &aead::AES_128_GCM } else { &aead::AES_256_GCM };
    aead::LessSafeKey::new(aead::UnboundKey::new(algorithm, &KEY[..bits / 8]).unwrap())
}

fn aes(bits: usize) -> UnboundCipherKey {
    let algorithm = if bits == 128 { &cipher::AES_128 } else { &cipher::AES_256 };
    UnboundCipherKey::new(algorithm, &KEY[..bits / 8]).unwrap()
}

fn encrypt(key: EncryptingKey) -> Work {
    Box::new(move |data, _, _| {
        key.less_safe_encrypt(data, EncryptionContext::Iv128(FixedLength::from(&IV))).unwrap();
    })
}

/// The length of a derived key.
struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}
