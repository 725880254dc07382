//! Signatures.

use super::input::{called, data, key, released};
use super::{OUTPUT, Operation, Prepared, prepared, public, put};
use qila::ml_dsa::{MlDsa44, MlDsa65, ParameterSet, PreHash, SEED_SIZE, SigningKey, VerifyingKey};
use qila::random::Rng;
use qila::xof::shake256;
use qila::{Error, admin};

const ANY: &str = "any parameter set";
const ANY_HASH: &str = "any parameter set and hash function";
const CONTEXT: &[u8] = b"context";

/// A key on the heap. It has some KiB, and what its moves leave in these frames is the caller's
/// own: it is wiped as the documents advise. What the service leaves is looked at before.
fn boxed<P: ParameterSet>(make: impl FnOnce() -> Result<SigningKey<P>, Error>) -> Result<Box<SigningKey<P>>, Error> {
    admin::clean_stack_of::<{ 40 << 10 }, _>(|| Ok(Box::new(called(make)?)))
}

/// A key pair of a secret seed, and its public half.
fn pair() -> Result<(Box<SigningKey<MlDsa44>>, VerifyingKey<MlDsa44>), Error> {
    let sk = boxed(|| SigningKey::<MlDsa44>::from_seed(key::<SEED_SIZE>()))?;
    let vk = known(&sk)?;
    Ok((sk, vk))
}

/// The public half of a key, as it may be known.
fn known(sk: &SigningKey<MlDsa44>) -> Result<VerifyingKey<MlDsa44>, Error> {
    let mut bytes = sk.verifying_key()?.as_bytes().to_vec();
    released(&mut bytes);
    // A key keeps its hash value.
    let mut tr = [0; 64];
    shake256(&bytes, &mut tr)?;
    released(&mut tr);
    VerifyingKey::new(&bytes)
}

/// A signature that may be known. Its place is wiped: what lay there is nobody's residue.
struct Known(Box<[u8; 2420]>);

impl Known {
    fn of(sign: impl FnOnce() -> Result<[u8; 2420], Error>) -> Result<Self, Error> {
        let mut signature = Self(Box::new(called(sign)?));
        released(&mut signature.0[..]);
        Ok(signature)
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.0.fill(0);
        std::hint::black_box(&mut self.0);
    }
}

/// Signs with random bits, and gives the end of the signature, which is known.
fn hedged(
    sign: impl Fn(&SigningKey<MlDsa44>, &mut Rng, &[u8]) -> Result<[u8; 2420], Error> + 'static,
) -> Result<Prepared, Error> {
    let mut rng = called(Rng::new)?;
    signing(move |sk, data| sign(sk, &mut rng, data))
}

/// Signs, and gives the end of the signature, which is known.
fn signing(
    mut sign: impl FnMut(&SigningKey<MlDsa44>, &[u8]) -> Result<[u8; 2420], Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, _) = pair()?;
    prepared(sk.indicator(), move |out| {
        let signature = Known::of(|| sign(&sk, data()))?;
        put(out, || Ok(&signature.0[2420 - OUTPUT / 2..]))
    })
}

/// Verifies, and gives what was verified.
fn verifying(
    sign: impl Fn(&SigningKey<MlDsa44>) -> Result<[u8; 2420], Error>,
    verify: impl Fn(&VerifyingKey<MlDsa44>, &[u8]) -> Result<(), Error> + 'static,
) -> Result<Prepared, Error> {
    let (sk, vk) = pair()?;
    let signature = Known::of(|| sign(&sk))?;
    prepared(vk.indicator(), move |out| {
        called(|| verify(&vk, &signature.0[..]))?;
        put(out, || Ok(&signature.0[..32]))
    })
}

/// mu of no key in particular.
const MU: [u8; 64] = [0x4d; 64];

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ml_dsa::SigningKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let sk = boxed(|| SigningKey::<MlDsa65>::generate(&mut rng))?;
        prepared(sk.indicator(), move |out| {
            let sk = boxed(|| SigningKey::<MlDsa65>::generate(&mut rng))?;
            let vk = called(|| sk.verifying_key())?;
            put(out, || Ok(&vk.as_bytes()[..OUTPUT]))
        })
    }),
    public!("ml_dsa::SigningKey::from_seed", ANY, || {
        let sk = pair()?.0;
        prepared(sk.indicator(), |out| {
            let vk = pair()?.1;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("ml_dsa::SigningKey::from_expanded", ANY, || {
        let sk = pair()?.0;
        prepared(sk.indicator(), move |out| {
            let again = boxed(|| SigningKey::<MlDsa44>::from_expanded(sk.as_bytes()))?;
            let vk = known(&again)?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("ml_dsa::SigningKey::from_both", ANY, || {
        let sk = pair()?.0;
        prepared(sk.indicator(), move |out| {
            let again = boxed(|| SigningKey::<MlDsa44>::from_both(key::<SEED_SIZE>(), sk.as_bytes()))?;
            let vk = known(&again)?;
            put(out, || Ok(vk.as_bytes()))
        })
    }),
    public!("ml_dsa::SigningKey::sign", ANY, || hedged(|sk, rng, data| sk.sign(data, CONTEXT, rng))),
    public!("ml_dsa::SigningKey::sign_deterministic", ANY, || {
        signing(|sk, data| sk.sign_deterministic(data, CONTEXT))
    }),
    public!("ml_dsa::SigningKey::hash_sign", ANY_HASH, || {
        hedged(|sk, rng, data| sk.hash_sign(PreHash::Sha256, data, CONTEXT, rng))
    }),
    public!("ml_dsa::SigningKey::hash_sign_deterministic", ANY_HASH, || {
        signing(|sk, data| sk.hash_sign_deterministic(PreHash::Shake256, data, CONTEXT))
    }),
    public!("ml_dsa::SigningKey::sign_mu", ANY, || hedged(|sk, rng, _| sk.sign_mu(&MU, rng))),
    public!("ml_dsa::SigningKey::sign_mu_deterministic", ANY, || { signing(|sk, _| sk.sign_mu_deterministic(&MU)) }),
    public!("ml_dsa::VerifyingKey::new", ANY, || {
        let vk = pair()?.1;
        prepared(vk.indicator(), move |out| {
            let again = called(|| VerifyingKey::<MlDsa44>::new(vk.as_bytes()))?;
            put(out, || Ok(again.as_bytes()))
        })
    }),
    public!("ml_dsa::VerifyingKey::verify", ANY, || {
        verifying(
            |sk| sk.sign_deterministic(b"message", CONTEXT),
            |vk, signature| vk.verify(b"message", CONTEXT, signature),
        )
    }),
    public!("ml_dsa::VerifyingKey::hash_verify", ANY_HASH, || {
        verifying(
            |sk| sk.hash_sign_deterministic(PreHash::Sha512, b"message", CONTEXT),
            |vk, signature| vk.hash_verify(PreHash::Sha512, b"message", CONTEXT, signature),
        )
    }),
    public!("ml_dsa::VerifyingKey::verify_mu", ANY, || {
        verifying(|sk| sk.sign_mu_deterministic(&MU), |vk, signature| vk.verify_mu(&MU, signature))
    }),
    public!("ml_dsa::VerifyingKey::mu", ANY, || {
        let vk = pair()?.1;
        prepared(vk.indicator(), move |out| put(out, || vk.mu(b"message", CONTEXT)))
    }),
];
