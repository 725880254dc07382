//! ChaCha20 with eight blocks in flight: a vector holds one word of each.

use super::definition::twenty_rounds;
use super::{BLOCK_SIZE, COUNTER, Input};
use crate::base::bytes::xor_in_place;
use crate::kernels::transpose;
use crate::machine::cpu::Avx2;
use crate::machine::wipe::Wiped;
use core::arch::x86_64::*;

const LANES: usize = 8;
const GROUP: usize = LANES * BLOCK_SIZE;

#[target_feature(enable = "avx2")]
pub(super) fn xor(_cpu: Avx2, input: &Input, data: &mut [u8]) {
    // The key, too: there are not as many registers.
    let mut words = Wiped::new(input.map(|word| _mm256_set1_epi32(word as i32)));
    words[COUNTER] = add(words[COUNTER], _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0));
    let (groups, rest) = data.as_chunks_mut::<GROUP>();
    for group in groups {
        let halves = group.as_chunks_mut::<32>().0;
        for (half, stream) in halves.iter_mut().zip(stream(&words)) {
            store(half, _mm256_xor_si256(load(half), stream));
        }
        words[COUNTER] = add(words[COUNTER], _mm256_set1_epi32(LANES as i32));
    }
    if !rest.is_empty() {
        let mut buffer = Wiped::new([[0; 32]; 2 * LANES]);
        for (half, stream) in buffer.iter_mut().zip(stream(&words)) {
            store(half, stream);
        }
        xor_in_place(rest, buffer.as_flattened());
    }
}

/// Eight blocks of key stream, each in two vectors.
#[inline]
#[target_feature(enable = "avx2")]
fn stream(input: &[__m256i; 16]) -> [__m256i; 16] {
    let mut words = twenty_rounds!(*input; add exclusive_or rotate);
    for (word, input) in words.iter_mut().zip(input) {
        *word = add(*word, *input);
    }
    // The first and the second eight words of each block.
    let [first, second] = [0, 8].map(|i| transpose::eight(core::array::from_fn(|row| words[i + row])));
    core::array::from_fn(|i| if i % 2 == 0 { first[i / 2] } else { second[i / 2] })
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: __m256i, b: __m256i) -> __m256i {
    _mm256_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn exclusive_or(a: __m256i, b: __m256i) -> __m256i {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate<const LEFT: i32, const RIGHT: i32>(a: __m256i) -> __m256i {
    _mm256_or_si256(_mm256_slli_epi32::<LEFT>(a), _mm256_srli_epi32::<RIGHT>(a))
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: 32 readable bytes; the load asks for no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(bytes: &mut [u8; 32], value: __m256i) {
    // SAFETY: 32 writable bytes; the store asks for no alignment.
    unsafe { _mm256_storeu_si256(bytes.as_mut_ptr().cast(), value) }
}
