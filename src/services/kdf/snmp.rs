//! The key localization of SNMP version 3 (RFC 3414 appendix A.2, SP 800-135 r1 section 5.4), for
//! SNMP only.

use crate::algorithms::kdf::snmp;
use crate::base::error::Result;
use crate::module::cast::snmp::SNMP;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::secret::Secret;

/// The bytes of a localized key.
pub const SNMP_KEY_SIZE: usize = snmp::KEY_SIZE;

/// Fills `out` with the key of a user with this password at the engine of that identifier.
/// Passwords of less than 8 bytes are not approved (RFC 3414 section 11.2).
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`InvalidInputLength`](crate::Error::InvalidInputLength) for an empty password,
/// [`NotApproved`](crate::Error::NotApproved),
/// [`ModuleInErrorState`](crate::Error::ModuleInErrorState); `out` is unchanged.
pub fn snmp(password: &[u8], engine_id: &[u8], out: &mut [u8; SNMP_KEY_SIZE]) -> Result<()> {
    gate::clean(|| {
        let entry = gate::enter(&SNMP)?;
        policy::permit_rule(|| policy::snmp(password.len()))?;
        *out = *snmp::derive(password, engine_id)?;
        entry.release(out)
    })
}

/// As [`snmp`], into a new secret, which wipes itself.
///
/// Time: as there.
///
/// # Errors
/// As [`snmp`].
pub fn snmp_new(password: &[u8], engine_id: &[u8]) -> Result<Secret<SNMP_KEY_SIZE>> {
    Secret::filled(|out| snmp(password, engine_id, out))
}

/// Whether [`snmp`], which has SHA-1 only, is approved for a password of so many bytes.
#[must_use]
pub fn snmp_indicator(password_len: usize) -> Indicator {
    indicator::of(policy::snmp(password_len))
}
