//! SHA-256 of eight messages at once on 256-bit registers, for processors without instructions for
//! SHA-256.

use super::chains::{Chains, Shape, Value};
use super::lanes::{rounds, steps};
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
    let w = message_words(blocks);
    let before = transpose::eight(states.each_ref().map(|state| load(state)));
    let after = rounds!(before, w);
    for (state, row) in states.iter_mut().zip(transpose::eight(after)) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(state.as_mut_ptr().cast(), row) };
    }
}

/// Chains with a head whose last word has so many bytes of it, and values of so many words.
macro_rules! chains_of {
    ($bytes:literal, $count:literal, $begun:expr, $steps:expr, $first:expr, $chains:expr) => {{
        let which = $first / LANES % 2;
        let (blocks, _) = $chains.blocks.as_chunks::<LANES>();
        let w = message_words(&blocks[which].each_ref());
        let (stops, _) = $chains.stops.as_chunks::<LANES>();
        let (kept, _) = $chains.kept.as_chunks_mut::<LANES>();
        let (values, _) = $chains.values.as_chunks_mut::<LANES>();
        let before = transpose::eight(kept[which].each_ref().map(|value| load_value(value)));
        let (after, stopped) = steps!($begun, $steps, $bytes, $count, w, load(&stops[which]), before);
        store_values(&mut values[which], after);
        store_values(&mut kept[which], stopped);
    }};
}
/// Goes along the eight chains from `first` on, 0 or 8, of values of `size` bytes.
///
/// Time: depends on the numbers.
#[target_feature(enable = "avx2")]
pub(super) fn chains(_cpu: Avx2, begun: &State, shape: Shape, first: usize, chains: &mut Chains) {
    match (shape.head, shape.value) {
        (22, 16) => chains_of!(2, 4, begun, shape.steps, first, chains),
        (22, 24) => chains_of!(2, 6, begun, shape.steps, first, chains),
        (22, _) => chains_of!(2, 8, begun, shape.steps, first, chains),
        (_, 24) => chains_of!(3, 6, begun, shape.steps, first, chains),
        _ => chains_of!(3, 8, begun, shape.steps, first, chains),
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_value(value: &Value) -> __m256i {
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    big_endian(unsafe { _mm256_loadu_si256(value.as_ptr().cast()) })
}

#[inline]
#[target_feature(enable = "avx2")]
fn store_values(values: &mut [Value; LANES], words: [__m256i; 8]) {
    for (value, row) in values.iter_mut().zip(transpose::eight(words)) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(value.as_mut_ptr().cast(), big_endian(row)) };
    }
}

/// One word of all blocks in each vector.
#[inline]
#[target_feature(enable = "avx2")]
fn message_words(blocks: &[&Block; LANES]) -> [__m256i; 16] {
    let halves = [0, 1].map(|half| transpose::eight(blocks.map(|block| words(block, half))));
    let mut w = [splat(0); 16];
    for (w, half) in w.as_chunks_mut::<8>().0.iter_mut().zip(halves) {
        *w = half;
    }
    w
}

/// The first or the second eight words of a block.
#[inline]
#[target_feature(enable = "avx2")]
fn words(block: &Block, half: usize) -> __m256i {
    let (halves, _) = block.as_chunks::<32>();
    // SAFETY: reads the 32 bytes of the array, at any alignment.
    big_endian(unsafe { _mm256_loadu_si256(halves[half].as_ptr().cast()) })
}

/// Words, of their bytes, and the other way.
#[inline]
#[target_feature(enable = "avx2")]
fn big_endian(bytes: __m256i) -> __m256i {
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

#[inline]
#[target_feature(enable = "avx2")]
fn left<const LEFT: u32>(a: __m256i) -> __m256i {
    _mm256_sll_epi32(a, _mm_cvtsi32_si128(LEFT as i32))
}

#[inline]
#[target_feature(enable = "avx2")]
fn right<const RIGHT: u32>(a: __m256i) -> __m256i {
    _mm256_srl_epi32(a, _mm_cvtsi32_si128(RIGHT as i32))
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(a: __m256i, b: __m256i) -> __m256i {
    _mm256_cmpeq_epi32(a, b)
}

/// `a` where the mask is set, `b` elsewhere.
#[inline]
#[target_feature(enable = "avx2")]
fn select(mask: __m256i, a: __m256i, b: __m256i) -> __m256i {
    _mm256_blendv_epi8(b, a, mask)
}
