//! ParallelHash: functional and Monte Carlo tests, to the bit.

use super::Fields;
use super::case::{Case, output, split_bits};
use super::sp800_185::{Lengths, customization, ground, last_two_bytes, letters, rounds};
use super::xof::{shift, with_length};
use anyhow::{Context, Result, bail};
use qila::xof::ParallelHash;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    match case.text("testType")? {
        "AFT" => {
            let (message, bits, out_bits) = (case.hex("msg")?, case.number("len")?, case.number("outLen")?);
            let block = case.number("blockSize")?;
            Ok(with_length(&value_of(case, &customization(case)?, block, (&message, bits), out_bits)?, out_bits))
        }
        "MCT" => monte_carlo(case),
        other => bail!("test type {other}"),
    }
}

fn value_of(
    case: &Case,
    customization: &[u8],
    block: usize,
    (message, bits): (&[u8], usize),
    out_bits: usize,
) -> Result<Vec<u8>> {
    let (whole, last, further) = split_bits(message, bits)?;
    let mut hash = ParallelHash::customized(ground(case)?, block, customization)?;
    hash.update(whole);
    let mut out = output(out_bits)?;
    if case.flag("xof") {
        hash.finalize_bits_xof(last, further)?.read_bits(&mut out, out_bits as u64)?;
    } else {
        hash.finalize_bits_into(last, further, &mut out, out_bits as u64)?;
    }
    shift(&mut out, out_bits);
    Ok(out)
}

/// The Monte Carlo test of ParallelHash: as that of cSHAKE, and each output says how long the next
/// blocks are.
fn monte_carlo(case: &Case) -> Result<Fields> {
    let [least, most] = ["minBlockSize", "maxBlockSize"].map(|name| case.number(name));
    let (least, most) = (least?, most?);
    let range = most.checked_sub(least).context("blocks in the wrong order")? + 1;
    let mut lengths = Lengths::new(case)?;
    let (mut value, mut block, mut customization) = (case.hex("msg")?, least, Vec::new());
    rounds(case, || {
        value.resize(16, 0);
        let next = value_of(case, &customization, block, (&value, 128), lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[&value, &end]);
        block = least + usize::from(end[1]) % range;
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}
