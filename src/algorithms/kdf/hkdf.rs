//! HKDF (RFC 5869), which is the two-step key derivation of SP 800-56C r2 section 5 with HMAC in both steps and the
//! feedback mode of SP 800-108.

use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::base::secret::Wiped;

/// Extract (RFC 5869 section 2.2): a key from the concatenation of `ikm`. An empty salt is a block of zeros.
#[must_use]
pub fn extract<H: Hash>(salt: &[u8], ikm: &[&[u8]]) -> Wiped<H::Output> {
    Wiped::new(HmacKey::<H>::new(salt).mac(ikm))
}

/// Expand (RFC 5869 section 2.3): fills `out` from the key and the concatenation of `info`.
///
/// Errors: [`Error::OutputTooLong`] for more than 255 times the output of the hash function; nothing is written then.
pub fn expand<H: Hash>(prk: &HmacKey<H>, info: &[&[u8]], out: &mut [u8]) -> Result<()> {
    if out.len() > 255 * H::OUTPUT_SIZE {
        return Err(Error::OutputTooLong);
    }
    let mut previous = Wiped::new(H::Output::ZERO);
    for (counter, chunk) in (1_u8..=255).zip(out.chunks_mut(H::OUTPUT_SIZE)) {
        // T(i) = HMAC(PRK, T(i-1) || info || i), T(0) is empty.
        let mut hmac = prk.begin();
        if counter > 1 {
            hmac.update((*previous).as_ref());
        }
        for part in info {
            hmac.update(part);
        }
        hmac.update(&[counter]);
        *previous = hmac.finalize();
        chunk.copy_from_slice((*previous).as_ref().split_at(chunk.len()).0);
    }
    Ok(())
}
