//! SHA-256's compression function with the SHA extensions of x86-64.
//!
//! `sha256rnds2` does two rounds on a state that is kept as (A, B, E, F) and (C, D, G, H), from the
//! highest word down; `sha256msg1` and `sha256msg2` are the parts of the schedule for four words at
//! a time.

use super::{Block, State};
use crate::kernels::sha2_definition::K_256;
use crate::machine::cpu::ShaNi;
use core::arch::x86_64::*;

/// A compiler barrier between the schedules of two groups of rounds. Without it the compiler makes
/// all schedules first, for which there are too few registers. A macro: `asm!` takes vectors only
/// in a function compiled for them, and a function of its own might not be inlined.
macro_rules! in_this_order {
    ($lane:expr, $w:expr) => {
        // MemorySanitizer does not see through assembly, not even of this kind.
        #[cfg(not(qila_taint = "msan"))]
        {
            let (lane, [a, b, c, d]): (&mut Lane, &mut [__m128i; 4]) = ($lane, $w);
            // SAFETY: no instruction.
            unsafe {
                core::arch::asm!(
                    "/* {0} {1} {2} {3} {4} {5} */",
                    inout(xmm_reg) lane.abef, inout(xmm_reg) lane.cdgh,
                    inout(xmm_reg) *a, inout(xmm_reg) *b, inout(xmm_reg) *c, inout(xmm_reg) *d,
                    options(nomem, nostack, preserves_flags)
                );
            }
        }
    };
}

/// Adds a block to each of `N` lanes, given as the sixteen first words of its schedule.
///
/// A macro, because a function of this size is not always put in its caller's place, and then all
/// vectors go through memory.
macro_rules! rounds {
    ($before:expr, $words:expr) => {{
        let (before, mut w) = ($before, $words);
        let mut lanes = before;
        // Sixteen groups of four rounds.
        rounds!(@ lanes w 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        for (lane, before) in lanes.iter_mut().zip(before) {
            lane.abef = _mm_add_epi32(lane.abef, before.abef);
            lane.cdgh = _mm_add_epi32(lane.cdgh, before.cdgh);
        }
        lanes
    }};
    (@ $lanes:ident $w:ident $($i:literal)+) => {$(
        for (lane, w) in $lanes.iter_mut().zip(&mut $w) {
            let wk = _mm_add_epi32(w[$i % 4], constants($i));
            lane.cdgh = _mm_sha256rnds2_epu32(lane.cdgh, lane.abef, wk);
            lane.abef = _mm_sha256rnds2_epu32(lane.abef, lane.cdgh, _mm_shuffle_epi32::<0b00_00_11_10>(wk));
            // The last four groups need no new words of the schedule.
            if $i < 12 {
                w[$i % 4] = extend(w[$i % 4], w[($i + 1) % 4], w[($i + 2) % 4], w[($i + 3) % 4]);
            }
            in_this_order!(lane, w);
        }
    )+};
}

/// Adds blocks to the state, first those of one run and then those of another.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn compress(_cpu: ShaNi, state: &mut State, blocks: &[Block], more: &[Block]) {
    let mut lanes = [load(state)];
    for block in blocks.iter().chain(more) {
        lanes = rounds!(lanes, [words(block)]);
    }
    store(state, lanes[0]);
}

/// Adds a block to each of two states, side by side: one alone leaves the unit idle every other
/// cycle.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn compress_each(_cpu: ShaNi, states: &mut [State; 2], blocks: [&Block; 2]) {
    let lanes = rounds!([load(&states[0]), load(&states[1])], [words(blocks[0]), words(blocks[1])]);
    store(&mut states[0], lanes[0]);
    store(&mut states[1], lanes[1]);
}

/// HMAC from the states after both padded keys: the hash value of the blocks, of which the last
/// holds the padding, is hashed in turn.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn mac(_cpu: ShaNi, begun: [&State; 2], blocks: &[Block], more: &[Block]) -> State {
    let outer = load(begun[1]);
    let mut lanes = [load(begun[0])];
    for block in blocks.iter().chain(more) {
        lanes = rounds!(lanes, [words(block)]);
    }
    let [lane] = rounds!([outer], [padded(in_order(lanes[0]))]);
    let mut state = *begun[1];
    store(&mut state, lane);
    state
}

/// HMAC of a value over and over: `value`, as words, is the first half of the block, and what
/// follows on it does not change.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn iterate_mac(_cpu: ShaNi, begun: [&State; 2], value: &mut [u8; 32], sum: &mut [u8; 32], times: u32) {
    let begun = [load(begun[0]), load(begun[1])];
    let (mut words, mut total) = (halves(value), halves(sum));
    for _ in 0..times {
        for begun in begun {
            let [lane] = rounds!([begun], [padded(words)]);
            words = in_order(lane);
        }
        total = [_mm_xor_si128(total[0], words[0]), _mm_xor_si128(total[1], words[1])];
    }
    for (bytes, words) in [(value, words), (sum, total)] {
        let (places, _) = bytes.as_chunks_mut::<16>();
        for (place, words) in places.iter_mut().zip(words) {
            // SAFETY: writes the 16 bytes of the array, at any alignment.
            unsafe { _mm_storeu_si128(place.as_mut_ptr().cast(), _mm_shuffle_epi8(words, swap())) };
        }
    }
}

/// The block with a hash value that follows on a block of the key: its padding (FIPS 180-4 section
/// 5.1.1) is that of 96 bytes in all.
#[inline]
#[target_feature(enable = "sse2")]
fn padded(value: [__m128i; 2]) -> [__m128i; 4] {
    [value[0], value[1], _mm_set_epi32(0, 0, 0, i32::MIN), _mm_set_epi32(8 * 96, 0, 0, 0)]
}

/// Both halves of a hash value as big-endian words.
#[inline]
#[target_feature(enable = "ssse3")]
fn halves(value: &[u8; 32]) -> [__m128i; 2] {
    let (halves, _) = value.as_chunks::<16>();
    [big_endian(&halves[0]), big_endian(&halves[1])]
}

/// A state as (A, B, E, F) and (C, D, G, H).
#[derive(Clone, Copy)]
struct Lane {
    abef: __m128i,
    cdgh: __m128i,
}

/// The state as the instructions want it: A, B, E, F and C, D, G, H, each from the highest word
/// down.
#[inline]
#[target_feature(enable = "ssse3,sse4.1")]
fn load(state: &State) -> Lane {
    let start: *const __m128i = state.as_ptr().cast();
    // SAFETY: reads the two halves of the array, at any alignment.
    let (abcd, efgh) = unsafe { (_mm_loadu_si128(start), _mm_loadu_si128(start.add(1))) };
    let badc = _mm_shuffle_epi32::<0b10_11_00_01>(abcd);
    let hgfe = _mm_shuffle_epi32::<0b00_01_10_11>(efgh);
    Lane { abef: _mm_alignr_epi8::<8>(badc, hgfe), cdgh: _mm_blend_epi16::<0b1111_0000>(hgfe, badc) }
}

/// The other way.
#[inline]
#[target_feature(enable = "ssse3,sse4.1")]
fn store(state: &mut State, lane: Lane) {
    let [abcd, efgh] = in_order(lane);
    let start: *mut __m128i = state.as_mut_ptr().cast();
    // SAFETY: writes the two halves of the array, at any alignment.
    unsafe {
        _mm_storeu_si128(start, abcd);
        _mm_storeu_si128(start.add(1), efgh);
    }
}

/// The words of a state from A to H, each vector from the lowest up.
#[inline]
#[target_feature(enable = "ssse3,sse4.1")]
fn in_order(lane: Lane) -> [__m128i; 2] {
    let abef = _mm_shuffle_epi32::<0b00_01_10_11>(lane.abef);
    let ghcd = _mm_shuffle_epi32::<0b10_11_00_01>(lane.cdgh);
    [_mm_blend_epi16::<0b1111_0000>(abef, ghcd), _mm_alignr_epi8::<8>(ghcd, abef)]
}

/// The block as big-endian words, four to a vector, the first one lowest.
#[inline]
#[target_feature(enable = "ssse3")]
fn words(block: &Block) -> [__m128i; 4] {
    let (quarters, _) = block.as_chunks::<16>();
    core::array::from_fn(|i| big_endian(&quarters[i]))
}

/// Four big-endian words.
#[inline]
#[target_feature(enable = "ssse3")]
fn big_endian(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    let bytes = unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) };
    _mm_shuffle_epi8(bytes, swap())
}

/// Which byte goes where to make big-endian words of bytes, and back.
#[inline(always)]
fn swap() -> __m128i {
    // SAFETY: every x86-64 has the instruction.
    unsafe { _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3) }
}

/// K for the rounds from 4 `group`.
#[inline(always)]
fn constants(group: usize) -> __m128i {
    const K: &[[u32; 4]] = K_256.as_chunks().0;
    // SAFETY: reads the 16 bytes of the array, at any alignment; every x86-64 has the instruction.
    unsafe { _mm_loadu_si128((&raw const K[group]).cast()) }
}

/// The four words of the schedule after those in `w0` to `w3`.
#[inline]
#[target_feature(enable = "sha,ssse3")]
fn extend(w0: __m128i, w1: __m128i, w2: __m128i, w3: __m128i) -> __m128i {
    let with_ninth = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8::<4>(w3, w2));
    _mm_sha256msg2_epu32(with_ninth, w3)
}
