//! SHA-256 of eight messages at once on 256-bit registers, for processors without instructions for
//! SHA-256.

use super::lanes::rounds;
use super::{Block, State};
use crate::kernels::transpose;
use crate::machine::cpu::Avx2;
use core::arch::x86_64::*;

/// How many messages.
pub(super) const LANES: usize = 8;

/// Adds a block to each of eight states (FIPS 180-4 section 6.2.2).
///
/// Time: constant.
#[target_feature(enable = "avx2")]
pub(super) fn compress(_cpu: Avx2, states: &mut [State; LANES], blocks: &[&Block; LANES]) {
    let halves = [0, 1].map(|half| transpose::eight(blocks.map(|block| words(block, half))));
    let mut w = [splat(0); 16];
    for (w, half) in w.as_chunks_mut::<8>().0.iter_mut().zip(halves) {
        *w = half;
    }
    let before = transpose::eight(states.each_ref().map(|state| load(state)));
    let after = rounds!(before, w);
    for (state, row) in states.iter_mut().zip(transpose::eight(after)) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(state.as_mut_ptr().cast(), row) };
    }
}

/// The first or the second eight words of a block.
#[inline]
#[target_feature(enable = "avx2")]
fn words(block: &Block, half: usize) -> __m256i {
    let (halves, _) = block.as_chunks::<32>();
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    let bytes = unsafe { _mm256_loadu_si256(halves[half].as_ptr().cast()) };
    let swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    _mm256_shuffle_epi8(bytes, _mm256_broadcastsi128_si256(swap))
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(state: &State) -> __m256i {
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    unsafe { _mm256_loadu_si256(state.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor(a: __m256i, b: __m256i) -> __m256i {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn and(a: __m256i, b: __m256i) -> __m256i {
    _mm256_and_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn or(a: __m256i, b: __m256i) -> __m256i {
    _mm256_or_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate<const RIGHT: i32, const LEFT: i32>(a: __m256i) -> __m256i {
    _mm256_or_si256(_mm256_srli_epi32::<RIGHT>(a), _mm256_slli_epi32::<LEFT>(a))
}

#[inline]
#[target_feature(enable = "avx2")]
fn shift<const RIGHT: i32>(a: __m256i) -> __m256i {
    _mm256_srli_epi32::<RIGHT>(a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat(word: u32) -> __m256i {
    _mm256_set1_epi32(word.cast_signed())
}
