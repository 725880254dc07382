//! Integers modulo 2^448 - 2^224 - 1 in eight limbs of 56 bits.
//!
//! Reduced limbs have little more than 56 bits. A product takes limbs of less than 2^58. It is
//! Karatsuba's: with f = 2^224, of which the square is f + 1, it is
//! (a + b f) (c + d f) = (a c + b d) + ((a + b) (c + d) - a c) f.

use super::super::element::{Ring, mask_of, operators};
use super::{MODULUS, P, root_power};
use crate::kernels::element;
use crate::kernels::limbs::arrays::small;
use crate::kernels::limbs::inverse::invert;
use subtle::Choice;

const BITS: u32 = 56;
const MASK: u64 = (1 << BITS) - 1;

/// An element.
#[derive(Clone, Copy)]
pub(crate) struct Element([u64; 8]);

operators!(Element);

/// 8 p, from which what has less than 59 bits can be subtracted.
const EIGHT_P: [u64; 8] = [8 * MASK, 8 * MASK, 8 * MASK, 8 * MASK, 8 * (MASK - 1), 8 * MASK, 8 * MASK, 8 * MASK];

#[inline(always)]
const fn product(a: u64, b: u64) -> u128 {
    a as u128 * b as u128
}

impl Element {
    /// 0.
    pub(crate) const ZERO: Self = Self([0; 8]);
    /// 1.
    pub(crate) const ONE: Self = Self::new(&small(1));

    /// The element of a number of 448 bits.
    #[inline(always)]
    pub(crate) const fn new(words: &[u64; 7]) -> Self {
        let [w0, w1, w2, w3, w4, w5, w6] = *words;
        Self([
            w0 & MASK,
            (w0 >> 56 | w1 << 8) & MASK,
            (w1 >> 48 | w2 << 16) & MASK,
            (w2 >> 40 | w3 << 24) & MASK,
            (w3 >> 32 | w4 << 32) & MASK,
            (w4 >> 24 | w5 << 40) & MASK,
            (w5 >> 16 | w6 << 48) & MASK,
            w6 >> 8,
        ])
    }

    /// The number, below p.
    #[inline(always)]
    pub(crate) const fn number(self) -> [u64; 7] {
        // What is carried out of the top comes in again at most twice.
        let [l0, l1, l2, l3, l4, l5, l6, l7] = Self(Self(self.rippled()).rippled()).rippled();
        let words = [
            l0 | l1 << 56,
            l1 >> 8 | l2 << 48,
            l2 >> 16 | l3 << 40,
            l3 >> 24 | l4 << 32,
            l4 >> 32 | l5 << 24,
            l5 >> 40 | l6 << 16,
            l6 >> 48 | l7 << 8,
        ];
        let (mut less, mut borrow, mut i) = ([0; 7], 0_u64, 0);
        while i < 7 {
            let difference = (words[i] as u128).wrapping_sub(P[i] as u128).wrapping_sub(borrow as u128);
            (less[i], borrow) = (difference as u64, (difference >> 64) as u64 & 1);
            i += 1;
        }
        let (mask, mut i) = (borrow.wrapping_neg(), 0);
        while i < 7 {
            less[i] ^= mask & (less[i] ^ words[i]);
            i += 1;
        }
        less
    }

    #[inline(always)]
    pub(crate) const fn add(self, other: Self) -> Self {
        let (Self([a0, a1, a2, a3, a4, a5, a6, a7]), Self([b0, b1, b2, b3, b4, b5, b6, b7])) = (self, other);
        Self([a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4, a5 + b5, a6 + b6, a7 + b7])
    }

    #[inline(always)]
    pub(crate) const fn sub(self, other: Self) -> Self {
        let Self([a0, a1, a2, a3, a4, a5, a6, a7]) = self.add(Self(EIGHT_P));
        let Self([b0, b1, b2, b3, b4, b5, b6, b7]) = other;
        Self([a0 - b0, a1 - b1, a2 - b2, a3 - b3, a4 - b4, a5 - b5, a6 - b6, a7 - b7]).carried()
    }

    #[inline(always)]
    pub(crate) const fn neg(self) -> Self {
        Self([0; 8]).sub(self)
    }

    /// Every limb gives what is above its 56 bits to the next one.
    #[inline(always)]
    const fn carried(self) -> Self {
        let Self([l0, l1, l2, l3, l4, l5, l6, l7]) = self;
        Self([
            (l0 & MASK) + (l7 >> BITS),
            (l1 & MASK) + (l0 >> BITS),
            (l2 & MASK) + (l1 >> BITS),
            (l3 & MASK) + (l2 >> BITS),
            (l4 & MASK) + (l3 >> BITS) + (l7 >> BITS),
            (l5 & MASK) + (l4 >> BITS),
            (l6 & MASK) + (l5 >> BITS),
            (l7 & MASK) + (l6 >> BITS),
        ])
    }

    /// The same number, of which each limb has 56 bits; the first and the fifth may have one more.
    #[inline(always)]
    const fn rippled(self) -> [u64; 8] {
        let (Self(mut limbs), mut carry, mut i) = (self, 0, 0);
        while i < 8 {
            let sum = limbs[i] + carry;
            (limbs[i], carry) = (sum & MASK, sum >> BITS);
            i += 1;
        }
        limbs[0] += carry;
        limbs[4] += carry;
        limbs
    }

    /// The element of columns, of which each is less than 2^124.
    #[inline(always)]
    const fn of_columns([mut c0, mut c1, mut c2, mut c3, mut c4, mut c5, mut c6, mut c7]: [u128; 8]) -> Self {
        const LIMB: u128 = MASK as u128;
        // Two chains, of which each begins where the other one ends.
        c1 += c0 >> BITS;
        c5 += c4 >> BITS;
        c2 += c1 >> BITS;
        c6 += c5 >> BITS;
        c3 += c2 >> BITS;
        c7 += c6 >> BITS;
        c4 = (c4 & LIMB) + (c3 >> BITS) + (c7 >> BITS);
        c0 = (c0 & LIMB) + (c7 >> BITS);
        c1 = (c1 & LIMB) + (c0 >> BITS);
        c5 = (c5 & LIMB) + (c4 >> BITS);
        Self([
            c0 as u64 & MASK,
            c1 as u64,
            c2 as u64 & MASK,
            c3 as u64 & MASK,
            c4 as u64 & MASK,
            c5 as u64,
            c6 as u64 & MASK,
            c7 as u64 & MASK,
        ])
    }

    #[inline(never)] // a call is nothing beside it
    pub(crate) const fn mul(self, other: Self) -> Self {
        let (Self([a0, a1, a2, a3, b0, b1, b2, b3]), Self([c0, c1, c2, c3, d0, d1, d2, d3])) = (self, other);
        let [s0, s1, s2, s3] = [a0 + b0, a1 + b1, a2 + b2, a3 + b3];
        let [t0, t1, t2, t3] = [c0 + d0, c1 + d1, c2 + d2, c3 + d3];
        // The lower columns of a c, its upper ones, and so on.
        let low_ac = [
            product(a0, c0),
            product(a0, c1) + product(a1, c0),
            product(a0, c2) + product(a1, c1) + product(a2, c0),
            product(a0, c3) + product(a1, c2) + product(a2, c1) + product(a3, c0),
        ];
        let high_ac =
            [product(a1, c3) + product(a2, c2) + product(a3, c1), product(a2, c3) + product(a3, c2), product(a3, c3)];
        let low_bd = [
            product(b0, d0),
            product(b0, d1) + product(b1, d0),
            product(b0, d2) + product(b1, d1) + product(b2, d0),
            product(b0, d3) + product(b1, d2) + product(b2, d1) + product(b3, d0),
        ];
        let high_bd =
            [product(b1, d3) + product(b2, d2) + product(b3, d1), product(b2, d3) + product(b3, d2), product(b3, d3)];
        let low_both = [
            product(s0, t0),
            product(s0, t1) + product(s1, t0),
            product(s0, t2) + product(s1, t1) + product(s2, t0),
            product(s0, t3) + product(s1, t2) + product(s2, t1) + product(s3, t0),
        ];
        let high_both =
            [product(s1, t3) + product(s2, t2) + product(s3, t1), product(s2, t3) + product(s3, t2), product(s3, t3)];
        Self::of_parts([low_ac, low_bd, low_both], [high_ac, high_bd, high_both])
    }

    /// The element of Karatsuba's three products: a c, b d and (a + b) (c + d).
    #[inline(always)]
    const fn of_parts(low: [[u128; 4]; 3], high: [[u128; 3]; 3]) -> Self {
        let ([ac, bd, both], [high_ac, high_bd, high_both]) = (low, high);
        Self::of_columns([
            ac[0] + bd[0] + (high_both[0] - high_ac[0]),
            ac[1] + bd[1] + (high_both[1] - high_ac[1]),
            ac[2] + bd[2] + (high_both[2] - high_ac[2]),
            ac[3] + bd[3],
            both[0] - ac[0] + high_bd[0] + high_both[0],
            both[1] - ac[1] + high_bd[1] + high_both[1],
            both[2] - ac[2] + high_bd[2] + high_both[2],
            both[3] - ac[3],
        ])
    }

    #[inline(never)]
    pub(crate) const fn squared(self) -> Self {
        let Self([a0, a1, a2, a3, b0, b1, b2, b3]) = self;
        let [s0, s1, s2, s3] = [a0 + b0, a1 + b1, a2 + b2, a3 + b3];
        let low_a = [
            product(a0, a0),
            product(2 * a0, a1),
            product(2 * a0, a2) + product(a1, a1),
            product(2 * a0, a3) + product(2 * a1, a2),
        ];
        let high_a = [product(2 * a1, a3) + product(a2, a2), product(2 * a2, a3), product(a3, a3)];
        let low_b = [
            product(b0, b0),
            product(2 * b0, b1),
            product(2 * b0, b2) + product(b1, b1),
            product(2 * b0, b3) + product(2 * b1, b2),
        ];
        let high_b = [product(2 * b1, b3) + product(b2, b2), product(2 * b2, b3), product(b3, b3)];
        let low_s = [
            product(s0, s0),
            product(2 * s0, s1),
            product(2 * s0, s2) + product(s1, s1),
            product(2 * s0, s3) + product(2 * s1, s2),
        ];
        let high_s = [product(2 * s1, s3) + product(s2, s2), product(2 * s2, s3), product(s3, s3)];
        Self::of_parts([low_a, low_b, low_s], [high_a, high_b, high_s])
    }

    #[inline(always)]
    pub(crate) const fn scaled(self, number: u32) -> Self {
        let Self([a0, a1, a2, a3, a4, a5, a6, a7]) = self;
        let number = number as u64;
        Self::of_columns([
            product(a0, number),
            product(a1, number),
            product(a2, number),
            product(a3, number),
            product(a4, number),
            product(a5, number),
            product(a6, number),
            product(a7, number),
        ])
    }
}

impl Ring for Element {
    #[inline]
    fn square(self) -> Self {
        self.squared()
    }

    #[inline(always)]
    fn times(self, number: u32) -> Self {
        self.scaled(number)
    }
}

impl element::Element for Element {
    type Cpu = ();
    type Words = [u64; 7];

    #[inline(always)]
    fn of((): (), words: &[u64; 7]) -> Self {
        Self::new(words)
    }

    #[inline(always)]
    fn words(self) -> [u64; 7] {
        self.number()
    }

    #[inline(always)]
    fn or(mut self, other: Self, choice: Choice) -> Self {
        let mask = mask_of(choice);
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own ^= mask & (*own ^ other);
        }
        self
    }

    fn root_power(self) -> Self {
        root_power(self)
    }

    fn invert(self) -> Self {
        Self::of((), &invert(&self.words(), &MODULUS))
    }
}
