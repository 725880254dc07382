//! Integers of `N` limbs.

use super::words;
use core::hint::black_box;

/// An odd modulus, and what follows from it. r is 2^(64 N).
#[derive(Clone, Copy)]
pub struct Modulus<L> {
    /// The modulus.
    pub(crate) limbs: L,
    /// -1 / modulus, modulo 2^64.
    pub(crate) negated_inverse: u64,
    /// 1 as Montgomery multiplication takes it: r modulo the modulus.
    pub(crate) one: L,
    /// r^2 modulo the modulus.
    pub(crate) r_squared: L,
}

impl<const N: usize> Modulus<[u64; N]> {
    /// Computes the constants of an odd modulus greater than 1.
    pub(crate) const fn new(limbs: [u64; N]) -> Self {
        assert!(limbs[0] & 1 == 1 && !equals_one(&limbs), "the modulus is even, or 1");
        let one = doubled(small(1), 64 * N, &limbs);
        let r_squared = doubled(one, 64 * N, &limbs);
        Self { limbs, negated_inverse: words::negated_inverse(limbs[0]), one, r_squared }
    }

    /// As [`Modulus::new`] for bytes, the most significant first.
    pub(crate) const fn from_be_bytes(bytes: &[u8]) -> Self {
        Self::new(from_be_bytes(bytes))
    }

    /// The number of bytes as Montgomery multiplication takes it, the most significant first.
    pub(crate) const fn keep(&self, bytes: &[u8]) -> [u64; N] {
        montgomery_multiply(&from_be_bytes(bytes), &self.r_squared, self)
    }
}

const fn equals_one<const N: usize>(a: &[u64; N]) -> bool {
    mask_of_zero(&exclusive_or(a, &small(1))) != 0
}

/// `a` doubled `times` times.
const fn doubled<const N: usize>(mut a: [u64; N], times: usize, modulus: &[u64; N]) -> [u64; N] {
    let mut i = 0;
    while i < times {
        a = add_modulo(&a, &a, modulus);
        i += 1;
    }
    a
}

/// A number of one limb.
#[inline(always)]
pub(crate) const fn small<const N: usize>(limb: u64) -> [u64; N] {
    let mut a = [0; N];
    a[0] = limb;
    a
}

/// The integer of bytes, the most significant first. Of more than `8 N` the first are not looked
/// at.
pub(crate) const fn from_be_bytes<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let (mut a, mut i) = ([0; N], 0);
    while i < bytes.len() && i < 8 * N {
        a[i / 8] |= (bytes[bytes.len() - 1 - i] as u64) << (8 * (i % 8));
        i += 1;
    }
    a
}

/// The integer of bytes, the least significant first. Of more than `8 N` the last are not looked
/// at.
pub(crate) const fn from_le_bytes<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let (mut a, mut i) = ([0; N], 0);
    while i < bytes.len() && i < 8 * N {
        a[i / 8] |= (bytes[i] as u64) << (8 * (i % 8));
        i += 1;
    }
    a
}

/// Writes the integer, the most significant byte first. What has no room is left out, and what is
/// too long begins with zeros.
pub(crate) fn to_be_bytes<const N: usize>(a: &[u64; N], bytes: &mut [u8]) {
    to_le_bytes(a, bytes);
    bytes.reverse();
}

/// As [`to_be_bytes`], the least significant byte first.
pub(crate) fn to_le_bytes<const N: usize>(a: &[u64; N], bytes: &mut [u8]) {
    bytes.fill(0);
    for (bytes, limb) in bytes.chunks_mut(8).zip(a) {
        bytes.copy_from_slice(&limb.to_le_bytes()[..bytes.len()]);
    }
}

/// The sum, and the carry: 0 or 1.
#[inline(always)]
pub(crate) const fn add<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], u64) {
    let (mut sum, mut carry, mut i) = ([0; N], 0, 0);
    while i < N {
        (sum[i], carry) = words::add(a[i], b[i], carry);
        i += 1;
    }
    (sum, carry)
}

/// The difference, and the borrow: 0 or 1.
#[inline(always)]
pub(crate) const fn subtract<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], u64) {
    let (mut difference, mut borrow, mut i) = ([0; N], 0, 0);
    while i < N {
        (difference[i], borrow) = words::subtract(a[i], b[i], borrow);
        i += 1;
    }
    (difference, borrow)
}

/// The product, lower and upper half.
#[inline(always)]
pub(crate) const fn multiply<const N: usize>(a: &[u64; N], b: &[u64; N]) -> ([u64; N], [u64; N]) {
    let (mut low, mut high, mut i) = ([0; N], [0; N], 0);
    while i < N {
        // `high` is the window above limb i of the product.
        let (mut carry, mut j) = (0, 1);
        (low[i], carry) = words::multiply_add(high[0], a[i], b[0], carry);
        while j < N {
            (high[j - 1], carry) = words::multiply_add(high[j], a[i], b[j], carry);
            j += 1;
        }
        high[N - 1] = carry;
        i += 1;
    }
    (low, high)
}

/// Exclusive or.
#[inline(always)]
pub(crate) const fn exclusive_or<const N: usize>(a: &[u64; N], b: &[u64; N]) -> [u64; N] {
    let (mut result, mut i) = ([0; N], 0);
    while i < N {
        result[i] = a[i] ^ b[i];
        i += 1;
    }
    result
}

/// `a` where `mask` is all ones, `b` where it is zero.
#[inline(always)]
pub(crate) const fn select<const N: usize>(mask: u64, a: &[u64; N], b: &[u64; N]) -> [u64; N] {
    // Hidden, because the compiler would rather jump, or choose an address, than mask.
    let (mask, mut result, mut i) = (black_box(mask), [0; N], 0);
    while i < N {
        result[i] = words::select(mask, a[i], b[i]);
        i += 1;
    }
    result
}

/// All ones if the number is zero, else zero.
#[inline(always)]
pub(crate) const fn mask_of_zero<const N: usize>(a: &[u64; N]) -> u64 {
    let (mut any, mut i) = (0, 0);
    while i < N {
        any |= a[i];
        i += 1;
    }
    words::mask_of_zero(any)
}

/// All ones if `a` is less than `b`, else zero.
#[inline(always)]
pub(crate) const fn mask_of_less<const N: usize>(a: &[u64; N], b: &[u64; N]) -> u64 {
    words::mask(subtract(a, b).1)
}

/// `carry` r + `a`, less than twice the modulus, modulo the modulus.
#[inline(always)]
pub(crate) const fn reduce_once<const N: usize>(a: &[u64; N], carry: u64, modulus: &[u64; N]) -> [u64; N] {
    let (difference, borrow) = subtract(a, modulus);
    // It is to be kept where there was a borrow, which no carry answers.
    select(words::mask(borrow & !carry), a, &difference)
}

/// The sum modulo the modulus, of numbers below it.
#[inline(always)]
pub(crate) const fn add_modulo<const N: usize>(a: &[u64; N], b: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let (sum, carry) = add(a, b);
    reduce_once(&sum, carry, modulus)
}

/// The difference modulo the modulus, of numbers below it.
#[inline(always)]
pub(crate) const fn subtract_modulo<const N: usize>(a: &[u64; N], b: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let (difference, borrow) = subtract(a, b);
    add(&difference, &select(words::mask(borrow), modulus, &[0; N])).0
}

/// Half of a number below the odd modulus, modulo the modulus.
#[inline(always)]
pub(crate) const fn halve_modulo<const N: usize>(a: &[u64; N], modulus: &[u64; N]) -> [u64; N] {
    let (sum, carry) = add(a, &select(words::mask(a[0] & 1), modulus, &[0; N]));
    let mut half = shift_right(&sum, 1);
    half[N - 1] |= carry << 63;
    half
}

/// The number shifted by less than 64 bits.
#[inline(always)]
pub(crate) const fn shift_right<const N: usize>(a: &[u64; N], bits: usize) -> [u64; N] {
    let (mut result, mut i) = ([0; N], 0);
    while i < N {
        let above = if i + 1 < N { a[i + 1] } else { 0 };
        result[i] = a[i] >> bits | above << 1 << (63 - bits);
        i += 1;
    }
    result
}

/// `a b / r` modulo the modulus. One of the two is below it; the other one is any number of `N`
/// limbs.
#[inline(always)]
pub(crate) const fn montgomery_multiply<const N: usize>(
    a: &[u64; N],
    b: &[u64; N],
    modulus: &Modulus<[u64; N]>,
) -> [u64; N] {
    let m = &modulus.limbs;
    // The sum is `top` r + `sum`; after each step it is less than the modulus and `b` together.
    let (mut sum, mut top, mut i) = ([0; N], 0, 0);
    while i < N {
        let (mut carry, mut j) = (0, 0);
        while j < N {
            (sum[j], carry) = words::multiply_add(sum[j], a[i], b[j], carry);
            j += 1;
        }
        let (above, more) = words::add(top, carry, 0);
        // The multiple of the modulus that makes the lowest limb zero.
        let times = sum[0].wrapping_mul(modulus.negated_inverse);
        (_, carry) = words::multiply_add(sum[0], times, m[0], 0);
        j = 1;
        while j < N {
            (sum[j - 1], carry) = words::multiply_add(sum[j], times, m[j], carry);
            j += 1;
        }
        (sum[N - 1], carry) = words::add(above, carry, 0);
        top = more + carry;
        i += 1;
    }
    reduce_once(&sum, top, m)
}
