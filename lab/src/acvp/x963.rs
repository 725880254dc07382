//! The key derivation of ANS X9.63.

use super::case::{Case, output_in_bytes};
use super::{Fields, hash, one};
use anyhow::Result;
use qila::kdf::X963;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let mut key = output_in_bytes(case.number("keyDataLength")?)?;
    let secret = case.hex("z")?;
    X963::new(hash::named(case.text("hashAlg")?)?, &secret)?.derive(&case.hex_or_empty("sharedInfo")?, &mut key)?;
    Ok(one("keyData", &key))
}
