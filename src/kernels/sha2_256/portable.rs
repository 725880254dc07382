//! SHA-256's compression function for any processor: the definition that the other kernels are
//! compared with.

use super::{Block, State};
use crate::base::bytes::xor_in_place;
use crate::kernels::sha2_definition::{K_256, compression};
use crate::machine::wipe::Wiped;

compression!(u32, K_256, Sigma0: [2, 13, 22], Sigma1: [6, 11, 25], sigma0: [7, 18, 3], sigma1: [17, 19, 10]);

/// Adds blocks to the state, first those of one run and then those of another.
pub(super) fn compress(state: &mut State, blocks: &[Block], more: &[Block]) {
    blocks.iter().chain(more).for_each(|block| compress_block(state, block));
}

/// Adds a block to each of two states.
pub(super) fn compress_each(states: &mut [State; 2], blocks: [&Block; 2]) {
    states.iter_mut().zip(blocks).for_each(|(state, block)| compress_block(state, block));
}

/// HMAC from the states after both padded keys: the hash value of the blocks, of which the last
/// holds the padding, is hashed in turn.
pub(super) fn mac(begun: [&State; 2], blocks: &[Block], more: &[Block]) -> State {
    mac_by(compress, begun, blocks, more)
}

/// The same by a compression function.
#[inline(always)]
pub(super) fn mac_by(
    compress: impl Fn(&mut State, &[Block], &[Block]),
    begun: [&State; 2],
    blocks: &[Block],
    more: &[Block],
) -> State {
    let (mut inner, mut outer) = (Wiped::new(*begun[0]), *begun[1]);
    compress(&mut inner, blocks, more);
    let mut block = Wiped::new(VALUE_BLOCK);
    put(&inner, &mut block);
    compress(&mut outer, core::slice::from_ref(&block), &[]);
    outer
}

/// HMAC of a value over and over.
pub(super) fn iterate_mac(begun: [&State; 2], value: &mut [u8; 32], sum: &mut [u8; 32], times: u32) {
    iterate_mac_by(compress_block, begun, value, sum, times);
}

/// The same by a compression function.
#[inline(always)]
pub(super) fn iterate_mac_by(
    compress: impl Fn(&mut State, &Block),
    begun: [&State; 2],
    value: &mut [u8; 32],
    sum: &mut [u8; 32],
    times: u32,
) {
    let (mut block, mut state) = (Wiped::new(VALUE_BLOCK), Wiped::new(*begun[0]));
    block[..32].copy_from_slice(value);
    for _ in 0..times {
        for begun in begun {
            *state = *begun;
            compress(&mut state, &block);
            put(&state, &mut block);
        }
        xor_in_place(sum, &block[..32]);
    }
    value.copy_from_slice(&block[..32]);
}

/// A block that follows on one of a key and holds a hash value, without the value: the padding is
/// that of 96 bytes in all (FIPS 180-4 section 5.1.1).
const VALUE_BLOCK: Block = {
    let mut block = [0; 64];
    block[32] = 0x80;
    [block[62], block[63]] = (8_u16 * 96).to_be_bytes();
    block
};

/// Puts a hash value into its block.
fn put(value: &State, block: &mut Block) {
    for (bytes, word) in block.as_chunks_mut::<4>().0.iter_mut().zip(value) {
        *bytes = word.to_be_bytes();
    }
}
