//! What the tests of the functions of SP 800-185 share: names, customization strings, and the steps
//! of Monte Carlo tests.

use super::case::{Case, output_of_many};
use super::xof::{named, with_length};
use super::{Fields, INNER, NotOffered, results};
use anyhow::{Context, Result, ensure};
use qila::xof::XofAlgorithm;

/// Whether samples of the Monte Carlo test of an algorithm have fewer rounds than the real ones.
pub fn has_short_samples(algorithm: &str) -> bool {
    ["cSHAKE-", "TupleHash-", "ParallelHash-"].iter().any(|start| algorithm.starts_with(start))
}

/// The function that the algorithm rests on.
pub fn ground(case: &Case) -> Result<XofAlgorithm> {
    let (_, strength) = case.algorithm.rsplit_once('-').context("an algorithm without its strength")?;
    named(&format!("SHAKE-{strength}"))
}

/// The customization string, given as text or as bytes.
pub fn customization(case: &Case) -> Result<Vec<u8>> {
    if case.flag("hexCustomization") {
        return case.hex_or_empty("customizationHex");
    }
    Ok(case.text_or_empty("customization")?.as_bytes().to_vec())
}

/// The lengths of the outputs of a Monte Carlo test, in bits.
pub struct Lengths {
    least: usize,
    range: usize,
    increment: usize,
    pub bits: usize,
}

impl Lengths {
    pub fn new(case: &Case) -> Result<Self> {
        let [least, most, increment] = ["minOutLen", "maxOutLen", "outLenIncrement"].map(|name| case.number(name));
        let (least, bits, increment) = (least?, output_of_many(most?)?, increment?);
        ensure!(increment > 0, "lengths in steps of nothing");
        let range = bits.checked_sub(least).context("lengths in the wrong order")? + 1;
        Ok(Self { least, range, increment, bits })
    }

    /// The length of the output that ends so, and from now on that of the next.
    pub fn step(&mut self, end: [u8; 2]) -> usize {
        let next = usize::from(u16::from_be_bytes(end)) % self.range / self.increment * self.increment;
        core::mem::replace(&mut self.bits, self.least + next)
    }
}

/// The rounds of a Monte Carlo test, each of whose steps gives an output and its length.
pub fn rounds(case: &Case, mut step: impl FnMut() -> Result<(Vec<u8>, usize)>) -> Result<Fields> {
    if case.flag("hexCustomization") {
        return Err(NotOffered("a Monte Carlo test with customization strings of any bytes".to_owned()).into());
    }
    let mut records = Vec::new();
    for _ in 0..case.rounds() {
        for _ in 1..INNER {
            step()?;
        }
        let (value, bits) = step()?;
        records.push(with_length(&value, bits));
    }
    Ok(results(records))
}

/// The next customization string of a Monte Carlo test: a letter for each byte.
pub fn letters(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat().iter().map(|byte| b'A' + byte % 26).collect()
}

/// The last 16 bits of an output of `bits` bits whose last byte is filled from the top.
pub fn last_two_bytes(out: &[u8], bits: usize) -> Result<[u8; 2]> {
    let [high, low] = out.last_chunk().copied().context("an output of less than two bytes")?;
    // An output of exactly two bytes has all its bits in them.
    let before = out.iter().rev().nth(2).copied().unwrap_or(0);
    let all = u32::from_be_bytes([0, before, high, low]) >> (bits.wrapping_neg() % 8);
    Ok((all as u16).to_be_bytes())
}
