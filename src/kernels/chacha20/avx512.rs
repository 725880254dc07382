//! ChaCha20 with sixteen blocks in flight: a vector holds one word of each.

use super::definition::twenty_rounds;
use super::{BLOCK_SIZE, COUNTER, Input};
use crate::base::bytes::xor_in_place;
use crate::kernels::cpu::Avx512;
use crate::kernels::transpose;
use crate::kernels::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 16;
const GROUP: usize = LANES * BLOCK_SIZE;

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn xor(_cpu: Avx512, input: &Input, data: &mut [u8]) {
    // The key, too: there are not as many registers.
    let mut words = Wiped::new(input.map(|word| _mm512_set1_epi32(word as i32)));
    let first = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    words[COUNTER] = add(words[COUNTER], first);
    let (groups, rest) = data.as_chunks_mut::<GROUP>();
    for group in groups {
        let blocks = group.as_chunks_mut::<BLOCK_SIZE>().0;
        for (block, stream) in blocks.iter_mut().zip(stream(&words)) {
            store(block, _mm512_xor_si512(load(block), stream));
        }
        words[COUNTER] = add(words[COUNTER], _mm512_set1_epi32(LANES as i32));
    }
    if !rest.is_empty() {
        let mut buffer = Wiped::new([[0; BLOCK_SIZE]; LANES]);
        for (block, stream) in buffer.iter_mut().zip(stream(&words)) {
            store(block, stream);
        }
        xor_in_place(rest, buffer.as_flattened());
    }
}

/// Sixteen blocks of key stream, each in a vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
fn stream(input: &[__m512i; 16]) -> [__m512i; 16] {
    let mut words = twenty_rounds!(*input, add, exclusive_or, rotate);
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
fn load(bytes: &[u8; BLOCK_SIZE]) -> __m512i {
    // SAFETY: 64 readable bytes; the load asks for no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(bytes: &mut [u8; BLOCK_SIZE], value: __m512i) {
    // SAFETY: 64 writable bytes; the store asks for no alignment.
    unsafe { _mm512_storeu_si512(bytes.as_mut_ptr().cast(), value) }
}
