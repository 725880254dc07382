//! The key derivation of SRTP (RFC 3711 section 4.3, SP 800-135 r1 section 5.3): AES in counter
//! mode.

use crate::algorithms::aes::{Key, ctr};
use crate::base::error::{Error, Result};

/// The bytes of a master salt.
pub const SALT_SIZE: usize = 14;

/// The bits of an index beside its label, as RFC 3711 has it for SRTP and what talks on networks
/// for both.
pub(crate) const INDEX_BITS: u32 = 48;
/// Those of SRTCP if its index is taken as it stands in a packet; the label then moves by two
/// bytes.
pub(crate) const SHORT_INDEX_BITS: u32 = 32;

/// Fills `out` with the key of that label. `index` is that of the packet, of `bits` bits, 48 or 32;
/// it counts in steps of `rate`, or not at all if that is 0.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::InvalidParameter`] for an index of more bits or a rate that is no power of two
/// up to 2^24, [`Error::OutputTooLong`] beyond 2^16 blocks; `out` is unchanged.
pub(crate) fn derive(
    key: &Key,
    salt: &[u8; SALT_SIZE],
    label: u8,
    index: u64,
    bits: u32,
    rate: u32,
    out: &mut [u8],
) -> Result<()> {
    if index >> bits != 0 || rate > 1 << 24 || rate != 0 && !rate.is_power_of_two() {
        return Err(Error::InvalidParameter);
    }
    if out.len() > 16 << 16 {
        return Err(Error::OutputTooLong);
    }
    // x = (label || index DIV kdr) XOR salt, and the counter begins at x * 2^16 (sections 4.3.1 and
    // 4.3.3).
    let r = index.checked_shr(rate.trailing_zeros()).filter(|_| rate != 0).unwrap_or(0);
    let mut counter = [0; 16];
    counter[..SALT_SIZE].copy_from_slice(salt);
    let x = u128::from_be_bytes(counter) ^ (u128::from(label) << bits | u128::from(r)) << 16;
    out.fill(0);
    ctr::apply(key, &x.to_be_bytes(), out);
    Ok(())
}
