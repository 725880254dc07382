//! AES (FIPS 197) and its modes of operation.

pub mod cbc;
pub mod ccm;
pub mod cfb;
pub mod ctr;
pub mod cts;
pub mod ecb;
pub(crate) mod ff1;
pub mod gcm;
pub mod gcm_siv;
pub(crate) mod key_wrap;
pub(crate) mod ofb;
pub(crate) mod xts;

pub(crate) use crate::kernels::aes::{Block, DecryptionKey, Key};

use crate::base::error::{Error, Result};

/// The bytes of a block.
pub const BLOCK_SIZE: usize = 16;

/// `data` as blocks.
///
/// Errors: [`Error::InvalidInputLength`] unless it is a whole number of them.
pub(crate) fn whole_blocks(data: &mut [u8]) -> Result<&mut [Block]> {
    match data.as_chunks_mut::<BLOCK_SIZE>() {
        (blocks, []) => Ok(blocks),
        _ => Err(Error::InvalidInputLength),
    }
}
