//! Points, and formulas that are right for every pair of them: Renes, Costello and Batina,
//! "Complete addition formulas for prime order elliptic curves" (2016), for a = -3.

use super::curve::{Coordinate, Curve, Entry, Scalar, b};
use crate::algorithms::field::Residue;

/// A point that is not infinity, by its coordinates.
#[derive(Clone, Copy)]
pub(crate) struct Affine<C: Curve> {
    pub(crate) x: Coordinate<C>,
    pub(crate) y: Coordinate<C>,
}

impl<C: Curve> Affine<C> {
    /// The generator.
    #[cfg(test)]
    pub(crate) const GENERATOR: Self = Self::kept(&C::GENERATOR);

    /// A point from how it is kept.
    #[inline(always)]
    pub(crate) const fn kept(entry: &Entry<C>) -> Self {
        Self { x: Residue::kept(entry[0]), y: Residue::kept(entry[1]) }
    }

    /// Whether it is on the curve: all ones, or zero.
    pub(crate) fn mask_of_curve(&self) -> u64 {
        self.y.square().mask_of_equal(&right_side::<C>(&self.x))
    }

    /// The point, or its negative where the mask is all ones.
    #[inline(always)]
    pub(crate) fn negate_if(&self, mask: u64) -> Self {
        Self { x: self.x, y: Residue::select(mask, &-self.y, &self.y) }
    }
}

/// x^3 - 3 x + b.
pub(crate) fn right_side<C: Curve>(x: &Coordinate<C>) -> Coordinate<C> {
    x.square() * *x - three(x) + b::<C>()
}

/// Three times the number.
#[inline(always)]
pub(crate) fn three<P: crate::algorithms::field::Prime>(x: &Residue<P>) -> Residue<P> {
    x.double().plus(x)
}

/// A point: (x / z, y / z), and infinity where z is zero.
#[derive(Clone, Copy)]
pub(crate) struct Projective<C: Curve> {
    pub(crate) x: Coordinate<C>,
    pub(crate) y: Coordinate<C>,
    pub(crate) z: Coordinate<C>,
}

impl<C: Curve> Projective<C> {
    /// The point at infinity.
    pub(crate) const INFINITY: Self = Self { x: Residue::ZERO, y: Residue::ONE, z: Residue::ZERO };

    /// The sum of any two points (algorithm 4).
    pub(crate) fn add(&self, other: &Self) -> Self {
        let (p, q) = (self, other);
        let (xx, yy, zz) = (p.x * q.x, p.y * q.y, p.z * q.z);
        let xy = (p.x + p.y) * (q.x + q.y) - (xx + yy);
        let yz = (p.y + p.z) * (q.y + q.z) - (yy + zz);
        let xz = (p.x + p.z) * (q.x + q.z) - (xx + zz);
        let m = three(&(xz - b::<C>() * zz));
        let (u, v) = (yy - m, yy + m);
        let zz3 = three(&zz);
        let w = three(&(b::<C>() * xz - zz3 - xx));
        let s = three(&xx) - zz3;
        Self { x: xy * v - yz * w, y: u * v + s * w, z: yz * u + xy * s }
    }

    /// All ones for infinity, else zero.
    pub(crate) fn mask_of_infinity(&self) -> u64 {
        self.z.mask_of_zero()
    }

    /// The coordinates; zero for infinity.
    pub(crate) fn to_affine(self) -> Affine<C> {
        let over_z = self.z.invert();
        Affine { x: self.x * over_z, y: self.y * over_z }
    }

    /// Whether it has that x, or is infinity.
    ///
    /// Time: depends on the answer.
    pub(crate) fn has_x_vartime(&self, x: &Coordinate<C>) -> bool {
        (*x * self.z).mask_of_equal(&self.x) != 0
    }

    /// The point, or its negative where the mask is all ones.
    pub(crate) fn negate_if(&self, mask: u64) -> Self {
        Self { y: Residue::select(mask, &-self.y, &self.y), ..*self }
    }
}

impl<C: Curve> From<Affine<C>> for Projective<C> {
    fn from(point: Affine<C>) -> Self {
        Self { x: point.x, y: point.y, z: Residue::ONE }
    }
}

/// The scalar that is meant by a coordinate: modulo the order.
pub(crate) fn scalar_of<C: Curve>(x: &Coordinate<C>) -> Scalar<C> {
    let mut bytes = [0; super::curve::MAX_SIZE];
    x.to_be_bytes(&mut bytes);
    Residue::reduced_be_bytes(&bytes[super::curve::MAX_SIZE - C::COORDINATE_SIZE..])
}
