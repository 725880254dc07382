//! SHA-256 with SSSE3: the schedule of a block in vectors.

use super::blocks::compression;
use core::arch::x86_64::*;

/// Four words.
type Vector = __m128i;
const BLOCKS: usize = 1;

/// A round (FIPS 180-4 section 6.2.2 step 3).
macro_rules! step {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $bc:ident, $ab:ident,
     ($words:expr, $block:expr), $t:expr) => {
        let word = ($words).as_flattened()[place($t, $block) / 4];
        let t1 = $h
            .wrapping_add(word)
            .wrapping_add($e & ($f ^ $g) ^ $g)
            .wrapping_add(portable::big_sigma($e, [6, 11, 25]));
        $ab = $a ^ $b;
        let majority = $ab & $bc ^ $b;
        $d = $d.wrapping_add(t1);
        $h = t1.wrapping_add(majority).wrapping_add(portable::big_sigma($a, [2, 13, 22]));
    };
}

compression!(AesNi, "ssse3");

/// The block as big-endian words.
#[inline]
#[target_feature(enable = "ssse3")]
fn load([block, _]: [&Block; 2]) -> [Vector; 4] {
    let swap = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    let (parts, _) = block.as_chunks::<16>();
    [0, 1, 2, 3].map(|i| {
        // SAFETY: reads the 16 bytes of the array, at any alignment.
        _mm_shuffle_epi8(unsafe { _mm_loadu_si128((&raw const parts[i]).cast()) }, swap)
    })
}

#[inline]
#[target_feature(enable = "ssse3")]
fn splat_four(words: &[u32; 4]) -> Vector {
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    unsafe { _mm_loadu_si128(words.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "ssse3")]
fn store(words: &mut [u32; 4], vector: Vector) {
    // SAFETY: writes the 16 bytes of the array, at any alignment.
    unsafe { _mm_storeu_si128(words.as_mut_ptr().cast(), vector) };
}

#[inline]
#[target_feature(enable = "ssse3")]
fn add(a: Vector, b: Vector) -> Vector {
    _mm_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn xor(a: Vector, b: Vector) -> Vector {
    _mm_xor_si128(a, b)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn left<const N: i32>(a: Vector) -> Vector {
    _mm_slli_epi32::<N>(a)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn right<const N: i32>(a: Vector) -> Vector {
    _mm_srli_epi32::<N>(a)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn right_of_pairs<const N: i32>(a: Vector) -> Vector {
    _mm_srli_epi64::<N>(a)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn one_word_on(a: Vector, b: Vector) -> Vector {
    _mm_alignr_epi8::<4>(b, a)
}

#[inline]
#[target_feature(enable = "ssse3")]
fn doubled<const HIGH: bool>(a: Vector) -> Vector {
    if HIGH { _mm_unpackhi_epi32(a, a) } else { _mm_unpacklo_epi32(a, a) }
}

#[inline]
#[target_feature(enable = "ssse3")]
fn gathered<const HIGH: bool>(a: Vector) -> Vector {
    let low = _mm_set_epi64x(-1, 0x0b0a_0908_0302_0100);
    let high = _mm_set_epi64x(0x0b0a_0908_0302_0100, -1);
    _mm_shuffle_epi8(a, if HIGH { high } else { low })
}
