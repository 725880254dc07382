//! AES-GCM-SIV (RFC 8452).

use super::case::Case;
use super::{Fields, ccm};
use anyhow::Result;
use qila::aead::{AesGcmSivKey, TAG_SIZE};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let key = AesGcmSivKey::new(&case.hex("key")?)?;
    let (nonce, aad) = (case.hex("iv")?, case.hex_or_empty("aad")?);
    ccm::joined(
        case,
        TAG_SIZE,
        |data| key.seal_in_place(&nonce, &aad, data),
        |data, tag| key.open_in_place(&nonce, &aad, data, tag),
    )
}
