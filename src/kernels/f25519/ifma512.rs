//! Four integers modulo 2^255 - 19 side by side, in five vectors of limbs of 51 bits, with AVX-512
//! IFMA on vectors of 256 bits.
//!
//! Limbs have less than 2^63. A product first carries what is above 51 bits, so that its factors
//! have the 52 bits that the instructions take.

use super::portable::Element;
use super::{Powers, SMALL, root_power};
use crate::kernels::element::mask_of;
use crate::kernels::four::{self, Work};
use crate::machine::cpu::Ifma512;
use core::arch::x86_64::*;
use subtle::Choice;

const BITS: i32 = 51;
const MASK: i64 = (1 << BITS) - 1;

/// Five vectors: of the limbs of each element.
#[derive(Clone, Copy)]
pub(crate) struct Four([__m256i; 5], Ifma512);

/// Does work with four elements at once. All of the work becomes part of this function, so that
/// it is compiled for these features.
#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi1,bmi2")]
pub(super) fn run<W: Work<[u64; 4]>>(cpu: Ifma512, work: W) -> W::Output {
    work.run::<Four>(cpu)
}

/// The lanes that a vector takes its own from.
const fn lanes([a, b, c, d]: [i32; 4]) -> i32 {
    a | b << 2 | c << 4 | d << 6
}

/// Instructions with vectors.
macro_rules! vector {
    ($instruction:ident $([$constant:expr])? ($($argument:expr),* $(,)?)) => {
        // SAFETY: whoever has a `Four` has its token, which proves the features.
        unsafe { $instruction $(::<{ $constant }>)? ($($argument),*) }
    };
}

/// The same for each of the five vectors, which the compiler does not see as a loop.
macro_rules! each {
    ($i:ident => $vector:expr) => {
        each!(@ $i, $vector; 0 1 2 3 4)
    };
    (@ $i:ident, $vector:expr; $($number:literal)+) => {
        [$({
            const $i: usize = $number;
            $vector
        }),+]
    };
}

/// Adds the products of a limb and five others to the columns. Nothing waits for what is five
/// products before it.
macro_rules! row {
    ($low:ident, $high:ident, $a:ident[$i:literal], $b:ident) => {
        row!(@ $low, $high, $a, $b, $i: 1 2 3 4 0)
    };
    (@ $low:ident, $high:ident, $a:ident, $b:ident, $i:literal: $($j:literal)+) => {
        $(
            $low[$i + $j] = vector!(_mm256_madd52lo_epu64($low[$i + $j], $a[$i], $b[$j]));
            $high[$i + $j] = vector!(_mm256_madd52hi_epu64($high[$i + $j], $a[$i], $b[$j]));
        )+
    };
}

#[inline(always)]
fn add(a: __m256i, b: __m256i) -> __m256i {
    vector!(_mm256_add_epi64(a, b))
}

/// a + 2 b.
#[inline(always)]
fn plus_twice(a: __m256i, b: __m256i) -> __m256i {
    add(a, add(b, b))
}

impl Four {
    #[inline(always)]
    const fn vectors(self, vectors: [__m256i; 5]) -> Self {
        Self(vectors, self.1)
    }

    /// Every limb gives what is above its 51 bits to the next one. The limbs have less than
    /// 2^51 + 2^17 then.
    #[inline(always)]
    fn carried(self) -> Self {
        let mask = vector!(_mm256_set1_epi64x(MASK));
        let above = each!(I => vector!(_mm256_srli_epi64[BITS](self.0[I])));
        let [l0, l1, l2, l3, l4] = each!(I => vector!(_mm256_and_si256(self.0[I], mask)));
        let small = vector!(_mm256_set1_epi64x(SMALL as i64));
        let l0 = vector!(_mm256_madd52lo_epu64(l0, above[4], small));
        self.vectors([l0, add(l1, above[0]), add(l2, above[1]), add(l3, above[2]), add(l4, above[3])])
    }

    /// The products of limbs of 52 bits. Their lower 52 bits belong to a column of 51 bits, and
    /// twice their upper ones to the next column. Limbs come out below 2^60.
    #[inline(always)]
    fn product(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        let zero = vector!(_mm256_setzero_si256());
        let (mut low, mut high) = ([zero; 9], [zero; 9]);
        row!(low, high, a[1], b);
        row!(low, high, a[2], b);
        row!(low, high, a[3], b);
        row!(low, high, a[4], b);
        row!(low, high, a[0], b); // which a carry gives last
        let ([l0, l1, l2, l3, l4, l5, l6, l7, l8], [h0, h1, h2, h3, h4, h5, h6, h7, h8]) = (low, high);
        let below = [l0, plus_twice(l1, h0), plus_twice(l2, h1), plus_twice(l3, h2), plus_twice(l4, h3)];
        let above = [plus_twice(l5, h4), plus_twice(l6, h5), plus_twice(l7, h6), plus_twice(l8, h7)];
        let above = [above[0], above[1], above[2], above[3], vector!(_mm256_rol_epi64[1](h8))];
        // 2^255 is 19, which is 16 + 2 + 1. Rotations, because of shifts the compiler makes
        // multiplications, which are slow; there is no bit to come back.
        self.vectors(each!(I => {
            let multiple = add(vector!(_mm256_rol_epi64[4](above[I])), below[I]);
            add(multiple, plus_twice(above[I], above[I]))
        }))
    }

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

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.vectors(each!(I => add(self.0[I], other.0[I])))
    }

    /// The negative of products, in these lanes: 512 p less them.
    #[inline(always)]
    fn negated<const LANES: u8>(self) -> Self {
        self.vectors(each!(I => {
            let limb = if I == 0 { MASK - 18 } else { MASK };
            let multiple = vector!(_mm256_set1_epi64x(512 * limb));
            vector!(_mm256_mask_sub_epi64(self.0[I], LANES, multiple, self.0[I]))
        }))
    }
}

impl Powers for Four {
    #[inline(always)]
    fn times(self, other: Self) -> Self {
        four::Four::multiply(self, other)
    }

    #[inline(always)]
    fn squares(self, times: u32) -> Self {
        let mut power = self;
        for _ in 0..times {
            power = power.carried();
            power = power.product(power);
        }
        power
    }
}

impl four::Four for Four {
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
        let mask = vector!(_mm256_set1_epi64x(MASK));
        let both = |below: __m256i, above: __m256i| vector!(_mm256_and_si256(_mm256_or_si256(below, above), mask));
        Self(
            [
                vector!(_mm256_and_si256(w0, mask)),
                both(vector!(_mm256_srli_epi64[51](w0)), vector!(_mm256_slli_epi64[13](w1))),
                both(vector!(_mm256_srli_epi64[38](w1)), vector!(_mm256_slli_epi64[26](w2))),
                both(vector!(_mm256_srli_epi64[25](w2)), vector!(_mm256_slli_epi64[39](w3))),
                vector!(_mm256_srli_epi64[12](w3)),
            ],
            cpu,
        )
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
        self.carried().product(other.carried())
    }

    #[inline(always)]
    fn multiply_by_two(self, other: Self) -> Self {
        self.multiply(other)
    }

    #[inline(always)]
    fn first_sums(self) -> Self {
        self.but::<0b0011>(self.sums())
    }

    #[inline(always)]
    fn sums(self) -> Self {
        let first = self.vectors(each!(I => vector!(_mm256_unpacklo_epi64(self.0[I], self.0[I]))));
        let second = self.vectors(each!(I => vector!(_mm256_unpackhi_epi64(self.0[I], self.0[I]))));
        first.plus(second.negated::<0b1010>())
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
        let factor = self.permuted::<{ lanes([0, 1, 2, 0]) }>().plus(sum).carried();
        let squares = factor.product(factor);
        let aa = squares.permuted::<{ lanes([0; 4]) }>().negated::<0b1100>();
        let bb = squares.permuted::<{ lanes([1; 4]) }>();
        // Nothing, -(a + b)^2, nothing and 2 c^2.
        let rest = squares.permuted::<{ lanes([3, 3, 2, 2]) }>();
        let rest = rest.plus(rest.only::<0b1000>()).negated::<0b0010>().only::<0b1010>();
        aa.plus(bb).plus(rest)
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
        let others = multiples.plus(products.permuted::<{ lanes([0; 4]) }>().only::<0b0011>());
        others.carried().product(factors)
    }

    #[inline(always)]
    fn root_powers(self) -> Self {
        root_power(self)
    }
}
