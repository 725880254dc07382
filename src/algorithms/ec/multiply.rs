//! Scalar multiples, by a fixed schedule.
//!
//! A scalar k is made odd: n - k stands for an even one, and n for zero. An odd number of at most m
//! bits is a sum of m powers of 2, all of which have a sign: if K is k / 2 with bit m - 1 set, bit
//! i of K says whether 2^i is added or subtracted. A window of w bits of K is then an odd digit
//! between -2^w and 2^w, and none is zero.
//!
//! Faster formulas serve where their points are neither equal, nor opposite, nor infinity. Every
//! sum is of a P and d P, where one of a and d is odd and the other one even, so that a + d and
//! a - d are not zero. Digits of all windows but one are together less than 2^(w (windows - 1)) in
//! magnitude, which is less than n. So no sum but the last, which has all windows, can be a
//! multiple of n, and that one is left to the complete formulas. `tests` has the scalars whose last
//! sum is of equal and of opposite points.

use super::curve::{Curve, MAX_SIZE, Scalar, windows};
use super::jacobian::{Jacobian, Triple, empty};
use super::point::{Affine, Projective};
use crate::algorithms::field::{Limbs, Prime};
use crate::kernels::limbs::words;

/// How an entry of a table is found.
pub(crate) trait Access {
    /// The entry of that number.
    fn entry<L: Limbs, const C: usize>(table: &[[L; C]], index: u64) -> [L; C];
}

/// By reading all of the table.
pub(crate) struct Secret;

impl Access for Secret {
    #[inline(always)]
    fn entry<L: Limbs, const C: usize>(table: &[[L; C]], index: u64) -> [L; C] {
        L::lookup(table, index)
    }
}

/// By its number, which is public.
pub(crate) struct Public;

impl Access for Public {
    #[inline(always)]
    fn entry<L: Limbs, const C: usize>(table: &[[L; C]], index: u64) -> [L; C] {
        table.get(index as usize).copied().unwrap_or([L::ZERO; C])
    }
}

/// A scalar made odd, in windows.
struct Digits<L> {
    /// K of above, without its top bit.
    signs: L,
    /// All ones if the multiple is to be negated.
    negate: u64,
    /// The bits of a window.
    width: usize,
    /// The windows.
    count: usize,
}

/// A digit: the number of its magnitude among 1, 3, 5 and so on, and all ones if it is negative.
struct Digit {
    index: u64,
    negate: u64,
}

impl<L: Limbs> Digits<L> {
    /// The digits of a scalar in windows of `width` bits.
    fn of<C: Curve>(scalar: &Scalar<C>, width: usize) -> Self
    where
        C::Order: Prime<Limbs = L>,
    {
        let (k, order) = (scalar.canonical(), &C::Order::MODULUS.limbs);
        let negate = (k.limb(0) & 1).wrapping_sub(1);
        let odd = L::select(negate, &order.minus(&k), &k);
        Self { signs: odd.shift_right(1), negate, width, count: windows(C::ORDER_BITS, width) }
    }

    /// The digit of window `i`.
    #[inline(always)]
    fn at(&self, i: usize) -> Digit {
        let (limb, bit, sign) = (i * self.width / 64, i * self.width % 64, 1 << (self.width - 1));
        let above = self.signs.limb(limb + 1) << 1 << (63 - bit);
        let top = if i + 1 == self.count { sign } else { 0 };
        let window = self.signs.limb(limb) >> bit | above | top;
        // The top bit of a window is the sign, and the others count away from it.
        let negate = words::mask_of_zero(window & sign);
        Digit { index: (window ^ negate) & (sign - 1), negate }
    }
}

/// The multiple of the generator.
///
/// Time: constant for the curve, and with [`Public`] depends on the scalar.
pub(crate) fn multiply_base<C: Curve, A: Access>(scalar: &Scalar<C>) -> Projective<C> {
    let digits = Digits::<ScalarLimbs<C>>::of::<C>(scalar, C::WINDOW);
    // The last table of the last pass has the top window, so that its sum is the last of all.
    const { assert!((windows(C::ORDER_BITS, C::WINDOW) - 1).is_multiple_of(C::PASSES)) };
    let found = |pass: usize, j: usize, table| {
        let digit = digits.at(j * C::PASSES + pass);
        Affine::<C>::kept(&A::entry(table, digit.index)).negate_if(digit.negate)
    };
    let mut sum: Option<Jacobian<C>> = None;
    for pass in (0..C::PASSES).rev() {
        sum = sum.map(|sum| sum.doubled(C::WINDOW));
        for (j, table) in C::tables().enumerate() {
            let window = j * C::PASSES + pass;
            if window + 1 < digits.count {
                let point = found(pass, j, table);
                sum = Some(sum.map_or_else(|| point.into(), |sum| sum.add_affine(&point)));
            }
        }
    }
    let last = C::tables().enumerate().last().map(|(j, table)| found(0, j, table));
    let parts = [sum.map(Jacobian::to_projective), last.map(Into::into)];
    let whole = parts.into_iter().flatten().fold(Projective::INFINITY, |sum, part| sum.add(&part));
    whole.negate_if(digits.negate)
}

/// The bits of a window of a multiple of any point.
const WIDTH: usize = 5;
const ENTRIES: usize = 1 << (WIDTH - 1);

/// The multiple of a point.
///
/// Time: as [`multiply_base`].
pub(crate) fn multiply<C: Curve, A: Access>(scalar: &Scalar<C>, point: &Affine<C>) -> Projective<C> {
    let digits = Digits::<ScalarLimbs<C>>::of::<C>(scalar, WIDTH);
    let table = odd_multiples::<C, ENTRIES>(point);
    let found = |i: usize| {
        let digit = digits.at(i);
        Jacobian::<C>::kept(&A::entry(&table, digit.index)).negate_if(digit.negate)
    };
    let mut sum = found(digits.count - 1);
    for i in (1..digits.count - 1).rev() {
        sum = sum.doubled(WIDTH).add(&found(i));
    }
    let last = found(0).to_projective();
    sum.doubled(WIDTH).to_projective().add(&last).negate_if(digits.negate)
}

/// P, 3 P, 5 P and so on.
fn odd_multiples<C: Curve, const N: usize>(point: &Affine<C>) -> [Triple<C>; N] {
    let mut multiple = Jacobian::from(*point);
    let (twice, mut table) = (multiple.double(), empty::<C, N>());
    for entry in &mut table {
        *entry = multiple.as_kept();
        multiple = multiple.add(&twice);
    }
    table
}

/// The bits of a window of a multiple in [`multiply_both`], of which half the odd multiples are in
/// the table.
const PUBLIC_WIDTH: usize = 5;
const PUBLIC_ENTRIES: usize = 1 << (PUBLIC_WIDTH - 2);

/// Room for a digit for each bit of a scalar, and for a carry.
const MAX_DIGITS: usize = 8 * MAX_SIZE;

/// A scalar as a sum of powers of 2, each times 0 or an odd number that is less than
/// 2^(`width` - 1) in magnitude. Of `width` digits in a row one at most is not 0.
///
/// Time: depends on the scalar.
fn sparse_digits<L: Limbs>(scalar: &L, width: usize) -> [i8; MAX_DIGITS] {
    let bits = |i: usize, count: usize| {
        let above = scalar.limb(i / 64 + 1) << 1 << (63 - i % 64);
        (scalar.limb(i / 64) >> (i % 64) | above) & ((1 << count) - 1)
    };
    let (mut digits, mut carry, mut i) = ([0; MAX_DIGITS], 0, 0);
    while i < MAX_DIGITS {
        if bits(i, 1) == carry {
            i += 1;
            continue;
        }
        let digit = (bits(i, width) + carry) as i64;
        carry = digit as u64 >> (width - 1);
        digits[i] = (digit - ((carry as i64) << width)) as i8;
        i += width;
    }
    digits
}

/// The sum of two multiples: of the generator, and of a point.
///
/// Time: depends on everything.
pub(crate) fn multiply_both<C: Curve>(base: &Scalar<C>, scalar: &Scalar<C>, point: &Affine<C>) -> Projective<C> {
    let base_digits = sparse_digits(&base.canonical(), C::WINDOW + 1);
    let digits = sparse_digits(&scalar.canonical(), PUBLIC_WIDTH);
    let table = odd_multiples::<C, PUBLIC_ENTRIES>(point);
    let of_base = C::tables().next().unwrap_or_default();
    let index = |digit: i8| usize::from(digit.unsigned_abs() / 2);
    let sign = |digit: i8| i64::from(digit >> 7) as u64;
    let mut sum: Option<Jacobian<C>> = None;
    for (of_generator, of_point) in base_digits.into_iter().zip(digits).rev() {
        if let Some(sum) = &mut sum {
            sum.double_in_place();
        }
        if of_point != 0 {
            let multiple = Jacobian::kept(&table[index(of_point)]).negate_if(sign(of_point));
            Jacobian::add_vartime(&mut sum, &multiple);
        }
        if of_generator != 0 {
            let multiple = Affine::kept(&of_base[index(of_generator)]).negate_if(sign(of_generator));
            Jacobian::add_affine_vartime(&mut sum, &multiple);
        }
    }
    sum.map_or(Projective::INFINITY, Jacobian::to_projective)
}

/// The limbs of a scalar.
type ScalarLimbs<C> = <<C as Curve>::Order as Prime>::Limbs;
