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
    #[inline(always)]
    pub(super) fn double(&self) -> Self {
        let (delta, twice_y) = (self.z.square(), self.y.double());
        let gamma4 = twice_y.square();
        let beta4 = self.x.times(&gamma4);
        let alpha = three(&self.x.minus(&delta).times(&self.x.plus(&delta)));
        let x = alpha.square().minus(&beta4.double());
        let y = alpha.times(&beta4.minus(&x)).minus(&gamma4.square().halve());
        Self { x, y, z: twice_y.times(&self.z) }
    }

    /// Doubles the point where it is.
    #[inline(never)]
    pub(super) fn double_in_place(&mut self) {
        *self = self.double();
    }

    /// The point doubled `times` times over.
    pub(super) fn doubled(mut self, times: usize) -> Self {
        (0..times).for_each(|_| self.double_in_place());
        self
    }

    /// The sum of different points, which are not each other's negative.
    #[inline]
    pub(super) fn add(&self, other: &Self) -> Self {
        Line::through(self, other).third()
    }

    /// As [`Jacobian::add`] for a point whose z is 1.
    #[inline]
    pub(super) fn add_affine(&self, other: &Affine<C>) -> Self {
        Line::through_affine(self, other).third()
    }

    /// Adds any point to any sum, which is infinity where there is none.
    ///
    /// Time: depends on whether they are different.
    #[inline(never)]
    pub(super) fn add_vartime(sum: &mut Option<Self>, other: &Self) {
        match sum {
            None => *sum = Some(*other),
            Some(point) => Line::through(point, other).third_vartime(sum),
        }
    }

    /// As [`Jacobian::add_vartime`] for a point whose z is 1.
    #[inline(never)]
    pub(super) fn add_affine_vartime(sum: &mut Option<Self>, other: &Affine<C>) {
        match sum {
            None => *sum = Some((*other).into()),
            Some(point) => Line::through_affine(point, other).third_vartime(sum),
        }
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

/// The line through two points: one of them, the differences of the two, and their common z.
struct Line<C: Curve> {
    x: Coordinate<C>,
    y: Coordinate<C>,
    h: Coordinate<C>,
    r: Coordinate<C>,
    z: Coordinate<C>,
}

impl<C: Curve> Line<C> {
    #[inline(always)]
    fn through(p: &Jacobian<C>, q: &Jacobian<C>) -> Self {
        let (pzz, qzz) = (p.z.square(), q.z.square());
        let (x, y) = (p.x.times(&qzz), p.y.times(&q.z).times(&qzz));
        let (h, r) = (q.x.times(&pzz).minus(&x), q.y.times(&p.z).times(&pzz).minus(&y));
        Self { x, y, h, r, z: p.z.times(&q.z) }
    }

    #[inline(always)]
    fn through_affine(p: &Jacobian<C>, q: &Affine<C>) -> Self {
        let zz = p.z.square();
        let (h, r) = (q.x.times(&zz).minus(&p.x), q.y.times(&p.z).times(&zz).minus(&p.y));
        Self { x: p.x, y: p.y, h, r, z: p.z }
    }

    /// The negative of the third point on the line, for points that are neither equal nor opposite.
    #[inline(always)]
    fn third(&self) -> Jacobian<C> {
        let hh = self.h.square();
        let (hhh, v) = (self.h.times(&hh), self.x.times(&hh));
        let x = self.r.square().minus(&hhh).minus(&v.double());
        let y = self.r.times(&v.minus(&x)).minus(&self.y.times(&hhh));
        Jacobian { x, y, z: self.z.times(&self.h) }
    }

    /// Puts [`Line::third`] in the place of one of the points, which may be any two.
    #[inline(always)]
    fn third_vartime(&self, point: &mut Option<Jacobian<C>>) {
        if self.h.mask_of_zero() == 0 {
            *point = Some(self.third());
        } else if self.r.mask_of_zero() == 0 {
            *point = None;
        } else if let Some(point) = point {
            point.double_in_place();
        }
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
