//! The key derivation of ANS X9.63 (section 5.6.3 there, SEC 1 section 3.6.1, SP 800-135 r1 section
//! 5.1).

use super::hash_counter;
use crate::algorithms::hash::Hash;
use crate::base::error::Result;

/// Fills `out` with the hash values of `z || counter || shared_info`.
///
/// Time: depends on the lengths.
///
/// Errors: `OutputTooLong` beyond 2^32 - 1 hash values; `out` is unchanged.
pub(crate) fn derive<H: Hash>(z: &[u8], shared_info: &[u8], out: &mut [u8]) -> Result<()> {
    hash_counter::fill::<H>(&[z], &[shared_info], out)
}
