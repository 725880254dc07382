//! SHA-512's compression function for any processor: the definition that the other kernels are
//! compared with.

use super::{Block, State};
use crate::kernels::sha2_definition::{K_512, compression};

compression!(u64, K_512, Sigma0: [28, 34, 39], Sigma1: [14, 18, 41], sigma0: [1, 8, 7], sigma1: [19, 61, 6]);

/// Adds blocks to the state.
pub(super) fn compress_run(state: &mut State, blocks: &[Block]) {
    blocks.iter().for_each(|block| compress_block(state, block));
}
