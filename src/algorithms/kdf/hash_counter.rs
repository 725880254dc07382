//! What the older derivations share: the hash values of a secret, a counter and other data, one
//! after the other.

use crate::algorithms::hash::{Hash, HashOutput};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// Fills `out` with the hash values of `before || counter || after`, where the counter is a 32-bit
/// big-endian number that counts from 1.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] beyond 2^32 - 1 hash values; `out` is unchanged.
pub(crate) fn fill<H: Hash>(before: &[&[u8]], after: &[&[u8]], out: &mut [u8]) -> Result<()> {
    if u32::try_from(out.len().div_ceil(H::OUTPUT_SIZE)).is_err() {
        return Err(Error::OutputTooLong);
    }
    let mut value = Wiped::new(H::Output::ZERO);
    for (counter, chunk) in (1..=u32::MAX).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        let mut message = H::new();
        before.iter().for_each(|part| message.update(part));
        message.update(&counter.to_be_bytes());
        after.iter().for_each(|part| message.update(part));
        *value = message.finalize();
        chunk.copy_from_slice(&(*value).as_ref()[..chunk.len()]);
    }
    Ok(())
}
