//! Agreement by finite-field Diffie-Hellman.

use super::input::{called, key};
use super::{Operation, prepared, public, put, secret};
use qila::Error;
use qila::ffdh::{Group, PrivateKey, PublicKey};
use qila::random::Rng;

const ANY: &str = "any group";
const GROUP: Group = Group::Ffdhe2048;

/// A secret private key.
fn own() -> Result<Box<PrivateKey>, Error> {
    Ok(Box::new(called(|| PrivateKey::from_bytes(GROUP, key::<32>()))?))
}

/// A public key: four.
fn four() -> [u8; 256] {
    let mut four = [0; 256];
    four[255] = 4;
    four
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("ffdh::PrivateKey::generate", ANY, || {
        let mut rng = called(Rng::new)?;
        let own = Box::new(called(|| PrivateKey::generate(GROUP, &mut rng))?);
        prepared(own.indicator(), move |out| {
            let own = Box::new(called(|| PrivateKey::generate(GROUP, &mut rng))?);
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    public!("ffdh::PrivateKey::from_bytes", ANY, || {
        let own = own()?;
        prepared(own.indicator(), move |out| {
            let _ = &own;
            let own = Box::new(called(|| PrivateKey::from_bytes(GROUP, key::<32>()))?);
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    public!("ffdh::PrivateKey::public_key", ANY, || {
        let own = own()?;
        prepared(own.indicator(), move |out| {
            let public = called(|| own.public_key())?;
            put(out, || Ok(public.as_bytes()))
        })
    }),
    secret!("ffdh::PrivateKey::agree", ANY, || {
        let own = own()?;
        let theirs = PublicKey::new(GROUP, &four())?;
        prepared(own.indicator(), move |out| called(|| own.agree(&theirs, &mut out[..256])))
    }),
    public!("ffdh::PublicKey::new", ANY, || {
        let theirs = PublicKey::new(GROUP, &four())?;
        prepared(theirs.indicator(), |out| {
            let theirs = called(|| PublicKey::new(GROUP, &four()))?;
            put(out, || Ok(theirs.as_bytes()))
        })
    }),
    public!("ffdh::PublicKey::new_ephemeral", ANY, || {
        let theirs = PublicKey::new_ephemeral(GROUP, &four())?;
        prepared(theirs.indicator(), |out| {
            let theirs = called(|| PublicKey::new_ephemeral(GROUP, &four()))?;
            put(out, || Ok(theirs.as_bytes()))
        })
    }),
];
