//! Products and shifts of 128-bit registers of x86-64: what `eights!` is made of, and what
//! `wides!` ends with.

use core::arch::x86_64::*;

#[inline]
#[target_feature(enable = "pclmulqdq")]
pub(super) fn low_product(a: __m128i, b: __m128i) -> __m128i {
    _mm_clmulepi64_si128::<0x00>(a, b)
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
pub(super) fn high_product(a: __m128i, b: __m128i) -> __m128i {
    _mm_clmulepi64_si128::<0x11>(a, b)
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
pub(super) fn cross_products(a: __m128i, b: __m128i) -> __m128i {
    _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b))
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn half_up(v: __m128i) -> __m128i {
    _mm_bslli_si128::<8>(v)
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn half_down(v: __m128i) -> __m128i {
    _mm_bsrli_si128::<8>(v)
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn swap_halves(v: __m128i) -> __m128i {
    _mm_shuffle_epi32::<0x4e>(v)
}

/// End for end: a block to an integer and back.
#[inline]
#[target_feature(enable = "ssse3")]
pub(super) fn reverse(v: __m128i) -> __m128i {
    _mm_shuffle_epi8(v, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

/// inc_32 (SP 800-38D section 6.2) of a counter block as an integer.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn increment(counter: __m128i) -> __m128i {
    _mm_add_epi32(counter, _mm_set_epi32(0, 0, 0, 1))
}

/// Folds the low half of a product into the high half; see `ghash::reduce`.
#[inline]
#[target_feature(enable = "pclmulqdq,sse2")]
pub(super) fn reduce(high: __m128i, low: __m128i) -> __m128i {
    // x^63 + x^62 + x^57.
    let polynomial = _mm_set_epi64x(0, 0xc200_0000_0000_0000_u64.cast_signed());
    let once = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(low), _mm_clmulepi64_si128::<0x00>(low, polynomial));
    let twice = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(once), _mm_clmulepi64_si128::<0x00>(once, polynomial));
    _mm_xor_si128(high, twice)
}

/// One product, reduced.
#[inline]
#[target_feature(enable = "pclmulqdq,sse2")]
pub(super) fn multiply(a: __m128i, b: __m128i) -> __m128i {
    let middle = _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b));
    let low = _mm_xor_si128(_mm_clmulepi64_si128::<0x00>(a, b), _mm_bslli_si128::<8>(middle));
    let high = _mm_xor_si128(_mm_clmulepi64_si128::<0x11>(a, b), _mm_bsrli_si128::<8>(middle));
    reduce(high, low)
}
