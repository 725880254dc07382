//! Faster formulas, for points that are known to be different and not infinity: (x / z^2, y / z^3).

use super::curve::{Coordinate, Curve};
use super::point::{Affine, Projective, three};
use crate::algorithms::field::{Limbs, Prime, Residue};

/// A point that is not infinity.
#[derive(Clone, Copy)]
pub(super) struct Jacobian<C: Curve> {
    x: Coordinate<C>,
    y: Coordinate<C>,
    z: Coordinate<C>,
}

/// As a table keeps it.
pub(super) type Triple<C> = [<<C as Curve>::Field as Prime>::Limbs; 3];

impl<C: Curve> Jacobian<C> {
    /// How a table keeps it.
    pub(super) const fn as_kept(&self) -> Triple<C> {
        [*self.x.as_kept(), *self.y.as_kept(), *self.z.as_kept()]
    }

    /// A point from how it is kept.
    pub(super) const fn kept(limbs: &Triple<C>) -> Self {
        Self { x: Residue::kept(limbs[0]), y: Residue::kept(limbs[1]), z: Residue::kept(limbs[2]) }
    }

    /// Twice the point.
    #[inline]
    pub(super) fn double(&self) -> Self {
        let (delta, twice_y) = (self.z.square(), self.y.double());
        let gamma4 = twice_y.square();
        let beta4 = self.x * gamma4;
        let alpha = three(&((self.x - delta) * (self.x + delta)));
        let x = alpha.square() - beta4.double();
        let y = alpha * (beta4 - x) - gamma4.square().halve();
        Self { x, y, z: twice_y * self.z }
    }

    /// The point doubled `times` times over.
    pub(super) fn doubled(self, times: usize) -> Self {
        (0..times).fold(self, |point, _| point.double())
    }

    /// The sum of different points, which are not each other's negative.
    #[inline]
    pub(super) fn add(&self, other: &Self) -> Self {
        let (p, q) = (self, other);
        let (pzz, qzz) = (p.z.square(), q.z.square());
        let (px, qx) = (p.x * qzz, q.x * pzz);
        let (py, qy) = (p.y * q.z * qzz, q.y * p.z * pzz);
        Self::chord(px, py, qx - px, qy - py, p.z * q.z)
    }

    /// As [`Jacobian::add`] for a point whose z is 1.
    #[inline]
    pub(super) fn add_affine(&self, other: &Affine<C>) -> Self {
        let zz = self.z.square();
        let (qx, qy) = (other.x * zz, other.y * self.z * zz);
        Self::chord(self.x, self.y, qx - self.x, qy - self.y, self.z)
    }

    /// The third point on the line through two, negated: one of them, the differences of the two,
    /// and their common z.
    #[inline(always)]
    fn chord(x: Coordinate<C>, y: Coordinate<C>, h: Coordinate<C>, r: Coordinate<C>, z: Coordinate<C>) -> Self {
        let hh = h.square();
        let (hhh, v) = (h * hh, x * hh);
        let sum = r.square() - hhh - v.double();
        Self { x: sum, y: r * (v - sum) - y * hhh, z: z * h }
    }

    /// The point, or its negative where the mask is all ones.
    #[inline(always)]
    pub(super) fn negate_if(&self, mask: u64) -> Self {
        Self { y: Residue::select(mask, &-self.y, &self.y), ..*self }
    }

    /// The same point for complete formulas.
    pub(super) fn to_projective(self) -> Projective<C> {
        Projective { x: self.x * self.z, y: self.y, z: self.z * self.z.square() }
    }
}

impl<C: Curve> From<Affine<C>> for Jacobian<C> {
    fn from(point: Affine<C>) -> Self {
        Self { x: point.x, y: point.y, z: Residue::ONE }
    }
}

/// A table of nothing.
pub(super) const fn empty<C: Curve, const N: usize>() -> [Triple<C>; N] {
    [[<C::Field as Prime>::Limbs::ZERO; 3]; N]
}
