//! Points of a twisted Edwards curve a x^2 + y^2 = 1 + d x^2 y^2, and the law of addition, written
//! once for every curve.
//!
//! The law is complete, because a is a square and d is none: it holds for every two points, equal
//! ones and the neutral one, too. So nothing asks which points come in.

use crate::kernels::element::Element;

/// A point (X / Z, Y / Z), with which nothing is added.
#[derive(Clone, Copy)]
pub struct Projective<E> {
    pub(crate) x: E,
    pub(crate) y: E,
    pub(crate) z: E,
}

/// A point (X / Z, Y / Z) with T = X Y / Z (extended coordinates).
#[derive(Clone, Copy)]
pub struct Point<E> {
    pub(crate) x: E,
    pub(crate) y: E,
    pub(crate) z: E,
    pub(crate) t: E,
}

/// What the law gives: the point (E / G, H / F). Whoever needs it multiplies.
pub struct Sum<E> {
    pub(super) e: E,
    pub(super) f: E,
    pub(super) g: E,
    pub(super) h: E,
}

/// A point with Z = 1 in the form in which the curve's law adds it.
#[derive(Clone, Copy)]
pub struct Addend<E> {
    pub(super) a: E,
    pub(super) b: E,
    pub(crate) t: E,
}

impl<E: Element> Sum<E> {
    #[inline(always)]
    pub(super) fn projective(&self) -> Projective<E> {
        Projective { x: self.e * self.f, y: self.g * self.h, z: self.f * self.g }
    }

    #[inline(always)]
    pub(super) fn point(&self) -> Point<E> {
        Point { x: self.e * self.f, y: self.g * self.h, z: self.f * self.g, t: self.e * self.h }
    }
}

impl<E: Element> Point<E> {
    /// The neutral point.
    #[inline(always)]
    pub(super) fn neutral(cpu: E::Cpu) -> Self {
        let (zero, one) = (E::bit(cpu, 0), E::bit(cpu, 1));
        Self { x: zero, y: one, z: one, t: zero }
    }

    /// The point of its coordinates.
    #[inline(always)]
    pub(super) fn of(cpu: E::Cpu, [x, y]: &[E::Words; 2]) -> Self {
        let (x, y) = (E::of(cpu, x), E::of(cpu, y));
        Self { x, y, z: E::bit(cpu, 1), t: x * y }
    }

    #[inline(always)]
    pub(super) fn projective(&self) -> Projective<E> {
        Projective { x: self.x, y: self.y, z: self.z }
    }

    /// Whether it is the neutral point.
    pub(super) fn is_neutral(&self) -> bool {
        bool::from(self.x.is_zero() & self.y.is(self.z))
    }
}
