//! SHAKE: functional tests, outputs of every length, Monte Carlo tests, to the bit.

use super::case::{self, Case, output_of_many, split_bits};
use super::{Fields, INNER, NotOffered, OUTER, hex_value, one, results};
use anyhow::{Context, Result, bail};
use qila::xof::{Xof, XofAlgorithm};
use serde_json::json;

/// Whether the module has this function.
pub fn is_offered(name: &str) -> bool {
    named(name).is_ok()
}

pub fn named(name: &str) -> Result<XofAlgorithm> {
    let found = XofAlgorithm::ALL.iter().copied().find(|algorithm| algorithm.name() == name);
    Ok(found.ok_or_else(|| NotOffered(name.to_owned()))?)
}

/// `out_bits` bits of the output for the first `bits` bits of a message; in the last byte of the
/// output the others are zero.
fn output(mut xof: Xof, message: &[u8], bits: usize, out_bits: usize) -> Result<Vec<u8>> {
    let (whole, last, further) = split_bits(message, bits)?;
    xof.update(whole);
    let mut out = case::output(out_bits)?;
    xof.finalize_bits(last, further)?.read_bits(&mut out, out_bits as u64)?;
    Ok(out)
}

/// As [`output`], in the form of every test but those of SHAKE's revision 1.0: what there is of the
/// last byte stands at its top.
pub fn shifted(xof: Xof, message: &[u8], bits: usize, out_bits: usize) -> Result<Vec<u8>> {
    let mut out = output(xof, message, bits, out_bits)?;
    shift(&mut out, out_bits);
    Ok(out)
}

/// Moves what there is of the last byte of `bits` bits to its top.
pub fn shift(out: &mut [u8], bits: usize) {
    if let (Some(last), further @ 1..) = (out.last_mut(), bits % 8) {
        *last <<= 8 - further;
    }
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

pub fn with_length(out: &[u8], bits: usize) -> Fields {
    Fields::from_iter([("md".to_owned(), hex_value(out)), ("outLen".to_owned(), json!(bits))])
}

/// The Monte Carlo test of SHAKE: each message is the beginning of the last output, whose end says
/// how long the next is.
fn monte_carlo(algorithm: XofAlgorithm, case: &Case) -> Result<Fields> {
    let least = case.number("minOutLen")?.div_ceil(8);
    let range =
        (output_of_many(case.number("maxOutLen")?)? / 8).checked_sub(least).context("lengths in the wrong order")?
            + 1;
    let mut value = case.hex("msg")?;
    let mut size = least + range - 1;
    let mut records = Vec::with_capacity(OUTER);
    for _ in 0..OUTER {
        let mut used = size;
        for _ in 0..INNER {
            value.resize(16, 0);
            used = size;
            value = output(Xof::new(algorithm)?, &value, 128, 8 * size)?;
            let [.., high, low] = value[..] else { bail!("an output of less than two bytes") };
            size = least + usize::from(u16::from_be_bytes([high, low])) % range;
        }
        records.push(with_length(&value, 8 * used));
    }
    // NIST's answers have a length outside of the results, too, which says nothing.
    Ok([("outLen".to_owned(), json!(0))].into_iter().chain(results(records)).collect())
}
