//! ChaCha20 for every processor, block by block.

use super::definition::twenty_rounds;
use super::{BLOCK_SIZE, COUNTER, Input};
use crate::base::bytes::xor_in_place;
use crate::machine::wipe::Wiped;

pub(super) fn xor(input: &Input, data: &mut [u8]) {
    let mut input = Wiped::new(*input);
    let mut stream = Wiped::new([0; BLOCK_SIZE]);
    for part in data.chunks_mut(BLOCK_SIZE) {
        block(&input, &mut stream);
        xor_in_place(part, &*stream);
        input[COUNTER] = input[COUNTER].wrapping_add(1);
    }
}

/// The block function (RFC 8439 section 2.3).
pub(super) fn block(input: &Input, out: &mut [u8; BLOCK_SIZE]) {
    // With the output it would give the key away.
    let state = Wiped::new(twenty_rounds!(*input; add exclusive_or rotate));
    for ((out, word), input) in out.as_chunks_mut().0.iter_mut().zip(*state).zip(input) {
        *out = word.wrapping_add(*input).to_le_bytes();
    }
}

#[inline(always)]
fn add(a: u32, b: u32) -> u32 {
    a.wrapping_add(b)
}

#[inline(always)]
fn exclusive_or(a: u32, b: u32) -> u32 {
    a ^ b
}

#[inline(always)]
fn rotate<const LEFT: u32, const RIGHT: u32>(a: u32) -> u32 {
    a.rotate_left(LEFT)
}
