//! The key localization of SNMP.

use super::case::Case;
use super::{Fields, one};
use anyhow::Result;
use qila::kdf::{SNMP_KEY_SIZE, snmp};

/// Answers one case.
pub fn answer(case: &Case) -> Result<Fields> {
    let mut key = [0; SNMP_KEY_SIZE];
    snmp(case.text("password")?.as_bytes(), &case.hex("engineId")?, &mut key)?;
    Ok(one("sharedKey", &key))
}
