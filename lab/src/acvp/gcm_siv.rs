//! AES-GCM-SIV (RFC 8452), where ciphertext and tag are one.

use super::case::Case;
use super::{Fields, decision, one};
use anyhow::{Context, Result};
use qila::Error;
use qila::aead::{AesGcmSivKey, TAG_SIZE};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let key = AesGcmSivKey::new(&case.hex("key")?)?;
    let (nonce, aad) = (case.hex("iv")?, case.hex_or_empty("aad")?);
    if case.encrypts()? {
        let mut data = case.hex_or_empty("pt")?;
        let tag = key.seal_in_place(&nonce, &aad, &mut data)?;
        data.extend_from_slice(&tag);
        return Ok(one("ct", &data));
    }
    let mut data = case.hex("ct")?;
    let tag = data.split_off(data.len().checked_sub(TAG_SIZE).context("no room for a tag")?);
    match key.open_in_place(&nonce, &aad, &mut data, &tag) {
        Ok(()) => Ok(one("pt", &data)),
        Err(Error::TagMismatch) => Ok(decision(false)),
        Err(error) => Err(error.into()),
    }
}
