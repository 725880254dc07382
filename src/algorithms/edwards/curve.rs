//! What makes a curve of the family: its field, its numbers and its law.

use super::point::{Addend, Point, Projective, Sum};
use super::table::Table;
use crate::algorithms::array::Array;
use crate::algorithms::field::Prime;
use crate::kernels::element::{Element, Words};
use crate::kernels::four::{Four, Work};
use subtle::Choice;

/// The curve of a signature: [`Ed25519`](super::Ed25519) or [`Ed448`](super::Ed448). No other crate
/// can make one.
pub trait Curve: EdwardsCurve {
    /// The same curve as a value.
    const VALUE: EddsaCurve;
}

/// A curve of EdDSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EddsaCurve {
    /// edwards25519, with a strength of 128 bits.
    Ed25519,
    /// edwards448, with a strength of 224 bits.
    Ed448,
}

impl EddsaCurve {
    /// The name that RFC 8032 uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
        }
    }
}

/// A curve a x^2 + y^2 = 1 + d x^2 y^2 with a point of prime order, and how EdDSA uses it (RFC 8032
/// section 3, SP 800-186 section 3.2.3).
pub trait EdwardsCurve: Copy + Send + Sync + 'static {
    /// Numbers modulo p, and those modulo the order.
    type Words: Words;
    /// The order of the base point, L.
    type Order: Prime<Limbs = Self::Words>;
    /// A point, a scalar or a seed in bytes.
    type Encoding: Array<u8>;
    /// A signature: a point and a scalar.
    type Signature: Array<u8>;
    /// A hash value, of which a scalar is made, or a scalar and a prefix: twice an encoding.
    type Digest: Array<u8>;

    /// The name that ACVP uses.
    const NAME: &'static str;
    /// The cofactor is 2^c.
    const COFACTOR_BITS: u32;
    /// The windows of four bits that a scalar has.
    const DIGITS: usize;
    /// The windows of a scalar from one window of the table to the next.
    const STRIDE: usize;
    /// Multiples of the base point.
    const BASE: &'static Table<Self::Words>;
    /// Odd multiples of the base point, from the first on.
    const ODD: &'static [[Self::Words; 3]];

    /// What adds the neutral point. What adds any other one with Z = 1 has the same third number.
    const NEUTRAL: [u64; 4];

    /// Does work with the elements of the kernel that serves.
    fn run<W: Work<Self::Words>>(work: W) -> W::Output;

    /// y^2 - 1 and d y^2 - a, of which the quotient is x^2.
    fn ratio<E: Element<Words = Self::Words>>(cpu: E::Cpu, yy: E) -> [E; 2];

    /// What is raised to the power that a kernel gives, for the root of `u` / `v`.
    fn radicand<E: Element<Words = Self::Words>>(u: E, v: E) -> E;

    /// The root of `u` / `v`, if there is one, with the power of their radicand.
    fn root<E: Element<Words = Self::Words>>(cpu: E::Cpu, u: E, v: E, power: E) -> (E, Choice);

    /// Twice a point.
    fn double<F: Four<Words = Self::Words>>(point: &Projective<F>) -> Sum<F>;

    /// 2^`times` times a point; `times` is not 0.
    #[inline(always)]
    fn doubles<F: Four<Words = Self::Words>>(mut point: Projective<F>, times: u32) -> Sum<F> {
        for _ in 1..times {
            point = Self::double(&point).projective();
        }
        Self::double(&point)
    }

    /// The sum of a point and what is added to it.
    fn add<F: Four<Words = Self::Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F>;

    /// As `add`, where Z of the other one is 1.
    fn add_affine<F: Four<Words = Self::Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F>;

    /// What adds a point.
    fn addend<F: Four<Words = Self::Words>>(cpu: F::Cpu, point: &Point<F>) -> Addend<F>;

    /// What subtracts, by choice.
    fn negative<F: Four<Words = Self::Words>>(addend: Addend<F>, choice: Choice) -> Addend<F>;

    /// What stands before the message in the hash function: how the message came, and its context
    /// (RFC 8032 section 2, dom2 and dom4). The first number says how many bytes there are.
    fn domain(flag: Option<u8>, context_len: u8) -> ([u8; 34], usize);

    /// The hash value of parts, one after the other.
    fn hash(parts: &[&[u8]]) -> Self::Digest;

    /// The hash value of a message that is signed by its hash value: 64 bytes.
    fn prehash(message: &[u8]) -> [u8; 64];

    /// The bits of a scalar that come of a seed (section 5.1.5 and 5.2.5).
    fn clamp(scalar: &mut Self::Encoding);
}
