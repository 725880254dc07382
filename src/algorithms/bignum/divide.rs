//! Division, inverses and common divisors by fixed schedules: how long they take depends on lengths
//! alone.

use super::limbs::{
    add_masked, bit, double, equal, halve_masked, is_zero_limb, less, mask_of, multiply, subtract, subtract_masked,
    swap_masked,
};
use crate::kernels::limbs::words::negated_inverse;
use crate::machine::wipe::Wiped;

/// The limbs of the longest number: 8192 bits and a public exponent of 256.
pub(crate) const MAX: usize = 128 + EXPONENT;
/// The limbs of a public exponent.
pub(crate) const EXPONENT: usize = 4;

/// A number of at most [`MAX`] limbs.
pub(crate) type Number = Wiped<[u64; MAX]>;

/// Zero.
pub(crate) const fn number() -> Number {
    Wiped::new([0; MAX])
}

/// Quotient and remainder of `number` by `divisor`, bit by bit. The quotient is as long as the
/// number, the remainder as the divisor, which is not zero.
pub(crate) fn divide(number: &[u64], divisor: &[u64], quotient: &mut [u64], rest: &mut [u64]) {
    quotient.fill(0);
    rest.fill(0);
    for i in (0..64 * number.len()).rev() {
        let above = double(rest, bit(number, i));
        let fits = !(less(rest, divisor) & is_zero_limb(above));
        subtract_masked(rest, divisor, fits);
        quotient[i / 64] |= (fits & 1) << (i % 64);
    }
}

/// The greatest common divisor of numbers of the same length, not both zero: halves and differences
/// (Stein's algorithm).
pub(crate) fn common_divisor(a: &[u64], b: &[u64], divisor: &mut [u64]) {
    let len = a.len();
    let (mut x, mut y) = (number(), number());
    let (x, y) = (&mut x[..len], &mut y[..len]);
    x.copy_from_slice(a);
    y.copy_from_slice(b);
    let mut twos = 0_u64;
    // Each step takes a bit of one of them at least.
    for _ in 0..2 * 64 * len {
        let both_odd = mask_of(x[0] & y[0] & 1);
        swap_masked(x, y, both_odd & less(x, y));
        subtract_masked(x, y, both_odd);
        let (x_even, y_even) = (mask_of(!x[0] & 1), mask_of(!y[0] & 1));
        twos += x_even & y_even & 1;
        halve_masked(x, 0, x_even);
        halve_masked(y, 0, y_even);
    }
    // One of them is zero.
    for (divisor, (x, y)) in divisor.iter_mut().zip(x.iter().zip(y.iter())) {
        *divisor = x | y;
    }
    for i in 0..64 * len as u64 {
        let mut above = 0;
        let shifts = less(&[i], &[twos]);
        for limb in divisor.iter_mut() {
            let (shifted, out) = (*limb << 1 | above, *limb >> 63);
            *limb ^= (*limb ^ shifted) & shifts;
            above = out;
        }
    }
}

/// The inverse of `a` modulo an odd `m` of the same length, of which `a` is below. `None`-like: a
/// mask that is all ones if there is one, else zero.
pub(crate) fn invert(a: &[u64], m: &[u64], inverse: &mut [u64]) -> u64 {
    let len = m.len();
    let [mut u, mut v, mut r, mut s] = [(); 4].map(|()| number());
    let (u, v, r, s) = (&mut u[..len], &mut v[..len], &mut r[..len], &mut s[..len]);
    u.copy_from_slice(a);
    v.copy_from_slice(m);
    r[0] = 1;
    // r a is u, and s a is v, modulo m; v is odd.
    for _ in 0..2 * 64 * len {
        let odd = mask_of(u[0] & 1);
        let swaps = odd & less(u, v);
        swap_masked(u, v, swaps);
        swap_masked(r, s, swaps);
        subtract_masked(u, v, odd);
        let borrow = mask_of(subtract_masked(r, s, odd));
        add_masked(r, m, borrow);
        halve_masked(u, 0, u64::MAX);
        // r or r + m is even.
        let carry = add_masked(r, m, mask_of(r[0] & 1));
        halve_masked(r, carry, u64::MAX);
    }
    inverse.copy_from_slice(s);
    equal(v, &[1])
}

/// The inverse of a public odd `e` modulo `m`, which may be even: with k = -1/m modulo e it is
/// (1 + k m) / e. Gives a mask that is all ones if there is one, else zero.
///
/// `e` has at most [`EXPONENT`] limbs and is more than one.
pub(crate) fn invert_exponent(e: &[u64], m: &[u64], inverse: &mut [u64]) -> u64 {
    let (mut rest, mut k, mut quotient) = ([0; EXPONENT], Wiped::new([0; EXPONENT]), number());
    let (rest, k) = (&mut rest[..e.len()], &mut k[..e.len()]);
    divide(m, e, &mut quotient[..m.len()], rest);
    let exists = invert(rest, e, k);
    let mut negated = Wiped::new([0; EXPONENT]);
    negated[..e.len()].copy_from_slice(e);
    subtract(&mut negated[..e.len()], k);
    let mut product = number();
    let product = &mut product[..m.len() + e.len()];
    multiply(m, &negated[..e.len()], product);
    add_masked(product, &[1], u64::MAX);
    divide_exactly(product, e);
    inverse.copy_from_slice(&product[..m.len()]);
    exists
}

/// The quotient by an odd divisor that leaves no rest, from the lowest limb on.
fn divide_exactly(number: &mut [u64], divisor: &[u64]) {
    let inverse = negated_inverse(divisor[0]).wrapping_neg();
    for i in 0..number.len() {
        let quotient = number[i].wrapping_mul(inverse);
        let mut product = Wiped::new([0; EXPONENT + 1]);
        multiply(divisor, &[quotient], &mut product[..=divisor.len()]);
        let end = number.len().min(i + divisor.len() + 1);
        let len = end - i;
        subtract(&mut number[i..], &product[..len]);
        number[i] = quotient;
    }
}

/// The least common multiple of two numbers of the same length that are not zero; it has the limbs
/// of both.
pub(crate) fn common_multiple(a: &[u64], b: &[u64], multiple: &mut [u64]) {
    let (mut product, mut divisor, mut rest) = (number(), number(), number());
    let len = a.len();
    common_divisor(a, b, &mut divisor[..len]);
    multiply(a, b, &mut product[..2 * len]);
    divide(&product[..2 * len], &divisor[..len], multiple, &mut rest[..len]);
}

/// The remainder of `number` by `divisor`.
pub(crate) fn remainder(number: &[u64], divisor: &[u64], rest: &mut [u64]) {
    let mut quotient = self::number();
    divide(number, divisor, &mut quotient[..number.len()], rest);
}
