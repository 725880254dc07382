//! AES-XTS (SP 800-38E).

use super::aes::{block, names};
use super::case::Case;
use super::{Fields, one};
use anyhow::{Context, Result, bail, ensure};
use qila::cipher::{AesXtsKey, BLOCK_SIZE};

/// Answers one case: one data unit or several, whose lengths are counted in bits.
pub fn answer(case: &Case) -> Result<Fields> {
    let encrypts = case.encrypts()?;
    let (input, output) = names(encrypts);
    let (key, data) = (AesXtsKey::new(&case.hex("key")?)?, case.hex(input)?);
    ensure!(key.key_size().bits() == case.number("keyLen")?, "the key has another length than its group says");
    let first = match case.text("tweakMode")? {
        "hex" => u128::from_le_bytes(block("tweakValue", &case.hex("tweakValue")?)?),
        "number" => case.number("sequenceNumber")? as u128,
        other => bail!("tweakMode {other}"),
    };
    let bits = case.number("payloadLen")?;
    let unit = case.number_or("dataUnitLen", bits)?;
    ensure!(data.len() == bits.div_ceil(8) && unit >= 8 * BLOCK_SIZE, "impossible lengths");
    let mut out = Bits::default();
    for (start, number) in (0..bits).step_by(unit).zip(0..=u128::MAX) {
        let end = bits.min(start + unit);
        let mut part = Bits::default();
        part.extend(&data, start, end)?;
        let tweak = AesXtsKey::tweak(first.wrapping_add(number));
        if encrypts {
            key.encrypt_bits(&tweak, &mut part.bytes, end - start)?;
        } else {
            key.decrypt_bits(&tweak, &mut part.bytes, end - start)?;
        }
        out.extend(&part.bytes, 0, end - start)?;
    }
    Ok(one(output, &out.bytes))
}

/// A string of bits, the first in the most significant place; the rest of the last byte is zero.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    len: usize,
}

impl Bits {
    /// Appends the bits of `from` between two places.
    fn extend(&mut self, from: &[u8], start: usize, end: usize) -> Result<()> {
        for place in start..end {
            let byte = from.get(place / 8).context("the data is shorter than its length says")?;
            if self.len.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((byte << (place % 8)) & 0x80) >> (self.len % 8);
            }
            self.len += 1;
        }
        Ok(())
    }
}
