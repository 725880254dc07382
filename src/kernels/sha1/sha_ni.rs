//! SHA-1's compression function with the SHA extensions of x86-64.
//!
//! `sha1rnds4` does four rounds on A, B, C, D, kept from the highest word down; E of the next four
//! is the rotated A of the four before, which `sha1nexte` adds to their words of the schedule.
//! `sha1msg1` and `sha1msg2` are the parts of the schedule for four words at a time.

use super::{Block, State};
use crate::machine::cpu::ShaNi;
use core::arch::x86_64::*;

/// Adds a block to each of `N` lanes, given as the sixteen first words of its schedule.
///
/// A macro, because a function of this size is not always put in its caller's place, and then all
/// vectors go through memory.
macro_rules! rounds {
    ($before:expr, $words:expr) => {{
        let (before, mut w) = ($before, $words);
        // `e` holds what E is made of: E itself for the first four rounds, then A of four rounds
        // ago.
        let mut lanes = before;
        // Twenty groups of four rounds.
        rounds!(@ lanes w 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
        for (lane, before) in lanes.iter_mut().zip(before) {
            lane.e = _mm_sha1nexte_epu32(lane.e, before.e);
            lane.abcd = _mm_add_epi32(lane.abcd, before.abcd);
        }
        lanes
    }};
    (@ $lanes:ident $w:ident $($i:literal)+) => {$(
        for (lane, w) in $lanes.iter_mut().zip(&mut $w) {
            let with_e = if $i == 0 { _mm_add_epi32(lane.e, w[0]) } else { _mm_sha1nexte_epu32(lane.e, w[$i % 4]) };
            lane.e = lane.abcd;
            lane.abcd = four_rounds::<{ $i / 5 }>(lane.abcd, with_e);
            // The last four groups need no new words of the schedule.
            if $i < 16 {
                let sum = _mm_xor_si128(_mm_sha1msg1_epu32(w[$i % 4], w[($i + 1) % 4]), w[($i + 2) % 4]);
                w[$i % 4] = _mm_sha1msg2_epu32(sum, w[($i + 3) % 4]);
            }
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

/// Adds a block to each of two states, side by side: one alone leaves the unit idle most of the
/// time.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn compress_each(_cpu: ShaNi, states: &mut [State; 2], blocks: [&Block; 2]) {
    let lanes = rounds!([load(&states[0]), load(&states[1])], [words(blocks[0]), words(blocks[1])]);
    store(&mut states[0], lanes[0]);
    store(&mut states[1], lanes[1]);
}

/// A state as (A, B, C, D), from the highest word down, and E in the highest word.
#[derive(Clone, Copy)]
struct Lane {
    abcd: __m128i,
    e: __m128i,
}

/// Four rounds with function and constant number `F`, on four words of the schedule to the first of
/// which E was added.
#[cfg(not(qila_taint = "msan"))]
#[inline]
#[target_feature(enable = "sha")]
fn four_rounds<const F: i32>(abcd: __m128i, with_e: __m128i) -> __m128i {
    _mm_sha1rnds4_epu32::<F>(abcd, with_e)
}

/// The same in words, as the manual defines the instruction: MemorySanitizer does not know what it
/// does.
#[cfg(qila_taint = "msan")]
#[target_feature(enable = "sha")]
fn four_rounds<const F: i32>(abcd: __m128i, with_e: __m128i) -> __m128i {
    // SAFETY: vectors of the same size and arrays of words are nothing but their bytes.
    let ([mut d, mut c, mut b, mut a], w): ([u32; 4], [u32; 4]) =
        unsafe { (core::mem::transmute(abcd), core::mem::transmute(with_e)) };
    let mut e = 0_u32;
    for w in w.into_iter().rev() {
        let f = match F {
            0 => b & c ^ !b & d,
            2 => b & c ^ b & d ^ c & d,
            _ => b ^ c ^ d,
        };
        let k = super::K[F as usize];
        let sum = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(w);
        (a, b, c, d, e) = (sum, a, b.rotate_left(30), c, d);
    }
    // SAFETY: as above.
    unsafe { core::mem::transmute([d, c, b, a]) }
}

/// The state as the instructions want it.
#[inline]
#[target_feature(enable = "sse4.1")]
fn load(state: &State) -> Lane {
    let [.., e] = *state;
    // SAFETY: reads the first 16 bytes of the array, at any alignment.
    let abcd = unsafe { _mm_loadu_si128(state.as_ptr().cast()) };
    Lane { abcd: _mm_shuffle_epi32::<0b00_01_10_11>(abcd), e: _mm_insert_epi32::<3>(_mm_setzero_si128(), e as i32) }
}

/// The other way.
#[inline]
#[target_feature(enable = "sse4.1")]
fn store(state: &mut State, lane: Lane) {
    // SAFETY: writes the first 16 bytes of the array, at any alignment.
    unsafe { _mm_storeu_si128(state.as_mut_ptr().cast(), _mm_shuffle_epi32::<0b00_01_10_11>(lane.abcd)) };
    state[4] = _mm_extract_epi32::<3>(lane.e) as u32;
}

/// The block as big-endian words, four to a vector, the first one highest.
#[inline]
#[target_feature(enable = "ssse3")]
fn words(block: &Block) -> [__m128i; 4] {
    let reverse = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    let (quarters, _) = block.as_chunks::<16>();
    core::array::from_fn(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        let quarter = unsafe { _mm_loadu_si128((&raw const quarters[i]).cast()) };
        _mm_shuffle_epi8(quarter, reverse)
    })
}
