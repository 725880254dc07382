//! Points in bytes (SEC 1 sections 2.3.3 and 2.3.4), and public-key validation (SP 800-56A r3
//! section 5.6.2.3).

use super::curve::{Coordinate, Curve, MAX_SIZE};
use super::multiply::{Public, multiply};
use super::point::{Affine, Projective, right_side};
use crate::algorithms::array::Array;
use crate::algorithms::field::{Limbs, Prime, Residue};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;

/// The first byte of a point without compression.
const UNCOMPRESSED: u8 = 4;
/// That of a compressed point whose y is even; the other one is one more.
const COMPRESSED: u8 = 2;

/// Reads a point in one of its two forms; infinity has neither. It is then on the curve, which
/// partial validation asks for (section 5.6.2.3.4), and for a cofactor of 1 is not infinity and of
/// the order of the generator.
///
/// Time: depends on everything; points are public.
///
/// Errors: [`Error::InvalidKeyLength`] for a length that is none of the two,
/// [`Error::InvalidKey`] for what is no point.
pub(crate) fn decode<C: Curve>(bytes: &[u8]) -> Result<Affine<C>> {
    let (form, rest) = bytes.split_first().ok_or(Error::InvalidKeyLength)?;
    if rest.len() == C::COORDINATE_SIZE {
        let x = coordinate::<C>(rest)?;
        return match form.wrapping_sub(COMPRESSED) {
            sign @ (0 | 1) => decompress(x, sign),
            _ => Err(Error::InvalidKey),
        };
    }
    if rest.len() != 2 * C::COORDINATE_SIZE {
        return Err(Error::InvalidKeyLength);
    }
    let (x, y) = rest.split_at(C::COORDINATE_SIZE);
    let point = Affine { x: coordinate::<C>(x)?, y: coordinate::<C>(y)? };
    if *form == UNCOMPRESSED && point.mask_of_curve() != 0 { Ok(point) } else { Err(Error::InvalidKey) }
}

/// Full validation (section 5.6.2.3.3) of a point on the curve: the order times it is infinity.
///
/// Time: depends on everything.
///
/// Errors: [`Error::InvalidKey`].
pub(crate) fn validate<C: Curve>(point: &Affine<C>) -> Result<()> {
    // (n - 1) Q is the negative of Q.
    let negative = multiply::<C, Public>(&-Residue::ONE, point);
    let sum = negative.add(&Projective::from(*point));
    if sum.mask_of_infinity() != 0 && point.mask_of_curve() != 0 { Ok(()) } else { Err(Error::InvalidKey) }
}

/// A coordinate below the prime.
fn coordinate<C: Curve>(bytes: &[u8]) -> Result<Coordinate<C>> {
    Residue::from_be_bytes(bytes).ok_or(Error::InvalidKey)
}

/// The point of an x whose y has that lowest bit.
fn decompress<C: Curve>(x: Coordinate<C>, sign: u8) -> Result<Affine<C>> {
    let y = root(right_side::<C>(&x)).ok_or(Error::InvalidKey)?;
    // Zero has no other root; no curve here has a point with it, whose order would be 2.
    let other = y.mask_of_odd() & 1 != u64::from(sign);
    Ok(Affine { x, y: if other { -y } else { y } })
}

/// A square root, if there is one.
fn root<P: Prime>(square: Residue<P>) -> Option<Residue<P>> {
    let root = candidate(square);
    (root.square().mask_of_equal(&square) != 0).then_some(root)
}

/// The square root of a square: Tonelli and Shanks. For a prime of 3 modulo 4 that is a power.
fn candidate<P: Prime>(square: Residue<P>) -> Residue<P> {
    // p - 1 = 2^e q, of which q is odd.
    let less = P::MODULUS.limbs.minus(&P::Limbs::ONE);
    let (mut q, mut e) = (less, 0);
    while q.limb(0) & 1 == 0 {
        q = q.shift_right(1);
        e += 1;
    }
    let half = q.shift_right(1); // (q - 1) / 2
    let up = power_vartime(square, &half);
    let (mut root, mut rest) = (up * square, up.square() * square);
    let mut generator = power_vartime(non_square(), &q);
    // `rest` is of an order that divides 2^(i + 1); each step halves it.
    for i in (0..e - 1).rev() {
        if rest.squared(i).mask_of_equal(&Residue::ONE) == 0 {
            root = root * generator;
            rest = rest * generator.square();
        }
        generator = generator.square();
    }
    root
}

/// A number without a root.
fn non_square<P: Prime>() -> Residue<P> {
    let exponent = P::MODULUS.limbs.shift_right(1); // (p - 1) / 2
    let is_none = |number: &Residue<P>| power_vartime(*number, &exponent).mask_of_equal(&Residue::ONE) == 0;
    (2..=u64::MAX).map(Residue::small).find(is_none).unwrap_or(Residue::ONE)
}

/// The power of an exponent that is public.
fn power_vartime<P: Prime>(base: Residue<P>, exponent: &P::Limbs) -> Residue<P> {
    base.power_vartime((0..P::Limbs::SIZE / 8).map(|i| exponent.limb(i)))
}

/// The point without compression.
pub(crate) fn uncompressed<C: Curve>(point: &Affine<C>) -> C::Uncompressed {
    let mut bytes = C::Uncompressed::ZERO;
    if let Some((form, rest)) = bytes.as_mut().split_first_mut() {
        *form = UNCOMPRESSED;
        let (x, y) = rest.split_at_mut(C::COORDINATE_SIZE);
        point.x.to_be_bytes(x);
        point.y.to_be_bytes(y);
    }
    bytes
}

/// The compressed point.
pub(crate) fn compressed<C: Curve>(point: &Affine<C>) -> C::Compressed {
    let mut bytes = C::Compressed::ZERO;
    if let Some((form, x)) = bytes.as_mut().split_first_mut() {
        *form = COMPRESSED | (point.y.mask_of_odd() & 1) as u8;
        point.x.to_be_bytes(x);
    }
    bytes
}

/// The coordinates of a multiple by a secret, which is public: half of a key pair, or the point
/// whose x is half of a signature.
///
/// Errors: [`Error::InvalidParameter`] for infinity.
pub(crate) fn publish<C: Curve>(point: Projective<C>, why: &'static str) -> Result<Affine<C>> {
    let Affine { x, y } = point.to_affine();
    let (x, y) = (declassify(*x.as_kept(), why), declassify(*y.as_kept(), why));
    let point = Affine { x: Residue::kept(x), y: Residue::kept(y) };
    // Infinity gives zeros, which are on no curve here.
    if point.mask_of_curve() != 0 { Ok(point) } else { Err(Error::InvalidParameter) }
}

const _: () = assert!(MAX_SIZE >= 66);
