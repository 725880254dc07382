//! AES on the vector registers of Armv8: what the modes of `chains!` and `eights!` are made of.
//!
//! `aese` adds a key first and then does SUBBYTES and SHIFTROWS; right after it `aesmc`,
//! MIXCOLUMNS, may run as one instruction with it. So a round here begins with its key, and the
//! last key of CIPHER is added by itself. Time: depends on the key length and on the number of
//! blocks: these instructions take the same time for all data.

use super::{Block, Schedule, portable};
use core::arch::aarch64::*;

/// A block in a register.
pub(crate) type Vector = uint8x16_t;

#[inline]
#[target_feature(enable = "neon")]
pub(crate) fn load(block: &Block) -> uint8x16_t {
    // SAFETY: sixteen readable bytes; the load asks for no alignment.
    unsafe { vld1q_u8(block.as_ptr()) }
}

#[inline]
#[target_feature(enable = "neon")]
pub(crate) fn store(block: &mut Block, value: uint8x16_t) {
    // SAFETY: sixteen writable bytes; the store asks for no alignment.
    unsafe { vst1q_u8(block.as_mut_ptr(), value) }
}

/// The block that has these bytes, the lowest first.
#[inline]
#[target_feature(enable = "neon")]
pub(crate) fn from_u128(value: u128) -> uint8x16_t {
    vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(value as u64), vcreate_u64((value >> 64) as u64)))
}

/// A counter as the block of its big-endian bytes.
#[inline]
#[target_feature(enable = "neon")]
pub(super) fn big_endian(counter: u128) -> uint8x16_t {
    from_u128(counter.swap_bytes())
}

/// The other way of [`from_u128`].
#[inline]
#[target_feature(enable = "neon")]
pub(crate) fn to_u128(vector: uint8x16_t) -> u128 {
    let halves = vreinterpretq_u64_u8(vector);
    u128::from(vgetq_lane_u64::<1>(halves)) << 64 | u128::from(vgetq_lane_u64::<0>(halves))
}

#[inline]
#[target_feature(enable = "neon")]
pub(crate) fn xor(a: uint8x16_t, b: uint8x16_t) -> uint8x16_t {
    veorq_u8(a, b)
}

/// KEYEXPANSION (FIPS 197 section 5.2). `schedule.rounds` is set, and `key` has `4 * (rounds - 6)`
/// bytes.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(super) fn expand(key: &[u8], schedule: &mut Schedule) {
    portable::expand_with(|word| sub_word(word), key, schedule);
}

/// SUBWORD (FIPS 197 section 5.2): with the word in all columns, SHIFTROWS changes nothing.
#[inline]
#[target_feature(enable = "neon,aes")]
fn sub_word(word: &mut [u8; 4]) {
    let columns = vreinterpretq_u8_u32(vdupq_n_u32(u32::from_le_bytes(*word)));
    let result = vreinterpretq_u32_u8(vaeseq_u8(columns, vdupq_n_u8(0)));
    *word = vgetq_lane_u32::<0>(result).to_le_bytes();
}

/// The keys of EQINVCIPHER (FIPS 197 section 5.3.5), in the order of their use.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(super) fn invert(encryption: &Schedule, decryption: &mut Schedule) {
    let Some(used) = encryption.keys.get(..=encryption.rounds) else { return };
    for (to, from) in decryption.keys.iter_mut().zip(used.iter().rev()) {
        store(to, vaesimcq_u8(load(from)));
    }
    decryption.keys[0] = *encryption.last();
    if let Some(last) = decryption.keys.get_mut(encryption.rounds) {
        *last = encryption.keys[0];
    }
}

/// CIPHER (FIPS 197 section 5.1) of `N` blocks.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(crate) fn encrypt<const N: usize>(schedule: &Schedule, blocks: [uint8x16_t; N]) -> [uint8x16_t; N] {
    encrypt_with(schedule, blocks, |_| {})
}

/// The same, with `between` run after each inner round. It gets the number of the round, from 0.
/// There are eight of them or more.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(crate) fn encrypt_with<const N: usize>(
    schedule: &Schedule,
    blocks: [uint8x16_t; N],
    something: impl FnMut(usize),
) -> [uint8x16_t; N] {
    let first = load(&schedule.keys[0]);
    let last = load(schedule.last());
    let state = blocks.map(|block| begin(block, first));
    inner_rounds_with(schedule, state, something).map(|state| end(state, last))
}

/// CIPHER with the first key up to MIXCOLUMNS of the first round.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(super) fn begin(block: uint8x16_t, first: uint8x16_t) -> uint8x16_t {
    vaesmcq_u8(vaeseq_u8(block, first))
}

/// All between [`begin`] and [`end`].
#[inline]
#[target_feature(enable = "neon,aes")]
pub(super) fn inner_rounds<const N: usize>(schedule: &Schedule, state: [uint8x16_t; N]) -> [uint8x16_t; N] {
    inner_rounds_with(schedule, state, |_| {})
}

#[inline]
#[target_feature(enable = "neon,aes")]
fn inner_rounds_with<const N: usize>(
    schedule: &Schedule,
    mut state: [uint8x16_t; N],
    mut something: impl FnMut(usize),
) -> [uint8x16_t; N] {
    let Some((last, others)) = schedule.keys.get(1..schedule.rounds).and_then(<[Block]>::split_last) else {
        return state; // never: there are at least ten rounds
    };
    for (i, key) in others.iter().enumerate() {
        let key = load(key);
        for s in &mut state {
            *s = vaesmcq_u8(vaeseq_u8(*s, key));
        }
        something(i);
    }
    let last = load(last);
    state.map(|state| vaeseq_u8(state, last))
}

/// The last step of CIPHER, with the last key.
#[inline]
#[target_feature(enable = "neon")]
pub(super) fn end(state: uint8x16_t, last: uint8x16_t) -> uint8x16_t {
    veorq_u8(state, last)
}

/// The last step of one block and the first of another, which is the one's ciphertext and something
/// more: `sum` is that, the first key and the last key. It is the round's own sum, so that nothing
/// else stands in a chain.
#[inline]
#[target_feature(enable = "neon,aes")]
pub(super) fn end_and_begin(state: uint8x16_t, sum: uint8x16_t) -> uint8x16_t {
    vaesmcq_u8(vaeseq_u8(state, sum))
}

/// EQINVCIPHER (FIPS 197 section 5.3.5) of `N` blocks with the keys of [`invert`].
#[inline]
#[target_feature(enable = "neon,aes")]
pub(crate) fn decrypt<const N: usize>(schedule: &Schedule, blocks: [uint8x16_t; N]) -> [uint8x16_t; N] {
    let mut state = blocks;
    let Some((last, others)) = schedule.keys.get(..schedule.rounds).and_then(<[Block]>::split_last) else {
        return state; // never, as above
    };
    for key in others {
        let key = load(key);
        for s in &mut state {
            *s = vaesimcq_u8(vaesdq_u8(*s, key));
        }
    }
    let (before_last, last) = (load(last), load(schedule.last()));
    state.map(|state| veorq_u8(vaesdq_u8(state, before_last), last))
}
