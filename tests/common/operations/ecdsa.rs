//! Signatures on curves.

use super::input::{called, data, key, released};
use super::{Operation, Prepared, prepared, public, put};
use qila::Error;
use qila::ecdsa::{P256, P384, PreHash, SigningKey, VerifyingKey};
use qila::random::Rng;

const ANY: &str = "any curve";
const ANY_HASH: &str = "any curve and hash function";
const ANY_HMAC: &str = "any curve and hash function but SHAKE";

type Signature = [u8; 64];

fn from_scalar() -> Result<Box<SigningKey<P256>>, Error> {
    Ok(Box::new(called(|| SigningKey::from_scalar(key::<32>()))?))
}

/// The public half, which may be known.
fn verifying_key(sk: &SigningKey<P256>) -> Result<Box<VerifyingKey<P256>>, Error> {
    let vk = Box::new(called(|| sk.verifying_key())?);
    released(&mut vk.as_bytes().to_vec());
    Ok(vk)
}

/// Signs, and gives the signature, which is known.
fn signing(
    mut sign: impl FnMut(&SigningKey<P256>, &[u8]) -> Result<Signature, Error> + 'static,
) -> Result<Prepared, Error> {
    let sk = from_scalar()?;
    prepared(sk.indicator(PreHash::Sha256), move |out| put(out, || sign(&sk, data())))
}

/// Verifies, and gives what was verified.
fn verifying(
    verify: impl Fn(&VerifyingKey<P256>, &Signature) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let sk = from_scalar()?;
    let vk = verifying_key(&sk)?;
    let mut signature = called(|| sk.sign_deterministic(PreHash::Sha256, b"message"))?;
    released(&mut signature);
    prepared(vk.indicator(PreHash::Sha256), move |out| {
        called(|| verify(&vk, &signature))?;
        put(out, || Ok(signature))
    })
}

/// A hash value, which is secret where the data are.
fn digest() -> &'static [u8] {
    key::<32>()
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ecdsa::SigningKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let sk = called(|| SigningKey::<P384>::generate(&mut rng))?;
        prepared(sk.indicator(PreHash::Sha384), move |out| {
            let sk = called(|| SigningKey::<P384>::generate(&mut rng))?;
            put(out, || Ok(sk.verifying_key()?.as_bytes().to_vec()))
        })
    }),
    public!("ecdsa::SigningKey::from_scalar", ANY, || {
        let sk = from_scalar()?;
        prepared(sk.indicator(PreHash::Sha256), |out| {
            let sk = from_scalar()?;
            put(out, || Ok(verifying_key(&sk)?.as_bytes().to_vec()))
        })
    }),
    public!("ecdsa::SigningKey::from_both", ANY, || {
        let sk = from_scalar()?;
        let vk = verifying_key(&sk)?;
        prepared(sk.indicator(PreHash::Sha256), move |out| {
            let sk = called(|| SigningKey::<P256>::from_both(key::<32>(), vk.as_bytes()))?;
            put(out, || Ok(sk.verifying_key()?.as_bytes().to_vec()))
        })
    }),
    public!("ecdsa::SigningKey::sign", ANY_HASH, || {
        let mut rng = called(Rng::new)?;
        signing(move |sk, data| sk.sign(PreHash::Sha256, data, &mut rng))
    }),
    public!("ecdsa::SigningKey::sign_digest", ANY_HASH, || {
        let mut rng = called(Rng::new)?;
        signing(move |sk, _| sk.sign_digest(PreHash::Sha3_256, digest(), &mut rng))
    }),
    public!("ecdsa::SigningKey::sign_deterministic", ANY_HMAC, || {
        signing(|sk, data| sk.sign_deterministic(PreHash::Sha256, data))
    }),
    public!("ecdsa::SigningKey::sign_digest_deterministic", ANY_HMAC, || {
        signing(|sk, _| sk.sign_digest_deterministic(PreHash::Sha256, digest()))
    }),
    public!("ecdsa::VerifyingKey::new", ANY, || {
        let sk = from_scalar()?;
        let vk = verifying_key(&sk)?;
        prepared(vk.indicator(PreHash::Sha256), move |out| {
            put(out, || Ok(VerifyingKey::<P256>::new(vk.as_bytes())?.as_bytes().to_vec()))
        })
    }),
    public!("ecdsa::VerifyingKey::validate", ANY, || {
        let sk = from_scalar()?;
        let vk = verifying_key(&sk)?;
        prepared(vk.indicator(PreHash::Sha256), move |out| {
            called(|| vk.validate())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("ecdsa::VerifyingKey::verify", ANY_HASH, || {
        verifying(|vk, signature| vk.verify(PreHash::Sha256, b"message", signature))
    }),
    public!("ecdsa::VerifyingKey::verify_digest", ANY_HASH, || {
        const DIGEST: [u8; 32] = [
            0xab, 0x53, 0x0a, 0x13, 0xe4, 0x59, 0x14, 0x98, 0x2b, 0x79, 0xf9, 0xb7, 0xe3, 0xfb, 0xa9, 0x94, 0xcf,
            0xd1, 0xf3, 0xfb, 0x22, 0xf7, 0x1c, 0xea, 0x1a, 0xfb, 0xf0, 0x2b, 0x46, 0x0c, 0x6d, 0x1d,
        ];
        verifying(|vk, signature| vk.verify_digest(PreHash::Sha256, &DIGEST, signature))
    }),
    public!("ecdsa::VerifyingKey::to_compressed", ANY, || {
        let sk = from_scalar()?;
        let vk = verifying_key(&sk)?;
        prepared(vk.indicator(PreHash::Sha256), move |out| put(out, || vk.to_compressed()))
    }),
];
