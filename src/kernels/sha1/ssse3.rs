//! SHA-1 with SSSE3: the schedule of a block in vectors of four words, constants added, while the
//! rounds run in general registers (FIPS 180-4 section 6.1.2).

use super::{Block, K, State};
use crate::machine::cpu::AesNi;
use crate::machine::wipe::Wiped;
use core::arch::asm;
use core::arch::x86_64::*;

/// How many times four rounds there are.
const FOURS: usize = 20;

/// One round with the function f of section 4.1.1.
///
/// In assembly, because the compiler makes the sum in an order that puts the rotated A, for which
/// everything waits, before the words. Majority is the sum of b & c and (b ^ c) & d, which have no
/// bit in common.
macro_rules! round {
    (choose $($rest:tt)+) => {
        round!(@ ["mov {t:e}, {c:e}" "xor {t:e}, {d:e}" "and {t:e}, {b:e}" "xor {t:e}, {d:e}" "add {e:e}, {t:e}"] $($rest)+);
    };
    (parity $($rest:tt)+) => {
        round!(@ ["mov {t:e}, {b:e}" "xor {t:e}, {c:e}" "xor {t:e}, {d:e}" "add {e:e}, {t:e}"] $($rest)+);
    };
    (majority $($rest:tt)+) => {
        round!(@ ["mov {t:e}, {b:e}" "and {t:e}, {c:e}" "add {e:e}, {t:e}"
            "mov {t:e}, {b:e}" "xor {t:e}, {c:e}" "and {t:e}, {d:e}" "add {e:e}, {t:e}"] $($rest)+);
    };
    (@ [$($add_f:literal)+] $a:ident $b:ident $c:ident $d:ident $e:ident, $words:ident, $t:literal) => {
        // SAFETY: reads one of the four words, and no other memory.
        unsafe {
            asm!(
                "add {e:e}, [{words} + {at}]",
                $($add_f,)+
                "mov {t:e}, {a:e}",
                "rol {t:e}, 5",
                "add {e:e}, {t:e}",
                "rol {b:e}, 30",
                a = in(reg) $a, b = inout(reg) $b, c = in(reg) $c, d = in(reg) $d, e = inout(reg) $e,
                t = out(reg) _, words = in(reg) $words.as_ptr(), at = const 4 * $t,
                options(pure, readonly, nostack),
            );
        }
    };
}

/// Adds blocks to the state, first those of one run and then those of another.
///
/// Time: depends on the number of blocks.
#[target_feature(enable = "ssse3")]
pub(super) fn compress(_cpu: AesNi, state: &mut State, blocks: &[Block], more: &[Block]) {
    let mut words = Wiped::new([[0; 4]; FOURS]); // the message may be a key
    for block in blocks.iter().chain(more) {
        compress_block(state, block, &mut words);
    }
}

/// Adds a block to each of two states.
#[target_feature(enable = "ssse3")]
pub(super) fn compress_each(cpu: AesNi, states: &mut [State; 2], blocks: [&Block; 2]) {
    for (state, block) in states.iter_mut().zip(blocks) {
        compress(cpu, state, core::slice::from_ref(block), &[]);
    }
}

/// Adds one block to the state, with room for the words of its schedule.
#[inline]
#[target_feature(enable = "ssse3")]
fn compress_block(state: &mut State, block: &Block, words: &mut [[u32; 4]; FOURS]) {
    let mut w = load(block);
    for (i, (words, w)) in words.iter_mut().zip(w).enumerate() {
        put(words, w, i);
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    // Twenty rounds, after which the variables have their places again; each four make room for
    // the words of those that are sixteen later.
    macro_rules! twenty {
        ($f:ident, $first:literal) => {
            twenty!(@ $f, $first, a b c d e);
            twenty!(@ $f, $first + 1, b c d e a);
            twenty!(@ $f, $first + 2, c d e a b);
            twenty!(@ $f, $first + 3, d e a b c);
            twenty!(@ $f, $first + 4, e a b c d);
        };
        (@ $f:ident, $four:expr, $a:ident $b:ident $c:ident $d:ident $e:ident) => {
            let four = &words[$four];
            round!($f $a $b $c $d $e, four, 0);
            round!($f $e $a $b $c $d, four, 1);
            round!($f $d $e $a $b $c, four, 2);
            round!($f $c $d $e $a $b, four, 3);
            if let Some(later) = words.get_mut($four + 4) {
                let i = $four % 4;
                w[i] = next([w[i], w[(i + 1) % 4], w[(i + 2) % 4], w[(i + 3) % 4]]);
                put(later, w[i], $four + 4);
            }
        };
    }
    twenty!(choose, 0);
    twenty!(parity, 5);
    twenty!(majority, 10);
    twenty!(parity, 15);
    for (word, end) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(end);
    }
}

/// The four words of the schedule after the sixteen in `w`.
#[inline]
#[target_feature(enable = "ssse3")]
fn next(w: [__m128i; 4]) -> __m128i {
    // The last of them needs the first: it comes in afterwards, rotated once more.
    let sum = _mm_xor_si128(_mm_xor_si128(w[0], _mm_alignr_epi8::<8>(w[1], w[0])), w[2]);
    let sum = _mm_xor_si128(sum, _mm_bsrli_si128::<4>(w[3]));
    let first = _mm_bslli_si128::<12>(sum);
    _mm_xor_si128(rotated_left::<1, 31>(sum), rotated_left::<2, 30>(first))
}

/// Rotated by `LEFT` to the left; `RIGHT` is 32 less that.
#[inline]
#[target_feature(enable = "sse2")]
fn rotated_left<const LEFT: i32, const RIGHT: i32>(x: __m128i) -> __m128i {
    const { assert!(LEFT + RIGHT == 32) };
    _mm_or_si128(_mm_slli_epi32::<LEFT>(x), _mm_srli_epi32::<RIGHT>(x))
}

/// The block as big-endian words (section 5.2.1).
#[inline]
#[target_feature(enable = "ssse3")]
fn load(block: &Block) -> [__m128i; 4] {
    let swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    let (parts, _) = block.as_chunks::<16>();
    [0, 1, 2, 3].map(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        _mm_shuffle_epi8(unsafe { _mm_loadu_si128((&raw const parts[i]).cast()) }, swap)
    })
}

/// Keeps the words of four rounds, of which there are five with each constant, with theirs.
#[inline]
#[target_feature(enable = "sse2")]
fn put(words: &mut [u32; 4], w: __m128i, four: usize) {
    let constant = _mm_set1_epi32(K[four / 5].cast_signed());
    // SAFETY: writes the 16 bytes of the array, at any alignment.
    unsafe { _mm_storeu_si128(words.as_mut_ptr().cast(), _mm_add_epi32(w, constant)) };
}
