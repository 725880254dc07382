//! Points of a twisted Edwards curve a x^2 + y^2 = 1 + d x^2 y^2, and the law of addition, written
//! once for every curve.
//!
//! The law is complete, because a is a square and d is none: it holds for every two points, equal
//! ones and the neutral one, too. So nothing asks which points come in.

use crate::kernels::element::{Element, Words};
use crate::kernels::four::Four;

/// A point (X / Z, Y / Z) with which nothing is added: Y, X, Z, and anything.
#[derive(Clone, Copy)]
pub struct Projective<F>(pub(super) F);

/// A point (X / Z, Y / Z) with T = X Y / Z (extended coordinates): Y, X, Z and T.
#[derive(Clone, Copy)]
pub struct Point<F>(pub(super) F);

/// What the law gives: the point (E / G, H / F), as H, E, G and F. Whoever needs it multiplies.
pub struct Sum<F>(pub(super) F);

/// A point in the form in which the curve's law adds it.
#[derive(Clone, Copy)]
pub struct Addend<F>(pub(super) F);

impl<F: Four> Sum<F> {
    #[inline(always)]
    pub(super) fn projective(&self) -> Projective<F> {
        Projective(self.0.three_neighbours())
    }

    #[inline(always)]
    pub(super) fn point(&self) -> Point<F> {
        Point(self.0.neighbours())
    }
}

impl<F: Four> Point<F> {
    /// The neutral point.
    #[inline(always)]
    pub(super) fn neutral(cpu: F::Cpu) -> Self {
        Self(F::small(cpu, [1, 0, 1, 0]))
    }

    /// The point of its coordinates.
    #[inline(always)]
    pub(super) fn of(cpu: F::Cpu, [x, y]: &[F::Words; 2]) -> Self {
        let t = F::Element::of(F::one(cpu), x) * F::Element::of(F::one(cpu), y);
        let mut one = F::Words::ZERO;
        one.as_mut()[0] = 1;
        Self(F::of(cpu, &[*y, *x, one, t.words()]))
    }

    #[inline(always)]
    pub(super) const fn projective(&self) -> Projective<F> {
        Projective(self.0)
    }

    /// X, Y and Z.
    #[inline(always)]
    pub(crate) fn coordinates(&self) -> [F::Element; 3] {
        let [y, x, z, _] = self.0.elements();
        [x, y, z]
    }

    /// Whether it is the neutral point.
    #[inline(always)]
    pub(super) fn is_neutral(&self) -> bool {
        let [x, y, z] = self.coordinates();
        bool::from(x.is_zero() & y.is(z))
    }
}
