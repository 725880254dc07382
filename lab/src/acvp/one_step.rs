//! The one-step key derivation (SP 800-56C section 4).

use super::case::{inner_hex, inner_text};
use super::{hash, xof};
use anyhow::Result;
use qila::kdf::OneStep;
use serde_json::Value;

/// The one-step derivation, by the name of its auxiliary function.
pub fn derive(
    configuration: &Value,
    parameter: &Value,
    counted: bool,
    information: &[u8],
    key: &mut [u8],
) -> Result<()> {
    let (secret, salt) = (inner_hex(parameter, "z")?, inner_hex(parameter, "salt")?);
    let name = inner_text(configuration, "auxFunction")?;
    let derivation = if let Some(strength) = name.strip_prefix("KMAC-") {
        OneStep::kmac(xof::named(&format!("SHAKE-{strength}"))?, &salt, &secret)?
    } else if let Some(hash) = name.strip_prefix("HMAC-") {
        OneStep::hmac(hash::named(hash)?, &salt, &secret)?
    } else {
        OneStep::hash(hash::named(name)?, &secret)?
    };
    fill(&derivation, counted, information, key)
}

/// The derivation itself, with a counter or without.
pub fn fill(derivation: &OneStep<'_>, counted: bool, information: &[u8], key: &mut [u8]) -> Result<()> {
    if counted {
        derivation.derive(information, key)?;
    } else {
        derivation.derive_without_counter(information, key)?;
    }
    Ok(())
}
