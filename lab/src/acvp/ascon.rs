//! Ascon (SP 800-232). Strings end within a byte with its low bits.

use super::case::{Case, output};
use super::{Fields, decision, one, several};
use anyhow::{Context, Result, bail, ensure};
use qila::Error;
use qila::aead::AsconAead128Key;
use qila::hash::AsconHash256;
use qila::xof::AsconXof;

/// Answers one case of Ascon-Hash256.
pub fn answer_hash(case: &Case) -> Result<Fields> {
    aft(case)?;
    let message = case.hex("msg")?;
    let (whole, last, bits) = split(&message, case.number("len")?)?;
    let mut hash = AsconHash256::new()?;
    hash.update(whole);
    Ok(one("md", &hash.finalize_bits(last, bits)?))
}

/// Answers one case of Ascon-XOF128.
pub fn answer_xof(case: &Case) -> Result<Fields> {
    answer_with(case, AsconXof::new()?)
}

/// Answers one case of Ascon-CXOF128.
pub fn answer_cxof(case: &Case) -> Result<Fields> {
    let bits = case.number("csLen")?;
    answer_with(case, AsconXof::customized_bits(cut(&case.hex("cs")?, bits)?, bits)?)
}

fn answer_with(case: &Case, mut xof: AsconXof) -> Result<Fields> {
    aft(case)?;
    let message = case.hex("msg")?;
    let (whole, last, bits) = split(&message, case.number("len")?)?;
    xof.update(whole);
    let out_bits = case.number("outLen")?;
    let mut out = output(out_bits)?;
    xof.finalize_bits(last, bits)?.read_bits(&mut out, out_bits)?;
    Ok(one("md", &out))
}

/// Answers one case of Ascon-AEAD128.
pub fn answer_aead(case: &Case) -> Result<Fields> {
    aft(case)?;
    let (key, tag_bits) = (case.hex("key")?, case.number("tagLen")?);
    let key = if case.flag("supportsNonceMasking") {
        AsconAead128Key::with_nonce_mask(&[key, case.hex("secondKey")?].concat(), tag_bits)?
    } else {
        AsconAead128Key::with_tag_bits(&key, tag_bits)?
    };
    let (nonce, aad, aad_bits, bits) =
        (case.hex("nonce")?, case.hex("ad")?, case.number("adLen")?, case.number("payloadLen")?);
    let aad = (cut(&aad, aad_bits)?, aad_bits);
    let input = case.hex(if case.encrypts()? { "pt" } else { "ct" })?;
    let mut data = cut(&input, bits)?.to_vec();
    if case.encrypts()? {
        let tag = key.seal_bits_in_place(&nonce, aad, &mut data, bits)?;
        return Ok(several([("ct", &data), ("tag", &tag)]));
    }
    match key.open_bits_in_place(&nonce, aad, &mut data, bits, &case.hex("tag")?) {
        Ok(()) => Ok(one("pt", &data)),
        Err(Error::TagMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}

fn aft(case: &Case) -> Result<()> {
    match case.text("testType")? {
        "AFT" => Ok(()),
        other => bail!("test type {other}"),
    }
}

/// As many bytes as `bits` need. Files write one byte for nothing.
fn cut(bytes: &[u8], bits: usize) -> Result<&[u8]> {
    ensure!(bytes.len() <= bits.div_ceil(8).max(1), "more data than its length says");
    bytes.get(..bits.div_ceil(8)).context("less data than its length says")
}

/// The whole bytes, the last one that is not whole, and how many bits of it count.
fn split(message: &[u8], bits: usize) -> Result<(&[u8], u8, u32)> {
    let (whole, last) = cut(message, bits)?.split_at(bits / 8);
    Ok((whole, last.first().copied().unwrap_or(0), u32::try_from(bits % 8)?))
}
