//! SHA-256 of sixteen messages at once on 512-bit registers. The compiler makes one instruction of
//! each function of three bits.

use super::chains::{Chains, Shape, Value};
use super::lanes::{rounds, schedule, steps};
use super::{Block, State};
use crate::kernels::transpose;
use crate::machine::cpu::Avx512;
use core::arch::x86_64::*;

/// How many messages.
pub(super) const LANES: usize = 16;

/// Adds a block to each of sixteen states (FIPS 180-4 section 6.2.2).
///
/// Time: constant.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn compress(_cpu: Avx512, states: &mut [State; LANES], blocks: &[&Block; LANES]) {
    let words = transpose::sixteen(blocks.map(|block| big_endian(load(block))));
    let after = rounds!(columns(states), words);
    store(states, after);
}

/// Adds a block to each of sixteen states: `rests`, of one length below a block, and after them the
/// bytes of `padding`, which begins with as many zeros.
///
/// Time: depends on the length of the rests.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn compress_ends(_cpu: Avx512, states: &mut [State; LANES], rests: &[&[u8]; LANES], padding: &Block) {
    let before = columns(states);
    let after = if rests.iter().all(|rest| rest.is_empty()) {
        rounds!(shared before, schedule(padding))
    } else {
        let padding = load(padding);
        let rows = rests.map(|rest| big_endian(_mm512_or_si512(load_rest(rest), padding)));
        let words = transpose::sixteen(rows);
        rounds!(before, words)
    };
    store(states, after);
}

/// Chains with a head whose last word has so many bytes of it, and values of so many words.
macro_rules! chains_of {
    ($bytes:literal, $count:literal, $begun:expr, $steps:expr, $chains:expr) => {{
        let words = transpose::sixteen($chains.blocks.each_ref().map(|block| big_endian(load(block))));
        // SAFETY: reads the 64 bytes of the array, at any alignment.
        let stops = unsafe { _mm512_loadu_si512($chains.stops.as_ptr().cast()) };
        let kept = columns_of(&$chains.kept);
        let (values, kept) = steps!($begun, $steps, $bytes, $count, words, stops, kept);
        store_values(&mut $chains.values, values);
        store_values(&mut $chains.kept, kept);
    }};
}
/// Goes along sixteen chains of values of `size` bytes.
///
/// Time: depends on the numbers.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn chains(_cpu: Avx512, begun: &State, shape: Shape, chains: &mut Chains) {
    match (shape.head, shape.value) {
        (22, 16) => chains_of!(2, 4, begun, shape.steps, chains),
        (22, 24) => chains_of!(2, 6, begun, shape.steps, chains),
        (22, _) => chains_of!(2, 8, begun, shape.steps, chains),
        (_, 24) => chains_of!(3, 6, begun, shape.steps, chains),
        _ => chains_of!(3, 8, begun, shape.steps, chains),
    }
}

/// One word of all values in each vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn columns_of(values: &[Value; LANES]) -> [__m512i; 8] {
    let rows = values.each_ref().map(|value| {
        // SAFETY: reads the 32 bytes of the array, at any alignment.
        big_endian(_mm512_zextsi256_si512(unsafe { _mm256_loadu_si256(value.as_ptr().cast()) }))
    });
    let [a, b, c, d, e, f, g, h, ..] = transpose::sixteen(rows);
    [a, b, c, d, e, f, g, h]
}

/// The other way.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn store_values(values: &mut [Value; LANES], words: [__m512i; 8]) {
    let mut columns = [_mm512_setzero_si512(); LANES];
    columns[..8].copy_from_slice(&words);
    for (value, row) in values.iter_mut().zip(transpose::sixteen(columns)) {
        let bytes = _mm512_castsi512_si256(big_endian(row));
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(value.as_mut_ptr().cast(), bytes) };
    }
}

/// One word of all states in each vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn columns(states: &[State; LANES]) -> [__m512i; 8] {
    let rows = states.each_ref().map(|state| _mm512_zextsi256_si512(load_state(state)));
    let [a, b, c, d, e, f, g, h, ..] = transpose::sixteen(rows);
    [a, b, c, d, e, f, g, h]
}

/// The other way.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn store(states: &mut [State; LANES], words: [__m512i; 8]) {
    let mut columns = [_mm512_setzero_si512(); LANES];
    columns[..8].copy_from_slice(&words);
    for (state, row) in states.iter_mut().zip(transpose::sixteen(columns)) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(state.as_mut_ptr().cast(), _mm512_castsi512_si256(row)) };
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(block: &Block) -> __m512i {
    // SAFETY: reads the 64 bytes of the array, at any alignment.
    unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
}

/// At most the first 63 bytes; zero where there are none.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn load_rest(rest: &[u8]) -> __m512i {
    let mask = (1 << rest.len().min(63)) - 1;
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    unsafe { _mm512_maskz_loadu_epi8(mask, rest.as_ptr().cast()) }
}

/// The words of a block, of its bytes.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn big_endian(bytes: __m512i) -> __m512i {
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

#[inline]
#[target_feature(enable = "avx512f")]
fn left<const LEFT: u32>(a: __m512i) -> __m512i {
    _mm512_slli_epi32::<LEFT>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn right<const RIGHT: u32>(a: __m512i) -> __m512i {
    _mm512_srli_epi32::<RIGHT>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn equal(a: __m512i, b: __m512i) -> __mmask16 {
    _mm512_cmpeq_epi32_mask(a, b)
}

/// `a` where the mask is set, `b` elsewhere.
#[inline]
#[target_feature(enable = "avx512f")]
fn select(mask: __mmask16, a: __m512i, b: __m512i) -> __m512i {
    _mm512_mask_mov_epi32(b, mask, a)
}
