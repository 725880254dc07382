//! Keccak-f[1600] on words, for any processor: the definition that the other kernels are compared
//! with.

use super::definition::permute;
use super::{State, States, absorb_eight_with, absorb_with};
use crate::machine::wipe::Wiped;

/// Permutes the state. Out of line, so that it is there once.
#[inline(never)]
pub(super) fn permute(state: &mut State) {
    permute_words(state);
}

/// Absorbs whole blocks of `rate` bytes.
pub(super) fn absorb_blocks(state: &mut State, rate: usize, blocks: &[u8]) {
    absorb_with(permute, state, rate, blocks);
}

/// Permutes four states, one after the other.
pub(super) fn permute_four(states: &mut States<4>) {
    permute_each(states);
}

/// Permutes eight states, one after the other.
pub(super) fn permute_eight(states: &mut States<8>) {
    permute_each(states);
}

fn permute_each<const N: usize>(states: &mut States<N>) {
    for i in 0..N {
        let mut state = Wiped::new(states.map(|lanes| lanes[i]));
        permute(&mut state);
        for (lanes, lane) in states.iter_mut().zip(state.iter()) {
            lanes[i] = *lane;
        }
    }
}

/// Absorbs whole blocks of `rate` bytes into each of eight states.
pub(super) fn absorb_blocks_of_eight(states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
    absorb_eight_with(permute_eight, states, rate, messages);
}

/// Permutes the state where the caller is, with the instructions that the caller is compiled for.
///
/// Time: constant.
#[inline(always)]
pub(super) fn permute_words(state: &mut State) {
    let mut a = *state;
    permute!(a);
    *state = a;
}

#[inline(always)]
const fn xor(a: u64, b: u64) -> u64 {
    a ^ b
}

#[inline(always)]
const fn xor3(a: u64, b: u64, c: u64) -> u64 {
    a ^ b ^ c
}

#[inline(always)]
const fn chi(a: u64, b: u64, c: u64) -> u64 {
    a ^ !b & c
}

#[inline(always)]
const fn xor_rotated(a: u64, b: u64) -> u64 {
    a ^ b.rotate_left(1)
}

#[inline(always)]
const fn rotate_sum<const LEFT: i32, const RIGHT: i32>(a: u64, b: u64) -> u64 {
    (a ^ b).rotate_left(LEFT as u32)
}

#[inline(always)]
const fn constant(round_constant: u64) -> u64 {
    round_constant
}
