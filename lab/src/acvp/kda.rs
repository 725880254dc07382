//! The key derivations of SP 800-56C from a shared secret: one-step, two-step and HKDF, with the
//! fixed information of SP 800-56A.

use super::case::{Case, bytes, inner, inner_hex, number, output_in_bytes};
use super::{Fields, decision, hash, hex_value, kbkdf, one, xof};
use anyhow::{Context, Result, bail, ensure};
use qila::kdf::{DynHkdf, KeyBasedKdf, OneStep};
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
            let is_right = |(name, value): (&String, &Value)| Ok(super::compare::equal(case.get(name)?, value));
            Ok(decision(answer.iter().map(is_right).collect::<Result<Vec<_>>>()?.into_iter().all(|right| right)))
        }
        other => bail!("test type {other}"),
    }
}

/// One key from one secret.
fn single(case: &Case, parameter: &Value) -> Result<Vec<u8>> {
    let configuration = case.get("kdfConfiguration")?;
    let encoding = inner(configuration, "fixedInfoEncoding")?;
    ensure!(encoding == "concatenation", "encoding {encoding}");
    let bits = number("l", inner(parameter, "l").or_else(|_| inner(configuration, "l"))?)?;
    let pattern = inner(configuration, "fixedInfoPattern")?.as_str().context("the pattern is no text")?;
    let information = fixed_information(case, parameter, pattern, bits)?;
    let mut key = output_in_bytes(bits)?;
    // Older sets put the auxiliary secret of a hybrid scheme into the fixed information; SP 800-56C
    // r2 section 2 puts it behind the shared secret.
    let hybrid = !pattern.split("||").any(|part| part == "t");
    match text(configuration, "kdfType")? {
        kind @ ("oneStep" | "oneStepNoCounter") => {
            one_step(configuration, parameter, kind == "oneStep", &information, &mut key)?;
        }
        _ => extract(configuration, parameter, hybrid)?.expand(&information, &mut key)?,
    }
    Ok(key)
}

fn text<'v>(object: &'v Value, name: &str) -> Result<&'v str> {
    inner(object, name)?.as_str().with_context(|| format!("{name} is no text"))
}

/// The one-step derivation, by the name of its auxiliary function.
fn one_step(
    configuration: &Value,
    parameter: &Value,
    counted: bool,
    information: &[u8],
    key: &mut [u8],
) -> Result<()> {
    let (secret, salt) = (inner_hex(parameter, "z")?, inner_hex(parameter, "salt")?);
    let name = text(configuration, "auxFunction")?;
    let derivation = if let Some(strength) = name.strip_prefix("KMAC-") {
        OneStep::kmac(xof::named(&format!("SHAKE-{strength}"))?, &salt, &secret)?
    } else if let Some(hash) = name.strip_prefix("HMAC-") {
        OneStep::hmac(hash::named(hash)?, &salt, &secret)?
    } else {
        OneStep::hash(hash::named(name)?, &secret)?
    };
    if counted {
        derivation.derive(information, key)?;
    } else {
        derivation.derive_without_counter(information, key)?;
    }
    Ok(())
}

/// The key between the two steps, with how the second one is done.
enum Extracted {
    Hkdf(DynHkdf),
    Expansion(KeyBasedKdf, kbkdf::Form),
}

impl Extracted {
    fn expand(&self, information: &[u8], key: &mut [u8]) -> Result<()> {
        match self {
            Self::Hkdf(prk) => Ok(prk.expand(information, key)?),
            Self::Expansion(prk, form) => form.derive(prk, information, key),
        }
    }
}

/// Several keys from one secret, each with its own fixed information.
fn multiple(case: &Case, parameter: &Value) -> Result<Fields> {
    let prk = extract(case.get("kdfMultiExpansionConfiguration")?, parameter, true)?;
    let expand = |iteration: &Value| {
        let mut key = output_in_bytes(number("l", inner(iteration, "l")?)?)?;
        prk.expand(&inner_hex(iteration, "fixedInfo")?, &mut key)?;
        Ok(hex_value(&key))
    };
    let iterations = inner(parameter, "iterationParameters")?.as_array().context("no list of iterations")?;
    let keys = iterations.iter().map(expand).collect::<Result<Vec<_>>>()?;
    Ok(Fields::from_iter([("dkms".to_owned(), Value::Array(keys))]))
}

/// Randomness extraction from the shared secret, and in a hybrid scheme the auxiliary one after it,
/// if there is one.
fn extract(configuration: &Value, parameter: &Value, hybrid: bool) -> Result<Extracted> {
    let auxiliary = if hybrid { inner_hex(parameter, "t")? } else { Vec::new() };
    let secret = [inner_hex(parameter, "z")?, auxiliary].concat();
    let salt = inner_hex(parameter, "salt")?;
    if text(configuration, "kdfType")? == "hkdf" {
        let algorithm = hash::named(text(configuration, "hmacAlg")?)?;
        return Ok(Extracted::Hkdf(DynHkdf::extract(algorithm, &salt, &secret)?));
    }
    let mac = text(configuration, "macMode")?;
    let prk = match mac.strip_prefix("HMAC-") {
        Some(algorithm) => KeyBasedKdf::extract_hmac(hash::named(algorithm)?, &salt, &secret)?,
        None => KeyBasedKdf::extract_cmac(&salt, &secret)?,
    };
    let size = number("counterLen", inner(configuration, "counterLen")?)?;
    let location = text(configuration, "counterLocation")?;
    let iv = inner_hex(parameter, "iv")?;
    Ok(Extracted::Expansion(prk, kbkdf::Form::new(text(configuration, "kdfMode")?, location, size, iv, 0)?))
}

/// The fixed information: the parts that the pattern names, one after the other.
fn fixed_information(case: &Case, parameter: &Value, pattern: &str, bits: usize) -> Result<Vec<u8>> {
    let part = |name: &str| {
        let party = |name: &str| {
            let party = case.get(name)?;
            Ok([inner_hex(party, "partyId")?, inner_hex(party, "ephemeralData")?].concat())
        };
        match name {
            "uPartyInfo" => party("fixedInfoPartyU"),
            "vPartyInfo" => party("fixedInfoPartyV"),
            "l" => Ok(u32::try_from(bits)?.to_be_bytes().to_vec()),
            "t" | "context" | "label" | "algorithmId" => bytes(name, inner(parameter, name)?),
            _ => {
                let literal = name.strip_prefix("literal[").and_then(|rest| rest.strip_suffix(']'));
                let literal = literal.with_context(|| format!("the pattern names {name}"))?;
                Ok(hex::decode(literal)?)
            }
        }
    };
    Ok(pattern.split("||").map(part).collect::<Result<Vec<_>>>()?.concat())
}
