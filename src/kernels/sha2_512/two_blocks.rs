//! The two kernels of SHA-512 with the message schedules of two blocks side by side in vectors.
//!
//! The low lane of a vector belongs to the first block and the high lane to the second, each with
//! two words. The rounds of the first block run in general registers. Meanwhile the vector units
//! make the schedules of both blocks, constants added, so the rounds of the second only read them.
//! A single block is its own second, for nothing.
//!
//! Written once for AVX2 and for AVX-512, of which only the rotations of vectors are used: the
//! compiler makes them of the two shifts.

use super::State;
use crate::kernels::sha2_definition::K_512;

/// Words of the schedule plus constants for sixteen rounds: for each two rounds, the words of the
/// first block and then those of the second.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(super) struct Group(pub(super) [[u64; 4]; 8]);

/// Groups of sixteen rounds.
pub(super) const GROUPS: usize = 5;

/// The constants, for two rounds to an entry and for sixteen to a group.
pub(super) const CONSTANTS: &[[[u64; 2]; 8]; GROUPS] = match K_512.as_chunks().0.as_chunks().0.first_chunk() {
    Some(constants) => constants,
    None => &[[[0; 2]; 8]; GROUPS], // not reached, as the next line proves
};

const _: () = assert!(K_512.len() == 16 * GROUPS);

/// Adds the working variables at the end of a block to the state.
#[inline(always)]
pub(super) fn add(state: &mut State, end: State) {
    for (word, end) in state.iter_mut().zip(end) {
        *word = word.wrapping_add(end);
    }
}

/// A round with the word of its number and of a lane.
macro_rules! step {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $ab:ident,
     ($words:ident, $lane:literal), $t:expr) => {
        round!("", [28 34 39], [14 18 41], $a $b $c $d $e $f $g $h, $bc, $ab, $words, place($t, $lane));
    };
}

/// Where the word of a round of a group lies, for the block in this lane, in bytes.
pub(super) const fn place(round: usize, lane: usize) -> usize {
    32 * (round / 2) + 16 * lane + 8 * (round % 2)
}

/// Makes `compress` for a set of processor features and their token.
macro_rules! compression {
    ($token:ident, $features:literal) => {
        use super::two_blocks::*;
        use super::{Block, State};
        use crate::kernels::sha2_rounds::{nothing, round, sixteen_rounds};
        use crate::machine::wipe::wipe;
        use core::arch::asm;
        use core::arch::x86_64::*;

        /// Adds blocks to the state.
        ///
        /// Time: depends on the number of blocks.
        #[target_feature(enable = $features)]
        pub(super) fn compress_run(_cpu: crate::machine::cpu::$token, state: &mut State, blocks: &[Block]) {
            let mut schedule = [Group([[0; 4]; 8]); GROUPS];
            for two in blocks.chunks(2) {
                let (Some(first), Some(second)) = (two.first(), two.last()) else { continue };
                first_block(state, first, second, &mut schedule);
                if two.len() == 2 {
                    second_block(state, &schedule);
                }
            }
            // The message may be a key.
            // SAFETY: an array of groups is an array of words without gaps.
            wipe(unsafe { core::slice::from_raw_parts_mut(schedule.as_mut_ptr().cast(), size_of_val(&schedule)) });
        }

        /// The rounds of the first block, with the schedules of both made on the way.
        #[inline]
        #[target_feature(enable = $features)]
        #[allow(unused_assignments)] // b ^ c of a round after the last
        fn first_block(state: &mut State, first: &Block, second: &Block, schedule: &mut [Group; GROUPS]) {
            let mut w = words(first, second);
            let [group, ..] = schedule;
            for (two, (words, constants)) in group.0.iter_mut().zip(w.iter().zip(&CONSTANTS[0])) {
                put(two, *words, constants);
            }
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let (mut bc, mut ab) = (b ^ c, 0_u64);
            let mut rest = schedule.as_mut_slice();
            for constants in &CONSTANTS[1..] {
                let [group, others @ ..] = rest else { return };
                let [following, ..] = others else { return };
                let words: *const Group = group;
                macro_rules! extend {
                    ($i:literal) => {
                        w[$i] = next(w[$i], w[($i + 1) % 8], w[($i + 4) % 8], w[($i + 5) % 8], w[($i + 7) % 8]);
                        put(&mut following.0[$i], w[$i], &constants[$i]);
                    };
                }
                sixteen_rounds!(step (words, 0), a b c d e f g h, bc, ab, extend);
                rest = others;
            }
            let words = rest.as_ptr();
            sixteen_rounds!(step (words, 0), a b c d e f g h, bc, ab, nothing);
            add(state, [a, b, c, d, e, f, g, h]);
        }

        /// The rounds of the second block.
        #[inline]
        #[target_feature(enable = $features)]
        #[allow(unused_assignments)] // as above
        fn second_block(state: &mut State, schedule: &[Group; GROUPS]) {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let (mut bc, mut ab) = (b ^ c, 0_u64);
            for group in schedule {
                let words: *const Group = group;
                sixteen_rounds!(step (words, 1), a b c d e f g h, bc, ab, nothing);
            }
            add(state, [a, b, c, d, e, f, g, h]);
        }

        /// Both blocks as big-endian words.
        #[inline]
        #[target_feature(enable = $features)]
        fn words(first: &Block, second: &Block) -> [__m256i; 8] {
            let swap = _mm256_set_epi8(
                8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7,
            );
            let ((first, _), (second, _)) = (first.as_chunks::<16>(), second.as_chunks::<16>());
            core::array::from_fn(|i| {
                // SAFETY: reads the 16 bytes of each array, at any alignment.
                let both = unsafe { _mm256_loadu2_m128i((&raw const second[i]).cast(), (&raw const first[i]).cast()) };
                _mm256_shuffle_epi8(both, swap)
            })
        }

        /// Keeps words of the schedule with the constants added.
        #[inline]
        #[target_feature(enable = $features)]
        fn put(two: &mut [u64; 4], words: __m256i, constants: &[u64; 2]) {
            // SAFETY: reads the 16 bytes of the array, at any alignment.
            let constants = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(constants.as_ptr().cast()) });
            // SAFETY: writes the 32 bytes of the array, at any alignment.
            unsafe { _mm256_storeu_si256(two.as_mut_ptr().cast(), _mm256_add_epi64(words, constants)) };
        }

        /// The words of the schedule sixteen after those in `w0`: `w1`, `w4`, `w5` and `w7` hold
        /// the words 2, 8, 10 and 14 later.
        #[inline]
        #[target_feature(enable = $features)]
        fn next(w0: __m256i, w1: __m256i, w4: __m256i, w5: __m256i, w7: __m256i) -> __m256i {
            let first = _mm256_alignr_epi8::<8>(w1, w0);
            let ninth = _mm256_alignr_epi8::<8>(w5, w4);
            let sigma0 = _mm256_xor_si256(
                _mm256_xor_si256(rotated::<1, 63>(first), rotated::<8, 56>(first)),
                _mm256_srli_epi64::<7>(first),
            );
            let sigma1 =
                _mm256_xor_si256(_mm256_xor_si256(rotated::<19, 45>(w7), rotated::<61, 3>(w7)), _mm256_srli_epi64::<6>(w7));
            _mm256_add_epi64(_mm256_add_epi64(w0, sigma0), _mm256_add_epi64(ninth, sigma1))
        }

        /// Rotated by `RIGHT` to the right; `LEFT` is 64 less that.
        #[inline]
        #[target_feature(enable = $features)]
        fn rotated<const RIGHT: i32, const LEFT: i32>(x: __m256i) -> __m256i {
            const { assert!(RIGHT + LEFT == 64) };
            _mm256_or_si256(_mm256_srli_epi64::<RIGHT>(x), _mm256_slli_epi64::<LEFT>(x))
        }
    };
}
pub(super) use {compression, step};
