//! The key localization of SNMP version 3 (RFC 3414 appendix A.2, SP 800-135 r1 section 5.4), with
//! SHA-1.

use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha1::Sha1;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The bytes of a localized key.
pub const KEY_SIZE: usize = 20;
/// How many bytes of the password, repeated, are hashed.
const EXPANDED: usize = 1 << 20;

/// The key of a user with this password at the engine of that identifier.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::InvalidInputLength`] for an empty password.
pub(crate) fn derive(password: &[u8], engine_id: &[u8]) -> Result<Wiped<[u8; KEY_SIZE]>> {
    if password.is_empty() {
        return Err(Error::InvalidInputLength);
    }
    let mut message = Sha1::new();
    let mut left = EXPANDED;
    while left > 0 {
        let part = &password[..left.min(password.len())];
        message.update(part);
        left -= part.len();
    }
    let ku = Wiped::new(message.finalize());
    Ok(Wiped::new(Sha1::digest(&[&*ku, engine_id, &*ku])))
}
