//! Signatures that rest on hash functions.

use super::input::{called, data, key, released};
use super::{OUTPUT, Operation, Prepared, prepared, public, put};
use qila::random::Rng;
use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f, SlhDsaShake128f, VerifyingKey};
use qila::{Error, lab};

const ANY: &str = "any parameter set";
const ANY_HASH: &str = "any parameter set and hash function";
const CONTEXT: &[u8] = b"context";
const SIZE: usize = SlhDsaSha2_128f::SIGNATURE_SIZE;

/// A key pair of secret SK.seed and SK.prf, and its public half.
fn pair() -> Result<(Box<SigningKey<SlhDsaSha2_128f>>, VerifyingKey<SlhDsaSha2_128f>), Error> {
    let seeds = key::<32>();
    let sk = Box::new(lab::slh_dsa::key([&seeds[..16], &seeds[16..], &[0x50; 16]])?);
    let mut vk = sk.verifying_key()?.as_bytes().to_vec();
    released(&mut vk);
    Ok((sk, VerifyingKey::new(&vk)?))
}

/// Signs, and gives the beginning of the signature, which is known.
fn signing(
    mut sign: impl FnMut(&SigningKey<SlhDsaSha2_128f>, &[u8], &mut [u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, _) = pair()?;
    let mut signature = vec![0; SIZE];
    prepared(sk.indicator(), move |out| {
        called(|| sign(&sk, data(), &mut signature))?;
        released(&mut signature);
        put(out, || Ok(&signature[..OUTPUT / 2]))
    })
}

/// As [`signing`] with a generator.
fn hedged(
    sign: impl Fn(&SigningKey<SlhDsaSha2_128f>, &mut Rng, &[u8], &mut [u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let mut rng = called(Rng::new)?;
    signing(move |sk, data, signature| sign(sk, &mut rng, data, signature))
}

/// Verifies, and gives what was verified.
fn verifying(
    sign: impl Fn(&SigningKey<SlhDsaSha2_128f>, &mut [u8]) -> Result<(), Error>,
    verify: impl Fn(&VerifyingKey<SlhDsaSha2_128f>, &[u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, vk) = pair()?;
    let mut signature = vec![0; SIZE];
    called(|| sign(&sk, &mut signature))?;
    released(&mut signature);
    prepared(vk.indicator(), move |out| {
        called(|| verify(&vk, &signature[..]))?;
        put(out, || Ok(&signature[..32]))
    })
}

/// The hash value of no message in particular.
const DIGEST: [u8; 32] = [0x4d; 32];
const HASH: PreHash = PreHash::Sha256;

pub(super) const OPERATIONS: &[Operation] = &[
    public!("slh_dsa::SigningKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let sk = Box::new(called(|| SigningKey::<SlhDsaShake128f>::generate(&mut rng))?);
        prepared(sk.indicator(), move |out| {
            let sk = Box::new(called(|| SigningKey::<SlhDsaShake128f>::generate(&mut rng))?);
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("slh_dsa::SigningKey::new", ANY, || {
        let sk = pair()?.0;
        prepared(sk.indicator(), move |out| {
            let again = Box::new(called(|| SigningKey::<SlhDsaSha2_128f>::new(sk.as_bytes()))?);
            let mut vk = again.verifying_key()?.as_bytes().to_vec();
            released(&mut vk);
            put(out, || Ok(vk))
        })
    }),
    public!("slh_dsa::SigningKey::sign", ANY, || {
        hedged(|sk, rng, data, signature| sk.sign(data, CONTEXT, rng, signature))
    }),
    public!("slh_dsa::SigningKey::sign_deterministic", ANY, || {
        signing(|sk, data, signature| sk.sign_deterministic(data, CONTEXT, signature))
    }),
    public!("slh_dsa::SigningKey::hash_sign", ANY_HASH, || {
        hedged(|sk, rng, data, signature| sk.hash_sign(HASH, data, CONTEXT, rng, signature))
    }),
    public!("slh_dsa::SigningKey::hash_sign_deterministic", ANY_HASH, || {
        signing(|sk, data, signature| sk.hash_sign_deterministic(PreHash::Shake256, data, CONTEXT, signature))
    }),
    public!("slh_dsa::SigningKey::digest_sign", ANY_HASH, || {
        hedged(|sk, rng, _, signature| sk.digest_sign(HASH, &DIGEST, CONTEXT, rng, signature))
    }),
    public!("slh_dsa::SigningKey::digest_sign_deterministic", ANY_HASH, || {
        signing(|sk, _, signature| sk.digest_sign_deterministic(HASH, &DIGEST, CONTEXT, signature))
    }),
    public!("slh_dsa::VerifyingKey::new", ANY, || {
        let vk = pair()?.1;
        prepared(vk.indicator(), move |out| {
            let again = called(|| VerifyingKey::<SlhDsaSha2_128f>::new(vk.as_bytes()))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("slh_dsa::VerifyingKey::verify", ANY, || {
        verifying(
            |sk, signature| sk.sign_deterministic(b"message", CONTEXT, signature),
            |vk, signature| vk.verify(b"message", CONTEXT, signature),
        )
    }),
    public!("slh_dsa::VerifyingKey::hash_verify", ANY_HASH, || {
        verifying(
            |sk, signature| sk.hash_sign_deterministic(PreHash::Sha512, b"message", CONTEXT, signature),
            |vk, signature| vk.hash_verify(PreHash::Sha512, b"message", CONTEXT, signature),
        )
    }),
    public!("slh_dsa::VerifyingKey::digest_verify", ANY_HASH, || {
        verifying(
            |sk, signature| sk.digest_sign_deterministic(HASH, &DIGEST, CONTEXT, signature),
            |vk, signature| vk.digest_verify(HASH, &DIGEST, CONTEXT, signature),
        )
    }),
];
