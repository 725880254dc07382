//! Keccak-f[1600] with AVX2, BMI1 and BMI2: one state in words, with instructions that rotate and
//! combine into another register; four states in vectors of 256 bits.

use super::definition::permute;
use super::{State, States, absorb_eight_with, absorb_with, in_parts, portable};
use crate::machine::cpu::Avx2;
use core::arch::x86_64::*;

/// Permutes the state.
///
/// Time: constant.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn permute(_cpu: Avx2, state: &mut State) {
    portable::permute_words(state);
}

/// Absorbs whole blocks of `rate` bytes.
///
/// Time: depends on the number and the size of the blocks.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn absorb_blocks(cpu: Avx2, state: &mut State, rate: usize, blocks: &[u8]) {
    absorb_with(|state| permute(cpu, state), state, rate, blocks);
}

/// Permutes four states.
///
/// Time: constant.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn permute_four(_cpu: Avx2, states: &mut States<4>) {
    let mut a = states.map(|lanes| {
        // SAFETY: reads the 32 bytes of the array, at any alignment.
        unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
    });
    permute!(a);
    for (lanes, a) in states.iter_mut().zip(a) {
        // SAFETY: writes the 32 bytes of the array, at any alignment.
        unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), a) };
    }
}

/// Permutes eight states, four after four.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn permute_eight(cpu: Avx2, states: &mut States<8>) {
    in_parts(states, |four| permute_four(cpu, four));
}

/// Absorbs whole blocks of `rate` bytes into each of eight states.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn absorb_blocks_of_eight(cpu: Avx2, states: &mut States<8>, rate: usize, messages: [&[u8]; 8]) {
    absorb_eight_with(|states| permute_eight(cpu, states), states, rate, messages);
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor(a: __m256i, b: __m256i) -> __m256i {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor3(a: __m256i, b: __m256i, c: __m256i) -> __m256i {
    xor(xor(a, b), c)
}

#[inline]
#[target_feature(enable = "avx2")]
fn chi(a: __m256i, b: __m256i, c: __m256i) -> __m256i {
    xor(a, _mm256_andnot_si256(b, c))
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor_rotated(a: __m256i, b: __m256i) -> __m256i {
    xor(a, rotate_left::<1>(b))
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate_sum<const LEFT: i32, const RIGHT: i32>(a: __m256i, b: __m256i) -> __m256i {
    rotate_left::<LEFT>(xor(a, b))
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate_left<const N: i32>(a: __m256i) -> __m256i {
    let by = |n| _mm_cvtsi32_si128(n);
    _mm256_or_si256(_mm256_sll_epi64(a, by(N)), _mm256_srl_epi64(a, by(64 - N)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn constant(round_constant: u64) -> __m256i {
    _mm256_set1_epi64x(round_constant as i64)
}
