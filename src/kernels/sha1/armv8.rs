//! SHA-1's compression function with the instructions of Armv8 (FEAT_SHA1).
//!
//! `sha1c`, `sha1p` and `sha1m` do four rounds with one function each on A, B, C, D and E; E of the
//! next four is the A before them, which `sha1h` rotates. `sha1su0` and `sha1su1` are the parts of
//! the schedule for four words at a time.

use super::{Block, K, State};
use crate::machine::cpu::ArmSha2;
use core::arch::aarch64::*;

/// Adds blocks to the state, first those of one run and then those of another.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "neon,sha2")]
pub(super) fn compress(_cpu: ArmSha2, state: &mut State, blocks: &[Block], more: &[Block]) {
    let mut lanes = [load(state)];
    for block in blocks.iter().chain(more) {
        lanes = rounds(lanes, [words(block)]);
    }
    store(state, lanes[0]);
}

/// Adds a block to each of two states, side by side: one alone waits for its last four rounds most
/// of the time.
#[target_feature(enable = "neon,sha2")]
pub(super) fn compress_each(_cpu: ArmSha2, states: &mut [State; 2], blocks: [&Block; 2]) {
    let lanes = rounds([load(&states[0]), load(&states[1])], [words(blocks[0]), words(blocks[1])]);
    store(&mut states[0], lanes[0]);
    store(&mut states[1], lanes[1]);
}

/// A state as (A, B, C, D), from the lowest word up, and E.
#[derive(Clone, Copy)]
struct Lane {
    abcd: uint32x4_t,
    e: u32,
}

/// Adds a block to each lane, given as the sixteen first words of its schedule.
#[inline]
#[target_feature(enable = "neon,sha2")]
fn rounds<const N: usize>(before: [Lane; N], mut w: [[uint32x4_t; 4]; N]) -> [Lane; N] {
    let mut lanes = before;
    // Twenty groups of four rounds. The last four need no new words of the schedule.
    macro_rules! groups {
        ($($i:literal)+) => {$(
            for (lane, w) in lanes.iter_mut().zip(&mut w) {
                let with_constant = vaddq_u32(w[$i % 4], vdupq_n_u32(K[$i / 5]));
                let next_e = vsha1h_u32(vgetq_lane_u32::<0>(lane.abcd));
                lane.abcd = four_rounds::<{ $i / 5 }>(lane.abcd, lane.e, with_constant);
                lane.e = next_e;
                if $i < 16 {
                    let sum = vsha1su0q_u32(w[$i % 4], w[($i + 1) % 4], w[($i + 2) % 4]);
                    w[$i % 4] = vsha1su1q_u32(sum, w[($i + 3) % 4]);
                }
            }
        )+};
    }
    groups!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
    for (lane, before) in lanes.iter_mut().zip(before) {
        lane.e = lane.e.wrapping_add(before.e);
        lane.abcd = vaddq_u32(lane.abcd, before.abcd);
    }
    lanes
}

/// Four rounds with function number `F` of section 4.1.1, on words of the schedule to which the
/// constant was added.
#[inline]
#[target_feature(enable = "neon,sha2")]
fn four_rounds<const F: usize>(abcd: uint32x4_t, e: u32, words: uint32x4_t) -> uint32x4_t {
    match F {
        0 => vsha1cq_u32(abcd, e, words),
        2 => vsha1mq_u32(abcd, e, words),
        _ => vsha1pq_u32(abcd, e, words),
    }
}

#[inline]
#[target_feature(enable = "neon")]
fn load(state: &State) -> Lane {
    let [.., e] = *state;
    // SAFETY: reads the first 16 bytes of the array, at any alignment.
    Lane { abcd: unsafe { vld1q_u32(state.as_ptr()) }, e }
}

#[inline]
#[target_feature(enable = "neon")]
fn store(state: &mut State, lane: Lane) {
    // SAFETY: writes the first 16 bytes of the array, at any alignment.
    unsafe { vst1q_u32(state.as_mut_ptr(), lane.abcd) };
    state[4] = lane.e;
}

/// The block as big-endian words, four to a vector.
#[inline]
#[target_feature(enable = "neon")]
fn words(block: &Block) -> [uint32x4_t; 4] {
    let (quarters, _) = block.as_chunks::<16>();
    core::array::from_fn(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        let quarter = unsafe { vld1q_u8(quarters[i].as_ptr()) };
        vreinterpretq_u32_u8(vrev32q_u8(quarter))
    })
}
