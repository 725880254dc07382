//! Keccak-f[1600] on words, for any processor: the definition that the other kernels are compared with.

use super::State;
use super::definition::permute;

/// Permutes the state.
///
/// Time: constant.
#[inline(always)]
pub(super) fn permute(state: &mut State) {
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
