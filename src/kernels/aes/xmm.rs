//! AES on 128-bit registers: key expansion, a few blocks at once, the CBC chain.
//!
//! These functions are compiled into whatever kernel calls them, with the encoding of its instructions, so that the
//! 512-bit kernel never mixes legacy encodings into its own. Time: depends on the key length and on the number of
//! blocks: the instructions `aesenc` and `aesdec` take the same time for all data.

use super::{Block, Schedule, Semiblock};
use core::arch::x86_64::*;

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

/// The round constants of FIPS 197 table 5, which AES-128 needs most of.
const ROUND_CONSTANTS: [i32; 10] = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x1b, 0x36];

/// KEYEXPANSION (FIPS 197 section 5.2). `schedule.rounds` is set, and `key` has `4 * (rounds - 6)` bytes.
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

/// SUBWORD(ROTWORD(word `WORD`)) with the round constant, in all four columns: there ShiftRows changes nothing.
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
    let state = encrypt_inner(schedule, blocks.map(|b| _mm_xor_si128(b, first)));
    state.map(|s| _mm_aesenclast_si128(s, last))
}

/// All rounds but the first key and the last round.
#[inline]
#[target_feature(enable = "aes")]
fn encrypt_inner<const N: usize>(schedule: &Schedule, mut state: [__m128i; N]) -> [__m128i; N] {
    encrypt_rounds(&schedule.keys[1..10], &mut state);
    if schedule.rounds > 10 {
        encrypt_rounds(&schedule.keys[10..12], &mut state);
    }
    if schedule.rounds > 12 {
        encrypt_rounds(&schedule.keys[12..14], &mut state);
    }
    state
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

/// CBC encryption, which is one chain of rounds.
///
/// The last round adds, besides its key, the next plaintext and the first key: its result is the next state and no
/// exclusive or stands in the chain. The ciphertext comes out beside it.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn cbc_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    let Some(head) = blocks.first() else { return };
    let mut state = _mm_xor_si128(load(iv), _mm_xor_si128(load(head), first));
    for i in 0..blocks.len() {
        let next = blocks.get(i + 1).map_or(_mm_setzero_si128(), load);
        let whitened = _mm_xor_si128(next, first);
        let [inner] = encrypt_inner(schedule, [state]);
        state = _mm_aesenclast_si128(inner, _mm_xor_si128(last, whitened));
        store(&mut blocks[i], _mm_xor_si128(state, whitened));
    }
    if let Some(end) = blocks.last() {
        *iv = *end;
    }
}

/// The end of the chain of CBC encryption alone.
///
/// As in [`cbc_encrypt`], the last round adds the next block and the first key, so that nothing else stands in the chain.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn cbc_mac(schedule: &Schedule, chain: &mut Block, blocks: &[Block]) {
    let Some((head, rest)) = blocks.split_first() else { return };
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    let both = _mm_xor_si128(first, last);
    let mut state = _mm_xor_si128(load(chain), _mm_xor_si128(load(head), first));
    for block in rest {
        let [inner] = encrypt_inner(schedule, [state]);
        state = _mm_aesenclast_si128(inner, _mm_xor_si128(load(block), both));
    }
    let [inner] = encrypt_inner(schedule, [state]);
    store(chain, _mm_aesenclast_si128(inner, last));
}

/// The wrapping function W of SP 800-38F section 6.1, with the cipher or with its inverse.
#[inline]
#[target_feature(enable = "aes,sse4.1")]
pub(super) fn wrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    let mut first = i64::from_le_bytes(*a);
    let mut t = 0_i64;
    for _ in 0..6 {
        for r in r.iter_mut() {
            t += 1;
            let state = step(forward, schedule, _mm_set_epi64x(i64::from_le_bytes(*r), first));
            first = _mm_cvtsi128_si64(state) ^ t.swap_bytes();
            *r = _mm_extract_epi64::<1>(state).to_le_bytes();
        }
    }
    *a = first.to_le_bytes();
}

/// The other way.
#[inline]
#[target_feature(enable = "aes,sse4.1")]
pub(super) fn unwrap(forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    let mut first = i64::from_le_bytes(*a);
    let mut t = 6 * r.len() as i64;
    for _ in 0..6 {
        for r in r.iter_mut().rev() {
            let state = _mm_set_epi64x(i64::from_le_bytes(*r), first ^ t.swap_bytes());
            let state = step(forward, schedule, state);
            first = _mm_cvtsi128_si64(state);
            *r = _mm_extract_epi64::<1>(state).to_le_bytes();
            t -= 1;
        }
    }
    *a = first.to_le_bytes();
}

#[inline]
#[target_feature(enable = "aes")]
fn step(forward: bool, schedule: &Schedule, state: __m128i) -> __m128i {
    let [state] = if forward { encrypt(schedule, [state]) } else { decrypt(schedule, [state]) };
    state
}

/// Counter mode and the chain of CBC over the same plaintext, side by side, so that the one is free while the other waits.
///
/// The key stream is two blocks ahead, so that also opening knows the next plaintext before a round ends, and the last round
/// of the chain adds it as in [`cbc_mac`].
#[inline]
#[target_feature(enable = "aes,ssse3")]
pub(super) fn ctr_and_mac(opens: bool, schedule: &Schedule, chain: &mut Block, first: u128, blocks: &mut [Block]) {
    let Some(head) = blocks.first() else { return };
    let (white, last) = (load(&schedule.keys[0]), load(schedule.last()));
    let both = _mm_xor_si128(white, last);
    let mut counter = first.wrapping_add(1);
    let [mut stream, mut ahead] = encrypt(schedule, [load(&first.to_be_bytes()), load(&counter.to_be_bytes())]);
    let mut given = load(head);
    let mut done = _mm_xor_si128(given, stream);
    let text = if opens { done } else { given };
    let mut state = _mm_xor_si128(load(chain), _mm_xor_si128(text, white));
    for i in 1..blocks.len() {
        store(&mut blocks[i - 1], done);
        (given, stream) = (load(&blocks[i]), ahead);
        done = _mm_xor_si128(given, stream);
        let text = if opens { done } else { given };
        counter = counter.wrapping_add(1);
        let begun = _mm_xor_si128(load(&counter.to_be_bytes()), white);
        let [begun, inner] = encrypt_inner(schedule, [begun, state]);
        ahead = _mm_aesenclast_si128(begun, last);
        state = _mm_aesenclast_si128(inner, _mm_xor_si128(text, both));
    }
    if let Some(end) = blocks.last_mut() {
        store(end, done);
    }
    let [inner] = encrypt_inner(schedule, [state]);
    store(chain, _mm_aesenclast_si128(inner, last));
}

/// CFB encryption with whole blocks, which is one chain of rounds like [`cbc_encrypt`]: the last round adds the plaintext
/// and the first key, and the ciphertext comes out beside the chain.
#[inline]
#[target_feature(enable = "aes")]
pub(super) fn cfb_encrypt(schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    let (white, last) = (load(&schedule.keys[0]), load(schedule.last()));
    let both = _mm_xor_si128(white, last);
    let mut state = _mm_xor_si128(load(iv), white);
    for block in blocks {
        let [inner] = encrypt_inner(schedule, [state]);
        state = _mm_aesenclast_si128(inner, _mm_xor_si128(load(block), both));
        store(block, _mm_xor_si128(state, white));
    }
    store(iv, _mm_xor_si128(state, white));
}
