//! The counter mode (SP 800-38A section 6.5), with the standard incrementing function on the whole
//! block (appendix B.1): counter blocks are successive 128-bit integers modulo 2^128.
//!
//! That no counter block is used twice under a key is the caller's duty (appendix B); within one
//! message 2^128 blocks cannot be reached.

use super::{BLOCK_SIZE, Block, Key};
use crate::base::bytes::xor_in_place;
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::kernels::aes::CounterWidth;
use crate::machine::taint::declassify;
use zeroize::Zeroize;

/// Encrypts or decrypts `data` in place, of any length, from the counter block `counter`.
///
/// Time: depends on the lengths of key and data.
pub(crate) fn apply(key: &Key, counter: &Block, data: &mut [u8]) {
    key.ctr_xor(&mut { *counter }, width(counter, data), data);
}

/// How much of the counter block must count: its low half nearly always, which is less work for
/// vectors of words of 64 bits.
fn width(counter: &Block, data: &[u8]) -> CounterWidth {
    let low = u128::from_be_bytes(*counter) as u64;
    let (_, wraps) = low.overflowing_add(data.len().div_ceil(BLOCK_SIZE) as u64);
    // Counter blocks go over the wire, or are made of what does; where one is kept back, as with
    // SRTP's salt, it is no key.
    match declassify(u8::from(wraps), "whether a message's counter comes to the end of its low half") {
        0 => CounterWidth::Bits64,
        _ => CounterWidth::Bits128,
    }
}

/// A position in a stream: a message in parts of any length.
#[derive(Clone)]
pub(crate) struct Stream {
    counter: Block,
    /// The key stream of the block that a part ended in.
    block: Block,
    /// How many bytes of `block` are used; all, at the start.
    used: usize,
}

wipe_on_drop!(Stream { counter, block, used });
no_padding!(Stream { counter, block, used });

impl Stream {
    /// The start of a message whose first counter block is `counter`.
    pub(crate) fn new(counter: &Block) -> Self {
        Self { counter: *counter, block: [0; BLOCK_SIZE], used: BLOCK_SIZE }
    }

    /// Encrypts or decrypts the next part, in place.
    ///
    /// Time: depends on the length of the key and of the parts.
    pub(crate) fn apply(&mut self, key: &Key, data: &mut [u8]) {
        let rest = self.block.get(self.used..).unwrap_or_default();
        let (head, data) = data.split_at_mut(rest.len().min(data.len()));
        xor_in_place(head, rest);
        self.used += head.len();
        let (blocks, tail) = data.as_chunks_mut::<BLOCK_SIZE>();
        let data = blocks.as_flattened_mut();
        let width = width(&self.counter, data);
        key.ctr_xor(&mut self.counter, width, data);
        if !tail.is_empty() {
            self.block.zeroize();
            key.ctr_xor(&mut self.counter, CounterWidth::Bits128, &mut self.block);
            xor_in_place(tail, &self.block);
            self.used = tail.len();
        }
    }
}
