//! SHA-256's compression function with the SHA extensions of x86-64.
//!
//! `sha256rnds2` does two rounds on a state that is kept as (A, B, E, F) and (C, D, G, H), from the highest word down;
//! `sha256msg1` and `sha256msg2` are the parts of the schedule for four words at a time.

use super::{Block, State};
use crate::kernels::cpu::ShaNi;
use crate::kernels::sha2_definition::K_256;
use core::arch::x86_64::*;

/// Adds blocks to the state, first those of one run and then those of another.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "sha,ssse3,sse4.1")]
pub(super) fn compress(_cpu: ShaNi, state: &mut State, blocks: &[Block], more: &[Block]) {
    let (mut abef, mut cdgh) = load(state);
    for block in blocks.iter().chain(more) {
        let (before_abef, before_cdgh) = (abef, cdgh);
        let mut w = words(block);
        // Sixteen groups of four rounds. The last four need no new words of the schedule.
        macro_rules! group {
            ($i:literal) => {
                let wk = _mm_add_epi32(w[$i % 4], constants($i));
                cdgh = _mm_sha256rnds2_epu32(cdgh, abef, wk);
                abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32::<0b00_00_11_10>(wk));
                if $i < 12 {
                    w[$i % 4] = extend(w[$i % 4], w[($i + 1) % 4], w[($i + 2) % 4], w[($i + 3) % 4]);
                }
            };
        }
        group!(0);
        group!(1);
        group!(2);
        group!(3);
        group!(4);
        group!(5);
        group!(6);
        group!(7);
        group!(8);
        group!(9);
        group!(10);
        group!(11);
        group!(12);
        group!(13);
        group!(14);
        group!(15);
        abef = _mm_add_epi32(abef, before_abef);
        cdgh = _mm_add_epi32(cdgh, before_cdgh);
    }
    store(state, abef, cdgh);
}

/// The state as the instructions want it: A, B, E, F and C, D, G, H, each from the highest word down.
#[inline]
#[target_feature(enable = "ssse3,sse4.1")]
fn load(state: &State) -> (__m128i, __m128i) {
    let start: *const __m128i = state.as_ptr().cast();
    // SAFETY: reads the two halves of the array, at any alignment.
    let (abcd, efgh) = unsafe { (_mm_loadu_si128(start), _mm_loadu_si128(start.add(1))) };
    let badc = _mm_shuffle_epi32::<0b10_11_00_01>(abcd);
    let hgfe = _mm_shuffle_epi32::<0b00_01_10_11>(efgh);
    (_mm_alignr_epi8::<8>(badc, hgfe), _mm_blend_epi16::<0b1111_0000>(hgfe, badc))
}

/// The other way.
#[inline]
#[target_feature(enable = "ssse3,sse4.1")]
fn store(state: &mut State, abef: __m128i, cdgh: __m128i) {
    let abef = _mm_shuffle_epi32::<0b00_01_10_11>(abef);
    let ghcd = _mm_shuffle_epi32::<0b10_11_00_01>(cdgh);
    let start: *mut __m128i = state.as_mut_ptr().cast();
    // SAFETY: writes the two halves of the array, at any alignment.
    unsafe {
        _mm_storeu_si128(start, _mm_blend_epi16::<0b1111_0000>(abef, ghcd));
        _mm_storeu_si128(start.add(1), _mm_alignr_epi8::<8>(ghcd, abef));
    }
}

/// The block as big-endian words, four to a vector, the first one lowest.
#[inline]
#[target_feature(enable = "ssse3")]
fn words(block: &Block) -> [__m128i; 4] {
    let swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    let (quarters, _) = block.as_chunks::<16>();
    core::array::from_fn(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        let quarter = unsafe { _mm_loadu_si128((&raw const quarters[i]).cast()) };
        _mm_shuffle_epi8(quarter, swap)
    })
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
