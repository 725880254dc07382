//! The key derivation of IKE version 2.

use super::case::{Case, output_in_bytes};
use super::ike::{self, eight, named};
use super::{Fields, hash};
use anyhow::{Context, Result};
use qila::kdf::IkeV2;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = hash::named(case.text("hashAlg")?)?;
    let names = [
        "sKeySeed",
        "derivedKeyingMaterial",
        "derivedKeyingMaterialChild",
        "derivedKeyingMaterialDh",
        "sKeySeedReKey",
    ];
    if ike::are_needed(case)? {
        return Ok(named(names, &ike::version2(algorithm, case)?));
    }
    let (ni, nr) = (case.hex("nInit")?, case.hex("nResp")?);
    let seed = IkeV2::skeyseed(algorithm, &ni, &nr, &case.hex("gir")?)?;
    let mut keys = output_in_bytes(case.number("derivedKeyingMaterialLength")?)?;
    seed.derive(&ni, &nr, &eight("spiInit", case)?, &eight("spiResp", case)?, &mut keys)?;
    let sk_d = keys.get(..algorithm.output_size()).context("less than SK_d was asked for")?;
    let sk_d = IkeV2::from_sk_d(algorithm, sk_d)?;
    let new = case.hex("girNew")?;
    let mut child = output_in_bytes(case.number("derivedKeyingMaterialChildLength")?)?;
    let mut child_dh = child.clone();
    sk_d.derive_child(&[], &ni, &nr, &mut child)?;
    sk_d.derive_child(&new, &ni, &nr, &mut child_dh)?;
    let rekeyed = sk_d.rekey(&ni, &nr, &new)?;
    Ok(named(names, &[seed.secret(), &keys, &child, &child_dh, rekeyed.secret()]))
}
