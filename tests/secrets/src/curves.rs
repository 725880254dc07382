//! EdDSA with secret keys and secret messages; X25519, X448 and finite-field Diffie-Hellman with
//! secret keys.

use qila::eddsa::{self, Ed448, Ed25519, SigningKey, VerifyingKey};
use qila::xdh::{self, PrivateKey, PublicKey, X448, X25519};
use qila::{Error, ffdh, lab};

/// Key generation and import, and signing by every door, on both curves. What is declassified
/// stands at its place: the verifying key and the signature.
pub fn eddsa() -> Result<(), Error> {
    let (mut message, mut value) = ([0x77; 99], [0x78; 64]);
    lab::mark_secret(&mut message);
    lab::mark_secret(&mut value);
    let sk = signing_key::<Ed25519, 32>()?;
    sk.sign(&message)?;
    sk.sign_ctx(&message, b"context")?;
    sk.sign_ph(&message, b"context")?;
    sk.sign_prehash(&value, b"")?;
    let sk = signing_key::<Ed448, 57>()?;
    sk.sign(&message, b"context")?;
    sk.sign_ph(&message, b"context")?;
    sk.sign_prehash(&value, b"")?;
    let known = sk.sign(b"known", b"")?;
    VerifyingKey::<Ed448>::new(sk.verifying_key()?.as_bytes())?.verify(b"known", b"", &known)
}

fn signing_key<C: eddsa::Curve, const N: usize>() -> Result<SigningKey<C>, Error> {
    let mut seed = [0x35; N];
    lab::mark_secret(&mut seed);
    let sk = SigningKey::<C>::from_seed(&seed)?;
    SigningKey::<C>::from_both(&seed, sk.verifying_key()?.as_bytes())
}

/// Public keys and shared secrets, one by one and side by side, and a public key of small order.
pub fn xdh() -> Result<(), Error> {
    agree::<X25519, 32>()?;
    agree::<X448, 56>()?;
    let mut bytes = [0x36; 32];
    lab::mark_secret(&mut bytes);
    let own = PrivateKey::<X25519>::from_bytes(&bytes)?;
    let (good, bad) = (PublicKey::new(&[9; 32])?, PublicKey::new(&[0; 32])?);
    let mut secrets = [const { None }; 9];
    xdh::agree_batch(&[&good, &good, &bad, &good, &good, &good, &good, &good, &bad].map(|public| (&own, public)), &mut secrets)?;
    if secrets.iter().flatten().count() == 7 { Ok(()) } else { Err(Error::InvalidParameter) }
}

fn agree<C: xdh::Curve, const N: usize>() -> Result<(), Error> {
    let mut bytes = [0x35; N];
    lab::mark_secret(&mut bytes);
    let own = PrivateKey::<C>::from_bytes(&bytes)?;
    own.agree(&PublicKey::new(own.public_key()?.as_bytes())?)?;
    match own.agree(&PublicKey::new(&[0; N])?) {
        Err(Error::InvalidKey) => Ok(()),
        _ => Err(Error::InvalidParameter),
    }
}

/// Shared secrets of a key of a single limb and of one that is longer than those made here.
pub fn ffdh() -> Result<(), Error> {
    for len in [8, 40] {
        let mut bytes = [0x35; 40];
        lab::mark_secret(&mut bytes);
        let own = ffdh::PrivateKey::from_bytes(ffdh::Group::Ffdhe2048, &bytes[..len])?;
        let public = own.public_key()?;
        let same = ffdh::PublicKey::new_ephemeral(ffdh::Group::Ffdhe2048, public.as_bytes())?;
        own.agree(&same, &mut [0; 256])?;
    }
    Ok(())
}
