//! Four elements in vectors of 256 bits.

use super::{Limbs, multiple_of_p};
use crate::kernels::element::mask_of;
use crate::kernels::f25519::portable::Element;
use crate::kernels::f25519::root_power;
use crate::kernels::four::Four;
use crate::kernels::lanes::{Lanes, each};
use crate::machine::cpu::Ifma512;
use core::arch::x86_64::*;
use subtle::Choice;

/// The lanes that a vector takes its own from.
const fn lanes([a, b, c, d]: [i32; 4]) -> i32 {
    a | b << 2 | c << 4 | d << 6
}

/// Instructions with vectors.
macro_rules! vector {
    ($instruction:ident $([$constant:expr])? ($($argument:expr),* $(,)?)) => {
        // SAFETY: whoever has limbs has their token, which proves the features.
        unsafe { $instruction $(::<{ $constant }>)? ($($argument),*) }
    };
}

impl Limbs<__m256i> {
    /// Takes the elements of these lanes.
    #[inline(always)]
    fn permuted<const LANES: i32>(self) -> Self {
        self.vectors(each!(I => vector!(_mm256_permute4x64_epi64[LANES](self.0[I]))))
    }

    /// `other` in these lanes.
    #[inline(always)]
    fn but<const LANES: u8>(self, other: Self) -> Self {
        self.vectors(each!(I => vector!(_mm256_mask_blend_epi64(LANES, self.0[I], other.0[I]))))
    }

    /// Only these lanes.
    #[inline(always)]
    fn only<const LANES: u8>(self) -> Self {
        self.vectors(each!(I => vector!(_mm256_maskz_mov_epi64(LANES, self.0[I]))))
    }

    /// The negative of products, in these lanes: 512 p less them.
    #[inline(always)]
    fn negated<const LANES: u8>(self) -> Self {
        const MULTIPLE: [u64; 5] = multiple_of_p(512);
        self.vectors(each!(I => {
            vector!(_mm256_mask_sub_epi64(self.0[I], LANES, Lanes::all(MULTIPLE[I]), self.0[I]))
        }))
    }
}

impl Four for Limbs<__m256i> {
    type Cpu = Ifma512;
    type Words = [u64; 4];
    type Element = Element;

    #[inline(always)]
    fn one(_cpu: Ifma512) {}

    #[inline(always)]
    fn of(cpu: Ifma512, numbers: &[[u64; 4]; 4]) -> Self {
        // SAFETY: each array has four words.
        let row = |i: usize| unsafe { _mm256_loadu_si256(numbers[i].as_ptr().cast()) };
        let (a, b, c, d) = (row(0), row(1), row(2), row(3));
        let ab = [vector!(_mm256_unpacklo_epi64(a, b)), vector!(_mm256_unpackhi_epi64(a, b))];
        let cd = [vector!(_mm256_unpacklo_epi64(c, d)), vector!(_mm256_unpackhi_epi64(c, d))];
        // The words of the four numbers, the lowest ones first.
        let w0 = vector!(_mm256_permute2x128_si256[0x20](ab[0], cd[0]));
        let w1 = vector!(_mm256_permute2x128_si256[0x20](ab[1], cd[1]));
        let w2 = vector!(_mm256_permute2x128_si256[0x31](ab[0], cd[0]));
        let w3 = vector!(_mm256_permute2x128_si256[0x31](ab[1], cd[1]));
        Self::of_words(cpu, [w0, w1, w2, w3])
    }

    #[inline(always)]
    fn with(self, elements: [Element; 4]) -> Self {
        let [a, b, c, d] = elements.map(Element::number);
        Self::of(self.1, &[a, b, c, d])
    }

    #[inline(always)]
    fn elements(self) -> [Element; 4] {
        let mut limbs = [[0; 4]; 5];
        for (limbs, vector) in limbs.iter_mut().zip(self.carried().0) {
            // SAFETY: the array has four limbs.
            unsafe { _mm256_storeu_si256(limbs.as_mut_ptr().cast(), vector) };
        }
        let [l0, l1, l2, l3, l4]: [[u64; 4]; 5] = limbs;
        let element = |lane: usize| Element([l0[lane], l1[lane], l2[lane], l3[lane], l4[lane]]);
        [element(0), element(1), element(2), element(3)]
    }

    #[inline(always)]
    fn or(self, other: Self, choice: Choice) -> Self {
        let mask = vector!(_mm256_set1_epi64x(mask_of(choice) as i64));
        // Where the mask is set, `other`.
        self.vectors(each!(I => vector!(_mm256_ternarylogic_epi64[0xca](mask, other.0[I], self.0[I]))))
    }

    #[inline(always)]
    fn exchanged(self, choice: Choice) -> Self {
        self.or(self.permuted::<{ lanes([2, 3, 0, 1]) }>(), choice)
    }

    #[inline(always)]
    fn multiply(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    fn multiply_by_two(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    fn first_sums(self) -> Self {
        self.but::<0b0011>(self.sums())
    }

    #[inline(always)]
    fn sums(self) -> Self {
        let first = self.vectors(each!(I => vector!(_mm256_unpacklo_epi64(self.0[I], self.0[I]))));
        let second = self.vectors(each!(I => vector!(_mm256_unpackhi_epi64(self.0[I], self.0[I]))));
        first + second.negated::<0b1010>()
    }

    #[inline(always)]
    fn opposite(self) -> Self {
        self.permuted::<{ lanes([1, 0, 2, 3]) }>().negated::<0b1000>()
    }

    #[inline(always)]
    fn neighbours(self) -> Self {
        let carried = self.carried();
        carried.permuted::<{ lanes([0, 1, 2, 0]) }>().product(carried.permuted::<{ lanes([2, 3, 3, 1]) }>())
    }

    #[inline(always)]
    fn three_neighbours(self) -> Self {
        self.neighbours()
    }

    #[inline(always)]
    fn doubled(self) -> Self {
        let sum = self.permuted::<{ lanes([1; 4]) }>().only::<0b1000>();
        let factor = (self.permuted::<{ lanes([0, 1, 2, 0]) }>() + sum).carried();
        let squares = factor.product(factor);
        let aa = squares.permuted::<{ lanes([0; 4]) }>().negated::<0b1100>();
        let bb = squares.permuted::<{ lanes([1; 4]) }>();
        // Nothing, -(a + b)^2, nothing and 2 c^2.
        let rest = squares.permuted::<{ lanes([3, 3, 2, 2]) }>();
        let rest = (rest + rest.only::<0b1000>()).negated::<0b0010>().only::<0b1010>();
        aa + bb + rest
    }

    /// As the products wait for each other, and not for the instructions, they are of three times
    /// four elements.
    #[inline(always)]
    fn ladder_step(self, constants: Self, _a24: u32) -> Self {
        let sums = self.sums().carried(); // a, b, c, d
        let products = sums.product(sums.permuted::<{ lanes([0, 1, 1, 0]) }>()); // aa, bb, cb, da
        // bb, e = aa - bb, cb + da, cb - da
        let factors = products.sums().but::<0b0001>(products.permuted::<{ lanes([1; 4]) }>()).carried();
        // 0, a24 e, cb + da, u (cb - da)
        let multiples = factors.product(constants);
        let others = multiples + products.permuted::<{ lanes([0; 4]) }>().only::<0b0011>();
        others.carried().product(factors)
    }

    #[inline(always)]
    fn root_powers(self) -> Self {
        root_power(self)
    }
}
