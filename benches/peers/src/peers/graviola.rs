//! graviola. Its random bytes come from the operating system.

use super::{Output, Peer, Work, crate_version, nonce, put};
use crate::operation::{AAD, Hash as HashName, KEY, Operation, SEED, TAG_SIZE};
use graviola::aead::{AesGcm, ChaCha20Poly1305};
use graviola::hashing::hmac::Hmac;
use graviola::hashing::{Hash, Sha256, Sha384, Sha512};
use graviola::key_agreement::{p256, p384, x25519};
use graviola::random;
use graviola::signing::ecdsa::{Curve, P256, P384, SigningKey, VerifyingKey};
use graviola::signing::eddsa::Ed25519SigningKey;
use qila::ecdh;

pub const PEER: Peer = Peer { name: "graviola", version: || crate_version("graviola"), work };

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(bits) => {
            let key = AesGcm::new(&KEY[..bits / 8]);
            Box::new(move |data, number, out| {
                let tag = out.first_chunk_mut::<TAG_SIZE>().unwrap();
                key.encrypt(&nonce(number), &AAD, data, tag);
            })
        }
        Operation::ChaChaSeal => {
            let key = ChaCha20Poly1305::new(KEY);
            Box::new(move |data, number, out| {
                let tag = out.first_chunk_mut::<TAG_SIZE>().unwrap();
                key.encrypt(&nonce(number), &AAD, data, tag);
            })
        }
        Operation::GcmOpen(bits) => {
            let key = AesGcm::new(&KEY[..bits / 8]);
            Box::new(move |data, _, tag| key.decrypt(&nonce(0), &AAD, data, &tag[..TAG_SIZE]).unwrap())
        }
        Operation::Digest(HashName::Sha256) => Box::new(|data, _, out| put(out, Sha256::hash(data).as_ref())),
        Operation::Digest(HashName::Sha512) => Box::new(|data, _, out| put(out, Sha512::hash(data).as_ref())),
        Operation::Hmac(HashName::Sha256) => Box::new(hmac::<Sha256>),
        Operation::Hmac(HashName::Sha512) => Box::new(hmac::<Sha512>),
        Operation::Random => Box::new(|data, _, _| random::fill(data).unwrap()),
        _ => return curves(operation),
    })
}

/// What is done on curves.
fn curves(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::EcGenerate(256) => Box::new(|_, _, out| {
            let own = p256::StaticPrivateKey::new_random().unwrap();
            put(out, &own.public_key_uncompressed()[1..33]);
        }),
        Operation::EcGenerate(384) => Box::new(|_, _, out| {
            let own = p384::StaticPrivateKey::new_random().unwrap();
            put(out, &own.public_key_uncompressed()[1..33]);
        }),
        Operation::EcAgree(256) => {
            let own = p256::StaticPrivateKey::new_random().unwrap();
            let public = super::qila::nist_public_key::<ecdh::P256>();
            Box::new(move |_, _, out| {
                let theirs = p256::PublicKey::from_x962_uncompressed(&public).unwrap();
                put(out, &own.diffie_hellman(&theirs).unwrap().0);
            })
        }
        Operation::EcAgree(384) => {
            let own = p384::StaticPrivateKey::new_random().unwrap();
            let public = super::qila::nist_public_key::<ecdh::P384>();
            Box::new(move |_, _, out| {
                let theirs = p384::PublicKey::from_x962_uncompressed(&public).unwrap();
                put(out, &own.diffie_hellman(&theirs).unwrap().0[..32]);
            })
        }
        Operation::EcSign(256) | Operation::EcVerify(256) => ecdsa::<P256, Sha256>(operation),
        Operation::EcSign(384) | Operation::EcVerify(384) => ecdsa::<P384, Sha384>(operation),
        Operation::EdSign(25519) => {
            let key = Ed25519SigningKey::from_bytes(&SEED[..32]).unwrap();
            Box::new(move |data, _, out| put(out, &key.sign(data)[..32]))
        }
        Operation::EdVerify(25519) | Operation::EdBatch => {
            let times = if operation == Operation::EdBatch { 64 } else { 1 };
            let key = Ed25519SigningKey::from_bytes(&SEED[..32]).unwrap();
            let (signature, public) = (key.sign(&[0; 32]), key.public_key());
            Box::new(move |data, _, _| (0..times).for_each(|_| public.verify(&signature, data).unwrap()))
        }
        Operation::XdhPublic(25519) => Box::new(|_, _, out| {
            let own = x25519::StaticPrivateKey::try_from_slice(&SEED[..32]).unwrap();
            put(out, &own.public_key().as_bytes());
        }),
        Operation::XdhAgree(25519) | Operation::XdhBatch => {
            let times = if operation == Operation::XdhBatch { 64 } else { 1 };
            let own = x25519::StaticPrivateKey::try_from_slice(&SEED[..32]).unwrap();
            let public = super::qila::public_key(25519);
            Box::new(move |_, _, out| {
                for _ in 0..times {
                    let theirs = x25519::PublicKey::try_from_slice(&public).unwrap();
                    put(out, &own.diffie_hellman(&theirs).unwrap().0);
                }
            })
        }
        _ => return None,
    })
}

/// Signatures and their verification. A key hands its public half over in SPKI, which ends with the
/// point.
fn ecdsa<C: Curve + 'static, H: Hash>(operation: Operation) -> Work {
    let key = SigningKey::<C>::generate().unwrap();
    if matches!(operation, Operation::EcSign(_)) {
        return Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            let mut signature = [0; 96];
            put(out, &key.sign::<H>(&[data], &mut signature).unwrap()[..32]);
        });
    }
    let (mut signature, mut spki) = ([0; 96], [0; 256]);
    let signature = key.sign::<H>(&[&[0; 32]], &mut signature).unwrap().to_vec();
    let spki = key.to_spki_der(&mut spki).unwrap();
    let point = &spki[spki.len() - signature.len() - 1..];
    let key = VerifyingKey::<C>::from_x962_uncompressed(point).unwrap();
    Box::new(move |data, _, _| key.verify::<H>(&[data], &signature).unwrap())
}

fn hmac<H: Hash>(data: &mut [u8], _: u64, out: &mut Output) {
    let mut hmac = Hmac::<H>::new(KEY);
    hmac.update(data);
    put(out, hmac.finish().as_ref());
}
