//! EdDSA (FIPS 186-5).

use super::case::Case;
use super::{Fields, NotOffered, decision, one, several};
use anyhow::{Result, bail};
use qila::Error;
use qila::eddsa::{Curve, Ed448, Ed25519, SigningKey, VerifyingKey};
use qila::random::Rng;

/// The expression with `C` as the curve of that name.
macro_rules! with_curve {
    ($name:expr, $C:ident => $body:expr) => {
        match $name {
            "ED-25519" => {
                type $C = Ed25519;
                $body
            }
            "ED-448" => {
                type $C = Ed448;
                $body
            }
            other => bail!("curve {other}"),
        }
    };
}

/// The seed of a case: in its question, or else what the answerer chose.
fn seed(case: &Case) -> Result<Option<Vec<u8>>> {
    if case.find("d").is_some() { case.hex("d").map(Some) } else { case.chosen("d") }
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    with_curve!(case.text("curve")?, C => {
        let sk = match seed(case)? {
            Some(seed) => SigningKey::<C>::from_seed(&seed)?,
            None => SigningKey::generate(&mut Rng::new()?)?,
        };
        Ok(several([("d", sk.seed()), ("q", sk.verifying_key()?.as_bytes())]))
    })
}

/// Answers one case of the validation of a key.
pub fn answer_key_ver(case: &Case) -> Result<Fields> {
    let q = case.hex("q")?;
    with_curve!(case.text("curve")?, C => taken(VerifyingKey::<C>::new(&q)))
}

/// Whether the service took it. Of what is no key it says so.
fn taken<T>(result: qila::Result<T>) -> Result<Fields> {
    match result {
        Ok(_) => Ok(decision(true)),
        Err(Error::InvalidKey | Error::InvalidKeyLength | Error::SignatureMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

/// Answers one case of signing.
pub fn answer_sig_gen(case: &Case) -> Result<Fields> {
    let seed = seed(case)?.ok_or_else(|| NotOffered("signing with a key that is not given".to_owned()))?;
    let (message, context) = (case.hex("message")?, case.hex_or_empty("context")?);
    Ok(match (case.text("curve")?, case.flag("preHash")) {
        ("ED-25519", false) => {
            let sk = SigningKey::<Ed25519>::from_seed(&seed)?;
            one("signature", &if context.is_empty() { sk.sign(&message) } else { sk.sign_ctx(&message, &context) }?)
        }
        ("ED-448", false) => one("signature", &SigningKey::<Ed448>::from_seed(&seed)?.sign(&message, &context)?),
        (curve, true) => with_curve!(curve, C => hashed::<C>(&seed, &message, &context)?),
        (curve, _) => bail!("curve {curve}"),
    })
}

fn hashed<C: Curve>(seed: &[u8], message: &[u8], context: &[u8]) -> Result<Fields> {
    Ok(one("signature", SigningKey::<C>::from_seed(seed)?.sign_ph(message, context)?.as_ref()))
}

/// Answers one case of verification. A key that the module does not take verifies nothing.
pub fn answer_sig_ver(case: &Case) -> Result<Fields> {
    let (message, context) = (case.hex("message")?, case.hex_or_empty("context")?);
    let (q, signature) = (case.hex("q")?, case.hex("signature")?);
    with_curve!(case.text("curve")?, C => {
        taken(VerifyingKey::<C>::new(&q).and_then(|vk| match case.flag("preHash") {
            true => vk.verify_ph(&message, &context, &signature),
            false => C::verify(&vk, &message, &context, &signature),
        }))
    })
}

/// The pure doors, which differ between the curves.
trait Pure: Curve {
    fn verify(vk: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> qila::Result<()>;
}

impl Pure for Ed25519 {
    fn verify(vk: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> qila::Result<()> {
        if context.is_empty() { vk.verify(message, signature) } else { vk.verify_ctx(message, context, signature) }
    }
}

impl Pure for Ed448 {
    fn verify(vk: &VerifyingKey<Self>, message: &[u8], context: &[u8], signature: &[u8]) -> qila::Result<()> {
        vk.verify(message, context, signature)
    }
}
