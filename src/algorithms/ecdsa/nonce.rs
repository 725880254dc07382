//! Per-message secrets that follow from key and message (FIPS 186-5 section A.3.3, RFC 6979).

use super::number_of;
use crate::algorithms::array::Array;
use crate::algorithms::drbg::Drbg;
use crate::algorithms::drbg::hmac::HmacDrbg;
use crate::algorithms::ec::Curve;
use crate::algorithms::ec::curve::Scalar;
use crate::algorithms::ec::key::{KeyPair, candidate};
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// The most candidates that are tried.
const MOST_CANDIDATES: usize = 256;

/// HMAC_DRBG, seeded with the private key and the hash value.
struct Deterministic<H: Hash>(HmacDrbg<H>);

impl<H: Hash> Deterministic<H> {
    /// Seeds it.
    fn new<C: Curve>(key: &KeyPair<C>, digest: &[u8]) -> Self {
        let mut e = C::ScalarBytes::ZERO;
        number_of::<C>(digest).to_be_bytes(e.as_mut());
        Self(HmacDrbg::seeded([key.as_bytes(), e.as_ref(), &[]]))
    }

    /// The next secret: from 1 to n - 1.
    ///
    /// Errors: [`Error::InvalidParameter`] where no candidate is one.
    fn next<C: Curve>(&mut self) -> Result<Scalar<C>> {
        let mut bytes = Wiped::new(C::ScalarBytes::ZERO);
        for _ in 0..MOST_CANDIDATES {
            self.0.generate(&[], bytes.as_mut())?;
            let Some(k) = candidate::<C>(bytes.as_ref()) else { continue };
            if declassify(k.mask_of_zero(), "a candidate that is rejected is not used") == 0 {
                return Ok(k);
            }
        }
        Err(Error::InvalidParameter)
    }
}

/// Signs a hash value of `hash` with secrets that follow from key and hash value.
///
/// Time: depends on the length of the hash value, and on how many candidates are too large.
///
/// Errors: as [`super::sign_with`].
pub(crate) fn sign_deterministic<C: Curve>(
    key: &KeyPair<C>,
    hash: HashAlgorithm,
    digest: &[u8],
) -> Result<C::Signature> {
    with_hash!(hash, H => sign_deterministic_with::<C, H>(key, digest))
}

/// As [`sign_deterministic`] for a hash function that the compiler knows.
#[inline(never)] // one for each function
pub(crate) fn sign_deterministic_with<C: Curve, H: Hash>(key: &KeyPair<C>, digest: &[u8]) -> Result<C::Signature> {
    let mut secrets = Deterministic::<H>::new(key, digest);
    super::sign_with(key, digest, || secrets.next::<C>())
}
