//! ChaCha20 with sixteen blocks in flight, a word of each in a vector; and, for a few blocks, with
//! a row of four in a vector.

use super::definition::{twenty_rounds, twenty_rounds_of_rows};
use super::{BLOCK_SIZE, COUNTER, Input};
use crate::kernels::transpose;
use crate::machine::cpu::Avx512;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 16;
/// The blocks of which a vector holds a row.
const ROWS: usize = 4;
/// Up to how many blocks rows are faster.
const FEW: usize = 3 * ROWS;

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn xor(_cpu: Avx512, input: &Input, data: &mut [u8]) {
    // The last blocks, if they are few.
    let rest = data.len() % (LANES * BLOCK_SIZE);
    let last = if rest <= FEW * BLOCK_SIZE { rest } else { 0 };
    let (many, last) = data.split_at_mut(data.len() - last);
    let mut input = Wiped::new(*input);
    if !many.is_empty() {
        // The key, too: there are not as many registers.
        let mut words = Wiped::new(input.map(|word| _mm512_set1_epi32(word as i32)));
        let first = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        words[COUNTER] = add(words[COUNTER], first);
        let mut blocks = Wiped::new([_mm512_setzero_si512(); LANES]);
        for group in many.chunks_mut(LANES * BLOCK_SIZE) {
            *blocks = stream(&words);
            apply(group, &*blocks);
            words[COUNTER] = add(words[COUNTER], _mm512_set1_epi32(LANES as i32));
        }
        input[COUNTER] = input[COUNTER].wrapping_add(many.len().div_ceil(BLOCK_SIZE) as u32);
    }
    match last.len().div_ceil(ROWS * BLOCK_SIZE) {
        0 => {}
        1 => few::<1>(&input, last),
        2 => few::<2>(&input, last),
        _ => few::<{ FEW / ROWS }>(&input, last),
    }
}

/// At most `4 SETS` blocks.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn few<const SETS: usize>(input: &Input, data: &mut [u8]) {
    let (rows, _) = input.as_chunks::<4>();
    // SAFETY: reads the 16 bytes of the array, at any alignment.
    let row = |i: usize| _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(rows[i].as_ptr().cast()) });
    let mut before = Wiped::new([[row(0), row(1), row(2), row(3)]; SETS]);
    for (set, [.., row]) in before.iter_mut().enumerate() {
        let first = (ROWS * set) as i32;
        *row =
            add(*row, _mm512_set_epi32(0, 0, 0, first + 3, 0, 0, 0, first + 2, 0, 0, 0, first + 1, 0, 0, 0, first));
    }
    let after = twenty_rounds_of_rows!(*before; turn add exclusive_or rotate);
    for ((after, before), part) in after.iter().zip(*before).zip(data.chunks_mut(ROWS * BLOCK_SIZE)) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| add(after[i], before[i]));
        // Quarter i of each row belongs to block i.
        let (ab01, ab23) = (_mm512_shuffle_i32x4::<0x44>(a, b), _mm512_shuffle_i32x4::<0xee>(a, b));
        let (cd01, cd23) = (_mm512_shuffle_i32x4::<0x44>(c, d), _mm512_shuffle_i32x4::<0xee>(c, d));
        apply(
            part,
            &[
                _mm512_shuffle_i32x4::<0x88>(ab01, cd01),
                _mm512_shuffle_i32x4::<0xdd>(ab01, cd01),
                _mm512_shuffle_i32x4::<0x88>(ab23, cd23),
                _mm512_shuffle_i32x4::<0xdd>(ab23, cd23),
            ],
        );
    }
}

/// Exclusive or of `data` with blocks of key stream, of which the last may be longer than the data.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn apply(data: &mut [u8], stream: &[__m512i]) {
    for (part, stream) in data.chunks_mut(BLOCK_SIZE).zip(stream) {
        // A bit for each byte, of which there are one at least and 64 at the most.
        let mask = u64::MAX >> (BLOCK_SIZE - part.len());
        // SAFETY: the mask names bytes of the slice only; what it does not name is neither read nor
        // written.
        unsafe {
            let value = _mm512_maskz_loadu_epi8(mask, part.as_ptr().cast());
            _mm512_mask_storeu_epi8(part.as_mut_ptr().cast(), mask, exclusive_or(value, *stream));
        }
    }
}

/// Sixteen blocks of key stream, each in a vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn stream(input: &[__m512i; 16]) -> [__m512i; 16] {
    let mut words = twenty_rounds!(*input; add exclusive_or rotate);
    for (word, input) in words.iter_mut().zip(input) {
        *word = add(*word, *input);
    }
    transpose::sixteen(words)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn add(a: __m512i, b: __m512i) -> __m512i {
    _mm512_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn exclusive_or(a: __m512i, b: __m512i) -> __m512i {
    _mm512_xor_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn rotate<const LEFT: i32, const RIGHT: i32>(a: __m512i) -> __m512i {
    _mm512_rol_epi32::<LEFT>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn turn<const ORDER: i32>(row: __m512i) -> __m512i {
    _mm512_shuffle_epi32::<ORDER>(row)
}
