//! Agreement by X25519 and X448.

use super::input::{called, key};
use super::{Operation, prepared, public, put, secret};
use qila::Error;
use qila::random::Rng;
use qila::xdh::{PrivateKey, PublicKey, X448, X25519, agree_batch};

const BOTH: &str = "X25519, X448";

/// A secret private key.
fn own() -> Result<Box<PrivateKey<X25519>>, Error> {
    Ok(Box::new(called(|| PrivateKey::<X25519>::from_bytes(key::<32>()))?))
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("xdh::PrivateKey::generate", BOTH, || {
        let mut rng = called(Rng::new)?;
        let own = Box::new(called(|| PrivateKey::<X448>::generate(&mut rng))?);
        prepared(own.indicator(), move |out| {
            let own = Box::new(called(|| PrivateKey::<X448>::generate(&mut rng))?);
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    public!("xdh::PrivateKey::from_bytes", BOTH, || {
        let own = own()?;
        prepared(own.indicator(), move |out| {
            let _ = &own;
            let own = Box::new(called(|| PrivateKey::<X448>::from_bytes(key::<56>()))?);
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    public!("xdh::PrivateKey::public_key", BOTH, || {
        let own = own()?;
        prepared(own.indicator(), move |out| {
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    secret!("xdh::PrivateKey::agree", BOTH, || {
        let own = own()?;
        let theirs = PublicKey::<X25519>::new(&[9; 32])?;
        prepared(own.indicator(), move |out| {
            let secret = called(|| own.agree(&theirs))?;
            put(out, || Ok(secret.as_bytes()))
        })
    }),
    secret!("xdh::agree_batch", "X25519", || {
        let own = own()?;
        let theirs = PublicKey::<X25519>::new(&[9; 32])?;
        prepared(own.indicator(), move |out| {
            let mut secrets = Box::new([const { None }; 9]);
            called(|| agree_batch(&[(&*own, &theirs); 9], &mut *secrets))?;
            let [.., of_a_lane, alone] = &*secrets;
            let (Some(of_a_lane), Some(alone)) = (of_a_lane, alone) else { return Err(Error::InvalidKey) };
            put(out, || Ok(of_a_lane.as_bytes()))?;
            out[32..64].copy_from_slice(alone.as_bytes());
            Ok(())
        })
    }),
    public!("xdh::PublicKey::new", BOTH, || {
        let theirs = PublicKey::<X25519>::new(&[9; 32])?;
        prepared(theirs.indicator(), |out| {
            let theirs = called(|| PublicKey::<X25519>::new(&[9; 32]))?;
            put(out, || Ok(theirs.as_bytes()))
        })
    }),
];
