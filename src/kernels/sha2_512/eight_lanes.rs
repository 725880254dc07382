//! SHA-512 of eight messages at once on 512-bit registers: lane i of every vector belongs to
//! message i. The compiler makes one instruction of each function of three bits.

use super::{Block, State};
use crate::kernels::sha2_definition::K_512;
use crate::machine::cpu::Avx512;
use core::arch::x86_64::*;

/// Adds a block to each of eight states (FIPS 180-4 section 6.4.2).
///
/// Time: constant.
#[target_feature(enable = "avx512f,avx512bw,avx512dq")]
pub(super) fn compress(_cpu: Avx512, states: &mut [State; 8], blocks: &[&Block; 8]) {
    add_blocks(states, blocks.map(|block| halves(block)));
}

/// Adds a block to each of eight states: `rests`, of one length below a block, and after them the
/// bytes of `padding`, which begins with as many zeros.
///
/// Time: depends on the length of the rests.
#[target_feature(enable = "avx512f,avx512bw,avx512dq")]
pub(super) fn compress_ends(_cpu: Avx512, states: &mut [State; 8], rests: &[&[u8]; 8], padding: &Block) {
    let padding = halves(padding);
    add_blocks(
        states,
        rests.map(|rest| {
            let (first, second) = rest.split_at(rest.len().min(64));
            [_mm512_or_si512(load_part(first), padding[0]), _mm512_or_si512(load_part(second), padding[1])]
        }),
    );
}

/// Adds a block, given in halves, to each of eight states.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq")]
fn add_blocks(states: &mut [State; 8], blocks: [[__m512i; 2]; 8]) {
    let mut w = [_mm512_setzero_si512(); 16];
    for (i, w) in w.as_chunks_mut::<8>().0.iter_mut().enumerate() {
        *w = transpose(blocks.map(|halves| big_endian(halves[i])));
    }
    let before = transpose(states.each_ref().map(|state| load(state)));
    // The working variables from a to h; instead of moving them on, each round takes them from one
    // place further left.
    let mut v = before;
    for (group, constants) in K_512.as_chunks::<16>().0.iter().enumerate() {
        macro_rules! rounds {
            ($($t:literal)+) => {$(
                if group > 0 {
                    w[$t] = next(w[$t], w[($t + 1) % 16], w[($t + 9) % 16], w[($t + 14) % 16]);
                }
                let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map(|i| (i + 16 - $t) % 8);
                let wk = _mm512_add_epi64(w[$t], _mm512_set1_epi64(constants[$t].cast_signed()));
                let t1 = sum([v[h], big_sigma1(v[e]), choose(v[e], v[f], v[g]), wk]);
                v[d] = _mm512_add_epi64(v[d], t1);
                v[h] = sum([t1, big_sigma0(v[a]), majority(v[a], v[b], v[c]), _mm512_setzero_si512()]);
            )+};
        }
        rounds!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    }
    for (v, before) in v.iter_mut().zip(before) {
        *v = _mm512_add_epi64(*v, before);
    }
    for (state, v) in states.iter_mut().zip(transpose(v)) {
        // SAFETY: writes the 64 bytes of the array, at any alignment.
        unsafe { _mm512_storeu_si512(state.as_mut_ptr().cast(), v) };
    }
}

/// The word of the schedule sixteen after `w0` (section 6.4.2 step 1).
#[inline]
#[target_feature(enable = "avx512f")]
fn next(w0: __m512i, w1: __m512i, w9: __m512i, w14: __m512i) -> __m512i {
    let sigma0 = xor3(_mm512_ror_epi64::<1>(w1), _mm512_ror_epi64::<8>(w1), _mm512_srli_epi64::<7>(w1));
    let sigma1 = xor3(_mm512_ror_epi64::<19>(w14), _mm512_ror_epi64::<61>(w14), _mm512_srli_epi64::<6>(w14));
    sum([w0, w9, sigma0, sigma1])
}

#[inline]
#[target_feature(enable = "avx512f")]
fn big_sigma0(x: __m512i) -> __m512i {
    xor3(_mm512_ror_epi64::<28>(x), _mm512_ror_epi64::<34>(x), _mm512_ror_epi64::<39>(x))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn big_sigma1(x: __m512i) -> __m512i {
    xor3(_mm512_ror_epi64::<14>(x), _mm512_ror_epi64::<18>(x), _mm512_ror_epi64::<41>(x))
}

/// Ch (section 4.1.3): the bits of `y` where `x` is one, those of `z` where it is zero.
#[inline]
#[target_feature(enable = "avx512f")]
fn choose(x: __m512i, y: __m512i, z: __m512i) -> __m512i {
    _mm512_xor_si512(z, _mm512_and_si512(x, _mm512_xor_si512(y, z)))
}

/// Maj (section 4.1.3).
#[inline]
#[target_feature(enable = "avx512f")]
fn majority(x: __m512i, y: __m512i, z: __m512i) -> __m512i {
    _mm512_or_si512(_mm512_and_si512(x, y), _mm512_and_si512(z, _mm512_or_si512(x, y)))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn xor3(x: __m512i, y: __m512i, z: __m512i) -> __m512i {
    _mm512_xor_si512(_mm512_xor_si512(x, y), z)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn sum(x: [__m512i; 4]) -> __m512i {
    _mm512_add_epi64(_mm512_add_epi64(x[0], x[1]), _mm512_add_epi64(x[2], x[3]))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(words: &[u64; 8]) -> __m512i {
    // SAFETY: reads the 64 bytes of the array, at any alignment.
    unsafe { _mm512_loadu_si512(words.as_ptr().cast()) }
}

/// The two halves of a block.
#[inline]
#[target_feature(enable = "avx512f")]
fn halves(block: &Block) -> [__m512i; 2] {
    let (halves, _) = block.as_chunks::<64>();
    // SAFETY: reads the 64 bytes of each array, at any alignment.
    [0, 1].map(|i| unsafe { _mm512_loadu_si512((&raw const halves[i]).cast()) })
}

/// At most the first 64 bytes; zero where there are none.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn load_part(part: &[u8]) -> __m512i {
    let mask = if part.len() < 64 { (1 << part.len()) - 1 } else { u64::MAX };
    // SAFETY: the mask names bytes of the slice only; what it does not name is not read.
    unsafe { _mm512_maskz_loadu_epi8(mask, part.as_ptr().cast()) }
}

/// Bytes as big-endian words.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn big_endian(bytes: __m512i) -> __m512i {
    let swap = _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    _mm512_shuffle_epi8(bytes, _mm512_broadcast_i32x4(swap))
}

/// Eight rows of eight words as eight columns.
#[inline]
#[target_feature(enable = "avx512f")]
fn transpose(r: [__m512i; 8]) -> [__m512i; 8] {
    // The even and the odd columns of two rows, side by side in each quarter.
    let pairs = [0, 2, 4, 6].map(|i| [_mm512_unpacklo_epi64(r[i], r[i + 1]), _mm512_unpackhi_epi64(r[i], r[i + 1])]);
    // Of four rows: columns 0 and 4, then 2 and 6 (1 and 5, then 3 and 7).
    let fours = |i: usize, odd: usize| {
        let (first, second) = (pairs[i][odd], pairs[i + 1][odd]);
        [_mm512_shuffle_i64x2::<0x88>(first, second), _mm512_shuffle_i64x2::<0xdd>(first, second)]
    };
    let (even, odd) = ([fours(0, 0), fours(2, 0)], [fours(0, 1), fours(2, 1)]);
    let low = |of: &[[__m512i; 2]; 2], i: usize| _mm512_shuffle_i64x2::<0x88>(of[0][i], of[1][i]);
    let high = |of: &[[__m512i; 2]; 2], i: usize| _mm512_shuffle_i64x2::<0xdd>(of[0][i], of[1][i]);
    [
        low(&even, 0),
        low(&odd, 0),
        low(&even, 1),
        low(&odd, 1),
        high(&even, 0),
        high(&odd, 0),
        high(&even, 1),
        high(&odd, 1),
    ]
}
