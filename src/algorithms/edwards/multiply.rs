//! Multiples of points.

use super::curve::EdwardsCurve;
use super::point::{Addend, Point};
use super::table::MULTIPLES;
use crate::kernels::element::{Element, Words, Work};
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
fn select<C: EdwardsCurve<Words = E::Words>, E: Element>(
    cpu: E::Cpu,
    window: &[[E::Words; 3]; MULTIPLES],
    digit: i8,
) -> Addend<E> {
    let digit = i64::from(digit);
    let (sign, size) = (digit >> 63, ((digit ^ digit >> 63) - (digit >> 63)) as u64);
    let [a, b, t] = E::Words::lookup(window, size.wrapping_sub(1));
    let neutral = C::addend(cpu, &Point::neutral(cpu));
    let is_zero = Choice::from((size.wrapping_sub(1) >> 63) as u8);
    let [a, b, t] = [E::of(cpu, &a), E::of(cpu, &b), E::of(cpu, &t)];
    let addend = Addend { a: a.or(neutral.a, is_zero), b: b.or(neutral.b, is_zero), t };
    C::negative(addend, Choice::from((sign & 1) as u8))
}

/// What is told of a point: `N` elements, as numbers.
pub trait Shown<const N: usize> {
    /// Tells it.
    fn of<E: Element>(point: &Point<E>) -> [E::Words; N];
}

/// x and y.
pub(super) enum Affine {}

impl Shown<2> for Affine {
    #[inline(always)]
    fn of<E: Element>(point: &Point<E>) -> [E::Words; 2] {
        let inverse = point.z.invert();
        [(point.x * inverse).words(), (point.y * inverse).words()]
    }
}

/// A secret multiple of the base point.
struct TimesBase<'a, C: EdwardsCurve, S, const N: usize>(&'a C::Words, PhantomData<S>);

impl<C: EdwardsCurve, S: Shown<N>, const N: usize> Work<C::Words> for TimesBase<'_, C, S, N> {
    type Output = [C::Words; N];

    #[inline(never)]
    fn run<E: Element<Words = C::Words>>(self, cpu: E::Cpu) -> [C::Words; N] {
        let digits = Wiped::new(digits(self.0));
        let mut point = Point::<E>::neutral(cpu);
        for offset in (0..C::STRIDE).rev() {
            if offset + 1 < C::STRIDE {
                point = C::doubles(point.projective(), 4).point();
            }
            let digits = digits[..C::DIGITS].iter().skip(offset).step_by(C::STRIDE);
            for (window, digit) in C::BASE.iter().zip(digits) {
                point = C::add(&point, &select::<C, E>(cpu, window, *digit), point.z).point();
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
