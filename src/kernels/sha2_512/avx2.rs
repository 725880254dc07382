//! SHA-512's compression function with the message schedules of two blocks side by side in vectors.
//!
//! The low lane of a vector belongs to the first block and the high lane to the second, each with two words. While the
//! rounds of the first block run in general registers, the vector units make the schedules of both, with the constants
//! added, so the rounds of the second block only read them. A single block is its own second, for nothing.

use super::{Block, State};
use crate::kernels::cpu::Avx2;
use crate::kernels::sha2_definition::K_512;
use crate::kernels::wipe::wipe;
use core::arch::x86_64::*;

/// Words of the schedule plus constants: for two rounds, of the first block and of the second.
#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Pair([u64; 4]);

const PAIRS: usize = 40;

/// Adds blocks to the state.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub(super) fn compress(_cpu: Avx2, state: &mut State, blocks: &[Block]) {
    let mut schedule = [Pair([0; 4]); PAIRS];
    for two in blocks.chunks(2) {
        let (Some(first), Some(second)) = (two.first(), two.last()) else { continue };
        first_block(state, first, second, &mut schedule);
        if two.len() == 2 {
            second_block(state, &schedule);
        }
    }
    // The message may be a key.
    // SAFETY: an array of pairs is an array of bytes without gaps.
    wipe(unsafe { core::slice::from_raw_parts_mut(schedule.as_mut_ptr().cast(), size_of_val(&schedule)) });
}

/// Two rounds: `$x` are the names of the working variables from a to h, `$wk` the words.
macro_rules! round {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $wk:expr) => {
        let sigma1 = $e.rotate_right(14) ^ $e.rotate_right(18) ^ $e.rotate_right(41);
        // f and g have no bit in common with each other's mask, so the sum is the choice.
        $h = $h.wrapping_add($wk).wrapping_add($e & $f).wrapping_add(!$e & $g).wrapping_add(sigma1);
        $d = $d.wrapping_add($h);
        let sigma0 = $a.rotate_right(28) ^ $a.rotate_right(34) ^ $a.rotate_right(39);
        $h = $h.wrapping_add(sigma0).wrapping_add(($a & $b) ^ ($c & ($a ^ $b)));
    };
}

/// Sixteen rounds from the pair `$from` for the block in lane `$lane`; `$between` is done after each two.
macro_rules! rounds {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $schedule:ident, $lane:literal, $from:expr,
     $between:ident) => {
        round!($a $b $c $d $e $f $g $h, $schedule[$from].0[2 * $lane]);
        round!($h $a $b $c $d $e $f $g, $schedule[$from].0[2 * $lane + 1]);
        $between!(0);
        round!($g $h $a $b $c $d $e $f, $schedule[$from + 1].0[2 * $lane]);
        round!($f $g $h $a $b $c $d $e, $schedule[$from + 1].0[2 * $lane + 1]);
        $between!(1);
        round!($e $f $g $h $a $b $c $d, $schedule[$from + 2].0[2 * $lane]);
        round!($d $e $f $g $h $a $b $c, $schedule[$from + 2].0[2 * $lane + 1]);
        $between!(2);
        round!($c $d $e $f $g $h $a $b, $schedule[$from + 3].0[2 * $lane]);
        round!($b $c $d $e $f $g $h $a, $schedule[$from + 3].0[2 * $lane + 1]);
        $between!(3);
        round!($a $b $c $d $e $f $g $h, $schedule[$from + 4].0[2 * $lane]);
        round!($h $a $b $c $d $e $f $g, $schedule[$from + 4].0[2 * $lane + 1]);
        $between!(4);
        round!($g $h $a $b $c $d $e $f, $schedule[$from + 5].0[2 * $lane]);
        round!($f $g $h $a $b $c $d $e, $schedule[$from + 5].0[2 * $lane + 1]);
        $between!(5);
        round!($e $f $g $h $a $b $c $d, $schedule[$from + 6].0[2 * $lane]);
        round!($d $e $f $g $h $a $b $c, $schedule[$from + 6].0[2 * $lane + 1]);
        $between!(6);
        round!($c $d $e $f $g $h $a $b, $schedule[$from + 7].0[2 * $lane]);
        round!($b $c $d $e $f $g $h $a, $schedule[$from + 7].0[2 * $lane + 1]);
        $between!(7);
    };
}

/// The rounds of the first block, with the schedules of both made on the way.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2")]
fn first_block(state: &mut State, first: &Block, second: &Block, schedule: &mut [Pair; PAIRS]) {
    let mut w = words(first, second);
    for (pair, (words, constants)) in schedule.iter_mut().zip(w.iter().zip(CONSTANTS)) {
        put(pair, *words, constants);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for from in [0, 8, 16, 24] {
        macro_rules! extend {
            ($i:literal) => {
                w[$i] = next(w[$i], w[($i + 1) % 8], w[($i + 4) % 8], w[($i + 5) % 8], w[($i + 7) % 8]);
                put(&mut schedule[from + 8 + $i], w[$i], &CONSTANTS[from + 8 + $i]);
            };
        }
        rounds!(a b c d e f g h, schedule, 0, from, extend);
    }
    macro_rules! nothing {
        ($i:literal) => {};
    }
    rounds!(a b c d e f g h, schedule, 0, 32, nothing);
    add(state, [a, b, c, d, e, f, g, h]);
}

/// The rounds of the second block.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2")]
fn second_block(state: &mut State, schedule: &[Pair; PAIRS]) {
    macro_rules! nothing {
        ($i:literal) => {};
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for from in [0, 8, 16, 24, 32] {
        rounds!(a b c d e f g h, schedule, 1, from, nothing);
    }
    add(state, [a, b, c, d, e, f, g, h]);
}

#[inline(always)]
fn add(state: &mut State, end: State) {
    for (word, end) in state.iter_mut().zip(end) {
        *word = word.wrapping_add(end);
    }
}

/// The constants, two to an entry.
const CONSTANTS: &[[u64; 2]] = K_512.as_chunks().0;

/// Both blocks as big-endian words.
#[inline]
#[target_feature(enable = "avx2")]
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
#[target_feature(enable = "avx2")]
fn put(pair: &mut Pair, words: __m256i, constants: &[u64; 2]) {
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    let constants = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(constants.as_ptr().cast()) });
    // SAFETY: writes the 32 bytes of the pair, which are aligned.
    unsafe { _mm256_store_si256((&raw mut pair.0).cast(), _mm256_add_epi64(words, constants)) };
}

/// The words of the schedule sixteen after those in `w0`: `w1`, `w4`, `w5` and `w7` hold the words 2, 8, 10 and 14 later.
#[inline]
#[target_feature(enable = "avx2")]
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
#[target_feature(enable = "avx2")]
fn rotated<const RIGHT: i32, const LEFT: i32>(x: __m256i) -> __m256i {
    const { assert!(RIGHT + LEFT == 64) };
    _mm256_or_si256(_mm256_srli_epi64::<RIGHT>(x), _mm256_slli_epi64::<LEFT>(x))
}
