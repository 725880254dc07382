//! AES on 128-bit registers of x86-64: what the modes of `chains!` and `eights!` are made of.
//!
//! These functions are inlined into the kernel that calls them and take its instruction encoding.
//! So the 512-bit kernel never mixes in legacy SSE. Time: depends on the key length and on the
//! number of blocks: the instructions `aesenc` and `aesdec` take the same time for all data.

use super::{Block, Schedule};
use core::arch::x86_64::*;

/// A block in a register.
pub(crate) type Vector = __m128i;

#[inline(always)]
pub(crate) fn load(block: &Block) -> __m128i {
    // SAFETY: sixteen readable bytes; the load asks for no alignment; SSE2 is part of x86-64.
    unsafe { _mm_loadu_si128(block.as_ptr().cast()) }
}

#[inline(always)]
pub(crate) fn store(block: &mut Block, value: __m128i) {
    // SAFETY: sixteen writable bytes; the store asks for no alignment; SSE2 is part of x86-64.
    unsafe { _mm_storeu_si128(block.as_mut_ptr().cast(), value) }
}

/// The block that has these bytes, the lowest first.
#[inline]
#[target_feature(enable = "sse2")]
pub(crate) fn from_u128(value: u128) -> __m128i {
    _mm_set_epi64x((value >> 64) as i64, value as i64)
}

/// A counter as the block of its big-endian bytes. Swapped by halves: a swapped u128 goes through
/// memory.
#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn big_endian(counter: u128) -> __m128i {
    _mm_set_epi64x((counter as u64).swap_bytes() as i64, ((counter >> 64) as u64).swap_bytes() as i64)
}

/// The other way of [`from_u128`].
#[inline]
#[target_feature(enable = "sse4.1")]
pub(crate) fn to_u128(vector: __m128i) -> u128 {
    u128::from(_mm_extract_epi64::<1>(vector) as u64) << 64 | u128::from(_mm_cvtsi128_si64(vector) as u64)
}

#[inline]
#[target_feature(enable = "sse2")]
pub(crate) fn xor(a: __m128i, b: __m128i) -> __m128i {
    _mm_xor_si128(a, b)
}

/// The round constants of FIPS 197 table 5, which AES-128 needs most of.
const ROUND_CONSTANTS: [i32; 10] = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x1b, 0x36];

/// KEYEXPANSION (FIPS 197 section 5.2). `schedule.rounds` is set, and `key` has `4 * (rounds - 6)`
/// bytes.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn expand(key: &[u8], schedule: &mut Schedule) {
    if let Ok(key) = key.try_into() {
        expand_128(key, schedule);
    } else if let Ok(key) = key.try_into() {
        expand_192(key, schedule);
    } else if let Ok(key) = key.try_into() {
        expand_256(key, schedule);
    }
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn expand_128(key: &Block, schedule: &mut Schedule) {
    let mut words = load(key);
    store(&mut schedule.keys[0], words);
    for (key, constant) in schedule.keys[1..].iter_mut().zip(ROUND_CONSTANTS) {
        words = _mm_xor_si128(running_sum(words), sub_rot_word::<3>(words, constant));
        store(key, words);
    }
}

/// Six words at a time, which are one and a half round keys; of the ninth group only four are used.
#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn expand_192(key: &[u8; 24], schedule: &mut Schedule) {
    let (halves, _) = key.as_chunks::<8>();
    let mut low = _mm_set_epi64x(i64::from_le_bytes(halves[1]), i64::from_le_bytes(halves[0]));
    let mut high = _mm_cvtsi64_si128(i64::from_le_bytes(halves[2]));
    let (pairs, _) = schedule.keys[..13].as_flattened_mut().as_chunks_mut::<8>();
    for (i, three) in pairs.chunks_mut(3).enumerate() {
        if i > 0 {
            let constant = ROUND_CONSTANTS[i - 1];
            low = _mm_xor_si128(running_sum(low), sub_rot_word::<1>(high, constant));
            let carried = _mm_shuffle_epi32::<0xff>(low);
            high = _mm_xor_si128(_mm_xor_si128(high, _mm_slli_si128::<4>(high)), carried);
        }
        let halves = [_mm_cvtsi128_si64(low), _mm_extract_epi64::<1>(low), _mm_cvtsi128_si64(high)];
        for (pair, half) in three.iter_mut().zip(halves) {
            *pair = half.to_le_bytes();
        }
    }
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn expand_256(key: &[u8; 32], schedule: &mut Schedule) {
    let (halves, _) = key.as_chunks::<16>();
    let (mut even, mut odd) = (load(&halves[0]), load(&halves[1]));
    let (pairs, last) = schedule.keys.as_chunks_mut::<2>();
    store(&mut pairs[0][0], even);
    store(&mut pairs[0][1], odd);
    for (pair, constant) in pairs[1..].iter_mut().zip(ROUND_CONSTANTS) {
        even = _mm_xor_si128(running_sum(even), sub_rot_word::<3>(odd, constant));
        store(&mut pair[0], even);
        odd = _mm_xor_si128(running_sum(odd), sub_word(even));
        store(&mut pair[1], odd);
    }
    even = _mm_xor_si128(running_sum(even), sub_rot_word::<3>(odd, ROUND_CONSTANTS[6]));
    store(&mut last[0], even);
}

/// Each word plus all words before it.
#[inline]
#[target_feature(enable = "sse2")]
fn running_sum(words: __m128i) -> __m128i {
    let words = _mm_xor_si128(words, _mm_slli_si128::<4>(words));
    _mm_xor_si128(words, _mm_slli_si128::<8>(words))
}

/// SUBWORD(ROTWORD(word `WORD`)) with the round constant, in all four columns: there ShiftRows
/// changes nothing.
#[inline]
#[target_feature(enable = "aes,ssse3")]
fn sub_rot_word<const WORD: i32>(words: __m128i, constant: i32) -> __m128i {
    let rotated = _mm_set1_epi32(0x0003_0201 + 0x0404_0404 * WORD);
    _mm_aesenclast_si128(_mm_shuffle_epi8(words, rotated), _mm_set1_epi32(constant))
}

/// SUBWORD(word 3), in all four columns.
#[inline]
#[target_feature(enable = "aes")]
fn sub_word(words: __m128i) -> __m128i {
    _mm_aesenclast_si128(_mm_shuffle_epi32::<0xff>(words), _mm_setzero_si128())
}

/// The keys of EQINVCIPHER (FIPS 197 section 5.3.5), in the order of their use.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn invert(encryption: &Schedule, decryption: &mut Schedule) {
    let Some(used) = encryption.keys.get(..=encryption.rounds) else { return };
    for (to, from) in decryption.keys.iter_mut().zip(used.iter().rev()) {
        store(to, _mm_aesimc_si128(load(from)));
    }
    decryption.keys[0] = *encryption.last();
    if let Some(last) = decryption.keys.get_mut(encryption.rounds) {
        *last = encryption.keys[0];
    }
}

/// CIPHER (FIPS 197 section 5.1) of `N` blocks.
#[inline]
#[target_feature(enable = "aes")]
pub(crate) fn encrypt<const N: usize>(schedule: &Schedule, blocks: [__m128i; N]) -> [__m128i; N] {
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    inner_rounds(schedule, blocks.map(|block| begin(block, first))).map(|state| end(state, last))
}

/// The same, with something else to do after each of the first nine rounds, of which it is given
/// the number from 0 on.
#[inline]
#[target_feature(enable = "aes")]
pub(crate) fn encrypt_with<const N: usize>(
    schedule: &Schedule,
    blocks: [__m128i; N],
    mut something: impl FnMut(usize),
) -> [__m128i; N] {
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    let mut state = blocks.map(|block| begin(block, first));
    for (i, key) in schedule.keys[1..10].iter().enumerate() {
        encrypt_rounds(core::slice::from_ref(key), &mut state);
        something(i);
    }
    more_rounds(schedule, &mut state);
    state.map(|state| end(state, last))
}

/// The first step of CIPHER, with the first key.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn begin(block: __m128i, first: __m128i) -> __m128i {
    _mm_xor_si128(block, first)
}

/// All rounds between [`begin`] and [`end`].
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn inner_rounds<const N: usize>(schedule: &Schedule, mut state: [__m128i; N]) -> [__m128i; N] {
    encrypt_rounds(&schedule.keys[1..10], &mut state);
    more_rounds(schedule, &mut state);
    state
}

/// The rounds that longer keys have.
#[inline]
#[target_feature(enable = "aes")]
fn more_rounds<const N: usize>(schedule: &Schedule, state: &mut [__m128i; N]) {
    if schedule.rounds > 10 {
        encrypt_rounds(&schedule.keys[10..12], state);
    }
    if schedule.rounds > 12 {
        encrypt_rounds(&schedule.keys[12..14], state);
    }
}

/// The last step of CIPHER, with the last key.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn end(state: __m128i, last: __m128i) -> __m128i {
    _mm_aesenclast_si128(state, last)
}

/// The last step of one block and the first of another, which is the one's ciphertext and something
/// more: `sum` is that, the first key and the last key. One instruction, so that nothing else
/// stands in a chain.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn end_and_begin(state: __m128i, sum: __m128i) -> __m128i {
    _mm_aesenclast_si128(state, sum)
}

#[inline]
#[target_feature(enable = "aes")]
fn encrypt_rounds<const N: usize>(keys: &[Block], state: &mut [__m128i; N]) {
    for key in keys {
        let key = load(key);
        for s in state.iter_mut() {
            *s = _mm_aesenc_si128(*s, key);
        }
    }
}

#[inline]
#[target_feature(enable = "aes")]
fn decrypt_rounds<const N: usize>(keys: &[Block], state: &mut [__m128i; N]) {
    for key in keys {
        let key = load(key);
        for s in state.iter_mut() {
            *s = _mm_aesdec_si128(*s, key);
        }
    }
}

/// EQINVCIPHER (FIPS 197 section 5.3.5) of `N` blocks with the keys of [`invert`].
#[inline]
#[target_feature(enable = "aes")]
pub(crate) fn decrypt<const N: usize>(schedule: &Schedule, blocks: [__m128i; N]) -> [__m128i; N] {
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    let mut state = blocks.map(|b| _mm_xor_si128(b, first));
    decrypt_rounds(&schedule.keys[1..10], &mut state);
    if schedule.rounds > 10 {
        decrypt_rounds(&schedule.keys[10..12], &mut state);
    }
    if schedule.rounds > 12 {
        decrypt_rounds(&schedule.keys[12..14], &mut state);
    }
    state.map(|s| _mm_aesdeclast_si128(s, last))
}
