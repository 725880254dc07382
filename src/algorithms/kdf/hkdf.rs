//! HKDF (RFC 5869), which is the two-step key derivation of SP 800-56C r2 section 5 with HMAC in
//! both steps.

use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::{Hmac, HmacKey};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// HKDF-Extract (RFC 5869 section 2.2): the pseudorandom key from a salt of any length and the
/// input keying material, given in parts. Without a salt, an empty one is the same as the
/// standard's string of zeros.
///
/// Time: depends on the lengths.
pub fn extract<H: Hash>(salt: &[u8], ikm: &[&[u8]]) -> Wiped<H::Output> {
    Wiped::new(HmacKey::<H>::new(salt).mac(ikm))
}

/// HKDF-Expand (RFC 5869 section 2.3): fills `out` from the pseudorandom key and `info`, given in
/// parts.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] for more than 255 hash values; `out` is unchanged.
pub fn expand<H: Hash>(prk: &HmacKey<H>, info: &[&[u8]], out: &mut [u8]) -> Result<()> {
    if out.len() > 255 * H::OUTPUT_SIZE {
        return Err(Error::OutputTooLong);
    }
    let mut t = Wiped::new(H::Output::ZERO);
    for (chunk, number) in out.chunks_mut(H::OUTPUT_SIZE).zip(1..=u8::MAX) {
        let before: &[u8] = if number > 1 { (*t).as_ref() } else { &[] };
        *t = if let [info] = info {
            prk.mac(&[before, info, &[number]])
        } else {
            let mut mac: Hmac<H> = prk.begin();
            mac.update(before);
            info.iter().for_each(|part| mac.update(part));
            mac.update(&[number]);
            mac.finalize()
        };
        chunk.copy_from_slice(&(*t).as_ref()[..chunk.len()]);
    }
    Ok(())
}
