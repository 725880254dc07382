//! Messages of AES-GCM and GMAC that are longer than a product may open, as ACVP asks for them.

use crate::base::error::Result;
use crate::module::cast::gcm::AES_GCM;
use crate::module::indicator::{Indicator, Reason};
use crate::module::{gate, policy};
use crate::services::aead::AesGcmKey;

/// As [`AesGcmKey::open_in_place`], without the limits that appendix C of SP 800-38D sets to a key
/// with tags of 32 and 64 bits. Never approved. For GMAC `data` is empty.
///
/// # Errors
/// As there, but for those limits.
pub fn open_beyond_limits(key: &AesGcmKey, iv: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
    let entry = gate::enter(&AES_GCM)?;
    policy::permit(Indicator::NotApproved(Reason::TagTooShort))?;
    let said = key.open_uncounted(iv, aad, data, tag);
    entry.release(data)?;
    said
}
