//! Four blocks in a 512-bit register: what `wides!` is made of. Of the products in the field of
//! GHASH (SP 800-38D section 6.3) `ghash` says how the field is represented.

use super::xmm::reduce;
use super::{GROUP_BLOCKS, POWERS, Powers};
pub(super) use crate::kernels::aes::zmm::{Wide, encrypt_last, encrypt_round, store, xor};
use crate::kernels::aes::{Schedule, xmm};
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

/// A round key in all lanes.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn key(schedule: &Schedule, round: usize) -> __m512i {
    _mm512_broadcast_i32x4(xmm::load(&schedule.keys[round]))
}

/// The counters of the next vector.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn next(counters: __m512i) -> __m512i {
    _mm512_add_epi32(counters, _mm512_set_epi64(0, 4, 0, 4, 0, 4, 0, 4))
}

/// Nothing, before which everything above must be done and after which everything below: left to
/// itself, the compiler multiplies everything first, and the units for AES wait.
#[cfg_attr(qila_taint = "msan", allow(unused_variables))]
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn in_this_order(state: &mut [__m512i; 8], sum: &mut Product) {
    // MemorySanitizer does not see through assembly, not even of this kind.
    #[cfg(not(qila_taint = "msan"))]
    {
        let [a, b, c, d, e, f, g, h] = state;
        // SAFETY: no instruction.
        unsafe {
            core::arch::asm!(
                "/* {0} {1} {2} {3} {4} {5} {6} {7} {8} {9} {10} */",
                inout(zmm_reg) *a, inout(zmm_reg) *b, inout(zmm_reg) *c, inout(zmm_reg) *d,
                inout(zmm_reg) *e, inout(zmm_reg) *f, inout(zmm_reg) *g, inout(zmm_reg) *h,
                inout(zmm_reg) sum.low, inout(zmm_reg) sum.middle, inout(zmm_reg) sum.high,
                options(nomem, nostack, preserves_flags)
            );
        }
    }
}
