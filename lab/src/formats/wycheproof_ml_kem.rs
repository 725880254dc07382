//! Wycheproof's cases of ML-KEM: key pairs of seeds, and both directions.

use crate::acvp::case::{Object, bytes};
use crate::acvp::ml_kem::with_set;
use anyhow::{Context, Result, bail};
use qila::lab::ml_kem::encapsulate;
use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024};

/// Whether the services accept a case, and give what it should.
pub(super) fn check(group: &Object, test: &Object) -> Result<bool> {
    let text = |name: &str| group.get(name).and_then(|text| text.as_str()).context("a group lacks a field");
    let hex = |name: &str| bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?);
    with_set!(text("parameterSet")?, P => match text("type")? {
        "MLKEMKeyGen" => {
            let dk = DecapsulationKey::<P>::from_seed(&hex("seed")?)?;
            Ok(dk.encapsulation_key()?.as_bytes() == hex("ek")? && dk.as_bytes() == hex("dk")?)
        }
        "MLKEMTest" => {
            let dk = DecapsulationKey::<P>::from_seed(&hex("seed")?)?;
            let is_same = !test.contains_key("ek") || dk.encapsulation_key()?.as_bytes() == hex("ek")?;
            Ok(is_same && dk.decapsulate(&hex("c")?)?.as_bytes()[..] == hex("K")?)
        }
        "MLKEMEncapsTest" => {
            let (c, k) = encapsulate(&EncapsulationKey::<P>::new(&hex("ek")?)?, &hex("m")?)?;
            Ok(c.as_slice() == hex("c")? && k.as_bytes()[..] == hex("K")?)
        }
        "MLKEMDecapsValidationTest" => {
            let dk = DecapsulationKey::<P>::from_expanded(&hex("dk")?)?;
            Ok(dk.decapsulate(&hex("c")?)?.as_bytes()[..] == hex("K")?)
        }
        other => bail!("a group of type {other}"),
    })
}
