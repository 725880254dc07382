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

/// One round: the working variables from a to h, b ^ c, a place for a ^ b, the words, and where in
/// them the one for this round lies, in bytes.
///
/// In assembly, because the compiler makes the sum in an order that puts the word last, where
/// everything waits for it. Each term is added as soon as it is made, in a register that is then
/// free: of these orders it is the one that a Zen 4 takes fastest. The majority of a, b and c is
/// ((a ^ b) & (b ^ c)) ^ b, and a ^ b is b ^ c of the next round.
macro_rules! round {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $ab:ident, $words:ident, $at:expr) => {
        // SAFETY: reads a word of the group that `words` points to, for every `$at` below 256, and
        // no other memory; the instructions are those of BMI1 and BMI2, which the function that
        // this is in is compiled for.
        unsafe {
            asm!(
                "add {h}, qword ptr [{words} + {at}]",
                "rorx {u}, {e}, 14",
                "mov {t}, {e}",
                "and {t}, {f}",
                "add {h}, {t}",
                "rorx {t}, {e}, 18",
                "xor {u}, {t}",
                "andn {t}, {e}, {g}",
                "add {h}, {t}",
                "rorx {t}, {e}, 41",
                "xor {u}, {t}",
                "add {h}, {u}",
                "add {d}, {h}",
                "rorx {u}, {a}, 28",
                "mov {ab}, {a}",
                "xor {ab}, {b}",
                "rorx {t}, {a}, 34",
                "xor {u}, {t}",
                "and {bc}, {ab}",
                "xor {bc}, {b}",
                "rorx {t}, {a}, 39",
                "xor {u}, {t}",
                "add {h}, {u}",
                "add {h}, {bc}",
                a = in(reg) $a, b = in(reg) $b, d = inout(reg) $d, e = in(reg) $e, f = in(reg) $f, g = in(reg) $g,
                h = inout(reg) $h, bc = inout(reg) $bc => _, ab = out(reg) $ab, t = out(reg) _, u = out(reg) _,
                words = in(reg) $words, at = const $at,
                options(pure, readonly, nostack),
            );
        }
    };
}

/// Two rounds; what is left of the working variables then has moved by two.
macro_rules! two_rounds {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $words:ident, $at:expr) => {
        let ab: u64;
        round!($a $b $c $d $e $f $g $h, $bc, ab, $words, $at);
        round!($h $a $b $c $d $e $f $g, ab, $bc, $words, $at + 8);
    };
}

/// Sixteen rounds with the words at `$words`, those of the block in lane `$lane`; `$between` is
/// done after each two.
macro_rules! rounds {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $words:ident, $lane:literal,
     $between:ident) => {
        two_rounds!($a $b $c $d $e $f $g $h, $bc, $words, 16 * $lane);
        $between!(0);
        two_rounds!($g $h $a $b $c $d $e $f, $bc, $words, 16 * $lane + 32);
        $between!(1);
        two_rounds!($e $f $g $h $a $b $c $d, $bc, $words, 16 * $lane + 2 * 32);
        $between!(2);
        two_rounds!($c $d $e $f $g $h $a $b, $bc, $words, 16 * $lane + 3 * 32);
        $between!(3);
        two_rounds!($a $b $c $d $e $f $g $h, $bc, $words, 16 * $lane + 4 * 32);
        $between!(4);
        two_rounds!($g $h $a $b $c $d $e $f, $bc, $words, 16 * $lane + 5 * 32);
        $between!(5);
        two_rounds!($e $f $g $h $a $b $c $d, $bc, $words, 16 * $lane + 6 * 32);
        $between!(6);
        two_rounds!($c $d $e $f $g $h $a $b, $bc, $words, 16 * $lane + 7 * 32);
        $between!(7);
    };
}

macro_rules! nothing {
    ($i:literal) => {};
}

/// Makes `compress` for a set of processor features and their token.
macro_rules! compression {
    ($token:ident, $features:literal) => {
        use super::two_blocks::*;
        use super::{Block, State};
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
            let mut bc = b ^ c;
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
                rounds!(a b c d e f g h, bc, words, 0, extend);
                rest = others;
            }
            let words = rest.as_ptr();
            rounds!(a b c d e f g h, bc, words, 0, nothing);
            add(state, [a, b, c, d, e, f, g, h]);
        }

        /// The rounds of the second block.
        #[inline]
        #[target_feature(enable = $features)]
        #[allow(unused_assignments)] // as above
        fn second_block(state: &mut State, schedule: &[Group; GROUPS]) {
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
            let mut bc = b ^ c;
            for group in schedule {
                let words: *const Group = group;
                rounds!(a b c d e f g h, bc, words, 1, nothing);
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
pub(super) use {compression, nothing, round, rounds, two_rounds};
