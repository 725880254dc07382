//! PBKDF2.

use super::case::{Case, iterations, output_in_bytes};
use super::{Fields, hash, one};
use anyhow::Result;
use qila::kdf::Pbkdf2;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (password, salt) = (case.text("password")?.as_bytes(), case.hex("salt")?);
    let count = iterations(case.number("iterationCount")?)?;
    let mut key = output_in_bytes(case.number("keyLen")?)?;
    Pbkdf2::new(hash::named(case.text("hmacAlg")?)?, password, &salt, count)?.derive(&mut key)?;
    Ok(one("derivedKey", &key))
}
