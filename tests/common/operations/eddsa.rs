//! Signatures on Edwards curves.

use super::input::{called, data, key, released};
use super::{Operation, Prepared, prepared, public, put};
use qila::Error;
use qila::eddsa::{Ed448, Ed25519, SigningKey, VerifyingKey, verify_batch};
use qila::random::Rng;

const ANY: &str = "any curve";
const CONTEXT: &[u8] = b"context";
/// A message that is no secret.
const MESSAGE: &[u8] = &[0x5a; 1000];
/// A hash value of no message in particular.
const VALUE: [u8; 64] = [0x4d; 64];

type Pair = (Box<SigningKey<Ed25519>>, Box<VerifyingKey<Ed25519>>);

/// A key pair of a secret seed, and its public half, as it may be known.
fn pair() -> Result<Pair, Error> {
    let sk = Box::new(called(|| SigningKey::<Ed25519>::from_seed(key::<32>()))?);
    let mut bytes = sk.verifying_key()?.as_bytes().to_vec();
    released(&mut bytes);
    let vk = Box::new(called(|| VerifyingKey::new(&bytes))?);
    Ok((sk, vk))
}

/// Signs, and gives the signature, which is known.
fn signing(
    sign: impl Fn(&SigningKey<Ed25519>, &[u8]) -> Result<[u8; 64], Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, _) = pair()?;
    prepared(sk.indicator(), move |out| put(out, || sign(&sk, data())))
}

/// Verifies, and gives what was verified.
fn verifying(
    sign: impl Fn(&SigningKey<Ed25519>, &[u8]) -> Result<[u8; 64], Error>,
    verify: impl Fn(&VerifyingKey<Ed25519>, &[u8], &[u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, vk) = pair()?;
    let mut signature = called(|| sign(&sk, MESSAGE))?;
    released(&mut signature);
    prepared(vk.indicator(), move |out| {
        called(|| verify(&vk, MESSAGE, &signature))?;
        put(out, || Ok(signature))
    })
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("eddsa::SigningKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let sk = Box::new(called(|| SigningKey::<Ed448>::generate(&mut rng))?);
        prepared(sk.indicator(), move |out| {
            let sk = Box::new(called(|| SigningKey::<Ed448>::generate(&mut rng))?);
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("eddsa::SigningKey::from_seed", ANY, || {
        let sk = pair()?.0;
        prepared(sk.indicator(), move |out| {
            let _ = &sk;
            let sk = Box::new(called(|| SigningKey::<Ed448>::from_seed(key::<57>()))?);
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("eddsa::SigningKey::from_both", ANY, || {
        let (sk, vk) = pair()?;
        prepared(sk.indicator(), move |out| {
            let again = Box::new(called(|| SigningKey::<Ed25519>::from_both(sk.seed(), vk.as_bytes()))?);
            let vk = called(|| again.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("eddsa::SigningKey::sign", ANY, || signing(|sk, data| sk.sign(data))),
    public!("eddsa::SigningKey::sign_ctx", "Ed25519, any context", || signing(|sk, data| sk.sign_ctx(data, CONTEXT))),
    public!("eddsa::SigningKey::sign_ph", ANY, || {
        let sk = Box::new(called(|| SigningKey::<Ed448>::from_seed(key::<57>()))?);
        prepared(sk.indicator(), move |out| put(out, || sk.sign_ph(data(), CONTEXT)))
    }),
    public!("eddsa::SigningKey::sign_prehash", ANY, || signing(|sk, _| sk.sign_prehash(&VALUE, CONTEXT))),
    public!("eddsa::VerifyingKey::new", ANY, || {
        let (sk, vk) = pair()?;
        prepared(vk.indicator(), move |out| {
            let _ = &sk; // whose drop wipes what the moves of public keys leave
            let again = Box::new(called(|| VerifyingKey::<Ed25519>::new(vk.as_bytes()))?);
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("eddsa::VerifyingKey::verify", ANY, || {
        verifying(|sk, data| sk.sign(data), |vk, data, signature| vk.verify(data, signature))
    }),
    public!("eddsa::VerifyingKey::verify_ctx", "Ed25519, any context", || {
        verifying(
            |sk, data| sk.sign_ctx(data, CONTEXT),
            |vk, data, signature| vk.verify_ctx(data, CONTEXT, signature),
        )
    }),
    public!("eddsa::VerifyingKey::verify_ph", ANY, || {
        verifying(|sk, data| sk.sign_ph(data, CONTEXT), |vk, data, signature| vk.verify_ph(data, CONTEXT, signature))
    }),
    public!("eddsa::VerifyingKey::verify_prehash", ANY, || {
        verifying(
            |sk, _| sk.sign_prehash(&VALUE, CONTEXT),
            |vk, _, signature| vk.verify_prehash(&VALUE, CONTEXT, signature),
        )
    }),
    public!("eddsa::verify_batch", "Ed25519", || {
        verifying(|sk, data| sk.sign(data), |vk, data, signature| verify_batch(&[(vk, data, signature); 9]))
    }),
];
