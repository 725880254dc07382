//! cSHAKE, TupleHash, ParallelHash and KMAC: functional, verification and Monte Carlo tests, to the
//! bit.

use super::case::{Case, bytes, number, output, output_in_bytes, output_of_many, split_bits};
use super::xof::{named, shift, shifted, with_length};
use super::{Fields, INNER, NotOffered, decision, one, results};
use anyhow::{Context, Result, bail, ensure};
use qila::lab;
use qila::mac::KmacKey;
use qila::xof::{ParallelHash, TupleHash, Xof, XofAlgorithm};

/// Whether samples of the Monte Carlo test of an algorithm have fewer rounds than the real ones.
pub fn has_short_samples(algorithm: &str) -> bool {
    ["cSHAKE-", "TupleHash-", "ParallelHash-"].iter().any(|start| algorithm.starts_with(start))
}

/// The function that the algorithm rests on.
fn ground(case: &Case) -> Result<XofAlgorithm> {
    let (_, strength) = case.algorithm.rsplit_once('-').context("an algorithm without its strength")?;
    named(&format!("SHAKE-{strength}"))
}

/// The customization string, given as text or as bytes.
fn customization(case: &Case) -> Result<Vec<u8>> {
    if case.flag("hexCustomization") {
        return case.hex_or_empty("customizationHex");
    }
    Ok(case.text_or_empty("customization")?.as_bytes().to_vec())
}

/// Answers one case of cSHAKE.
pub fn answer_cshake(case: &Case) -> Result<Fields> {
    let algorithm = ground(case)?;
    let name = case.text_or_empty("functionName")?.as_bytes();
    match case.text("testType")? {
        "AFT" => {
            let customization = customization(case)?;
            let xof = lab::xof::named(algorithm, name, &customization)?;
            let out_bits = case.number("outLen")?;
            Ok(with_length(&shifted(xof, &case.hex("msg")?, case.number("len")?, out_bits)?, out_bits))
        }
        "MCT" => monte_carlo(algorithm, case),
        other => bail!("test type {other}"),
    }
}

/// The Monte Carlo test of cSHAKE: as that of SHAKE with lengths in bits, and each output makes the
/// next customization.
fn monte_carlo(algorithm: XofAlgorithm, case: &Case) -> Result<Fields> {
    let mut lengths = Lengths::new(case)?;
    let (mut value, mut customization) = (case.hex("msg")?, Vec::new());
    rounds(case, || {
        value.resize(16, 0);
        let next = shifted(Xof::customized(algorithm, &customization)?, &value, 128, lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[&value, &end]);
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}

/// Answers one case of TupleHash.
pub fn answer_tuple_hash(case: &Case) -> Result<Fields> {
    let list = |name: &str| case.get(name)?.as_array().with_context(|| format!("{name} is no list"));
    let elements = list("tuple")?.iter().map(|element| bytes("tuple", element)).collect::<Result<Vec<_>>>()?;
    for (element, bits) in elements.iter().zip(list("len")?) {
        ensure!(8 * element.len() == number("len", bits)?, "an element that is not whole bytes");
    }
    match case.text("testType")? {
        "AFT" => {
            let bits = case.number("outLen")?;
            Ok(with_length(&tuple_hash(case, &customization(case)?, &elements, bits)?, bits))
        }
        "MCT" => monte_carlo_of_lists(case, elements.concat()),
        other => bail!("test type {other}"),
    }
}

fn tuple_hash(case: &Case, customization: &[u8], elements: &[impl AsRef<[u8]>], bits: usize) -> Result<Vec<u8>> {
    let mut hash = TupleHash::customized(ground(case)?, customization)?;
    elements.iter().for_each(|element| hash.add(element.as_ref()));
    let mut out = output_in_bytes(bits)?;
    if case.flag("xof") {
        hash.finalize_xof()?.read(&mut out)?
    } else {
        hash.finalize_into(&mut out)?
    }
    Ok(out)
}

/// The Monte Carlo test of TupleHash: each list is the beginning of the last output in one to four
/// equal parts.
fn monte_carlo_of_lists(case: &Case, mut value: Vec<u8>) -> Result<Fields> {
    let mut lengths = Lengths::new(case)?;
    let mut customization = Vec::new();
    rounds(case, || {
        value.resize(36, 0);
        let parts = usize::from(value.first().copied().unwrap_or(0) >> 5) % 4 + 1;
        let elements: Vec<&[u8]> = value.chunks(value.len() / parts).collect();
        let next = tuple_hash(case, &customization, &elements, lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[elements.first().copied().unwrap_or_default(), &end]);
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}

/// Answers one case of ParallelHash.
pub fn answer_parallel_hash(case: &Case) -> Result<Fields> {
    match case.text("testType")? {
        "AFT" => {
            let (message, bits, out_bits) = (case.hex("msg")?, case.number("len")?, case.number("outLen")?);
            let block = case.number("blockSize")?;
            Ok(with_length(&parallel_hash(case, &customization(case)?, block, (&message, bits), out_bits)?, out_bits))
        }
        "MCT" => monte_carlo_of_blocks(case),
        other => bail!("test type {other}"),
    }
}

fn parallel_hash(
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
fn monte_carlo_of_blocks(case: &Case) -> Result<Fields> {
    let [least, most] = ["minBlockSize", "maxBlockSize"].map(|name| case.number(name));
    let (least, most) = (least?, most?);
    let range = most.checked_sub(least).context("blocks in the wrong order")? + 1;
    let mut lengths = Lengths::new(case)?;
    let (mut value, mut block, mut customization) = (case.hex("msg")?, least, Vec::new());
    rounds(case, || {
        value.resize(16, 0);
        let next = parallel_hash(case, &customization, block, (&value, 128), lengths.bits)?;
        let end = last_two_bytes(&next, lengths.bits)?;
        customization = letters(&[&value, &end]);
        block = least + usize::from(end[1]) % range;
        value = next;
        Ok((value.clone(), lengths.step(end)))
    })
}

/// The lengths of the outputs of a Monte Carlo test, in bits.
struct Lengths {
    least: usize,
    range: usize,
    increment: usize,
    bits: usize,
}

impl Lengths {
    fn new(case: &Case) -> Result<Self> {
        let [least, most, increment] = ["minOutLen", "maxOutLen", "outLenIncrement"].map(|name| case.number(name));
        let (least, bits, increment) = (least?, output_of_many(most?)?, increment?);
        ensure!(increment > 0, "lengths in steps of nothing");
        let range = bits.checked_sub(least).context("lengths in the wrong order")? + 1;
        Ok(Self { least, range, increment, bits })
    }

    /// The length of the output that ends so, and from now on that of the next.
    fn step(&mut self, end: [u8; 2]) -> usize {
        let next = usize::from(u16::from_be_bytes(end)) % self.range / self.increment * self.increment;
        core::mem::replace(&mut self.bits, self.least + next)
    }
}

/// The rounds of a Monte Carlo test, each of whose steps gives an output and its length.
fn rounds(case: &Case, mut step: impl FnMut() -> Result<(Vec<u8>, usize)>) -> Result<Fields> {
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
fn letters(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat().iter().map(|byte| b'A' + byte % 26).collect()
}

/// The last 16 bits of an output of `bits` bits whose last byte is filled from the top.
fn last_two_bytes(out: &[u8], bits: usize) -> Result<[u8; 2]> {
    let [high, low] = out.last_chunk().copied().context("an output of less than two bytes")?;
    // An output of exactly two bytes has all its bits in them.
    let before = out.iter().rev().nth(2).copied().unwrap_or(0);
    let all = u32::from_be_bytes([0, before, high, low]) >> (bits.wrapping_neg() % 8);
    Ok((all as u16).to_be_bytes())
}

/// Answers one case of KMAC.
pub fn answer_kmac(case: &Case) -> Result<Fields> {
    let (bits, tag_bits) = (case.number("keyLen")?, case.number("macLen")?);
    let (message, message_bits) = (case.hex("msg")?, case.number("msgLen")?);
    let key = KmacKey::of_bits(ground(case)?, &case.hex("key")?, bits, &customization(case)?)?;
    let (whole, last, further) = split_bits(&message, message_bits)?;
    let mut running = key.begin()?;
    running.update(whole);
    let mut tag = output(tag_bits)?;
    if case.flag("xof") {
        running.finalize_bits_xof(last, further)?.read_bits(&mut tag, tag_bits as u64)?;
    } else {
        running.finalize_bits_into(last, further, &mut tag, tag_bits as u64)?;
    }
    shift(&mut tag, tag_bits);
    match case.text("testType")? {
        "AFT" => Ok(one("mac", &tag)),
        "MVT" => {
            let passed = tag == case.hex("mac")?;
            if !case.flag("xof") && tag_bits % 8 == 0 && message_bits % 8 == 0 {
                ensure!(key.verify(&message, &case.hex("mac")?).is_ok() == passed, "two verdicts");
            }
            Ok(decision(passed))
        }
        other => bail!("test type {other}"),
    }
}
