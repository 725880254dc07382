//! SHAKE and cSHAKE: functional tests, outputs of every length, Monte Carlo tests, to the bit.

use super::case::{Case, split_bits};
use super::{Fields, NotOffered, hex_value, one};
use anyhow::{Context, Result, bail};
use qila::xof::{Xof, XofAlgorithm};
use serde_json::{Value, json};

/// How often a Monte Carlo test repeats, outside and inside; of the functions of SP 800-185 a sample repeats less often.
const OUTER: usize = 100;
const INNER: usize = 1000;

/// Whether the module has this function, as SHAKE or behind a `c` as cSHAKE.
pub fn is_offered(name: &str) -> bool {
    named(name).is_ok()
}

fn named(name: &str) -> Result<XofAlgorithm> {
    let found = XofAlgorithm::ALL.iter().copied().find(|algorithm| algorithm.name() == name);
    Ok(found.ok_or_else(|| NotOffered(name.to_owned()))?)
}

/// `out_bits` bits of the output for the first `bits` bits of a message; in the last byte of the output the others are zero.
fn output(mut xof: Xof, message: &[u8], bits: usize, out_bits: usize) -> Result<Vec<u8>> {
    let (whole, last, further) = split_bits(message, bits)?;
    xof.update(whole);
    let mut out = vec![0; out_bits.div_ceil(8)];
    xof.finalize_bits(last, further)?.read(&mut out)?;
    if let (Some(last), further @ 1..) = (out.last_mut(), out_bits % 8) {
        *last &= 0xff >> (8 - further);
    }
    Ok(out)
}

/// As [`output`], in the form of every test but those of SHAKE's revision 1.0: what there is of the last byte stands at its
/// top.
fn shifted(xof: Xof, message: &[u8], bits: usize, out_bits: usize) -> Result<Vec<u8>> {
    let mut out = output(xof, message, bits, out_bits)?;
    if let (Some(last), further @ 1..) = (out.last_mut(), out_bits % 8) {
        *last <<= 8 - further;
    }
    Ok(out)
}

/// Answers one case of SHAKE, revision 1.0.
pub fn answer(case: &Case) -> Result<Fields> {
    let algorithm = named(case.algorithm)?;
    match case.text("testType")? {
        "AFT" | "VOT" => {
            let out_bits = case.number("outLen")?;
            let out = output(Xof::new(algorithm)?, &case.hex("msg")?, case.number("len")?, out_bits)?;
            Ok(with_length(&out, out_bits))
        }
        "MCT" => monte_carlo(algorithm, case),
        other => bail!("test type {other}"),
    }
}

/// Answers one case of SHAKE, revision FIPS202.
pub fn answer_fips202(case: &Case) -> Result<Fields> {
    let xof = Xof::new(named(case.algorithm)?)?;
    match case.text("testType")? {
        "AFT" => Ok(one("md", &shifted(xof, &case.hex("msg")?, case.number("len")?, case.number("outLen")?)?)),
        other => bail!("test type {other}"),
    }
}

/// Answers one case of cSHAKE.
pub fn answer_customized(case: &Case) -> Result<Fields> {
    let algorithm = named(case.algorithm.strip_prefix('c').context("not a cSHAKE")?)?;
    let name = case.text_or_empty("functionName")?.as_bytes();
    match case.text("testType")? {
        "AFT" => {
            let customization = customization(case)?;
            let xof = Xof::customized(algorithm, name, &customization)?;
            let out_bits = case.number("outLen")?;
            Ok(with_length(&shifted(xof, &case.hex("msg")?, case.number("len")?, out_bits)?, out_bits))
        }
        "MCT" => monte_carlo_customized(algorithm, case),
        other => bail!("test type {other}"),
    }
}

/// The customization string, given as text or as bytes.
fn customization(case: &Case) -> Result<Vec<u8>> {
    if case.flag("hexCustomization") {
        return case.hex_or_empty("customizationHex");
    }
    Ok(case.text_or_empty("customization")?.as_bytes().to_vec())
}

fn with_length(out: &[u8], bits: usize) -> Fields {
    Fields::from_iter([("md".to_owned(), hex_value(out)), ("outLen".to_owned(), json!(bits))])
}

/// The Monte Carlo test of SHAKE: each message is the beginning of the last output, whose end says how long the next is.
fn monte_carlo(algorithm: XofAlgorithm, case: &Case) -> Result<Fields> {
    let least = case.number("minOutLen")?.div_ceil(8);
    let range = (case.number("maxOutLen")? / 8).checked_sub(least).context("lengths in the wrong order")? + 1;
    let mut value = case.hex("msg")?;
    let mut size = least + range - 1;
    let mut results = Vec::with_capacity(OUTER);
    for _ in 0..OUTER {
        let mut used = size;
        for _ in 0..INNER {
            value.resize(16, 0);
            used = size;
            value = output(Xof::new(algorithm)?, &value, 128, 8 * size)?;
            let [.., high, low] = value[..] else { bail!("an output of less than two bytes") };
            size = least + usize::from(u16::from_be_bytes([high, low])) % range;
        }
        results.push(Value::Object(with_length(&value, 8 * used)));
    }
    // NIST's answers have a length outside of the results, too, which says nothing.
    Ok(Fields::from_iter([("outLen".to_owned(), json!(0)), ("resultsArray".to_owned(), Value::Array(results))]))
}

/// The Monte Carlo test of cSHAKE: as that of SHAKE with lengths in bits, and each round makes the next customization.
fn monte_carlo_customized(algorithm: XofAlgorithm, case: &Case) -> Result<Fields> {
    let [least, most, step] = ["minOutLen", "maxOutLen", "outLenIncrement"].map(|name| case.number(name));
    let (least, most, step) = (least?, most?, step?);
    let range = most.checked_sub(least).context("lengths in the wrong order")? + 1;
    let (mut value, mut bits, mut customization) = (case.hex("msg")?, most, Vec::new());
    let mut results = Vec::new();
    for _ in 0..case.rounds(OUTER) {
        let mut used = bits;
        for _ in 0..INNER {
            value.resize(16, 0);
            used = bits;
            let next = shifted(Xof::customized(algorithm, b"", &customization)?, &value, 128, bits)?;
            let end = last_two_bytes(&next, bits)?;
            bits = least + usize::from(u16::from_be_bytes(end)) % range / step * step;
            customization = value.iter().chain(&end).map(|byte| b'A' + byte % 26).collect();
            value = next;
        }
        results.push(Value::Object(with_length(&value, used)));
    }
    Ok(Fields::from_iter([("resultsArray".to_owned(), Value::Array(results))]))
}

/// The last 16 bits of an output of `bits` bits whose last byte is filled from the top.
fn last_two_bytes(out: &[u8], bits: usize) -> Result<[u8; 2]> {
    let [high, low] = out.last_chunk().copied().context("an output of less than two bytes")?;
    // An output of exactly two bytes has all its bits in them.
    let before = out.iter().rev().nth(2).copied().unwrap_or(0);
    let all = u32::from_be_bytes([0, before, high, low]) >> (bits.wrapping_neg() % 8);
    Ok((all as u16).to_be_bytes())
}
