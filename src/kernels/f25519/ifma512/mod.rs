//! Integers modulo 2^255 - 19 side by side, in five vectors of limbs of 51 bits, with AVX-512
//! IFMA: four of one operation in vectors of 256 bits, or one of each of eight operations in
//! vectors of 512.
//!
//! Reduced limbs have less than 2^60, and none has more than 2^63. A product first carries what is
//! above 51 bits, so that its factors have the 52 bits that the instructions take.

mod eight;
mod four;

use super::SMALL;
use crate::kernels::eight::EightWork;
use crate::kernels::element::Ring;
use crate::kernels::four::Work;
use crate::kernels::lanes::{Lanes, each, row};
use crate::machine::cpu::Ifma512;
use core::arch::x86_64::{__m256i, __m512i};
use core::ops::{Add, Mul, Sub};

const BITS: u64 = 51;
const MASK: u64 = (1 << BITS) - 1;

/// Five vectors: of the limbs of each element.
#[derive(Clone, Copy)]
pub(crate) struct Limbs<V>([V; 5], Ifma512);

/// Does work with four elements at once. All of the work becomes part of this function, so that
/// it is compiled for these features.
#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi1,bmi2")]
pub(super) fn run<W: Work<[u64; 4]>>(cpu: Ifma512, work: W) -> W::Output {
    work.run::<Limbs<__m256i>>(cpu)
}

/// As `run`, of eight operations.
#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi1,bmi2")]
pub(super) fn run_eight<W: EightWork<[u64; 4]>>(cpu: Ifma512, work: W) -> W::Output {
    work.run::<Limbs<__m512i>>(cpu)
}

/// The limbs of a multiple of p, each of which is `times` or some more less than 2^51 `times`.
const fn multiple_of_p(times: u64) -> [u64; 5] {
    [times * (MASK - 18), times * MASK, times * MASK, times * MASK, times * MASK]
}

impl<V: Lanes> Limbs<V> {
    #[inline(always)]
    const fn vectors(self, vectors: [V; 5]) -> Self {
        Self(vectors, self.1)
    }

    /// The limbs of four words of each number.
    #[inline(always)]
    fn of_words(cpu: Ifma512, [w0, w1, w2, w3]: [V; 4]) -> Self {
        let mask = V::all(MASK);
        Self(
            [
                w0.and(mask),
                w0.above(51).with(w1.up(13)).and(mask),
                w1.above(38).with(w2.up(26)).and(mask),
                w2.above(25).with(w3.up(39)).and(mask),
                w3.above(12),
            ],
            cpu,
        )
    }

    /// Every limb gives what is above its 51 bits to the next one. The limbs have less than
    /// 2^51 + 2^17 then.
    #[inline(always)]
    fn carried(self) -> Self {
        let mask = V::all(MASK);
        let above = each!(I => self.0[I].above(BITS));
        let [l0, l1, l2, l3, l4] = each!(I => self.0[I].and(mask));
        let l0 = l0.plus_low(above[4], V::all(SMALL));
        self.vectors([l0, l1.plus(above[0]), l2.plus(above[1]), l3.plus(above[2]), l4.plus(above[3])])
    }

    /// The products of limbs of 52 bits. Their lower 52 bits belong to a column of 51 bits, and
    /// twice their upper ones to the next column. Limbs come out below 2^60.
    #[inline(always)]
    fn product(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        let zero = V::all(0);
        let (mut low, mut high) = ([zero; 9], [zero; 9]);
        row!(low, high, a[1], b);
        row!(low, high, a[2], b);
        row!(low, high, a[3], b);
        row!(low, high, a[4], b);
        row!(low, high, a[0], b); // which a carry gives last
        let ([l0, l1, l2, l3, l4, l5, l6, l7, l8], [h0, h1, h2, h3, h4, h5, h6, h7, h8]) = (low, high);
        let below = [l0, l1.plus_twice(h0), l2.plus_twice(h1), l3.plus_twice(h2), l4.plus_twice(h3)];
        let above = [l5.plus_twice(h4), l6.plus_twice(h5), l7.plus_twice(h6), l8.plus_twice(h7), h8.rotated(1)];
        // 2^255 is 19, which is 16 + 2 + 1. There is no bit to come back of the rotation.
        self.vectors(each!(I => {
            let multiple = above[I].rotated(4).plus(below[I]);
            multiple.plus(above[I].plus_twice(above[I]))
        }))
    }
}

impl<V: Lanes> Add for Limbs<V> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.vectors(each!(I => self.0[I].plus(other.0[I])))
    }
}

impl<V: Lanes> Sub for Limbs<V> {
    type Output = Self;

    /// Limbs of three reduced elements are below 2^62, and so below those of 2048 p.
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        const MULTIPLE: [u64; 5] = multiple_of_p(2048);
        self.vectors(each!(I => self.0[I].plus(V::all(MULTIPLE[I]).minus(other.0[I])))).carried()
    }
}

impl<V: Lanes> Mul for Limbs<V> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.carried().product(other.carried())
    }
}

impl<V: Lanes> Ring for Limbs<V> {
    #[inline(always)]
    fn square(self) -> Self {
        let factor = self.carried();
        factor.product(factor)
    }

    #[inline(always)]
    fn times(self, number: u32) -> Self {
        let (limbs, number) = (self.carried().0, V::all(number.into()));
        let zero = V::all(0);
        let low = each!(I => zero.plus_low(limbs[I], number));
        let high = each!(I => zero.plus_high(limbs[I], number));
        let [h0, h1, h2, h3, h4] = each!(I => high[I].plus(high[I]));
        let h4 = h4.rotated(4).plus(h4.plus_twice(h4));
        let [l0, l1, l2, l3, l4] = low;
        self.vectors([l0.plus(h4), l1.plus(h0), l2.plus(h1), l3.plus(h2), l4.plus(h3)])
    }
}
