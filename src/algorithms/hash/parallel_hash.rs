//! ParallelHash (SP 800-185 section 6): the hash of the hashes of the blocks of a message, so that
//! blocks can be hashed side by side.

use super::encoding::Encoded;
use super::shake::{Name, Reader};
use super::sponge::{self, LastBits, Rate, Sponge, Suffix};
use crate::base::secret::no_padding;
use crate::machine::wipe::Wiped;
use zeroize::ZeroizeOnDrop;

const NAME: &Name = &Name::new(b"ParallelHash");

/// The longest hash value of a block: twice 256 bits.
const MAX_INNER: usize = 64;

/// A message on its way through ParallelHash. Wipes itself on drop.
#[derive(Clone)]
pub(crate) struct ParallelHash {
    outer: Sponge,
    /// The block that is begun, and how many of its bytes are in.
    inner: Sponge,
    filled: usize,
    block_size: usize,
    /// The blocks that are done.
    blocks: u64,
}

// The sponges wipe themselves.
impl ZeroizeOnDrop for ParallelHash {}
no_padding!(ParallelHash { outer, inner, filled, block_size, blocks });

impl ParallelHash {
    /// An empty message with blocks of `block_size` bytes, which is not zero.
    ///
    /// Time: depends on the length of the customization string.
    pub(crate) fn new(rate: Rate, block_size: usize, customization: &[u8]) -> Self {
        let mut outer = NAME.begin(rate, customization);
        outer.absorb(Encoded::left(block_size as u64).as_bytes());
        Self { outer, inner: Sponge::new(rate), filled: 0, block_size, blocks: 0 }
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`, of the message and of the blocks.
    pub(crate) fn update(&mut self, mut data: &[u8]) {
        while !data.is_empty() {
            let eight = self.block_size.saturating_mul(8);
            if self.filled == 0 && data.len() >= eight {
                let (now, later) = data.split_at(eight);
                self.take_eight(now);
                data = later;
                continue;
            }
            let (now, later) = data.split_at(data.len().min(self.block_size - self.filled));
            self.inner.absorb(now);
            self.filled += now.len();
            if self.filled == self.block_size {
                self.end_block(LastBits::NONE);
            }
            data = later;
        }
    }

    /// Ends the message with its `last` bits. The result squeezes the hash value of `len` bits
    /// (section 6.3.1). Without a length it squeezes any number of bits (ParallelHashXOF, section
    /// 6.3.2).
    pub(crate) fn finalize(mut self, last: LastBits, len: Option<u64>) -> Reader {
        if self.filled > 0 || !last.is_empty() {
            self.end_block(last);
        }
        self.outer.absorb(Encoded::right(self.blocks).as_bytes());
        self.outer.absorb(Encoded::right(len.unwrap_or(0)).as_bytes());
        self.outer.pad(LastBits::NONE, Suffix::CSHAKE);
        Reader::of(self.outer)
    }

    /// Ends the block that is begun. cSHAKE without strings is SHAKE.
    fn end_block(&mut self, last: LastBits) {
        let mut value = Wiped::new([0; MAX_INNER]);
        let value = &mut value[..self.inner_size()];
        self.inner.pad(last, Suffix::SHAKE);
        self.inner.squeeze(value);
        self.outer.absorb(value);
        self.inner = Sponge::new(self.outer.rate());
        self.filled = 0;
        self.blocks += 1;
    }

    /// Hashes eight blocks side by side.
    fn take_eight(&mut self, data: &[u8]) {
        let blocks = core::array::from_fn(|i| &data[i * self.block_size..][..self.block_size]);
        let values = Wiped::new(sponge::eight::<MAX_INNER>(self.outer.rate(), blocks, Suffix::SHAKE));
        for value in values.iter() {
            self.outer.absorb(&value[..self.inner_size()]);
        }
        self.blocks += 8;
    }

    /// The size in bytes of the hash value of a block (section 6.3): as long as the capacity.
    const fn inner_size(&self) -> usize {
        self.outer.rate().capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks hashed side by side, alone and cut anywhere give the same.
    #[test]
    fn parts_make_no_difference() {
        let message: [u8; 1000] = core::array::from_fn(|i| (i * 11) as u8);
        for rate in [Rate::OF_128, Rate::OF_256] {
            for block_size in [1, 7, 64, 137, 168, 999, 1000, 2000] {
                let hash = |part: usize| {
                    let mut hash = ParallelHash::new(rate, block_size, b"parts");
                    message.chunks(part).for_each(|part| hash.update(part));
                    let mut out = [0; 40];
                    hash.finalize(LastBits::NONE, Some(320)).read(&mut out);
                    out
                };
                for part in [1, 8, 57, 300, 600] {
                    assert_eq!(hash(part), hash(1000), "blocks of {block_size} in parts of {part}");
                }
            }
        }
    }
}
