//! PBKDF2.

use super::case::{Case, output_in_bytes};
use super::{Fields, hash, one};
use anyhow::Result;
use qila::kdf::Pbkdf2;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (password, salt) = (case.text("password")?.as_bytes(), case.hex("salt")?);
    let iterations = u32::try_from(case.number("iterationCount")?)?;
    let mut key = output_in_bytes(case.number("keyLen")?)?;
    Pbkdf2::new(hash::named(case.text("hmacAlg")?)?, password, &salt, iterations)?.derive(&mut key)?;
    Ok(one("derivedKey", &key))
}
