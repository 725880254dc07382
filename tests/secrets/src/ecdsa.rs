//! ECDSA with secret scalars, secret per-message secrets and secret messages.

use qila::ecdsa::{EcdsaCurve, P224, P256, P384, P521, PreHash, SigningKey, VerifyingKey};
use qila::{Error, lab};

/// Import, and signing with a given secret and by every hash function, on every curve. What is
/// declassified stands at its place: the public key, r and s, and whether numbers are in range.
/// Among the secrets are short ones.
pub fn ecdsa() -> Result<(), Error> {
    of::<P224>()?;
    of::<P256>()?;
    of::<P384>()?;
    of::<P521>()
}

fn of<C: EcdsaCurve>() -> Result<(), Error> {
    let size = size_of::<C::ScalarBytes>();
    let (mut scalar, mut message) = ([0x35; 66], [0x77; 99]);
    scalar[0] = 0; // below every order
    lab::mark_secret(&mut scalar);
    lab::mark_secret(&mut message);
    let sk = SigningKey::<C>::from_scalar(&scalar[..size])?;
    let vk = VerifyingKey::<C>::new(sk.verifying_key()?.as_bytes())?;
    let mut known = message;
    lab::unmark(&mut known);
    for hash in [PreHash::Sha256, PreHash::Sha512] {
        vk.verify(hash, &known, sk.sign_deterministic(hash, &message)?.as_ref())?;
    }
    // Full, and short by one byte and by eight. The order of P-521 has one bit in its first byte.
    for zeros in [0, 1, 8] {
        let mut k = [0x53; 66];
        k[0] = u8::from(size < k.len()) * k[0];
        k[..zeros].fill(0);
        lab::mark_secret(&mut k);
        let signature = lab::ecdsa::sign(&sk, &message[..32], &k[..size])?;
        vk.verify_digest(PreHash::Sha256, &known[..32], signature.as_ref())?;
    }
    Ok(())
}
