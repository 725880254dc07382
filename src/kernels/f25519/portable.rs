//! Integers modulo 2^255 - 19 in five limbs of 51 bits.
//!
//! Reduced limbs have little more than 51 bits. A product takes limbs of less than 2^54.

use super::super::element::{Ring, mask_of, operators};
use super::{MODULUS, SMALL, root_power};
use crate::kernels::element;
use crate::kernels::limbs::arrays::small;
use crate::kernels::limbs::inverse::invert;
use subtle::Choice;

const BITS: u32 = 51;
const MASK: u64 = (1 << BITS) - 1;

/// An element.
#[derive(Clone, Copy)]
pub(crate) struct Element(pub(super) [u64; 5]);

operators!(Element);

/// 16 p, from which what has less than 55 bits can be subtracted.
const SIXTEEN_P: [u64; 5] = [16 * (MASK - 18), 16 * MASK, 16 * MASK, 16 * MASK, 16 * MASK];

#[inline(always)]
const fn product(a: u64, b: u64) -> u128 {
    a as u128 * b as u128
}

impl Element {
    /// 0.
    pub(crate) const ZERO: Self = Self([0; 5]);
    /// 1.
    pub(crate) const ONE: Self = Self::new(&small(1));

    /// The element of a number of 256 bits.
    #[inline(always)]
    pub(crate) const fn new(words: &[u64; 4]) -> Self {
        let [w0, w1, w2, w3] = *words;
        // The top limb has 52 bits.
        Self([
            w0 & MASK,
            (w0 >> 51 | w1 << 13) & MASK,
            (w1 >> 38 | w2 << 26) & MASK,
            (w2 >> 25 | w3 << 39) & MASK,
            w3 >> 12,
        ])
    }

    /// The number, below p.
    #[inline(always)]
    pub(crate) const fn number(self) -> [u64; 4] {
        let Self([mut l0, mut l1, mut l2, mut l3, mut l4]) = self.carried().carried();
        // Whether it is p or more, which is whether 19 more need 255 bits; then p is taken off.
        let mut above = (l0 + SMALL) >> BITS;
        above = (l1 + above) >> BITS;
        above = (l2 + above) >> BITS;
        above = (l3 + above) >> BITS;
        above = (l4 + above) >> BITS;
        l0 += SMALL * above;
        l1 += l0 >> BITS;
        l2 += l1 >> BITS;
        l3 += l2 >> BITS;
        l4 = (l4 + (l3 >> BITS)) & MASK;
        (l0, l1, l2, l3) = (l0 & MASK, l1 & MASK, l2 & MASK, l3 & MASK);
        [l0 | l1 << 51, l1 >> 13 | l2 << 38, l2 >> 26 | l3 << 25, l3 >> 39 | l4 << 12]
    }

    #[inline(always)]
    pub(crate) const fn add(self, other: Self) -> Self {
        let (Self([a0, a1, a2, a3, a4]), Self([b0, b1, b2, b3, b4])) = (self, other);
        Self([a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4])
    }

    #[inline(always)]
    pub(crate) const fn sub(self, other: Self) -> Self {
        let (Self([a0, a1, a2, a3, a4]), Self([b0, b1, b2, b3, b4])) = (self, other);
        let [p0, p1, p2, p3, p4] = SIXTEEN_P;
        Self([a0 + p0 - b0, a1 + p1 - b1, a2 + p2 - b2, a3 + p3 - b3, a4 + p4 - b4]).carried()
    }

    #[inline(always)]
    pub(crate) const fn neg(self) -> Self {
        Self([0; 5]).sub(self)
    }

    /// Every limb gives what is above its 51 bits to the next one.
    #[inline(always)]
    const fn carried(self) -> Self {
        let Self([l0, l1, l2, l3, l4]) = self;
        Self([
            (l0 & MASK) + SMALL * (l4 >> BITS),
            (l1 & MASK) + (l0 >> BITS),
            (l2 & MASK) + (l1 >> BITS),
            (l3 & MASK) + (l2 >> BITS),
            (l4 & MASK) + (l3 >> BITS),
        ])
    }

    /// The element of columns, of which each is less than 2^115.
    #[inline(always)]
    const fn of_columns([c0, mut c1, mut c2, mut c3, mut c4]: [u128; 5]) -> Self {
        c1 += (c0 >> BITS) as u64 as u128;
        c2 += (c1 >> BITS) as u64 as u128;
        c3 += (c2 >> BITS) as u64 as u128;
        c4 += (c3 >> BITS) as u64 as u128;
        let l0 = (c0 as u64 & MASK) + SMALL * (c4 >> BITS) as u64;
        let l1 = (c1 as u64 & MASK) + (l0 >> BITS);
        Self([l0 & MASK, l1, c2 as u64 & MASK, c3 as u64 & MASK, c4 as u64 & MASK])
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))] // long on a machine of 32 bits
    pub(crate) const fn mul(self, other: Self) -> Self {
        let (Self([a0, a1, a2, a3, a4]), Self([b0, b1, b2, b3, b4])) = (self, other);
        let [n1, n2, n3, n4] = [SMALL * b1, SMALL * b2, SMALL * b3, SMALL * b4];
        Self::of_columns([
            product(a0, b0) + product(a1, n4) + product(a2, n3) + product(a3, n2) + product(a4, n1),
            product(a0, b1) + product(a1, b0) + product(a2, n4) + product(a3, n3) + product(a4, n2),
            product(a0, b2) + product(a1, b1) + product(a2, b0) + product(a3, n4) + product(a4, n3),
            product(a0, b3) + product(a1, b2) + product(a2, b1) + product(a3, b0) + product(a4, n4),
            product(a0, b4) + product(a1, b3) + product(a2, b2) + product(a3, b1) + product(a4, b0),
        ])
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))] // long on a machine of 32 bits
    pub(crate) const fn squared(self) -> Self {
        let Self([a0, a1, a2, a3, a4]) = self;
        let [d0, d1] = [2 * a0, 2 * a1];
        let [n3, n4] = [SMALL * a3, SMALL * a4];
        Self::of_columns([
            product(a0, a0) + product(d1, n4) + product(2 * a2, n3),
            product(d0, a1) + product(2 * a2, n4) + product(a3, n3),
            product(d0, a2) + product(a1, a1) + product(2 * a3, n4),
            product(d0, a3) + product(d1, a2) + product(a4, n4),
            product(d0, a4) + product(d1, a3) + product(a2, a2),
        ])
    }

    #[inline(always)]
    pub(crate) const fn scaled(self, number: u32) -> Self {
        let Self([a0, a1, a2, a3, a4]) = self;
        let number = number as u64;
        Self::of_columns([
            product(a0, number),
            product(a1, number),
            product(a2, number),
            product(a3, number),
            product(a4, number),
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
    type Words = [u64; 4];

    #[inline(always)]
    fn of((): (), words: &[u64; 4]) -> Self {
        Self::new(words)
    }

    #[inline(always)]
    fn words(self) -> [u64; 4] {
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

    #[inline(never)]
    fn root_power(self) -> Self {
        root_power(self)
    }

    fn invert(self) -> Self {
        Self::of((), &invert(&self.words(), &MODULUS))
    }
}
