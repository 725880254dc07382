//! AES-NI and PCLMULQDQ on 128-bit registers.

use super::eights::eights;
use crate::kernels::aes::xmm::{self as vector, Vector, from_u128, to_u128, xor};
use crate::machine::cpu::AesNi;
use core::arch::x86_64::*;

eights!(AesNi, "aes,pclmulqdq,ssse3,sse4.1");

#[inline]
#[target_feature(enable = "pclmulqdq")]
fn low_product(a: __m128i, b: __m128i) -> __m128i {
    _mm_clmulepi64_si128::<0x00>(a, b)
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
fn high_product(a: __m128i, b: __m128i) -> __m128i {
    _mm_clmulepi64_si128::<0x11>(a, b)
}

#[inline]
#[target_feature(enable = "pclmulqdq")]
fn cross_products(a: __m128i, b: __m128i) -> __m128i {
    _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b))
}

#[inline]
#[target_feature(enable = "sse2")]
fn half_up(v: __m128i) -> __m128i {
    _mm_bslli_si128::<8>(v)
}

#[inline]
#[target_feature(enable = "sse2")]
fn half_down(v: __m128i) -> __m128i {
    _mm_bsrli_si128::<8>(v)
}

#[inline]
#[target_feature(enable = "sse2")]
fn swap_halves(v: __m128i) -> __m128i {
    _mm_shuffle_epi32::<0x4e>(v)
}

/// End for end: a block to an integer and back.
#[inline]
#[target_feature(enable = "ssse3")]
fn reverse(v: __m128i) -> __m128i {
    _mm_shuffle_epi8(v, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
}

/// inc_32 (SP 800-38D section 6.2) of a counter block as an integer.
#[inline]
#[target_feature(enable = "sse2")]
fn increment(counter: __m128i) -> __m128i {
    _mm_add_epi32(counter, _mm_set_epi32(0, 0, 0, 1))
}
