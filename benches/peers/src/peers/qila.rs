//! Qila, through its services.

use super::{Output, Peer, Work, nonce, put};
use crate::operation::{
    AAD, Curve, Drbg, Hash, INFO, IV, KEY, Operation, SALT, SEED, Set, SlhSet, TAG_SIZE, XTS_KEY, key_size, seed_size,
};
use qila::ecdsa;
use qila::hash::{self, HashFunction, Sha256, Sha512, sha1, sha3_256, sha3_512, sha256, sha512};
use qila::ml_dsa::{self, MlDsa44, MlDsa65, MlDsa87, SigningKey, VerifyingKey};
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet};
use qila::random::{self, HashAlgorithm, Mechanism, Rng};
use qila::slh_dsa as slh;
use qila::xof::{XofAlgorithm, shake128, shake256};
use qila::{admin, aead, cipher, ecdh, eddsa, kdf, key_wrap, mac, xdh};

pub const PEER: Peer = Peer { name: "Qila", version: || admin::VERSION.to_string(), work };

fn work(operation: Operation) -> Option<Work> {
    Some(match operation {
        Operation::GcmSeal(bits) => {
            let mut sealer = aead::AesGcmKey::new(&KEY[..bits / 8]).unwrap().tls13_sealer(&nonce(0)).unwrap();
            Box::new(move |data, _, out| {
                let sealed = sealer.seal_in_place(&AAD, data).unwrap();
                out[..TAG_SIZE].copy_from_slice(sealed.tag.as_bytes());
            })
        }
        Operation::ChaChaSeal => {
            let key = aead::ChaCha20Poly1305Key::new(&KEY).unwrap();
            Box::new(move |data, number, out| put(out, &key.seal_in_place(&nonce(number), &AAD, data).unwrap()))
        }
        Operation::GcmOpen(bits) => {
            let key = aead::AesGcmKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, tag| key.open_in_place(&nonce(0), &AAD, data, &tag[..TAG_SIZE]).unwrap())
        }
        Operation::Ctr(bits) => {
            let key = cipher::AesKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, _| key.ctr_apply(&IV, data).unwrap())
        }
        Operation::CbcEncrypt(bits) => {
            let key = cipher::AesKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, _| key.cbc_encrypt(&IV, data).unwrap())
        }
        Operation::CbcDecrypt(bits) => {
            let key = cipher::AesKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, _| key.cbc_decrypt(&IV, data).unwrap())
        }
        Operation::EcbEncrypt(bits) => {
            let key = cipher::AesKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, _| key.ecb_encrypt(data).unwrap())
        }
        Operation::CfbDecrypt(bits) => {
            let key = cipher::AesKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, _| key.cfb_decrypt(cipher::CfbSegment::Bits128, &IV, data).unwrap())
        }
        Operation::XtsEncrypt(bits) => {
            let key = cipher::AesXtsKey::new(&XTS_KEY[..bits / 4]).unwrap();
            Box::new(move |data, _, _| key.encrypt(&IV, data).unwrap())
        }
        Operation::XtsDecrypt(bits) => {
            let key = cipher::AesXtsKey::new(&XTS_KEY[..bits / 4]).unwrap();
            Box::new(move |data, _, _| key.decrypt(&IV, data).unwrap())
        }
        Operation::Ccm(bits) => {
            let key = aead::AesCcmKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, number, out| put(out, &key.seal_in_place(&nonce(number), &AAD, data).unwrap()))
        }
        Operation::KeyWrap(bits) => {
            let key = key_wrap::KeyWrapKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, out| {
                key.wrap(data, out).unwrap();
            })
        }
        Operation::Batch(Hash::Sha256) => Box::new(batch::<32>(HashAlgorithm::Sha256)),
        Operation::Batch(Hash::Sha512) => Box::new(batch::<64>(HashAlgorithm::Sha512)),
        Operation::Batch(_) => Box::new(batch::<32>(HashAlgorithm::Sha3_256)),
        Operation::Digest(Hash::Sha256) => Box::new(|data, _, out| put(out, &sha256(data).unwrap())),
        Operation::Digest(Hash::Sha512) => Box::new(|data, _, out| put(out, &sha512(data).unwrap())),
        Operation::Digest(Hash::Sha1) => Box::new(|data, _, out| put(out, &sha1(data).unwrap())),
        Operation::Digest(Hash::Sha3_256) => Box::new(|data, _, out| put(out, &sha3_256(data).unwrap())),
        Operation::Digest(Hash::Sha3_512) => Box::new(|data, _, out| put(out, &sha3_512(data).unwrap())),
        Operation::Shake(128) => Box::new(|data, _, out| shake128(data, &mut out[..32]).unwrap()),
        Operation::Shake(_) => Box::new(|data, _, out| shake256(data, &mut out[..32]).unwrap()),
        Operation::Hmac(Hash::Sha256) => Box::new(hmac::<Sha256>),
        Operation::Hmac(Hash::Sha512) => Box::new(hmac::<Sha512>),
        Operation::Hkdf(Hash::Sha256) => Box::new(hkdf::<Sha256>),
        Operation::Hkdf(Hash::Sha512) => Box::new(hkdf::<Sha512>),
        Operation::Hmac(_) | Operation::Hkdf(_) => return None,
        Operation::Pbkdf2(hash) => {
            let algorithm = if hash == Hash::Sha256 { HashAlgorithm::Sha256 } else { HashAlgorithm::Sha512 };
            let derivation = kdf::Pbkdf2::new(algorithm, &KEY, &SALT, 1000).unwrap();
            Box::new(move |_, _, out| derivation.derive(&mut out[..32]).unwrap())
        }
        Operation::Cmac(bits) => {
            let key = mac::CmacKey::new(&KEY[..bits / 8]).unwrap();
            Box::new(move |data, _, out| put(out, &key.authenticate(data).unwrap()))
        }
        Operation::Kmac(128) => Box::new(kmac::<32>(XofAlgorithm::Shake128)),
        Operation::Kmac(_) => Box::new(kmac::<64>(XofAlgorithm::Shake256)),
        Operation::Drbg(drbg) => {
            let mechanism = match drbg {
                Drbg::Ctr => Mechanism::CtrAes256,
                Drbg::Hmac => Mechanism::Hmac(HashAlgorithm::Sha256),
                Drbg::Hash => Mechanism::Hash(HashAlgorithm::Sha512),
            };
            let mut generator = random::Drbg::builder(mechanism).instantiate().unwrap();
            Box::new(move |data, _, _| generator.generate(&[], data).unwrap())
        }
        Operation::Random => Box::new(|data, _, _| random::fill(data).unwrap()),
        Operation::KemGenerate(set)
        | Operation::KemGenerateTested(set)
        | Operation::KemEncapsulate(set)
        | Operation::KemDecapsulate(set) => match set {
            512 => kem::<MlKem512>(operation),
            768 => kem::<MlKem768>(operation),
            _ => kem::<MlKem1024>(operation),
        },
        Operation::EcGenerate(curve)
        | Operation::EcGenerateTested(curve)
        | Operation::EcSign(curve)
        | Operation::EcVerify(curve) => match curve {
            256 => nist::<ecdsa::P256>(operation, ecdsa::PreHash::Sha256),
            384 => nist::<ecdsa::P384>(operation, ecdsa::PreHash::Sha384),
            _ => nist::<ecdsa::P521>(operation, ecdsa::PreHash::Sha512),
        },
        Operation::EcAgree(256) => nist_agreement::<ecdh::P256>(),
        Operation::EcAgree(384) => nist_agreement::<ecdh::P384>(),
        Operation::EcAgree(_) => nist_agreement::<ecdh::P521>(),
        Operation::EdSign(curve) | Operation::EdVerify(curve) => signature(operation, curve),
        Operation::EdBatch => {
            let sk = eddsa::SigningKey::<eddsa::Ed25519>::from_seed(&SEED[..32]).unwrap();
            let (vk, signature) = (sk.verifying_key().unwrap(), sk.sign(&[0; 32]).unwrap());
            Box::new(move |data, _, _| eddsa::verify_batch(&[(&vk, &*data, &signature[..]); 64]).unwrap())
        }
        Operation::XdhPublic(25519) | Operation::XdhAgree(25519) => agreement::<xdh::X25519>(operation, 25519),
        Operation::XdhPublic(curve) | Operation::XdhAgree(curve) => agreement::<xdh::X448>(operation, curve),
        Operation::XdhBatch => {
            let (own, public) = (xdh::PrivateKey::from_bytes(&SEED[..32]).unwrap(), public_key(25519));
            Box::new(move |_, _, out| {
                let theirs: [_; 64] = std::array::from_fn(|_| xdh::PublicKey::new(&public).unwrap());
                let mut secrets = [const { None }; 64];
                xdh::agree_batch(&theirs.each_ref().map(|theirs| (&own, theirs)), &mut secrets).unwrap();
                put(out, secrets[63].as_ref().unwrap().as_bytes());
            })
        }
        Operation::DsaGenerate(set) | Operation::DsaSign(set) | Operation::DsaVerify(set) => match set {
            44 => dsa::<MlDsa44>(operation),
            65 => dsa::<MlDsa65>(operation),
            _ => dsa::<MlDsa87>(operation),
        },
        Operation::SlhGenerate(set) | Operation::SlhSign(set) | Operation::SlhVerify(set) => match set {
            SlhSet::Sha2Small => slh_dsa::<slh::SlhDsaSha2_128s>(operation),
            SlhSet::Sha2Fast128 => slh_dsa::<slh::SlhDsaSha2_128f>(operation),
            SlhSet::Sha2Fast192 => slh_dsa::<slh::SlhDsaSha2_192f>(operation),
            SlhSet::Sha2Fast256 => slh_dsa::<slh::SlhDsaSha2_256f>(operation),
            SlhSet::ShakeSmall => slh_dsa::<slh::SlhDsaShake128s>(operation),
            SlhSet::ShakeFast128 => slh_dsa::<slh::SlhDsaShake128f>(operation),
            SlhSet::ShakeFast192 => slh_dsa::<slh::SlhDsaShake192f>(operation),
            SlhSet::ShakeFast256 => slh_dsa::<slh::SlhDsaShake256f>(operation),
        },
    })
}

/// Puts the last of the values.
fn batch<const SIZE: usize>(algorithm: HashAlgorithm) -> impl FnMut(&mut [u8], u64, &mut Output) {
    move |data, _, out| {
        let mut values = [[0; SIZE]; 16];
        hash::batch_into(algorithm, data, data.len() / 16, values.as_flattened_mut()).unwrap();
        put(out, &values[15]);
    }
}

fn hmac<H: HashFunction>(data: &mut [u8], _: u64, out: &mut Output) {
    put(out, mac::HmacKey::<H>::new(&KEY).unwrap().authenticate(data).unwrap().as_ref());
}

fn kmac<const SIZE: usize>(algorithm: XofAlgorithm) -> impl FnMut(&mut [u8], u64, &mut Output) {
    move |data, _, out| mac::KmacKey::new(algorithm, &KEY).unwrap().authenticate_into(data, &mut out[..SIZE]).unwrap()
}

fn hkdf<H: HashFunction>(_: &mut [u8], _: u64, out: &mut Output) {
    kdf::hkdf::<H>(&SALT, &KEY, &INFO, &mut out[..32]).unwrap();
}

fn kem<P: ParameterSet>(operation: Operation) -> Work {
    let mut rng = Rng::new().unwrap();
    let dk = DecapsulationKey::<P>::from_seed(&SEED).unwrap();
    let ek = dk.encapsulation_key().unwrap().as_bytes().to_vec();
    match operation {
        Operation::KemGenerate(_) => Box::new(move |_, _, out| {
            let mut seed = [0; 64];
            rng.fill(&mut seed).unwrap();
            let dk = DecapsulationKey::<P>::from_seed(&seed).unwrap();
            put(out, &dk.encapsulation_key().unwrap().as_bytes()[..32]);
        }),
        Operation::KemGenerateTested(_) => Box::new(move |_, _, out| {
            let dk = DecapsulationKey::<P>::generate(&mut rng).unwrap();
            put(out, &dk.encapsulation_key().unwrap().as_bytes()[..32]);
        }),
        Operation::KemEncapsulate(_) => Box::new(move |data, _, out| {
            let (c, secret) = EncapsulationKey::<P>::new(&ek).unwrap().encapsulate(&mut rng).unwrap();
            data.copy_from_slice(c.as_ref());
            put(out, secret.as_bytes());
        }),
        _ => Box::new(move |data, _, out| put(out, dk.decapsulate(data).unwrap().as_bytes())),
    }
}

fn slh_dsa<P: slh::ParameterSet>(operation: Operation) -> Work {
    let mut rng = Rng::new().unwrap();
    let sk = slh::SigningKey::<P>::generate(&mut rng).unwrap();
    let vk = sk.verifying_key().unwrap().as_bytes().to_vec();
    let mut signature = vec![0; P::SIGNATURE_SIZE];
    sk.sign_deterministic(&[0; 32], b"", &mut signature).unwrap();
    match operation {
        Operation::SlhGenerate(_) => Box::new(move |_, _, out| {
            let sk = slh::SigningKey::<P>::generate(&mut rng).unwrap();
            put(out, &sk.verifying_key().unwrap().as_bytes()[..32]);
        }),
        Operation::SlhSign(_) => Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            sk.sign(data, b"", &mut rng, &mut signature).unwrap();
            put(out, &signature[..32]);
        }),
        _ => Box::new(move |data, _, _| {
            slh::VerifyingKey::<P>::new(&vk).unwrap().verify(data, b"", &signature).unwrap();
        }),
    }
}

fn dsa<P: ml_dsa::ParameterSet>(operation: Operation) -> Work {
    let mut rng = Rng::new().unwrap();
    let sk = SigningKey::<P>::generate(&mut rng).unwrap();
    let vk = sk.verifying_key().unwrap().as_bytes().to_vec();
    let signature = sk.sign_deterministic(&[0; 32], b"").unwrap();
    match operation {
        Operation::DsaGenerate(_) => Box::new(move |_, _, out| {
            let sk = SigningKey::<P>::generate(&mut rng).unwrap();
            put(out, &sk.verifying_key().unwrap().as_bytes()[..32]);
        }),
        Operation::DsaSign(_) => Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            put(out, &sk.sign(data, b"", &mut rng).unwrap().as_ref()[..32]);
        }),
        _ => Box::new(move |data, _, _| {
            VerifyingKey::<P>::new(&vk).unwrap().verify(data, b"", signature.as_ref()).unwrap();
        }),
    }
}

fn nist<C: ecdsa::EcdsaCurve>(operation: Operation, hash: ecdsa::PreHash) -> Work {
    let mut rng = Rng::new().unwrap();
    let sk = ecdsa::SigningKey::<C>::generate(&mut rng).unwrap();
    let (vk, signature) = (sk.verifying_key().unwrap(), sk.sign(hash, &[0; 32], &mut rng).unwrap());
    match operation {
        Operation::EcGenerate(_) => Box::new(move |_, _, out| {
            let mut scalar = [0; 66];
            let scalar = &mut scalar[..C::SCALAR_SIZE];
            rng.fill(scalar).unwrap();
            scalar[0] >>= 8 * C::SCALAR_SIZE - C::ORDER_BITS; // as good as always below the order
            let sk = ecdsa::SigningKey::<C>::from_scalar(scalar).unwrap();
            put(out, &sk.verifying_key().unwrap().as_bytes()[1..33]);
        }),
        Operation::EcGenerateTested(_) => Box::new(move |_, _, out| {
            let sk = ecdsa::SigningKey::<C>::generate(&mut rng).unwrap();
            put(out, &sk.verifying_key().unwrap().as_bytes()[1..33]);
        }),
        Operation::EcSign(_) => Box::new(move |data, number, out| {
            data[..8].copy_from_slice(&number.to_le_bytes());
            put(out, &sk.sign(hash, data, &mut rng).unwrap().as_ref()[..32]);
        }),
        _ => Box::new(move |data, _, _| vk.verify(hash, data, signature.as_ref()).unwrap()),
    }
}

fn nist_agreement<C: ecdh::EcdhCurve>() -> Work {
    let own = ecdh::PrivateKey::<C>::generate(&mut Rng::new().unwrap()).unwrap();
    let public = nist_public_key::<C>();
    Box::new(move |_, _, out| {
        put(out, &own.agree(&ecdh::PublicKey::<C>::new(&public).unwrap()).unwrap().as_bytes()[..32]);
    })
}

/// A public key of a fresh pair, a point without compression.
pub fn nist_public_key<C: ecdh::EcdhCurve>() -> Vec<u8> {
    let key = ecdh::PrivateKey::<C>::generate(&mut Rng::new().unwrap()).unwrap();
    key.public_key().unwrap().as_bytes().to_vec()
}

fn signature(operation: Operation, curve: Curve) -> Work {
    if curve == 25519 {
        let sk = eddsa::SigningKey::<eddsa::Ed25519>::from_seed(&SEED[..seed_size(curve)]).unwrap();
        let (vk, signature) = (sk.verifying_key().unwrap(), sk.sign(&[0; 32]).unwrap());
        return match operation {
            Operation::EdSign(_) => Box::new(move |data, _, out| put(out, &sk.sign(data).unwrap()[..32])),
            _ => Box::new(move |data, _, _| vk.verify(data, &signature).unwrap()),
        };
    }
    let sk = eddsa::SigningKey::<eddsa::Ed448>::from_seed(&SEED[..seed_size(curve)]).unwrap();
    let (vk, signature) = (sk.verifying_key().unwrap(), sk.sign(&[0; 32], b"").unwrap());
    match operation {
        Operation::EdSign(_) => Box::new(move |data, _, out| put(out, &sk.sign(data, b"").unwrap()[..32])),
        _ => Box::new(move |data, _, _| vk.verify(data, b"", &signature).unwrap()),
    }
}

/// The public key that others agree with: that of bytes which are all 7.
fn agreement<C: xdh::Curve>(operation: Operation, curve: Curve) -> Work {
    let key = |bytes: &[u8]| xdh::PrivateKey::<C>::from_bytes(&bytes[..key_size(curve)]).unwrap();
    let (own, public) = (key(&SEED), key(&[7; 56]).public_key().unwrap().as_bytes().to_vec());
    match operation {
        Operation::XdhPublic(_) => Box::new(move |_, _, out| {
            let own = xdh::PrivateKey::<C>::from_bytes(&SEED[..key_size(curve)]).unwrap();
            put(out, own.public_key().unwrap().as_bytes());
        }),
        _ => Box::new(move |_, _, out| {
            put(out, own.agree(&xdh::PublicKey::new(&public).unwrap()).unwrap().as_bytes());
        }),
    }
}

/// The public key of bytes which are all 7, for the agreement of the others.
pub fn public_key(curve: Curve) -> Vec<u8> {
    fn of<C: xdh::Curve>(size: usize) -> Vec<u8> {
        let key = xdh::PrivateKey::<C>::from_bytes(&[7; 56][..size]).unwrap();
        key.public_key().unwrap().as_bytes().to_vec()
    }
    if curve == 25519 { of::<xdh::X25519>(32) } else { of::<xdh::X448>(56) }
}

/// The expanded decapsulation key of the seed, for peers that take no seed.
pub fn expanded(set: Set) -> Vec<u8> {
    match set {
        512 => DecapsulationKey::<MlKem512>::from_seed(&SEED).unwrap().as_bytes().to_vec(),
        768 => DecapsulationKey::<MlKem768>::from_seed(&SEED).unwrap().as_bytes().to_vec(),
        _ => DecapsulationKey::<MlKem1024>::from_seed(&SEED).unwrap().as_bytes().to_vec(),
    }
}
