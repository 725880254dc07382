//! X25519 and X448 (RFC 7748), which ACVP tests and NIST does not approve.

use super::case::Case;
use super::{Fields, decision, several};
use anyhow::{Result, bail};
use qila::Error;
use qila::random::Rng;
use qila::xdh::{PrivateKey, PublicKey, X448, X25519};

/// The expression with `C` as the function of that curve.
macro_rules! with_curve {
    ($name:expr, $C:ident => $body:expr) => {
        match $name {
            "Curve25519" => {
                type $C = X25519;
                $body
            }
            "Curve448" => {
                type $C = X448;
                $body
            }
            other => bail!("curve {other}"),
        }
    };
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    with_curve!(case.text("curve")?, C => {
        let key = match case.chosen("privateKey")? {
            Some(bytes) => PrivateKey::<C>::from_bytes(&bytes)?,
            None => PrivateKey::generate(&mut Rng::new()?)?,
        };
        Ok(several([("privateKey", key.as_bytes()), ("publicKey", key.public_key()?.as_bytes())]))
    })
}

/// Answers one case of the validation of a key: every string of the right length is one.
pub fn answer_key_ver(case: &Case) -> Result<Fields> {
    let public = case.hex("publicKey")?;
    with_curve!(case.text("curve")?, C => match PublicKey::<C>::new(&public) {
        Ok(_) => Ok(decision(true)),
        Err(Error::InvalidKeyLength) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    })
}

/// Answers one case of agreement.
pub fn answer_ssc(case: &Case) -> Result<Fields> {
    let server = case.hex("publicServer")?;
    with_curve!(case.text("curve")?, C => {
        let own = match case.chosen("privateIut")? {
            Some(bytes) => PrivateKey::<C>::from_bytes(&bytes)?,
            None => PrivateKey::generate(&mut Rng::new()?)?,
        };
        let secret = own.agree(&PublicKey::new(&server)?)?;
        Ok(several([("publicIut", own.public_key()?.as_bytes()), ("z", secret.as_bytes())]))
    })
}
