//! SHA-512's compression function with the instructions of Armv8.2 (FEAT_SHA512).
//!
//! `sha512h` and `sha512h2` do two rounds between them: the first makes what is added to C and D,
//! which gives the new E and F, and the second makes of it the new A and B. `sha512su0` and
//! `sha512su1` are the parts of the schedule for two words.

use super::{Block, State};
use crate::kernels::sha2_definition::K_512;
use crate::machine::cpu::ArmSha3;
use core::arch::aarch64::*;

/// Adds blocks to the state.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "neon,sha2,sha3")]
pub(super) fn compress_run(_cpu: ArmSha3, state: &mut State, blocks: &[Block]) {
    let mut lanes = [load(state)];
    for block in blocks {
        lanes = rounds(lanes, [words(block)]);
    }
    store(state, &lanes[0]);
}

/// Adds a block to each of two states, side by side: one alone waits for its last two rounds most
/// of the time.
#[target_feature(enable = "neon,sha2,sha3")]
pub(super) fn compress_each(_cpu: ArmSha3, states: &mut [State; 2], blocks: [&Block; 2]) {
    let lanes = rounds([load(&states[0]), load(&states[1])], [words(blocks[0]), words(blocks[1])]);
    store(&mut states[0], &lanes[0]);
    store(&mut states[1], &lanes[1]);
}

/// A state as (A, B), (C, D), (E, F) and (G, H), from the lowest word up.
type Lane = [uint64x2_t; 4];

/// Adds a block to each lane, given as the sixteen first words of its schedule.
#[inline]
#[target_feature(enable = "neon,sha2,sha3")]
fn rounds<const N: usize>(before: [Lane; N], mut w: [[uint64x2_t; 8]; N]) -> [Lane; N] {
    let mut lanes = before;
    let (groups, _) = K_512.as_chunks::<2>().0.as_chunks::<8>();
    let last = groups.len() - 1;
    for (group, constants) in groups.iter().enumerate() {
        macro_rules! two_rounds {
            ($($i:literal)+) => {$(
                for (lane, w) in lanes.iter_mut().zip(&mut w) {
                    *lane = two_rounds(*lane, vaddq_u64(w[$i], pair(&constants[$i])));
                    if group < last {
                        let ninth = vextq_u64::<1>(w[($i + 4) % 8], w[($i + 5) % 8]);
                        w[$i] = vsha512su1q_u64(vsha512su0q_u64(w[$i], w[($i + 1) % 8]), w[($i + 7) % 8], ninth);
                    }
                }
            )+};
        }
        two_rounds!(0 1 2 3 4 5 6 7);
    }
    for (lane, before) in lanes.iter_mut().zip(before) {
        for (words, before) in lane.iter_mut().zip(before) {
            *words = vaddq_u64(*words, before);
        }
    }
    lanes
}

/// Two rounds, with two words of the schedule to which their constants were added.
#[inline]
#[target_feature(enable = "neon,sha2,sha3")]
fn two_rounds([ab, cd, ef, gh]: Lane, words: uint64x2_t) -> Lane {
    // The instruction begins with the round of the high word: G, H and the words change places.
    let sum = vaddq_u64(vextq_u64::<1>(words, words), gh);
    let added = vsha512hq_u64(sum, vextq_u64::<1>(ef, gh), vextq_u64::<1>(cd, ef));
    [vsha512h2q_u64(added, cd, ab), ab, vaddq_u64(cd, added), ef]
}

#[inline]
#[target_feature(enable = "neon")]
fn load(state: &State) -> Lane {
    let (pairs, _) = state.as_chunks::<2>();
    [pair(&pairs[0]), pair(&pairs[1]), pair(&pairs[2]), pair(&pairs[3])]
}

#[inline]
#[target_feature(enable = "neon")]
fn store(state: &mut State, lane: &Lane) {
    let (pairs, _) = state.as_chunks_mut::<2>();
    for (pair, words) in pairs.iter_mut().zip(lane) {
        // SAFETY: writes the 16 bytes of the array, at any alignment.
        unsafe { vst1q_u64(pair.as_mut_ptr(), *words) };
    }
}

#[inline]
#[target_feature(enable = "neon")]
fn pair(words: &[u64; 2]) -> uint64x2_t {
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    unsafe { vld1q_u64(words.as_ptr()) }
}

/// The block as big-endian words, two to a vector.
#[inline]
#[target_feature(enable = "neon")]
fn words(block: &Block) -> [uint64x2_t; 8] {
    let (parts, _) = block.as_chunks::<16>();
    core::array::from_fn(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        let part = unsafe { vld1q_u8(parts[i].as_ptr()) };
        vreinterpretq_u64_u8(vrev64q_u8(part))
    })
}
