//! Two blocks in a 256-bit register: what `wides!` is made of. Of the products in the field of
//! GHASH (SP 800-38D section 6.3) `ghash` says how the field is represented.

use super::xmm::reduce;
use super::{POWERS, Powers};
pub(super) use crate::kernels::aes::ymm::{VECTOR, Wide, encrypt_last, encrypt_round, store, xor};
use crate::kernels::aes::{Schedule, xmm};
use core::arch::x86_64::*;

/// The bytes of a group, and its blocks.
pub(super) const GROUP: usize = 8 * VECTOR;
pub(super) const GROUP_BLOCKS: usize = GROUP / 16;
const _: () = assert!(GROUP_BLOCKS < POWERS);

/// The sum of products before reduction, each 128-bit lane by itself.
pub(super) struct Product {
    low: __m256i,
    middle: __m256i,
    high: __m256i,
}

impl Product {
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn zero() -> Self {
        Self { low: _mm256_setzero_si256(), middle: _mm256_setzero_si256(), high: _mm256_setzero_si256() }
    }

    /// Adds the products of a pair of vectors of a group with the powers that belong to them.
    #[inline]
    #[target_feature(enable = "vpclmulqdq,avx2")]
    pub(super) fn add_pair(&mut self, powers: &Powers, pair: usize, y: __m128i, group: &[u8; GROUP]) {
        let i = 2 * pair;
        let first = xor(reverse(load_vector(group, i)), _mm256_zextsi128_si256(y));
        self.add(first, power(powers, GROUP_BLOCKS - 2 * i));
        self.add(reverse(load_vector(group, i + 1)), power(powers, GROUP_BLOCKS - 2 * (i + 1)));
    }

    /// Adds two products.
    #[inline]
    #[target_feature(enable = "vpclmulqdq,avx2")]
    fn add(&mut self, a: __m256i, b: __m256i) {
        self.low = xor(self.low, _mm256_clmulepi64_epi128::<0x00>(a, b));
        self.high = xor(self.high, _mm256_clmulepi64_epi128::<0x11>(a, b));
        self.middle = xor(self.middle, _mm256_clmulepi64_epi128::<0x01>(a, b));
        self.middle = xor(self.middle, _mm256_clmulepi64_epi128::<0x10>(a, b));
    }

    /// The sum of the lanes, reduced.
    #[inline]
    #[target_feature(enable = "pclmulqdq,avx2")]
    pub(super) fn reduce(self) -> __m128i {
        let low = xor(self.low, _mm256_bslli_epi128::<8>(self.middle));
        let high = xor(self.high, _mm256_bsrli_epi128::<8>(self.middle));
        reduce(sum_of_lanes(high), sum_of_lanes(low))
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn sum_of_lanes(v: __m256i) -> __m128i {
    _mm_xor_si128(_mm256_castsi256_si128(v), _mm256_extracti128_si256::<1>(v))
}

/// Two powers, `H^exponent` and the next lower one.
#[inline]
#[target_feature(enable = "avx2")]
fn power(powers: &Powers, exponent: usize) -> __m256i {
    let (pairs, _) = powers.of_h[Powers::place(exponent)..].as_chunks::<2>();
    // SAFETY: two readable entries of sixteen bytes; the load asks for no alignment.
    unsafe { _mm256_loadu_si256(pairs[0].as_ptr().cast()) }
}

/// Vector `i` of the eight of a group.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn load_vector(group: &[u8; GROUP], i: usize) -> __m256i {
    let (vectors, _) = group.as_chunks::<VECTOR>();
    crate::kernels::aes::ymm::load(&vectors[i])
}

/// Each lane end for end: blocks to integers and back.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn reverse(v: __m256i) -> __m256i {
    crate::kernels::aes::ymm::reverse_bytes(v)
}

/// A round key in both lanes.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn key(schedule: &Schedule, round: usize) -> __m256i {
    _mm256_broadcastsi128_si256(xmm::load(&schedule.keys[round]))
}

/// The counters of the next vector.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn next(counters: __m256i) -> __m256i {
    _mm256_add_epi32(counters, _mm256_set_epi64x(0, 2, 0, 2))
}

/// Nothing, before which everything above must be done and after which everything below: left to
/// itself, the compiler multiplies everything first, and the units for AES wait.
#[cfg_attr(qila_taint = "msan", allow(unused_variables))]
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn in_this_order(state: &mut [__m256i; 8], sum: &mut Product) {
    // MemorySanitizer does not see through assembly, not even of this kind.
    #[cfg(not(qila_taint = "msan"))]
    {
        let [a, b, c, d, e, f, g, h] = state;
        // SAFETY: no instruction.
        unsafe {
            core::arch::asm!(
                "/* {0} {1} {2} {3} {4} {5} {6} {7} {8} {9} {10} */",
                inout(ymm_reg) *a, inout(ymm_reg) *b, inout(ymm_reg) *c, inout(ymm_reg) *d,
                inout(ymm_reg) *e, inout(ymm_reg) *f, inout(ymm_reg) *g, inout(ymm_reg) *h,
                inout(ymm_reg) sum.low, inout(ymm_reg) sum.middle, inout(ymm_reg) sum.high,
                options(nomem, nostack, preserves_flags)
            );
        }
    }
}
