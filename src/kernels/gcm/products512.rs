//! Products in the field of GHASH (SP 800-38D section 6.3), four side by side in a 512-bit
//! register; see `ghash` for how the field is represented.

use super::{GROUP_BLOCKS, POWERS, Powers};
use core::arch::x86_64::*;

/// The bytes of a vector, and of a group.
pub(super) const VECTOR: usize = 64;
pub(super) const GROUP: usize = 8 * VECTOR;
const _: () = assert!(GROUP == 16 * GROUP_BLOCKS);

/// The sum of products before reduction, each 128-bit lane by itself.
pub(super) struct Product {
    pub(super) low: __m512i,
    pub(super) middle: __m512i,
    pub(super) high: __m512i,
}

impl Product {
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub(super) fn zero() -> Self {
        Self { low: _mm512_setzero_si512(), middle: _mm512_setzero_si512(), high: _mm512_setzero_si512() }
    }

    /// Adds four products.
    #[inline]
    #[target_feature(enable = "vpclmulqdq,avx512f")]
    pub(super) fn add(&mut self, a: __m512i, b: __m512i) {
        self.low = _mm512_xor_si512(self.low, _mm512_clmulepi64_epi128::<0x00>(a, b));
        self.high = _mm512_xor_si512(self.high, _mm512_clmulepi64_epi128::<0x11>(a, b));
        let cross = _mm512_clmulepi64_epi128::<0x00>(halves(a), halves(b));
        self.middle = _mm512_xor_si512(self.middle, cross);
    }

    /// Adds the products of a pair of vectors of a group with the powers that belong to them.
    #[inline]
    #[target_feature(enable = "vpclmulqdq,avx512f,avx512bw")]
    pub(super) fn add_pair(&mut self, powers: &Powers, pair: usize, y: __m128i, group: &[u8; GROUP]) {
        let i = 2 * pair;
        let a = _mm512_xor_si512(reverse(load_vector(group, i)), _mm512_zextsi128_si512(y));
        let b = reverse(load_vector(group, i + 1));
        let (for_a, for_b) = (power(powers, GROUP_BLOCKS - 4 * i), power(powers, GROUP_BLOCKS - 4 * (i + 1)));
        // SAFETY: a pair has four entries of sixteen; the load asks for no alignment.
        let for_halves = unsafe { _mm512_loadu_si512(powers.halves[4 * pair..][..4].as_ptr().cast()) };
        self.low =
            sum(self.low, _mm512_clmulepi64_epi128::<0x00>(a, for_a), _mm512_clmulepi64_epi128::<0x00>(b, for_b));
        self.high =
            sum(self.high, _mm512_clmulepi64_epi128::<0x11>(a, for_a), _mm512_clmulepi64_epi128::<0x11>(b, for_b));
        let a = _mm512_clmulepi64_epi128::<0x00>(halves(a), for_halves);
        let b = _mm512_clmulepi64_epi128::<0x10>(halves(b), for_halves);
        self.middle = sum(self.middle, a, b);
    }

    /// The sum of the lanes, reduced.
    #[inline]
    #[target_feature(enable = "vpclmulqdq,pclmulqdq,avx512f,avx512bw,avx512dq,avx512vl")]
    pub(super) fn reduce(self) -> __m128i {
        let middle = sum(self.middle, self.low, self.high);
        let low = _mm512_xor_si512(self.low, _mm512_bslli_epi128::<8>(middle));
        let high = _mm512_xor_si512(self.high, _mm512_bsrli_epi128::<8>(middle));
        reduce(sum_of_lanes(high), sum_of_lanes(low))
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn sum(a: __m512i, b: __m512i, c: __m512i) -> __m512i {
    _mm512_xor_si512(_mm512_xor_si512(a, b), c)
}

/// The sum of the halves of each lane, twice.
#[inline]
#[target_feature(enable = "avx512f")]
fn halves(v: __m512i) -> __m512i {
    _mm512_xor_si512(v, _mm512_shuffle_epi32::<0x4e>(v))
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512vl")]
fn sum_of_lanes(v: __m512i) -> __m128i {
    let halves = _mm256_xor_si256(_mm512_castsi512_si256(v), _mm512_extracti64x4_epi64::<1>(v));
    _mm_xor_si128(_mm256_castsi256_si128(halves), _mm256_extracti128_si256::<1>(halves))
}

/// Folds the low half of a product into the high half; see `ghash::reduce`.
#[inline]
#[target_feature(enable = "pclmulqdq,avx512f,avx512vl")]
fn reduce(high: __m128i, low: __m128i) -> __m128i {
    // x^63 + x^62 + x^57.
    let polynomial = _mm_set_epi64x(0, 0xc200_0000_0000_0000_u64.cast_signed());
    let once = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(low), _mm_clmulepi64_si128::<0x00>(low, polynomial));
    let twice = _mm_xor_si128(_mm_shuffle_epi32::<0x4e>(once), _mm_clmulepi64_si128::<0x00>(once, polynomial));
    _mm_xor_si128(high, twice)
}

/// One product, reduced.
#[inline]
#[target_feature(enable = "pclmulqdq,avx512f,avx512vl")]
pub(super) fn multiply(a: __m128i, b: __m128i) -> __m128i {
    let middle = _mm_xor_si128(_mm_clmulepi64_si128::<0x01>(a, b), _mm_clmulepi64_si128::<0x10>(a, b));
    let low = _mm_xor_si128(_mm_clmulepi64_si128::<0x00>(a, b), _mm_bslli_si128::<8>(middle));
    let high = _mm_xor_si128(_mm_clmulepi64_si128::<0x11>(a, b), _mm_bsrli_si128::<8>(middle));
    reduce(high, low)
}

/// Four powers, from `H^exponent` down; below `H^1` there are zeros.
#[inline(always)]
pub(super) fn power(powers: &Powers, exponent: usize) -> __m512i {
    let place = Powers::place(exponent.clamp(1, POWERS));
    // SAFETY: `place` is at most POWERS - 1, and three more entries follow the last power; the load
    // asks for no alignment. AVX-512 is there: every caller is compiled for it.
    unsafe { _mm512_loadu_si512(powers.of_h.as_ptr().add(place).cast()) }
}

/// Vector `i` of the eight of a group.
#[inline(always)]
pub(super) fn load_vector(group: &[u8; GROUP], i: usize) -> __m512i {
    let (vectors, _) = group.as_chunks::<VECTOR>();
    // SAFETY: 64 readable bytes; the load asks for no alignment. AVX-512 is there: every caller is
    // compiled for it.
    unsafe { _mm512_loadu_si512(vectors[i].as_ptr().cast()) }
}

/// Each lane end for end: blocks to integers and back.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn reverse(v: __m512i) -> __m512i {
    let order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm512_shuffle_epi8(v, _mm512_broadcast_i32x4(order))
}
