//! Tags, made and compared: whole, or their leftmost bytes.

use crate::algorithms::hash::HashOutput;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;

/// The shortest tag in bytes: 32 bits (SP 800-107 r1 section 5.3.3, SP 800-185 section 8.4.2, IG
/// C.D).
pub const MIN_TAG_SIZE: usize = 4;

/// Fills `tag` with the leftmost bytes of what `compute` gives.
pub(super) fn put<T: HashOutput>(tag: &mut [u8], compute: impl FnOnce() -> T) -> Result<()> {
    if !(MIN_TAG_SIZE..=size_of::<T>()).contains(&tag.len()) {
        return Err(Error::InvalidTagLength);
    }
    let full = Wiped::new(compute());
    tag.copy_from_slice(&(*full).as_ref()[..tag.len()]);
    Ok(())
}

/// Compares `tag` with the leftmost bytes of what `compute` gives. The rest of a truncated tag is
/// wiped: it was never meant for anybody.
pub(super) fn compare<T: HashOutput>(tag: &[u8], compute: impl FnOnce() -> T) -> Result<()> {
    if !(MIN_TAG_SIZE..=size_of::<T>()).contains(&tag.len()) {
        return Err(Error::InvalidTagLength);
    }
    let full = Wiped::new(compute());
    let is_equal = (*full).as_ref()[..tag.len()].ct_eq(tag);
    if declassify(is_equal.unwrap_u8(), "whether the tag is right is the answer") == 1 {
        Ok(())
    } else {
        Err(Error::TagMismatch)
    }
}
