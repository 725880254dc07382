//! The generators of SP 800-90A, with the seeds that the vector set gives.

use super::case::{Case, inner_hex, output_in_bytes};
use super::{Fields, NotOffered, hash, one};
use anyhow::{Context, Result, bail, ensure};
use qila::lab::drbg::{FULL_COUNTER, SeededDrbg};
use qila::random::Mechanism;
use serde_json::Value;

/// Answers one case: the output of the last request counts.
pub fn answer(case: &Case) -> Result<Fields> {
    ensure!(case.text("testType")? == "AFT", "test type {}", case.text("testType")?);
    let mechanism = mechanism(case)?;
    let width = case.number_or("counterFieldLen", FULL_COUNTER as usize)?;
    let (entropy, nonce) = (case.hex("entropyInput")?, case.hex("nonce")?);
    let personalization = case.hex_or_empty("persoString")?;
    let mut drbg = SeededDrbg::new(mechanism, u32::try_from(width)?, &entropy, &nonce, &personalization)?;
    let mut output = output_in_bytes(case.number("returnedBitsLen")?)?;
    ensure!(!output.is_empty(), "no bits are asked for");
    let mut generated = false;
    for request in case.get("otherInput")?.as_array().context("otherInput is no list")? {
        generated |= serve(&mut drbg, case.flag("predResistance"), request, &mut output)?;
    }
    ensure!(generated, "nothing is asked for");
    Ok(one("returnedBits", &output))
}

/// One request; whether it gave output. Prediction resistance is a reseed with the additional input
/// before the request (section 9.3.1).
fn serve(drbg: &mut SeededDrbg, resistant: bool, request: &Value, output: &mut [u8]) -> Result<bool> {
    let (entropy, additional) = (inner_hex(request, "entropyInput")?, inner_hex(request, "additionalInput")?);
    match request.get("intendedUse").and_then(Value::as_str) {
        Some("reSeed") => {
            drbg.reseed(&entropy, &additional)?;
            return Ok(false);
        }
        Some("generate") if resistant => {
            drbg.reseed(&entropy, &additional)?;
            drbg.generate(&[], output)?;
        }
        Some("generate") => drbg.generate(&additional, output)?,
        other => bail!("intended use {other:?}"),
    }
    Ok(true)
}

/// The mechanism that the group asks for.
fn mechanism(case: &Case) -> Result<Mechanism> {
    let mode = case.text("mode")?;
    Ok(match (case.algorithm, mode, case.flag("derFunc")) {
        ("ctrDRBG", "AES-128", true) => Mechanism::CtrAes128,
        ("ctrDRBG", "AES-192", true) => Mechanism::CtrAes192,
        ("ctrDRBG", "AES-256", true) => Mechanism::CtrAes256,
        ("ctrDRBG", "AES-128", false) => Mechanism::CtrAes128NoDf,
        ("ctrDRBG", "AES-192", false) => Mechanism::CtrAes192NoDf,
        ("ctrDRBG", "AES-256", false) => Mechanism::CtrAes256NoDf,
        ("ctrDRBG", _, _) => return Err(NotOffered(mode.to_owned()).into()),
        ("hmacDRBG", _, _) => Mechanism::Hmac(hash::named(mode)?),
        ("hashDRBG", _, _) => Mechanism::Hash(hash::named(mode)?),
        (other, _, _) => bail!("{other} is no generator"),
    })
}
