//! AES in CFB1 and CFB8 (SP 800-38A section 6.3): functional and Monte Carlo tests.

use super::aes::{Block, block, key, names};
use super::case::Case;
use super::{Fields, INNER, OUTER, one, results, several};
use anyhow::{Context, Result, bail, ensure};
use qila::cipher::{AesKey, BLOCK_SIZE, Cfb, CfbSegment};

/// Answers one case of CFB1.
pub fn answer_cfb1(case: &Case) -> Result<Fields> {
    answer(case, CfbSegment::Bits1)
}

/// Answers one case of CFB8.
pub fn answer_cfb8(case: &Case) -> Result<Fields> {
    answer(case, CfbSegment::Bits8)
}

fn begin(key: &[u8], segment: CfbSegment, iv: &Block, encrypts: bool) -> Result<Cfb> {
    let key = AesKey::new(key)?;
    Ok(if encrypts { key.cfb_encryptor(segment, iv) } else { key.cfb_decryptor(segment, iv) }?)
}

fn answer(case: &Case, segment: CfbSegment) -> Result<Fields> {
    let encrypts = case.encrypts()?;
    let (input, output) = names(encrypts);
    let (key, iv, mut data) = (key(case)?, block("iv", &case.hex("iv")?)?, case.hex(input)?);
    match case.text("testType")? {
        "AFT" => {
            let bits = case.number_or("payloadLen", 8 * data.len())?;
            begin(&key, segment, &iv, encrypts)?.apply_bits(&mut data, bits)?;
            Ok(one(output, &data))
        }
        "MCT" => {
            ensure!(data.len() == 1, "{input} is not one segment");
            Ok(results(monte_carlo(segment, key, iv, data[0], encrypts)?))
        }
        other => bail!("test type {other}"),
    }
}

/// The segments of some bytes, each in the first bits of a byte.
fn segments(bytes: &[u8], bits: usize) -> Vec<u8> {
    let mask = (0xff00_u16 >> bits) as u8;
    bytes.iter().flat_map(|byte| (0..8 / bits).map(move |i| byte << (bits * i) & mask)).collect()
}

/// The other way round.
fn packed(segments: &[u8], bits: usize) -> Vec<u8> {
    let byte =
        |part: &[u8]| part.iter().zip(0..=usize::MAX).fold(0, |byte, (segment, i)| byte | segment >> (bits * i));
    segments.chunks(8 / bits).map(byte).collect()
}

/// The Monte Carlo test (AESAVS section 6.4.4): the segments of the IV are the first inputs, then
/// the outputs as many steps late; the last outputs change the key and are the next IV.
fn monte_carlo(
    segment: CfbSegment,
    mut key: Vec<u8>,
    mut iv: Block,
    mut input: u8,
    encrypts: bool,
) -> Result<Vec<Fields>> {
    let (input_name, output_name) = names(encrypts);
    let bits = segment.bits();
    let mut records = Vec::with_capacity(OUTER);
    for _ in 0..OUTER {
        let mut stream = begin(&key, segment, &iv, encrypts)?;
        // What comes out after the IV, as far as it goes in again.
        let mut inputs = segments(&iv, bits);
        let late = inputs.len();
        let mut next = input;
        for step in 0..INNER {
            let mut output = [next];
            stream.apply_bits(&mut output, bits)?;
            inputs.push(output[0]);
            next = inputs[step];
        }
        let outputs = &inputs[late..];
        let last = *outputs.last().context("no output")?;
        records.push(several([("key", &key[..]), ("iv", &iv), (input_name, &[input]), (output_name, &[last])]));
        let change = packed(&outputs[INNER - 8 * key.len() / bits..], bits);
        key.iter_mut().zip(change).for_each(|(key, output)| *key ^= output);
        iv = block("the next IV", &packed(&outputs[INNER - 8 * BLOCK_SIZE / bits..], bits))?;
        input = outputs[INNER - late - 1];
    }
    Ok(records)
}
