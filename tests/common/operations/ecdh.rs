//! Agreement on curves.

use super::input::{called, called_of, key};
use super::{Operation, prepared, public, put, secret};
use qila::Error;
use qila::ecdh::{EphemeralKey, EphemeralPublicKey, P256, P384, PrivateKey, PublicKey};
use qila::random::Rng;

const ANY: &str = "any curve";

/// A secret private key.
fn own() -> Result<Box<PrivateKey<P256>>, Error> {
    Ok(Box::new(called(|| PrivateKey::from_scalar(key::<32>()))?))
}

/// The public key of the scalar one, which no secret makes.
fn theirs() -> Result<PublicKey<P256>, Error> {
    let mut one = [0; 32];
    one[31] = 1;
    PrivateKey::from_scalar(&one)?.public_key()
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ecdh::PrivateKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let own = Box::new(called(|| PrivateKey::<P384>::generate(&mut rng))?);
        prepared(own.indicator(), move |out| {
            let own = Box::new(called(|| PrivateKey::<P384>::generate(&mut rng))?);
            put(out, || Ok(own.public_key()?.as_bytes().to_vec()))
        })
    }),
    public!("ecdh::PrivateKey::from_scalar", ANY, || {
        prepared(own()?.indicator(), |out| {
            let own = own()?;
            put(out, || Ok(own.public_key()?.as_bytes().to_vec()))
        })
    }),
    public!("ecdh::PrivateKey::from_both", ANY, || {
        let own = own()?;
        let public = own.public_key()?;
        prepared(own.indicator(), move |out| {
            let own = called(|| PrivateKey::<P256>::from_both(key::<32>(), public.as_bytes()))?;
            put(out, || Ok(own.public_key()?.as_bytes().to_vec()))
        })
    }),
    secret!("ecdh::PrivateKey::agree", ANY, || {
        let (own, theirs) = (own()?, theirs()?);
        let theirs = EphemeralPublicKey::<P256>::new(theirs.as_bytes())?;
        prepared(own.indicator(), move |out| {
            let secret = called(|| own.agree(&theirs))?;
            put(out, || Ok(secret.as_bytes()))
        })
    }),
    public!("ecdh::EphemeralKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let own = Box::new(called(|| EphemeralKey::<P256>::generate(&mut rng))?);
        prepared(own.indicator(), move |out| {
            let own = Box::new(called(|| EphemeralKey::<P256>::generate(&mut rng))?);
            put(out, || Ok(own.public_key()?.as_bytes().to_vec()))
        })
    }),
    secret!("ecdh::EphemeralKey::agree", ANY, || {
        let (mut rng, theirs) = (called(Rng::new)?, theirs()?);
        prepared(theirs.indicator(), move |out| {
            let own = called(|| EphemeralKey::<P256>::generate(&mut rng))?;
            let secret = called_of(own, |own| own.agree(&theirs))?;
            put(out, || Ok(secret.as_bytes()))
        })
    }),
    public!("ecdh::PublicKey::new", ANY, || {
        let theirs = theirs()?;
        prepared(theirs.indicator(), move |out| {
            let theirs = called(|| PublicKey::<P256>::new(theirs.as_bytes()))?;
            put(out, || Ok(theirs.as_bytes()))
        })
    }),
    public!("ecdh::PublicKey::to_compressed", ANY, || {
        let theirs = theirs()?;
        prepared(theirs.indicator(), move |out| put(out, || theirs.to_compressed()))
    }),
    public!("ecdh::EphemeralPublicKey::new", ANY, || {
        let theirs = theirs()?;
        prepared(theirs.indicator(), move |out| {
            let theirs = called(|| EphemeralPublicKey::<P256>::new(theirs.as_bytes()))?;
            put(out, || Ok(theirs.as_bytes()))
        })
    }),
    public!("ecdh::EphemeralPublicKey::to_compressed", ANY, || {
        let theirs = EphemeralPublicKey::<P256>::new(theirs()?.as_bytes())?;
        prepared(theirs.indicator(), move |out| put(out, || theirs.to_compressed()))
    }),
];
