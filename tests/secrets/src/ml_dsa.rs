//! ML-DSA with secret seeds, secret randomness and secret messages.

use qila::lab::ml_dsa::{Form, sign};
use qila::ml_dsa::{MlDsa44, MlDsa65, MlDsa87, ParameterSet, PreHash, SigningKey, VerifyingKey};
use qila::{Error, lab};

/// Key generation and import, and signing by every door, with every parameter set. What is
/// declassified stands at its place: parts of the verifying key and of the signature, and how many
/// candidates were rejected.
pub fn ml_dsa() -> Result<(), Error> {
    of::<MlDsa44>()?;
    of::<MlDsa65>()?;
    of::<MlDsa87>()
}

fn of<P: ParameterSet>() -> Result<(), Error> {
    let (mut seed, mut rnd, mut message) = ([0x35; 32], [0x53; 32], [0x77; 99]);
    lab::mark_secret(&mut seed);
    lab::mark_secret(&mut rnd);
    lab::mark_secret(&mut message);
    let sk = SigningKey::<P>::from_seed(&seed)?;
    let expanded = SigningKey::<P>::from_expanded(sk.as_bytes())?;
    SigningKey::<P>::from_both(&seed, sk.as_bytes())?;
    let vk = VerifyingKey::<P>::new(sk.verifying_key()?.as_bytes())?;
    let mut known = message;
    lab::unmark(&mut known);
    for (form, known) in forms(&message).into_iter().zip(forms(&known)) {
        lab::ml_dsa::verify(&vk, known, sign(&expanded, form, &rnd)?.as_ref())?;
    }
    Ok(())
}

fn forms(message: &[u8; 99]) -> [Form<'_>; 3] {
    [Form::Pure(message, b""), Form::Hashed(PreHash::Sha512, message, b"context"), Form::Mu(&message[..64])]
}
