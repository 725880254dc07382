//! The equation of verification. Nothing here is a secret.

use super::curve::EdwardsCurve;
use super::multiply::affine;
use super::point::{Addend, Point, Projective, Sum};
use crate::kernels::element::{Element, Words};
use crate::kernels::four::{Four, Work};
use subtle::Choice;

/// Room for the bits of a scalar of any curve, and for one that is carried out.
const MAX_BITS: usize = 448;
/// The bits of a window for the base point, whose odd multiples the compiler computes.
const BASE_WIDTH: usize = 7;
/// The bits of a window for another point.
const WIDTH: usize = 5;
/// The odd multiples of such a window that are not negative.
const ODD_MULTIPLES: usize = 1 << (WIDTH - 2);

/// Whether 2^c (\[`s`\] B - \[`h`\] A - R) is the neutral point, with the cofactor 2^c and scalars
/// of at most the bits of L.
pub(super) struct Relation<'a, C: EdwardsCurve> {
    pub(super) s: &'a C::Words,
    pub(super) h: &'a C::Words,
    pub(super) a: &'a [C::Words; 2],
    pub(super) r: &'a [C::Words; 2],
}

impl<C: EdwardsCurve> Work<C::Words> for Relation<'_, C> {
    type Output = bool;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> bool {
        let point = sum::<C, F, 1>(cpu, self.s, [(self.h, minus::<C, F>(cpu, self.a))]);
        let minus_r = C::addend(cpu, &Point::of(cpu, &minus::<C, F>(cpu, self.r)));
        let point = C::add(&point, &minus_r).projective();
        C::doubles(point, C::COFACTOR_BITS).point().is_neutral()
    }
}

/// Whether a point has the order L.
pub(super) struct HasOrder<'a, C: EdwardsCurve> {
    pub(super) order: &'a C::Words,
    pub(super) a: &'a [C::Words; 2],
}

impl<C: EdwardsCurve> Work<C::Words> for HasOrder<'_, C> {
    type Output = bool;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> bool {
        !Point::<F>::of(cpu, self.a).is_neutral()
            && sum::<C, F, 1>(cpu, &C::Words::ZERO, [(self.order, *self.a)]).is_neutral()
    }
}

/// The signatures of a group.
pub(crate) const GROUP: usize = 8;

/// Whether 2^c (\[`s`\] B - the sum of the points with their scalars) is the neutral point.
pub(super) struct Combination<'a, C: EdwardsCurve> {
    pub(super) s: &'a C::Words,
    /// For each signature what A and R are multiplied by.
    pub(super) terms: &'a [(C::Words, [C::Words; 2]); 2 * GROUP],
}

impl<C: EdwardsCurve> Work<C::Words> for Combination<'_, C> {
    type Output = bool;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> bool {
        let terms = self.terms.each_ref().map(|(scalar, point)| (scalar, minus::<C, F>(cpu, point)));
        let point = sum::<C, F, { 2 * GROUP }>(cpu, self.s, terms).projective();
        C::doubles(point, C::COFACTOR_BITS).point().is_neutral()
    }
}

/// The negative of a point.
#[inline(always)]
fn minus<C: EdwardsCurve, F: Four<Words = C::Words>>(cpu: F::Cpu, [x, y]: &[C::Words; 2]) -> [C::Words; 2] {
    [(-F::Element::of(F::one(cpu), x)).words(), *y]
}

/// `s` times the base point, and the sum of other points, each with its scalar.
#[inline(always)]
fn sum<C: EdwardsCurve, F: Four<Words = C::Words>, const N: usize>(
    cpu: F::Cpu,
    s: &C::Words,
    terms: [(&C::Words, [C::Words; 2]); N],
) -> Point<F> {
    let s = non_adjacent(s, BASE_WIDTH);
    // Loops, and no closures: those would not be compiled for the kernel's features.
    let neutral = C::addend(cpu, &Point::neutral(cpu));
    let mut all = [Term { digits: [0; MAX_BITS], multiples: [neutral; ODD_MULTIPLES] }; N];
    for (term, (scalar, point)) in all.iter_mut().zip(&terms) {
        term.digits = non_adjacent(*scalar, WIDTH);
        term.multiples = odd_multiples::<C, F>(cpu, &Point::of(cpu, point));
    }
    let is_used = |i: &usize| s[*i] != 0 || all.iter().any(|term| term.digits[*i] != 0);
    let top = (0..MAX_BITS).rev().find(is_used).unwrap_or(0);
    let (mut twice, mut i) = (Point::neutral(cpu).projective(), top);
    loop {
        let sum = step::<C, F>(cpu, &twice, s[i], &all, i);
        if i == 0 {
            return sum.point();
        }
        (twice, i) = (sum.projective(), i - 1);
    }
}

/// A point with its scalar, as they are added.
#[derive(Clone, Copy)]
struct Term<F> {
    digits: [i8; MAX_BITS],
    multiples: [Addend<F>; ODD_MULTIPLES],
}

/// Twice the sum, and what the digits at a place add.
#[inline(always)]
fn step<C: EdwardsCurve, F: Four<Words = C::Words>>(
    cpu: F::Cpu,
    sum: &Projective<F>,
    s: i8,
    terms: &[Term<F>],
    place: usize,
) -> Sum<F> {
    let mut sum = C::double(sum);
    for Term { digits, multiples } in terms {
        let digit = digits[place];
        if let Some(addend) = multiples.get(usize::from(digit.unsigned_abs()) / 2).filter(|_| digit != 0) {
            let addend = C::negative(*addend, Choice::from(u8::from(digit < 0)));
            let point = sum.point();
            sum = C::add(&point, &addend);
        }
    }
    if let Some(words) = C::ODD.get(usize::from(s.unsigned_abs()) / 2).filter(|_| s != 0) {
        let addend = C::negative(affine::<C, F>(cpu, words), Choice::from(u8::from(s < 0)));
        let point = sum.point();
        sum = C::add_affine(&point, &addend);
    }
    sum
}

/// A point, 3 times it, 5 times it, and so on, each with its Z.
#[inline(always)]
fn odd_multiples<C: EdwardsCurve, F: Four<Words = C::Words>>(
    cpu: F::Cpu,
    point: &Point<F>,
) -> [Addend<F>; ODD_MULTIPLES] {
    let two = C::addend(cpu, &C::double(&point.projective()).point());
    let (mut odd, mut multiples) = (*point, [C::addend(cpu, point); ODD_MULTIPLES]);
    for multiple in multiples.iter_mut().skip(1) {
        odd = C::add(&odd, &two).point();
        *multiple = C::addend(cpu, &odd);
    }
    multiples
}

/// The digits of a scalar to the base 2: 0, or odd and less than half of 2^`width`; of `width`
/// digits in a row at most one is not 0.
fn non_adjacent<W: Words>(scalar: &W, width: usize) -> [i8; MAX_BITS] {
    let words = scalar.as_ref();
    let word = |i: usize| words.get(i).copied().unwrap_or(0);
    let (mut digits, mut i, mut carry) = ([0; MAX_BITS], 0, 0);
    while i < MAX_BITS {
        let bits = word(i / 64) >> (i % 64) | (word(i / 64 + 1) << 1) << (63 - i % 64);
        let window = (bits & ((1 << width) - 1)) as i16 + carry;
        if window & 1 == 0 {
            i += 1;
            continue;
        }
        carry = window >> (width - 1);
        digits[i] = (window - (carry << width)) as i8;
        i += width;
    }
    digits
}
