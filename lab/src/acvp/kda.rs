//! The key derivations of SP 800-56C from a shared secret: one-step, two-step and HKDF, with the
//! fixed information of SP 800-56A.

use super::case::{Case, bytes, inner, inner_hex, inner_text, number, output_in_bytes};
use super::{Fields, compare, decision, hex_value, one, one_step, two_step};
use anyhow::{Context, Result, bail, ensure};
use qila::key_confirmation::Party;
use serde_json::Value;

/// Answers one case: derives one key or several, and in a validation test says whether they are the
/// right ones.
pub fn answer(case: &Case) -> Result<Fields> {
    let answer = match case.find("kdfMultiExpansionParameter") {
        Some(parameter) => multiple(case, parameter)?,
        None => one("dkm", &single(case, case.get("kdfParameter")?)?),
    };
    match case.text("testType")? {
        "AFT" => Ok(answer),
        "VAL" => {
            let is_right = |(name, value): (&String, &Value)| Ok(compare::equal(case.get(name)?, value));
            Ok(decision(answer.iter().map(is_right).collect::<Result<Vec<_>>>()?.into_iter().all(|right| right)))
        }
        other => bail!("test type {other}"),
    }
}

/// One key from one secret.
fn single(case: &Case, parameter: &Value) -> Result<Vec<u8>> {
    let configuration = case.get("kdfConfiguration")?;
    let bits = number("l", inner(parameter, "l").or_else(|_| inner(configuration, "l"))?)?;
    let information = fixed_information(parameter, configuration, bits, |party| {
        let party = case.get(if party == Party::U { "fixedInfoPartyU" } else { "fixedInfoPartyV" })?;
        Ok([inner_hex(party, "partyId")?, inner_hex(party, "ephemeralData")?].concat())
    })?;
    let mut key = output_in_bytes(bits)?;
    // Older sets put the auxiliary secret of a hybrid scheme into the fixed information; SP 800-56C
    // r2 section 2 puts it behind the shared secret.
    let hybrid = !inner_text(configuration, "fixedInfoPattern")?.split("||").any(|part| part == "t");
    match inner_text(configuration, "kdfType")? {
        kind @ ("oneStep" | "oneStepNoCounter") => {
            one_step::derive(configuration, parameter, kind == "oneStep", &information, &mut key)?;
        }
        _ => two_step::extract(configuration, parameter, hybrid)?.expand(&information, &mut key)?,
    }
    Ok(key)
}

/// Several keys from one secret, each with its own fixed information.
fn multiple(case: &Case, parameter: &Value) -> Result<Fields> {
    let prk = two_step::extract(case.get("kdfMultiExpansionConfiguration")?, parameter, true)?;
    let expand = |iteration: &Value| {
        let mut key = output_in_bytes(number("l", inner(iteration, "l")?)?)?;
        prk.expand(&inner_hex(iteration, "fixedInfo")?, &mut key)?;
        Ok(hex_value(&key))
    };
    let iterations = inner(parameter, "iterationParameters")?.as_array().context("no list of iterations")?;
    let keys = iterations.iter().map(expand).collect::<Result<Vec<_>>>()?;
    Ok(Fields::from_iter([("dkms".to_owned(), Value::Array(keys))]))
}

/// The fixed information: the parts that the pattern names, one after the other. `party` gives the
/// identifier and the ephemeral data of a party.
pub fn fixed_information(
    parameter: &Value,
    configuration: &Value,
    bits: usize,
    party: impl Fn(Party) -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let encoding = inner(configuration, "fixedInfoEncoding")?;
    ensure!(encoding == "concatenation", "encoding {encoding}");
    patterned(parameter, inner_text(configuration, "fixedInfoPattern")?, bits, party)
}

/// The parts that a pattern names, as those of [`fixed_information`].
pub fn patterned(
    parameter: &Value,
    pattern: &str,
    bits: usize,
    party: impl Fn(Party) -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    let part = |name: &str| match name {
        "uPartyInfo" => party(Party::U),
        "vPartyInfo" => party(Party::V),
        "l" => Ok(u32::try_from(bits)?.to_be_bytes().to_vec()),
        "t" | "context" | "label" | "algorithmId" => bytes(name, inner(parameter, name)?),
        _ => {
            let literal = name.strip_prefix("literal[").and_then(|rest| rest.strip_suffix(']'));
            let literal = literal.with_context(|| format!("the pattern names {name}"))?;
            Ok(hex::decode(literal)?)
        }
    };
    Ok(pattern.split("||").map(part).collect::<Result<Vec<_>>>()?.concat())
}
