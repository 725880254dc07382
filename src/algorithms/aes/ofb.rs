//! The output feedback mode (SP 800-38A section 6.4).
//!
//! That no initialization vector is used twice under a key is the caller's duty (appendix C).

use super::{BLOCK_SIZE, Block, Key};
use crate::base::bytes::xor_in_place;
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// A position in a stream: a message in parts of any length.
#[derive(Clone)]
pub(crate) struct Stream {
    /// The output block of the last forward cipher, or the initialization vector.
    block: Block,
    /// How many bytes of `block` are used; all, at the start.
    used: usize,
}

wipe_on_drop!(Stream { block, used });
no_padding!(Stream { block, used });

/// How many output blocks are made at a time.
const BATCH: usize = 16;

impl Stream {
    /// The start of a message whose initialization vector is `iv`.
    pub(crate) fn new(iv: &Block) -> Self {
        Self { block: *iv, used: BLOCK_SIZE }
    }

    /// Encrypts or decrypts the next part, in place.
    ///
    /// Time: depends on the length of the key and of the parts.
    pub(crate) fn apply(&mut self, key: &Key, data: &mut [u8]) {
        let rest = self.block.get(self.used..).unwrap_or_default();
        let (head, data) = data.split_at_mut(rest.len().min(data.len()));
        xor_in_place(head, rest);
        self.used += head.len();
        let mut outputs = Wiped::new([[0; BLOCK_SIZE]; BATCH]);
        for part in data.chunks_mut(BATCH * BLOCK_SIZE) {
            let blocks = &mut outputs[..part.len().div_ceil(BLOCK_SIZE)];
            // The chain of output blocks is CBC encryption of zeros.
            blocks.as_flattened_mut().zeroize();
            key.cbc_encrypt(&mut self.block, blocks);
            xor_in_place(part, &blocks.as_flattened()[..part.len()]);
            self.used = (part.len() - 1) % BLOCK_SIZE + 1;
        }
    }
}
