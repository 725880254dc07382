//! SHA-256's compression function for any processor: the definition that the other kernels are
//! compared with.

use super::{Block, State};
use crate::kernels::sha2_definition::{K_256, compression};

compression!(u32, K_256, Sigma0: [2, 13, 22], Sigma1: [6, 11, 25], sigma0: [7, 18, 3], sigma1: [17, 19, 10]);

/// Adds blocks to the state, first those of one run and then those of another.
pub(super) fn compress(state: &mut State, blocks: &[Block], more: &[Block]) {
    blocks.iter().chain(more).for_each(|block| compress_block(state, block));
}

/// Adds a block to each of two states.
pub(super) fn compress_each(states: &mut [State; 2], blocks: [&Block; 2]) {
    states.iter_mut().zip(blocks).for_each(|(state, block)| compress_block(state, block));
}

/// Not done: the hash value goes through memory here.
pub(super) fn mac(_begun: [&State; 2], _blocks: &[Block], _more: &[Block]) -> Option<State> {
    None
}

/// Not done: the hash value goes through memory here.
pub(super) fn iterate_mac(_begun: [&State; 2], _value: &mut [u8; 32], _sum: &mut [u8; 32], _times: u32) -> bool {
    false
}
