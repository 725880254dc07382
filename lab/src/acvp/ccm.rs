//! AES-CCM (SP 800-38C), where ciphertext and tag are one.

use super::case::Case;
use super::{Fields, decision, one};
use anyhow::{Context, Result, ensure};
use qila::Error;
use qila::aead::{AesCcmKey, Tag};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (nonce, aad) = (case.hex("iv")?, case.hex_or_empty("aad")?);
    ensure!(8 * aad.len() == case.number("aadLen")?, "the additional data have another length than they say");
    run(case, &nonce)
}

/// Answers one case of the form for ECMA-368, whose IV is the first block: flags, a nonce of 13
/// bytes, and the length.
pub fn answer_ecma(case: &Case) -> Result<Fields> {
    let block = case.hex("iv")?;
    let nonce = block.get(1..14).context("the IV is not one block")?;
    run(case, nonce)
}

fn run(case: &Case, nonce: &[u8]) -> Result<Fields> {
    let tag_bits = case.number("tagLen")?;
    ensure!(tag_bits.is_multiple_of(8), "a tag of {tag_bits} bits");
    let key = AesCcmKey::with_tag_size(&case.hex("key")?, tag_bits / 8)?;
    let aad = case.hex_or_empty("aad")?;
    joined(
        case,
        key.tag_size(),
        |data| key.seal_in_place(nonce, &aad, data),
        |data, tag| key.open_in_place(nonce, &aad, data, tag),
    )
}

/// Seals, or opens, where ciphertext and tag are one.
pub fn joined(
    case: &Case,
    tag_size: usize,
    seal: impl Fn(&mut [u8]) -> qila::Result<Tag>,
    open: impl Fn(&mut [u8], &[u8]) -> qila::Result<()>,
) -> Result<Fields> {
    if case.encrypts()? {
        let mut data = case.hex_or_empty("pt")?;
        let tag = seal(&mut data)?;
        data.extend_from_slice(&tag);
        return Ok(one("ct", &data));
    }
    let mut data = case.hex("ct")?;
    let tag = data.split_off(data.len().checked_sub(tag_size).context("no room for a tag")?);
    match open(&mut data, &tag) {
        Ok(()) => Ok(one("pt", &data)),
        Err(Error::TagMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}
