//! Multiples of points.

use super::curve::EdwardsCurve;
use super::point::{Addend, Point};
use super::table::MULTIPLES;
use crate::kernels::element::{Element, Words};
use crate::kernels::four::{Four, Work};
use crate::machine::wipe::Wiped;
use core::marker::PhantomData;
use subtle::Choice;

/// Room for the digits of a scalar of any curve.
const MAX_DIGITS: usize = 112;

/// The digits of a scalar below L to the base 16, from -8 to 8, the least significant first.
fn digits<W: Words>(scalar: &W) -> [i8; MAX_DIGITS] {
    let mut digits = [0; MAX_DIGITS];
    let halves = scalar.as_ref().iter().flat_map(|word| (0..16).map(move |i| (word >> (4 * i) & 15) as i8));
    let mut carry = 0;
    for (digit, half) in digits.iter_mut().zip(halves) {
        let sum = half + carry;
        carry = (sum + 8) >> 4;
        *digit = sum - (carry << 4);
    }
    digits
}

/// The addend of a digit's multiple, from a window that knows 1 to 8 times its point. All of them
/// are read.
#[inline(always)]
fn select<C: EdwardsCurve<Words = F::Words>, F: Four>(
    cpu: F::Cpu,
    window: &[[F::Words; 3]; MULTIPLES],
    digit: i8,
) -> Addend<F> {
    let digit = i64::from(digit);
    let (sign, size) = (digit >> 63, ((digit ^ digit >> 63) - (digit >> 63)) as u64);
    let entry = F::Words::lookup(window, size.wrapping_sub(1));
    let is_zero = Choice::from((size.wrapping_sub(1) >> 63) as u8);
    let addend = affine::<C, F>(cpu, &entry).0.or(F::small(cpu, C::NEUTRAL), is_zero);
    C::negative(Addend(addend), Choice::from((sign & 1) as u8))
}

/// The addend of a table's entry.
#[inline(always)]
pub(super) fn affine<C: EdwardsCurve<Words = F::Words>, F: Four>(
    cpu: F::Cpu,
    [a, b, t]: &[F::Words; 3],
) -> Addend<F> {
    let ([.., number, _], mut z) = (C::NEUTRAL, F::Words::ZERO);
    z.as_mut()[0] = number;
    Addend(F::of(cpu, &[*a, *b, z, *t]))
}

/// What is told of a point: `N` elements, as numbers.
pub trait Shown<const N: usize> {
    /// Tells it.
    fn of<F: Four>(point: &Point<F>) -> [F::Words; N];
}

/// x and y.
pub(super) enum Affine {}

impl Shown<2> for Affine {
    #[inline(always)]
    fn of<F: Four>(point: &Point<F>) -> [F::Words; 2] {
        let [x, y, z] = point.coordinates();
        let inverse = z.invert();
        [(x * inverse).words(), (y * inverse).words()]
    }
}

/// A secret multiple of the base point.
struct TimesBase<'a, C: EdwardsCurve, S, const N: usize>(&'a C::Words, PhantomData<S>);

impl<C: EdwardsCurve, S: Shown<N>, const N: usize> Work<C::Words> for TimesBase<'_, C, S, N> {
    type Output = [C::Words; N];

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> [C::Words; N] {
        let digits = Wiped::new(digits(self.0));
        let mut point = Point::<F>::neutral(cpu);
        for offset in (0..C::STRIDE).rev() {
            if offset + 1 < C::STRIDE {
                point = C::doubles(point.projective(), 4).point();
            }
            let digits = digits[..C::DIGITS].iter().skip(offset).step_by(C::STRIDE);
            for (window, digit) in C::BASE.iter().zip(digits) {
                point = C::add_affine(&point, &select::<C, F>(cpu, window, *digit)).point();
            }
        }
        S::of(&point)
    }
}

/// What is told of `scalar` times the base point, for a scalar below L.
///
/// Time: constant.
pub(crate) fn times_base<C: EdwardsCurve, S: Shown<N>, const N: usize>(scalar: &C::Words) -> [C::Words; N] {
    C::run(TimesBase::<C, S, N>(scalar, PhantomData))
}
