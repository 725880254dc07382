//! Words of 64 bits side by side in a vector, with the instructions of AVX-512 IFMA: one text for
//! vectors of four and of eight.

use core::arch::x86_64::*;

/// A vector of words. Nobody has one without the proof of the processor features.
pub(super) trait Lanes: Copy {
    /// The number in every lane.
    fn all(number: u64) -> Self;
    /// The sums modulo 2^64.
    fn plus(self, other: Self) -> Self;
    /// The differences modulo 2^64.
    fn minus(self, other: Self) -> Self;
    /// The bits that both have.
    fn and(self, other: Self) -> Self;
    /// The bits of both.
    fn with(self, other: Self) -> Self;
    /// Every word less its lowest bits.
    fn above(self, bits: u64) -> Self;
    /// Every word times 2^`bits`, modulo 2^64.
    fn up(self, bits: u64) -> Self;
    /// As `up` for words whose upper bits are zero. The compiler never makes a multiplication of
    /// it, which is slow.
    fn rotated(self, bits: u64) -> Self;
    /// Adds the lower 52 bits of the products of the factors' lower 52 bits.
    fn plus_low(self, a: Self, b: Self) -> Self;
    /// Adds the upper 52 bits of these products.
    fn plus_high(self, a: Self, b: Self) -> Self;

    /// a + 2 b.
    #[inline(always)]
    fn plus_twice(self, other: Self) -> Self {
        self.plus(other.plus(other))
    }
}

macro_rules! lanes {
    ($vector:ty: $all:ident $add:ident $sub:ident $and:ident $or:ident $right:ident $left:ident $rotate:ident
        $low:ident $high:ident) => {
        impl Lanes for $vector {
            #[inline(always)]
            fn all(number: u64) -> Self {
                // SAFETY: here and below: whoever has vectors has the token of the features.
                unsafe { $all(number as i64) }
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                // SAFETY: as above.
                unsafe { $add(self, other) }
            }

            #[inline(always)]
            fn minus(self, other: Self) -> Self {
                // SAFETY: as above.
                unsafe { $sub(self, other) }
            }

            #[inline(always)]
            fn and(self, other: Self) -> Self {
                // SAFETY: as above.
                unsafe { $and(self, other) }
            }

            #[inline(always)]
            fn with(self, other: Self) -> Self {
                // SAFETY: as above.
                unsafe { $or(self, other) }
            }

            #[inline(always)]
            fn above(self, bits: u64) -> Self {
                // SAFETY: as above.
                unsafe { $right(self, Self::all(bits)) }
            }

            #[inline(always)]
            fn up(self, bits: u64) -> Self {
                // SAFETY: as above.
                unsafe { $left(self, Self::all(bits)) }
            }

            #[inline(always)]
            fn rotated(self, bits: u64) -> Self {
                // SAFETY: as above.
                unsafe { $rotate(self, Self::all(bits)) }
            }

            #[inline(always)]
            fn plus_low(self, a: Self, b: Self) -> Self {
                // SAFETY: as above.
                unsafe { $low(self, a, b) }
            }

            #[inline(always)]
            fn plus_high(self, a: Self, b: Self) -> Self {
                // SAFETY: as above.
                unsafe { $high(self, a, b) }
            }
        }
    };
}

lanes! {
    __m256i: _mm256_set1_epi64x _mm256_add_epi64 _mm256_sub_epi64 _mm256_and_si256 _mm256_or_si256 _mm256_srlv_epi64
        _mm256_sllv_epi64 _mm256_rolv_epi64 _mm256_madd52lo_epu64 _mm256_madd52hi_epu64
}
lanes! {
    __m512i: _mm512_set1_epi64 _mm512_add_epi64 _mm512_sub_epi64 _mm512_and_si512 _mm512_or_si512 _mm512_srlv_epi64
        _mm512_sllv_epi64 _mm512_rolv_epi64 _mm512_madd52lo_epu64 _mm512_madd52hi_epu64
}

/// The same for each of five vectors, which the compiler does not see as a loop.
macro_rules! each {
    ($i:ident => $vector:expr) => {
        $crate::kernels::lanes::each!(@ $i, $vector; 0 1 2 3 4)
    };
    (@ $i:ident, $vector:expr; $($number:literal)+) => {
        [$({
            const $i: usize = $number;
            $vector
        }),+]
    };
}
pub(super) use each;

/// Adds the products of a limb and five others to the columns: `row!(low, high, a[1], b)`. Nothing
/// waits for what is five products before it.
macro_rules! row {
    ($low:ident, $high:ident, $a:ident[$i:literal], $b:ident) => {
        $crate::kernels::lanes::row!(@ $low, $high, $a, $b, $i: 1 2 3 4 0)
    };
    (@ $low:ident, $high:ident, $a:ident, $b:ident, $i:literal: $($j:literal)+) => {
        $(
            $low[$i + $j] = $low[$i + $j].plus_low($a[$i], $b[$j]);
            $high[$i + $j] = $high[$i + $j].plus_high($a[$i], $b[$j]);
        )+
    };
}
pub(super) use row;
