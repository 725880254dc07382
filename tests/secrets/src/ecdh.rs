//! Agreement on curves with secret scalars.

use qila::ecdh::{EcdhCurve, EphemeralPublicKey, P224, P256, P384, P521, PrivateKey, PublicKey};
use qila::{Error, lab};

/// Import and agreement on every curve, with a short scalar, too. What is declassified stands at
/// its place: the public key, and whether numbers are in range.
pub fn ecdh() -> Result<(), Error> {
    of::<P224>()?;
    of::<P256>()?;
    of::<P384>()?;
    of::<P521>()
}

fn of<C: EcdhCurve>() -> Result<(), Error> {
    let size = size_of::<C::ScalarBytes>();
    for zeros in [0, 8] {
        let mut scalar = [0x35; 66];
        scalar[..=zeros].fill(0);
        lab::mark_secret(&mut scalar);
        let own = PrivateKey::<C>::from_scalar(&scalar[..size])?;
        let public = own.public_key()?;
        own.agree(&PublicKey::<C>::new(public.as_bytes())?)?;
        own.agree(&EphemeralPublicKey::<C>::new(public.as_bytes())?)?;
    }
    Ok(())
}
