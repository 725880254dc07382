//! SHA-256 of sixteen messages at once on 512-bit registers. The compiler makes one instruction of each function of three bits.

use super::lanes::rounds;
use super::{Block, State};
use crate::kernels::cpu::Avx512;
use crate::kernels::transpose;
use core::arch::x86_64::*;

/// How many messages.
pub(super) const LANES: usize = 16;

/// Adds a block to each of sixteen states (FIPS 180-4 section 6.2.2).
///
/// Time: constant.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn compress(_cpu: Avx512, states: &mut [State; LANES], blocks: &[&Block; LANES]) {
    let words = transpose::sixteen(blocks.map(|block| load(block)));
    let rows = states.each_ref().map(|state| _mm512_zextsi256_si512(load_state(state)));
    let [a, b, c, d, e, f, g, h, ..] = transpose::sixteen(rows);
    let after = rounds!([a, b, c, d, e, f, g, h], words);
    let mut columns = [_mm512_setzero_si512(); LANES];
    columns[..8].copy_from_slice(&after);
    for (state, row) in states.iter_mut().zip(transpose::sixteen(columns)) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(state.as_mut_ptr().cast(), _mm512_castsi512_si256(row)) };
    }
}

/// The words of a block.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn load(block: &Block) -> __m512i {
    // SAFETY: reads the 64 bytes of the array, at any alignment.
    let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
    let swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    _mm512_shuffle_epi8(bytes, _mm512_broadcast_i32x4(swap))
}

#[inline]
#[target_feature(enable = "avx")]
fn load_state(state: &State) -> __m256i {
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    unsafe { _mm256_loadu_si256(state.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn add(a: __m512i, b: __m512i) -> __m512i {
    _mm512_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn xor(a: __m512i, b: __m512i) -> __m512i {
    _mm512_xor_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn and(a: __m512i, b: __m512i) -> __m512i {
    _mm512_and_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn or(a: __m512i, b: __m512i) -> __m512i {
    _mm512_or_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn rotate<const RIGHT: i32, const LEFT: i32>(a: __m512i) -> __m512i {
    _mm512_ror_epi32::<RIGHT>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn shift<const RIGHT: u32>(a: __m512i) -> __m512i {
    _mm512_srli_epi32::<RIGHT>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn splat(word: u32) -> __m512i {
    _mm512_set1_epi32(word.cast_signed())
}
