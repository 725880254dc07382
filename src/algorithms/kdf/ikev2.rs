//! The key derivation of IKE version 2 (RFC 7296 sections 2.13 to 2.18, SP 800-135 r1 section
//! 4.1.2).

use super::ikev1::nonces_as_key;
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// SKEYSEED of a first exchange: `prf(Ni | Nr, g^ir)`.
///
/// Time: depends on the lengths.
pub(crate) fn skeyseed<H: Hash>(ni: &[u8], nr: &[u8], shared_secret: &[u8]) -> Wiped<H::Output> {
    Wiped::new(nonces_as_key::<H>(ni, nr).mac(&[shared_secret]))
}

/// SKEYSEED of a later one: `prf(SK_d, g^ir (new) | Ni | Nr)`.
///
/// Time: depends on the lengths.
pub(crate) fn rekeyed<H: Hash>(sk_d: &[u8], ni: &[u8], nr: &[u8], shared_secret: &[u8]) -> Wiped<H::Output> {
    Wiped::new(HmacKey::<H>::new(sk_d).mac(&[shared_secret, ni, nr]))
}

/// prf+ (section 2.13): fills `out`; the seed comes in parts.
///
/// Time: depends on the lengths.
///
/// Errors: [`Error::OutputTooLong`] beyond 255 outputs; `out` is unchanged.
pub(crate) fn prf_plus<H: Hash>(key: &[u8], seed: [&[u8]; 4], out: &mut [u8]) -> Result<()> {
    if out.len() > 255 * H::OUTPUT_SIZE {
        return Err(Error::OutputTooLong);
    }
    let key = HmacKey::<H>::new(key);
    let [s0, s1, s2, s3] = seed;
    let mut t = Wiped::new(H::Output::ZERO);
    for (chunk, number) in out.chunks_mut(H::OUTPUT_SIZE).zip(1..=u8::MAX) {
        let before = if number == 1 { &[] } else { (*t).as_ref() };
        *t = key.mac(&[before, s0, s1, s2, s3, &[number]]);
        chunk.copy_from_slice(&(*t).as_ref()[..chunk.len()]);
    }
    Ok(())
}
