//! SHA-256 with AVX2, BMI1 and BMI2: the schedules of two blocks side by side.

use super::blocks::compression;
use crate::kernels::sha2_rounds::round;
use core::arch::asm;
use core::arch::x86_64::*;

/// Four words of each block.
type Vector = __m256i;
const BLOCKS: usize = 2;

/// A round.
macro_rules! step {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $ab:ident,
     ($words:expr, $block:expr), $t:expr) => {
        round!(
            ":e", [2 13 22], [6 11 25], $a $b $c $d $e $f $g $h, $bc, $ab, <[_]>::as_ptr($words), place($t, $block)
        );
    };
}

compression!(Avx2, "avx2,bmi1,bmi2");

/// Both blocks as big-endian words.
#[inline]
#[target_feature(enable = "avx2")]
fn load(blocks: [&Block; 2]) -> [Vector; 4] {
    let swap = _mm256_set_epi8(
        12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3,
    );
    let [(first, _), (second, _)] = blocks.map(|block| block.as_chunks::<16>());
    [0, 1, 2, 3].map(|i| {
        // SAFETY: reads the 16 bytes of each array, at any alignment.
        let both = unsafe { _mm256_loadu2_m128i((&raw const second[i]).cast(), (&raw const first[i]).cast()) };
        _mm256_shuffle_epi8(both, swap)
    })
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat_four(words: &[u32; 4]) -> Vector {
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(words.as_ptr().cast()) })
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(words: &mut [u32; 8], vector: Vector) {
    // SAFETY: writes the 32 bytes of the array, at any alignment.
    unsafe { _mm256_storeu_si256(words.as_mut_ptr().cast(), vector) };
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: Vector, b: Vector) -> Vector {
    _mm256_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor(a: Vector, b: Vector) -> Vector {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn left<const N: i32>(a: Vector) -> Vector {
    _mm256_slli_epi32::<N>(a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn right<const N: i32>(a: Vector) -> Vector {
    _mm256_srli_epi32::<N>(a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn right_of_pairs<const N: i32>(a: Vector) -> Vector {
    _mm256_srli_epi64::<N>(a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn one_word_on(a: Vector, b: Vector) -> Vector {
    _mm256_alignr_epi8::<4>(b, a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn doubled<const HIGH: bool>(a: Vector) -> Vector {
    if HIGH { _mm256_unpackhi_epi32(a, a) } else { _mm256_unpacklo_epi32(a, a) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn gathered<const HIGH: bool>(a: Vector) -> Vector {
    let low = _mm256_broadcastsi128_si256(_mm_set_epi64x(-1, 0x0b0a_0908_0302_0100));
    let high = _mm256_broadcastsi128_si256(_mm_set_epi64x(0x0b0a_0908_0302_0100, -1));
    _mm256_shuffle_epi8(a, if HIGH { high } else { low })
}
