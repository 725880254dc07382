//! PBKDF2.

use super::case::Case;
use super::{Fields, hash, one};
use anyhow::{Result, ensure};
use qila::kdf::Pbkdf2;

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let (password, salt) = (case.text("password")?.as_bytes(), case.hex("salt")?);
    let iterations = u32::try_from(case.number("iterationCount")?)?;
    let bits = case.number("keyLen")?;
    ensure!(bits.is_multiple_of(8), "a key of {bits} bits");
    let mut key = vec![0; bits / 8];
    Pbkdf2::new(hash::named(case.text("hmacAlg")?)?, password, &salt, iterations)?.derive(&mut key)?;
    Ok(one("derivedKey", &key))
}
