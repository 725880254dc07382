//! AES-GCM and GMAC (SP 800-38D). An IV from the vector set goes to the sealer that takes IVs from outside.

use super::case::Case;
use super::{Fields, decision, hex_value, one};
use anyhow::{Context, Result, ensure};
use qila::Error;
use qila::aead::{AesGcmKey, TagLength};

/// Answers one case of AES-GCM.
pub fn answer(case: &Case) -> Result<Fields> {
    let key = key(case)?;
    let aad = case.hex_or_empty("aad")?;
    ensure!(8 * aad.len() == case.number("aadLen")?, "the additional data have another length than it says");
    let input = if case.encrypts()? { "pt" } else { "ct" };
    let mut data = case.hex_or_empty(input)?;
    ensure!(8 * data.len() == case.number("payloadLen")?, "the payload has another length than it says");
    if !case.encrypts()? {
        return open(case, &key, &aad, &mut data).map(|right| if right { one("pt", &data) } else { decision(false) });
    }
    let (iv, made_here) = iv(case)?;
    let tag = key.caller_iv_sealer()?.seal_in_place(&iv, &aad, &mut data)?;
    let mut answer = one("ct", &data);
    answer.insert("tag".to_owned(), hex_value(tag.as_bytes()));
    if made_here {
        answer.insert("iv".to_owned(), hex_value(&iv));
    }
    Ok(answer)
}

/// Answers one case of GMAC, which is GCM without payload.
pub fn answer_gmac(case: &Case) -> Result<Fields> {
    if !case.encrypts()? {
        let aad = case.hex_or_empty("aad")?;
        return open(case, &key(case)?, &aad, &mut []).map(decision);
    }
    let mut answer = answer(case)?;
    answer.shift_remove("ct");
    Ok(answer)
}

/// The key with the length of tags that the group has.
fn key(case: &Case) -> Result<AesGcmKey> {
    let key = case.hex("key")?;
    ensure!(8 * key.len() == case.number("keyLen")?, "the key has another length than its group says");
    let bits = case.number("tagLen")?;
    let length = TagLength::ALL.iter().find(|length| length.bits() == bits);
    Ok(AesGcmKey::with_tag_length(&key, *length.with_context(|| format!("a tag of {bits} bits"))?)?)
}

/// Opens in place; whether the tag was right.
fn open(case: &Case, key: &AesGcmKey, aad: &[u8], data: &mut [u8]) -> Result<bool> {
    match key.open_in_place(&case.hex("iv")?, aad, data, &case.hex("tag")?) {
        Ok(()) => Ok(true),
        Err(Error::TagMismatch) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The IV, and whether it was made here because the prompt has none.
fn iv(case: &Case) -> Result<(Vec<u8>, bool)> {
    let made_here = case.find("iv").is_none();
    let iv = if made_here {
        case.chosen("iv")?.context("the prompt leaves the IV to the module")?
    } else {
        case.hex("iv")?
    };
    ensure!(8 * iv.len() == case.number("ivLen")?, "the IV has another length than its group says");
    Ok((iv, made_here))
}
