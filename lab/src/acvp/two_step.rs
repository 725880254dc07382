//! The two-step key derivations (SP 800-56C section 5): HKDF, and extraction with an expansion of
//! SP 800-108.

use super::case::{inner, inner_hex, inner_text, number};
use super::{hash, kbkdf};
use anyhow::Result;
use qila::kdf::{DynHkdf, KeyBasedKdf};
use serde_json::Value;

/// The key between the two steps, with how the second one is done.
pub enum Extracted {
    Hkdf(DynHkdf),
    Expansion(KeyBasedKdf, kbkdf::Form),
}

impl Extracted {
    /// The second step.
    pub fn expand(&self, information: &[u8], key: &mut [u8]) -> Result<()> {
        match self {
            Self::Hkdf(prk) => Ok(prk.expand(information, key)?),
            Self::Expansion(prk, form) => form.derive(prk, information, key),
        }
    }
}

/// Randomness extraction from the shared secret, and in a hybrid scheme the auxiliary one after it,
/// if there is one.
pub fn extract(configuration: &Value, parameter: &Value, hybrid: bool) -> Result<Extracted> {
    let auxiliary = if hybrid { inner_hex(parameter, "t")? } else { Vec::new() };
    let secret = [inner_hex(parameter, "z")?, auxiliary].concat();
    let salt = inner_hex(parameter, "salt")?;
    if inner_text(configuration, "kdfType")? == "hkdf" {
        let algorithm = hash::named(inner_text(configuration, "hmacAlg")?)?;
        return Ok(Extracted::Hkdf(DynHkdf::extract(algorithm, &salt, &secret)?));
    }
    let mac = inner_text(configuration, "macMode")?;
    let prk = match mac.strip_prefix("HMAC-") {
        Some(algorithm) => KeyBasedKdf::extract_hmac(hash::named(algorithm)?, &salt, &secret)?,
        None => KeyBasedKdf::extract_cmac(&salt, &secret)?,
    };
    Ok(Extracted::Expansion(prk, form(configuration, parameter)?))
}

/// How the second step is done in a mode of SP 800-108.
pub fn form(configuration: &Value, parameter: &Value) -> Result<kbkdf::Form> {
    let size = number("counterLen", inner(configuration, "counterLen")?)?;
    let location = inner_text(configuration, "counterLocation")?;
    let iv = inner_hex(parameter, "iv")?;
    kbkdf::Form::new(inner_text(configuration, "kdfMode")?, location, size, iv, 0)
}
