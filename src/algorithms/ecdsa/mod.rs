//! ECDSA (FIPS 186-5 section 6).

mod nonce;
#[cfg(test)]
mod tests;

pub(crate) use nonce::{sign_deterministic, sign_deterministic_with};

use crate::algorithms::array::Array;
use crate::algorithms::ec::Curve;
use crate::algorithms::ec::curve::Scalar;
use crate::algorithms::ec::encoding::publish;
use crate::algorithms::ec::key::{KeyPair, PublicKey, random_scalar};
use crate::algorithms::ec::multiply::{Secret, multiply_base, multiply_both};
use crate::algorithms::ec::point::scalar_of;
use crate::algorithms::field::Residue;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;

/// A key pair for signatures: tested by a signature.
pub(crate) struct SigningKey<C: Curve>(pub(crate) KeyPair<C>);

/// The most per-message secrets that a signature tries: one in 2^223 gives none.
const MOST_TRIES: usize = 8;

/// Signs a hash value with per-message secrets from `next` (section 6.4.1).
///
/// Time: depends on the length of the hash value.
///
/// Errors: those of `next`; [`Error::InvalidParameter`] where no secret gives a signature.
pub(crate) fn sign_with<C: Curve>(
    key: &KeyPair<C>,
    digest: &[u8],
    mut next: impl FnMut() -> Result<Scalar<C>>,
) -> Result<C::Signature> {
    let (d, e) = (key.scalar()?, number_of::<C>(digest));
    for _ in 0..MOST_TRIES {
        let k = next()?;
        let point = publish(multiply_base::<C, Secret>(&k), "its x is r, half of the signature, or next to it")?;
        let r = scalar_of::<C>(&point.x);
        let s = k.invert() * (e + r * d);
        let s: Scalar<C> = Residue::kept(declassify(*s.as_kept(), "s is half of the signature"));
        if r.mask_of_zero() | s.mask_of_zero() == 0 {
            let mut signature = C::Signature::ZERO;
            let (first, second) = signature.as_mut().split_at_mut(C::SCALAR_SIZE);
            r.to_be_bytes(first);
            s.to_be_bytes(second);
            return Ok(signature);
        }
    }
    Err(Error::InvalidParameter)
}

/// Signs a hash value with a fresh per-message secret (section 6.4.1 with A.3.2): a random scalar,
/// of bytes which `fill` gives.
///
/// Time: depends on the length of the hash value, and on how many candidates are too large.
///
/// Errors: those of `fill`; as [`sign_with`].
pub(crate) fn sign<C: Curve>(
    key: &KeyPair<C>,
    digest: &[u8],
    mut fill: impl FnMut(&mut [u8]) -> Result<()>,
) -> Result<C::Signature> {
    sign_with(key, digest, || random_scalar::<C>(&mut fill))
}

/// Verifies a signature of a hash value: r and s, as many bytes each as a scalar (section 6.4.2).
///
/// Time: depends on everything.
///
/// Errors: [`Error::SignatureMismatch`].
pub(crate) fn verify<C: Curve>(key: &PublicKey<C>, digest: &[u8], signature: &[u8]) -> Result<()> {
    if signature.len() != 2 * C::SCALAR_SIZE {
        return Err(Error::SignatureMismatch);
    }
    let (bytes, s) = signature.split_at(C::SCALAR_SIZE);
    let (r, s) = (part::<C>(bytes)?, part::<C>(s)?);
    let over_s = s.invert();
    let (u, v) = (number_of::<C>(digest) * over_s, r * over_s);
    let sum = multiply_both(&u, &v, &key.point()?);
    if sum.mask_of_infinity() != 0 {
        return Err(Error::SignatureMismatch);
    }
    // Nearly every x is below n, so that it is r itself, which is seen without an inverse.
    if Residue::from_be_bytes(bytes).is_some_and(|x| sum.has_x_vartime(&x)) {
        return Ok(());
    }
    let point = publish(sum, "it is public")?;
    if scalar_of::<C>(&point.x).mask_of_equal(&r) != 0 { Ok(()) } else { Err(Error::SignatureMismatch) }
}

/// Half of a signature: from 1 to n - 1.
fn part<C: Curve>(bytes: &[u8]) -> Result<Scalar<C>> {
    let part = Residue::from_be_bytes(bytes).ok_or(Error::SignatureMismatch)?;
    if part.mask_of_zero() == 0 { Ok(part) } else { Err(Error::SignatureMismatch) }
}

/// e: the number of the leftmost bits of a hash value, as many as n has, modulo n (section 6.4.1
/// step 2). They are whole bytes: n of P-521, which has no whole number of bytes, is longer than
/// every hash value.
pub(crate) fn number_of<C: Curve>(digest: &[u8]) -> Scalar<C> {
    const { assert!(C::ORDER_BITS.is_multiple_of(8) || C::ORDER_BITS > 512) };
    Residue::reduced_be_bytes(&digest[..digest.len().min(C::SCALAR_SIZE)])
}
