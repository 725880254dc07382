//! A stream with a given salt, for vectors.

use crate::base::error::Result;
use crate::module::cast::gcm::AES_GCM;
use crate::module::indicator::{Indicator, Reason};
use crate::module::{gate, policy};
use crate::services::aead::{StreamKey, StreamSealer};

/// As [`StreamKey::sealer`] with a salt from outside. Never approved: the same salt twice gives the
/// same key and IVs.
///
/// # Errors
/// As there.
pub fn sealer(key: &StreamKey, part_size: usize, context: &[u8], salt: &[u8; 32]) -> Result<StreamSealer> {
    gate::clean(|| {
        let entry = gate::enter(&AES_GCM)?;
        policy::permit(Indicator::NotApproved(Reason::ExternalIv))?;
        entry.release_value(key.sealer_with_salt(part_size, context, salt)?)
    })
}
