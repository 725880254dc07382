//! ring. Its random bytes come from the operating system.

use super::{Peer, Work, crate_version, nonce, put};
use crate::operation::{AAD, Hash, INFO, KEY, NistCurve, Operation, SALT, SEED, TAG_SIZE};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED,
    ECDSA_P384_SHA384_FIXED_SIGNING, ED25519, EcdsaKeyPair, Ed25519KeyPair, KeyPair, UnparsedPublicKey,
};
use ring::{aead, digest, hkdf, hmac, pbkdf2};
use std::num::NonZeroU32;

pub const PEER: Peer = Peer { name: "ring", version: || crate_version("ring"), work };

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
                let tag = aead::Tag::try_from(&tag[..TAG_SIZE]).unwrap();
                key.open_in_place_separate_tag(iv, aead::Aad::from(AAD), tag, data, 0..).unwrap();
            })
        }
        Operation::Digest(hash) => {
            let algorithm = match hash {
                Hash::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
                Hash::Sha256 => &digest::SHA256,
                Hash::Sha512 => &digest::SHA512,
                Hash::Sha3_256 | Hash::Sha3_512 => return None,
            };
            Box::new(move |data, _, out| put(out, digest::digest(algorithm, data).as_ref()))
        }
        Operation::Hmac(hash) => {
            let algorithm = match hash {
                Hash::Sha256 => hmac::HMAC_SHA256,
                Hash::Sha512 => hmac::HMAC_SHA512,
                _ => return None,
            };
            Box::new(move |data, _, out| put(out, hmac::sign(&hmac::Key::new(algorithm, &KEY), data).as_ref()))
        }
        Operation::EcSign(curve @ (256 | 384)) | Operation::EcVerify(curve @ (256 | 384)) => ecdsa(operation, curve),
        Operation::EdSign(25519) => {
            let pair = Ed25519KeyPair::from_seed_unchecked(&SEED[..32]).unwrap();
            Box::new(move |data, _, out| put(out, &pair.sign(data).as_ref()[..32]))
        }
        Operation::EdVerify(25519) | Operation::EdBatch => {
            let times = if operation == Operation::EdBatch { 64 } else { 1 };
            let pair = Ed25519KeyPair::from_seed_unchecked(&SEED[..32]).unwrap();
            let signature = pair.sign(&[0; 32]);
            let key = UnparsedPublicKey::new(&ED25519, pair.public_key().as_ref().to_vec());
            Box::new(move |data, _, _| (0..times).for_each(|_| key.verify(data, signature.as_ref()).unwrap()))
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
        Operation::Random => {
            let random = SystemRandom::new();
            Box::new(move |data, _, _| random.fill(data).unwrap())
        }
        Operation::Pbkdf2(hash) => {
            let algorithm =
                if hash == Hash::Sha256 { pbkdf2::PBKDF2_HMAC_SHA256 } else { pbkdf2::PBKDF2_HMAC_SHA512 };
            let iterations = NonZeroU32::new(1000).unwrap();
            Box::new(move |_, _, out| pbkdf2::derive(algorithm, iterations, &SALT, &KEY, &mut out[..32]))
        }
        _ => return None,
    })
}

/// Signatures, and their verification by a key in bytes.
fn ecdsa(operation: Operation, curve: NistCurve) -> Work {
    let (signing, verifying) = match curve {
        256 => (&ECDSA_P256_SHA256_FIXED_SIGNING, &ECDSA_P256_SHA256_FIXED),
        _ => (&ECDSA_P384_SHA384_FIXED_SIGNING, &ECDSA_P384_SHA384_FIXED),
    };
    let random = SystemRandom::new();
    let encoded = EcdsaKeyPair::generate_pkcs8(signing, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(signing, encoded.as_ref(), &random).unwrap();
    if matches!(operation, Operation::EcSign(_)) {
        return Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            put(out, &pair.sign(&random, data).unwrap().as_ref()[..32]);
        });
    }
    let signature = pair.sign(&random, &[0; 32]).unwrap();
    let key = UnparsedPublicKey::new(verifying, pair.public_key().as_ref().to_vec());
    Box::new(move |data, _, _| key.verify(data, signature.as_ref()).unwrap())
}

fn gcm(bits: usize) -> aead::LessSafeKey {
    let algorithm = if bits == 128 { &aead::AES_128_GCM } else { &aead::AES_256_GCM };
    aead::LessSafeKey::new(aead::UnboundKey::new(algorithm, &KEY[..bits / 8]).unwrap())
}

/// The length of a derived key.
struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}
