//! Key pairs: a scalar d from 1 to n - 1, and the point Q = d G.

use super::curve::{Curve, Scalar};
use super::encoding::{compressed, decode, publish, uncompressed, validate};
use super::multiply::{Secret, multiply_base};
use super::point::Affine;
use crate::algorithms::array::Array;
use crate::algorithms::field::{Limbs, Prime, Residue};
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The public half: a point on the curve that is not infinity, without compression.
#[derive(Clone)]
pub(crate) struct PublicKey<C: Curve>(C::Uncompressed);

impl<C: Curve> PublicKey<C> {
    /// Takes a point in one of its two forms, which has passed partial validation (SP 800-56A r3
    /// section 5.6.2.3.4). With a cofactor of 1 that is as good as full validation, which
    /// [`PublicKey::validate`] does.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidKey`].
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        Ok(Self::of(&decode::<C>(bytes)?))
    }

    pub(crate) fn of(point: &Affine<C>) -> Self {
        Self(uncompressed(point))
    }

    /// Full validation (section 5.6.2.3.3).
    ///
    /// Errors: [`Error::InvalidKey`].
    pub(crate) fn validate(&self) -> Result<()> {
        validate(&self.point()?)
    }

    /// The point.
    ///
    /// Errors: none for a key that exists.
    pub(crate) fn point(&self) -> Result<Affine<C>> {
        decode(self.0.as_ref())
    }

    /// 04, x, y.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// 02 or 03, x.
    ///
    /// Errors: none for a key that exists.
    pub(crate) fn to_compressed(&self) -> Result<C::Compressed> {
        Ok(compressed(&self.point()?))
    }
}

/// A key pair. Wiped on drop, the public half, too: it says whose memory this was.
pub(crate) struct KeyPair<C: Curve> {
    d: Wiped<C::ScalarBytes>,
    public: PublicKey<C>,
}

impl<C: Curve> Drop for KeyPair<C> {
    fn drop(&mut self) {
        self.public.0.as_mut().zeroize();
    }
}

impl<C: Curve> ZeroizeOnDrop for KeyPair<C> {}
no_padding!([C: Curve] KeyPair<C> { d, public });

impl<C: Curve> KeyPair<C> {
    /// The key pair of a scalar, which is not zero.
    ///
    /// Errors: [`Error::InvalidParameter`] for zero.
    fn of(d: &Scalar<C>) -> Result<Self> {
        let () = Self::NO_PADDING;
        let point = publish(multiply_base::<C, Secret>(d), "the public key is public")?;
        let mut key = Self { d: Wiped::new(C::ScalarBytes::ZERO), public: PublicKey::of(&point) };
        d.to_be_bytes(key.d.as_mut());
        Ok(key)
    }

    /// Generates a pair by testing candidates (FIPS 186-5 section A.2.2, SP 800-56A r3 section
    /// 5.6.1.2.2), which `fill` gives.
    ///
    /// Time: depends on how many candidates are too large.
    ///
    /// Errors: those of `fill`.
    pub(crate) fn generate(fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        Self::of(&random_scalar::<C>(fill)?)
    }

    /// Takes a scalar of exactly its bytes, and computes the public half.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] for one that is not from 1 to
    /// n - 1.
    pub(crate) fn new(d: &[u8]) -> Result<Self> {
        Self::of(&private_scalar::<C>(d)?)
    }

    /// Takes both halves, which must belong together.
    ///
    /// Errors: as [`KeyPair::new`] and [`PublicKey::new`]; [`Error::InvalidKey`] for halves of two
    /// pairs.
    pub(crate) fn from_both(d: &[u8], public: &[u8]) -> Result<Self> {
        let (key, public) = (Self::new(d)?, PublicKey::<C>::new(public)?);
        if key.public.as_bytes() == public.as_bytes() { Ok(key) } else { Err(Error::InvalidKey) }
    }

    /// The scalar.
    ///
    /// Errors: none for a key that exists.
    pub(crate) fn scalar(&self) -> Result<Scalar<C>> {
        private_scalar::<C>(self.d.as_ref())
    }

    /// The scalar in bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.d.as_ref()
    }

    /// The public half.
    pub(crate) const fn public(&self) -> &PublicKey<C> {
        &self.public
    }

    /// The same with the public half of another pair, for the test of the pairwise test.
    #[cfg(test)]
    pub(crate) fn with_public_of(mut self, other: &Self) -> Self {
        self.public = other.public.clone();
        self
    }
}

/// A scalar from 1 to n - 1 of exactly its bytes.
///
/// Errors: as [`KeyPair::new`].
pub(crate) fn private_scalar<C: Curve>(d: &[u8]) -> Result<Scalar<C>> {
    if d.len() != C::SCALAR_SIZE {
        return Err(Error::InvalidKeyLength);
    }
    let d = Residue::from_be_bytes(d).ok_or(Error::InvalidKey)?;
    let is_zero = declassify(d.mask_of_zero(), "whether a key is zero is told");
    if is_zero == 0 { Ok(d) } else { Err(Error::InvalidKey) }
}

/// The most candidates that are tried. Of good randomness one in two is enough, which never fails
/// so often.
const MOST_CANDIDATES: usize = 256;

/// A scalar from 1 to n - 1: the first candidate that is below n - 1, and one more (FIPS 186-5
/// sections A.2.2 and A.3.2). A candidate has the bits of n. What is rejected says nothing of what
/// is taken.
///
/// Errors: those of `fill`; [`Error::EntropyUnavailable`] where no candidate is small enough.
pub(crate) fn random_scalar<C: Curve>(mut fill: impl FnMut(&mut [u8]) -> Result<()>) -> Result<Scalar<C>> {
    let mut bytes = Wiped::new(C::ScalarBytes::ZERO);
    for _ in 0..MOST_CANDIDATES {
        fill(bytes.as_mut())?;
        let Some(c) = candidate::<C>(bytes.as_ref()) else { continue };
        let d = c + Residue::ONE;
        if declassify(d.mask_of_zero(), "a candidate that is rejected is not used") == 0 {
            return Ok(d);
        }
    }
    Err(Error::EntropyUnavailable)
}

/// The number of the leftmost bits of the bytes, as many as n has, if it is below n (bits2int).
pub(crate) fn candidate<C: Curve>(bytes: &[u8]) -> Option<Scalar<C>> {
    let limbs = <C::Order as Prime>::Limbs::from_be_bytes(bytes);
    Residue::new(&limbs.shift_right(8 * C::SCALAR_SIZE - C::ORDER_BITS))
}
