//! Keccak-f[1600] with the instructions of Armv8.2 (FEAT_SHA3): 25 of the 32 vector registers hold
//! a lane each, of one state in their low halves or of two. `eor3` adds three lanes, `rax1` and
//! `xar` add and rotate, `bcax` is chi.

use super::definition::permute;
use super::{State, States, absorb_eight_with, in_parts};
use crate::machine::cpu::ArmSha3;
use core::arch::aarch64::*;

/// Permutes the state.
///
/// Time: constant.
#[target_feature(enable = "neon,sha3")]
pub(super) fn permute(_cpu: ArmSha3, state: &mut State) {
    let mut a = state.map(|lane| constant(lane));
    permute!(a);
    *state = a.map(|lane| vgetq_lane_u64::<0>(lane));
}

/// Absorbs whole blocks of `rate` bytes, with the state in registers all the time.
///
/// Time: depends on the number and the size of the blocks.
#[target_feature(enable = "neon,sha3")]
pub(super) fn absorb_blocks(_cpu: ArmSha3, state: &mut State, rate: usize, blocks: &[u8]) {
    let mut a = state.map(|lane| constant(lane));
    for block in blocks.chunks_exact(rate) {
        for (lane, word) in a.iter_mut().zip(block.as_chunks().0) {
            *lane = xor(*lane, constant(u64::from_le_bytes(*word)));
        }
        permute!(a);
    }
    *state = a.map(|lane| vgetq_lane_u64::<0>(lane));
}

/// Permutes two states.
///
/// Time: constant.
#[target_feature(enable = "neon,sha3")]
fn permute_two(_cpu: ArmSha3, states: &mut States<2>) {
    let mut a = states.map(|lanes| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        unsafe { vld1q_u64(lanes.as_ptr()) }
    });
    permute!(a);
    for (lanes, a) in states.iter_mut().zip(a) {
        // SAFETY: writes the 16 bytes of the array, at any alignment.
        unsafe { vst1q_u64(lanes.as_mut_ptr(), a) };
    }
}

/// Permutes four states, two after two.
#[target_feature(enable = "neon,sha3")]
pub(super) fn permute_four(cpu: ArmSha3, states: &mut States<4>) {
    in_parts(states, |two| permute_two(cpu, two));
}

/// Permutes eight states, two after two.
#[target_feature(enable = "neon,sha3")]
pub(super) fn permute_eight(cpu: ArmSha3, states: &mut States<8>) {
    in_parts(states, |two| permute_two(cpu, two));
}

/// Absorbs whole blocks of `rate` bytes into each of eight states.
#[target_feature(enable = "neon,sha3")]
pub(super) fn absorb_blocks_of_eight(cpu: ArmSha3, states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
    absorb_eight_with(|states| permute_eight(cpu, states), states, rate, messages);
}

#[inline]
#[target_feature(enable = "neon")]
fn xor(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t {
    veorq_u64(a, b)
}

#[inline]
#[target_feature(enable = "neon,sha3")]
fn xor3(a: uint64x2_t, b: uint64x2_t, c: uint64x2_t) -> uint64x2_t {
    veor3q_u64(a, b, c)
}

#[inline]
#[target_feature(enable = "neon,sha3")]
fn chi(a: uint64x2_t, b: uint64x2_t, c: uint64x2_t) -> uint64x2_t {
    vbcaxq_u64(a, c, b)
}

#[inline]
#[target_feature(enable = "neon,sha3")]
fn xor_rotated(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t {
    vrax1q_u64(a, b)
}

#[inline]
#[target_feature(enable = "neon,sha3")]
fn rotate_sum<const LEFT: i32, const RIGHT: i32>(a: uint64x2_t, b: uint64x2_t) -> uint64x2_t {
    vxarq_u64::<RIGHT>(a, b)
}

#[inline]
#[target_feature(enable = "neon")]
fn constant(round_constant: u64) -> uint64x2_t {
    vdupq_n_u64(round_constant)
}
