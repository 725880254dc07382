//! ML-KEM (FIPS 203).

use super::case::Case;
use super::{Fields, decision, one, several};
use anyhow::{Result, bail};
use qila::Error;
use qila::lab::ml_kem::encapsulate;
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024};

/// The expression with `P` as the parameter set of that name.
macro_rules! with_set {
    ($name:expr, $P:ident => $body:expr) => {
        match $name {
            "ML-KEM-512" => {
                type $P = MlKem512;
                $body
            }
            "ML-KEM-768" => {
                type $P = MlKem768;
                $body
            }
            "ML-KEM-1024" => {
                type $P = MlKem1024;
                $body
            }
            other => bail!("parameterSet {other}"),
        }
    };
}

/// Answers one case of key generation.
pub fn answer_key_gen(case: &Case) -> Result<Fields> {
    let seed = [case.hex("d")?, case.hex("z")?].concat();
    with_set!(case.text("parameterSet")?, P => {
        let dk = DecapsulationKey::<P>::from_seed(&seed)?;
        Ok(several([("ek", dk.encapsulation_key()?.as_bytes()), ("dk", dk.as_bytes())]))
    })
}

/// Answers one case of encapsulation, decapsulation, or the check of a key.
pub fn answer(case: &Case) -> Result<Fields> {
    with_set!(case.text("parameterSet")?, P => match case.text("function")? {
        "encapsulation" => {
            let m = case.hex("m")?;
            let (c, k) = encapsulate(&EncapsulationKey::<P>::new(&case.hex("ek")?)?, &m)?;
            Ok(several([("c", c.as_slice()), ("k", k.as_bytes())]))
        }
        "decapsulation" => {
            let dk = match case.text_or_empty("keyFormat")? {
                "" | "expanded" => DecapsulationKey::<P>::from_expanded(&case.hex("dk")?)?,
                "seed" => DecapsulationKey::from_seed(&[case.hex("d")?, case.hex("z")?].concat())?,
                other => bail!("keyFormat {other}"),
            };
            Ok(one("k", dk.decapsulate(&case.hex("c")?)?.as_bytes()))
        }
        "encapsulationKeyCheck" => said(EncapsulationKey::<P>::new(&case.hex("ek")?)),
        "decapsulationKeyCheck" => said(DecapsulationKey::<P>::from_expanded(&case.hex("dk")?)),
        other => bail!("function {other}"),
    })
}

/// Whether a key was taken, and not refused for another reason than itself.
fn said<K>(key: qila::Result<K>) -> Result<Fields> {
    match key {
        Ok(_) => Ok(decision(true)),
        Err(Error::InvalidKey | Error::InvalidKeyLength) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) use with_set;
