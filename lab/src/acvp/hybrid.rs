//! Hybrids of ML-KEM and Diffie-Hellman, which ACVP does not test: sets in its form.

use super::case::Case;
use super::{Fields, decision, one, several};
use anyhow::{Result, bail};
use qila::Error;
use qila::hybrid::{
    DecapsulationKey, EncapsulationKey, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing,
};
use qila::lab::hybrid::encapsulate;
use serde_json::Value;

/// The expression with `C` as the combination of that name.
macro_rules! with_combination {
    ($name:expr, $C:ident => $body:expr) => {
        with_combination!(
            $name, $C => $body,
            "X25519MLKEM768" X25519MlKem768, "SecP256r1MLKEM768" SecP256r1MlKem768,
            "SecP384r1MLKEM1024" SecP384r1MlKem1024, "X-Wing" XWing
        )
    };
    ($name:expr, $C:ident => $body:expr, $($text:literal $combination:ident),+) => {
        match $name {
            $($text => {
                type $C = $combination;
                $body
            })+
            other => bail!("parameterSet {other}"),
        }
    };
}

/// Answers one case of key generation, encapsulation, decapsulation, or the check of a key.
pub fn answer(case: &Case) -> Result<Fields> {
    with_combination!(case.text("parameterSet")?, C => match case.text("function")? {
        "keyGen" => {
            let dk = DecapsulationKey::<C>::from_seed(&case.hex("seed")?)?;
            Ok(one("ek", dk.encapsulation_key()?.as_bytes()))
        }
        "encapsulation" => {
            let ek = EncapsulationKey::<C>::new(&case.hex("ek")?)?;
            let (c, k) = encapsulate(&ek, &case.hex("m")?, &case.hex("ephemeral")?)?;
            Ok(several([("c", c.as_slice()), ("k", k.as_bytes())]))
        }
        "decapsulation" => {
            let dk = DecapsulationKey::<C>::from_seed(&case.hex("seed")?)?;
            match dk.decapsulate(&case.hex("c")?) {
                Ok(k) => {
                    let mut fields = one("k", k.as_bytes());
                    fields.insert("testPassed".to_owned(), Value::Bool(true));
                    Ok(fields)
                }
                Err(Error::InvalidKey) => Ok(decision(false)),
                Err(error) => Err(error.into()),
            }
        }
        "encapsulationKeyCheck" => match EncapsulationKey::<C>::new(&case.hex("ek")?) {
            Ok(_) => Ok(decision(true)),
            Err(Error::InvalidKey) => Ok(decision(false)),
            Err(error) => Err(error.into()),
        },
        other => bail!("function {other}"),
    })
}
