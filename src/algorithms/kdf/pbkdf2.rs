//! PBKDF2 (SP 800-132 section 5.3, RFC 8018 section 5.2) with HMAC.

use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// Fills `out` from a password, whose length is any.
///
/// Time: depends on the lengths and on `iterations`.
///
/// Errors: [`Error::InvalidParameter`] for no iterations, [`Error::OutputTooLong`] beyond 2^32 - 1
/// hash values; `out` is unchanged.
pub(crate) fn derive<H: Hash>(password: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) -> Result<()> {
    if iterations == 0 {
        return Err(Error::InvalidParameter);
    }
    if u32::try_from(out.len().div_ceil(H::OUTPUT_SIZE)).is_err() {
        return Err(Error::OutputTooLong);
    }
    let prf = HmacKey::<H>::new(password);
    let mut u = Wiped::new(H::Output::ZERO);
    let mut t = Wiped::new(H::Output::ZERO);
    for (i, chunk) in (1..=u32::MAX).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        *u = prf.mac(&[salt, &i.to_be_bytes()]);
        *t = *u;
        prf.iterate(&mut u, &mut t, iterations - 1);
        chunk.copy_from_slice(&(*t).as_ref()[..chunk.len()]);
    }
    Ok(())
}
