//! AES-NI: eight blocks in flight, which hides the latency of a round on every processor since 2010.

use super::{Block, CounterWidth, Schedule, Semiblock, times_alpha, xmm};
use crate::kernels::cpu::AesNi;
use core::arch::x86_64::*;

/// Blocks in flight.
const WIDE: usize = 8;

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn expand(_cpu: AesNi, key: &[u8], schedule: &mut Schedule) {
    xmm::expand(key, schedule);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn invert(_cpu: AesNi, encryption: &Schedule, decryption: &mut Schedule) {
    xmm::invert(encryption, decryption);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn encrypt_block(_cpu: AesNi, schedule: &Schedule, block: &mut Block) {
    let [result] = xmm::encrypt(schedule, [xmm::load(block)]);
    xmm::store(block, result);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn decrypt_block(_cpu: AesNi, schedule: &Schedule, block: &mut Block) {
    let [result] = xmm::decrypt(schedule, [xmm::load(block)]);
    xmm::store(block, result);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn cbc_encrypt(_cpu: AesNi, schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    xmm::cbc_encrypt(schedule, iv, blocks);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn cbc_mac(_cpu: AesNi, schedule: &Schedule, chain: &mut Block, blocks: &[Block]) {
    xmm::cbc_mac(schedule, chain, blocks);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn ctr_and_mac(
    _cpu: AesNi,
    opens: bool,
    schedule: &Schedule,
    chain: &mut Block,
    first: u128,
    blocks: &mut [Block],
) {
    xmm::ctr_and_mac(opens, schedule, chain, first, blocks);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn wrap(_cpu: AesNi, forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    xmm::wrap(forward, schedule, a, r);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn unwrap(_cpu: AesNi, forward: bool, schedule: &Schedule, a: &mut Semiblock, r: &mut [Semiblock]) {
    xmm::unwrap(forward, schedule, a, r);
}

/// Gives `blocks` to `$step` eight at a time, then four, two and one.
macro_rules! by_widths {
    ($blocks:expr, $step:ident $arguments:tt) => {{
        let (eights, rest) = $blocks.as_chunks_mut::<WIDE>();
        let (fours, rest) = rest.as_chunks_mut::<4>();
        let (twos, ones) = rest.as_chunks_mut::<2>();
        by_widths!(@ eights, $step $arguments);
        by_widths!(@ fours, $step $arguments);
        by_widths!(@ twos, $step $arguments);
        by_widths!(@ ones.as_chunks_mut::<1>().0, $step $arguments);
    }};
    (@ $groups:expr, $step:ident ($($argument:expr),*)) => {
        for group in $groups {
            $step($($argument,)* group);
        }
    };
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn encrypt_blocks(_cpu: AesNi, schedule: &Schedule, blocks: &mut [Block]) {
    by_widths!(blocks, ecb_encrypt(schedule));
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn ecb_encrypt<const N: usize>(schedule: &Schedule, blocks: &mut [Block; N]) {
    store_all(blocks, xmm::encrypt(schedule, blocks.each_ref().map(xmm::load)));
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn decrypt_blocks(_cpu: AesNi, schedule: &Schedule, blocks: &mut [Block]) {
    by_widths!(blocks, ecb_decrypt(schedule));
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn ecb_decrypt<const N: usize>(schedule: &Schedule, blocks: &mut [Block; N]) {
    store_all(blocks, xmm::decrypt(schedule, blocks.each_ref().map(xmm::load)));
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn cbc_decrypt(_cpu: AesNi, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    let mut previous = xmm::load(iv);
    by_widths!(blocks, cbc_group(schedule, &mut previous));
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn cbc_group<const N: usize>(schedule: &Schedule, previous: &mut __m128i, blocks: &mut [Block; N]) {
    let ciphertext = blocks.each_ref().map(xmm::load);
    for ((block, inner), &next) in blocks.iter_mut().zip(xmm::decrypt(schedule, ciphertext)).zip(&ciphertext) {
        xmm::store(block, _mm_xor_si128(inner, *previous));
        *previous = next;
    }
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn cfb_encrypt(_cpu: AesNi, schedule: &Schedule, iv: &mut Block, blocks: &mut [Block]) {
    xmm::cfb_encrypt(schedule, iv, blocks);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn cfb_decrypt(_cpu: AesNi, schedule: &Schedule, iv: &Block, blocks: &mut [Block]) {
    let mut previous = xmm::load(iv);
    by_widths!(blocks, cfb_group(schedule, &mut previous));
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn cfb_group<const N: usize>(schedule: &Schedule, previous: &mut __m128i, blocks: &mut [Block; N]) {
    let ciphertext = blocks.each_ref().map(xmm::load);
    let mut registers = ciphertext;
    for (register, ciphertext) in registers.iter_mut().zip(ciphertext) {
        *register = core::mem::replace(previous, ciphertext);
    }
    for ((block, stream), ciphertext) in blocks.iter_mut().zip(xmm::encrypt(schedule, registers)).zip(ciphertext) {
        xmm::store(block, _mm_xor_si128(ciphertext, stream));
    }
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn xts(_cpu: AesNi, forward: bool, schedule: &Schedule, tweak: u128, blocks: &mut [Block]) {
    let mut tweak = tweak;
    by_widths!(blocks, xts_group(forward, schedule, &mut tweak));
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn xts_group<const N: usize>(forward: bool, schedule: &Schedule, tweak: &mut u128, blocks: &mut [Block; N]) {
    let mut tweaks = [_mm_setzero_si128(); N];
    for place in &mut tweaks {
        *place = _mm_set_epi64x((*tweak >> 64) as i64, *tweak as i64);
        *tweak = times_alpha(*tweak);
    }
    let mut state = blocks.each_ref().map(xmm::load);
    for (state, tweak) in state.iter_mut().zip(tweaks) {
        *state = _mm_xor_si128(*state, tweak);
    }
    state = if forward { xmm::encrypt(schedule, state) } else { xmm::decrypt(schedule, state) };
    for (state, tweak) in state.iter_mut().zip(tweaks) {
        *state = _mm_xor_si128(*state, tweak);
    }
    store_all(blocks, state);
}

#[target_feature(enable = "aes,ssse3,sse4.1")]
pub(super) fn ctr_xor(_cpu: AesNi, schedule: &Schedule, first: u128, width: CounterWidth, data: &mut [u8]) {
    let mut counter = first;
    let (blocks, rest) = data.as_chunks_mut::<16>();
    by_widths!(blocks, ctr_group(schedule, &mut counter, width));
    if !rest.is_empty() {
        let mut block = [0; 16];
        block[..rest.len()].copy_from_slice(rest);
        ctr_group(schedule, &mut counter, width, core::array::from_mut(&mut block));
        rest.copy_from_slice(&block[..rest.len()]);
        zeroize::Zeroize::zeroize(&mut block);
    }
}

#[inline]
#[target_feature(enable = "aes,ssse3,sse4.1")]
fn ctr_group<const N: usize>(schedule: &Schedule, counter: &mut u128, width: CounterWidth, blocks: &mut [Block; N]) {
    let counters = core::array::from_fn(|i| big_endian(width.step(*counter, i as u64)));
    *counter = width.step(*counter, N as u64);
    let stream: [__m128i; N] = xmm::encrypt(schedule, counters);
    for (block, stream) in blocks.iter_mut().zip(stream) {
        xmm::store(block, _mm_xor_si128(xmm::load(block), stream));
    }
}

/// A counter as the block of its big-endian bytes.
#[inline]
#[target_feature(enable = "sse2")]
fn big_endian(counter: u128) -> __m128i {
    _mm_set_epi64x((counter as u64).swap_bytes() as i64, ((counter >> 64) as u64).swap_bytes() as i64)
}

#[inline]
#[target_feature(enable = "sse2")]
fn store_all<const N: usize>(blocks: &mut [Block; N], values: [__m128i; N]) {
    for (block, value) in blocks.iter_mut().zip(values) {
        xmm::store(block, value);
    }
}
