//! SHA-256's compression function with the instructions of Armv8 (FEAT_SHA256).
//!
//! `sha256h` and `sha256h2` do four rounds, the one for A to D and the other for E to H;
//! `sha256su0` and `sha256su1` are the parts of the schedule for four words at a time.

use super::{Block, State};
use crate::kernels::sha2_definition::K_256;
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

/// HMAC from the states after both padded keys: the hash value of the blocks, of which the last
/// holds the padding, is hashed in turn.
#[target_feature(enable = "neon,sha2")]
pub(super) fn mac(_cpu: ArmSha2, begun: [&State; 2], blocks: &[Block], more: &[Block]) -> State {
    let outer = load(begun[1]);
    let mut lanes = [load(begun[0])];
    for block in blocks.iter().chain(more) {
        lanes = rounds(lanes, [words(block)]);
    }
    let [lane] = rounds([outer], [padded([lanes[0].abcd, lanes[0].efgh])]);
    let mut state = *begun[1];
    store(&mut state, lane);
    state
}

/// HMAC of a value over and over: `value`, as words, is the first half of the block, and what
/// follows on it does not change.
#[target_feature(enable = "neon,sha2")]
pub(super) fn iterate_mac(_cpu: ArmSha2, begun: [&State; 2], value: &mut [u8; 32], sum: &mut [u8; 32], times: u32) {
    let begun = [load(begun[0]), load(begun[1])];
    let (mut words, mut total) = (big_endian(value), big_endian(sum));
    for _ in 0..times {
        for begun in begun {
            let [lane] = rounds([begun], [padded(words)]);
            words = [lane.abcd, lane.efgh];
        }
        total = [veorq_u32(total[0], words[0]), veorq_u32(total[1], words[1])];
    }
    for (bytes, words) in [(value, words), (sum, total)] {
        let (places, _) = bytes.as_chunks_mut::<16>();
        for (place, words) in places.iter_mut().zip(words) {
            // SAFETY: writes the 16 bytes of the array, at any alignment.
            unsafe { vst1q_u8(place.as_mut_ptr(), vrev32q_u8(vreinterpretq_u8_u32(words))) };
        }
    }
}

/// The block with a hash value that follows on a block of the key: its padding (FIPS 180-4 section
/// 5.1.1) is that of 96 bytes in all.
#[inline]
#[target_feature(enable = "neon")]
fn padded(value: [uint32x4_t; 2]) -> [uint32x4_t; 4] {
    let one = vsetq_lane_u32::<0>(1 << 31, vdupq_n_u32(0));
    let length = vsetq_lane_u32::<3>(8 * 96, vdupq_n_u32(0));
    [value[0], value[1], one, length]
}

/// A state as (A, B, C, D) and (E, F, G, H), from the lowest word up.
#[derive(Clone, Copy)]
struct Lane {
    abcd: uint32x4_t,
    efgh: uint32x4_t,
}

/// Adds a block to each lane, given as the sixteen first words of its schedule.
#[inline]
#[target_feature(enable = "neon,sha2")]
fn rounds<const N: usize>(before: [Lane; N], mut w: [[uint32x4_t; 4]; N]) -> [Lane; N] {
    let mut lanes = before;
    // Sixteen groups of four rounds. The last four need no new words of the schedule.
    macro_rules! groups {
        ($($i:literal)+) => {$(
            for (lane, w) in lanes.iter_mut().zip(&mut w) {
                let wk = vaddq_u32(w[$i % 4], constants($i));
                let abcd = lane.abcd;
                lane.abcd = vsha256hq_u32(abcd, lane.efgh, wk);
                lane.efgh = vsha256h2q_u32(lane.efgh, abcd, wk);
                if $i < 12 {
                    let sum = vsha256su0q_u32(w[$i % 4], w[($i + 1) % 4]);
                    w[$i % 4] = vsha256su1q_u32(sum, w[($i + 2) % 4], w[($i + 3) % 4]);
                }
            }
        )+};
    }
    groups!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    for (lane, before) in lanes.iter_mut().zip(before) {
        lane.abcd = vaddq_u32(lane.abcd, before.abcd);
        lane.efgh = vaddq_u32(lane.efgh, before.efgh);
    }
    lanes
}

/// The constants of the four rounds of group `i`, which is below sixteen.
#[inline]
#[target_feature(enable = "neon")]
fn constants(i: usize) -> uint32x4_t {
    let (groups, _) = K_256.as_chunks::<4>();
    // SAFETY: reads the 16 bytes of the array.
    unsafe { vld1q_u32(groups[i].as_ptr()) }
}

#[inline]
#[target_feature(enable = "neon")]
fn load(state: &State) -> Lane {
    let (halves, _) = state.as_chunks::<4>();
    // SAFETY: reads the 16 bytes of each array, at any alignment.
    unsafe { Lane { abcd: vld1q_u32(halves[0].as_ptr()), efgh: vld1q_u32(halves[1].as_ptr()) } }
}

#[inline]
#[target_feature(enable = "neon")]
fn store(state: &mut State, lane: Lane) {
    let (halves, _) = state.as_chunks_mut::<4>();
    for (half, words) in halves.iter_mut().zip([lane.abcd, lane.efgh]) {
        // SAFETY: writes the 16 bytes of the array, at any alignment.
        unsafe { vst1q_u32(half.as_mut_ptr(), words) };
    }
}

/// The block as words.
#[inline]
#[target_feature(enable = "neon")]
fn words(block: &Block) -> [uint32x4_t; 4] {
    let (halves, _) = block.as_chunks::<32>();
    let ([a, b], [c, d]) = (big_endian(&halves[0]), big_endian(&halves[1]));
    [a, b, c, d]
}

/// Bytes as big-endian words, four to a vector.
#[inline]
#[target_feature(enable = "neon")]
fn big_endian(bytes: &[u8; 32]) -> [uint32x4_t; 2] {
    let (halves, _) = bytes.as_chunks::<16>();
    core::array::from_fn(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        let half = unsafe { vld1q_u8(halves[i].as_ptr()) };
        vreinterpretq_u32_u8(vrev32q_u8(half))
    })
}
