//! CMAC with AES (SP 800-38B).

use crate::algorithms::aes::{self, BLOCK_SIZE, Block};
use crate::base::bytes::xor_in_place;
use crate::base::error::Result;
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::machine::wipe::Wiped;
use core::slice::from_ref;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key with its subkeys. Wiped on drop.
#[derive(Clone)]
pub(crate) struct CmacKey {
    key: aes::Key,
    /// K1, for a message whose last block is whole, and K2 (section 6.1).
    subkeys: Wiped<[Block; 2]>,
    /// What would be padding.
    _rest: Rest<{ rest_of::<aes::Key>(2 * size_of::<Block>()) }>,
}

no_padding!(CmacKey { key, subkeys, _rest });

impl Zeroize for CmacKey {
    fn zeroize(&mut self) {
        self.key.zeroize();
        self.subkeys.zeroize();
    }
}

// Both fields wipe themselves.
impl ZeroizeOnDrop for CmacKey {}

impl CmacKey {
    /// The key itself.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.key.bytes()
    }

    /// Takes a key of 16, 24 or 32 bytes.
    ///
    /// Errors: `InvalidKeyLength`. Time: depends on the length.
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        let key = aes::Key::new(key)?;
        let mut l = Wiped::new([0; BLOCK_SIZE]);
        key.encrypt_block(&mut l);
        let k1 = Wiped::new(doubled(&l));
        Ok(Self { key, subkeys: Wiped::new([*k1, doubled(&k1)]), _rest: Rest::ZERO })
    }

    /// The length of the key in bytes.
    pub(crate) fn len(&self) -> usize {
        self.key.len()
    }

    /// The MAC of `parts`, one after the other.
    ///
    /// Time: depends on the lengths.
    #[inline]
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> Block {
        let mut message = Message::new();
        for part in parts {
            message.update(self, part);
        }
        message.finalize(self)
    }
}

/// A message on its way, which holds no key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Message {
    chain: Block,
    /// The last block so far, kept back because the last one of all is treated in its own way.
    block: Block,
    filled: usize,
}

wipe_on_drop!(Message { chain, block, filled });
no_padding!(Message { chain, block, filled });

impl Message {
    /// An empty message.
    pub(crate) const fn new() -> Self {
        Self { chain: [0; BLOCK_SIZE], block: [0; BLOCK_SIZE], filled: 0 }
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the lengths.
    pub(crate) fn update(&mut self, key: &CmacKey, data: &[u8]) {
        let (now, data) = data.split_at(data.len().min(BLOCK_SIZE - self.filled));
        self.block[self.filled..][..now.len()].copy_from_slice(now);
        self.filled += now.len();
        if data.is_empty() {
            return;
        }
        // More follows, so the block is not the last one; and neither are those before the last 1
        // to 16 bytes.
        key.key.cbc_mac(&mut self.chain, from_ref(&self.block));
        let (blocks, rest) = data.split_at((data.len() - 1) / BLOCK_SIZE * BLOCK_SIZE);
        key.key.cbc_mac(&mut self.chain, blocks.as_chunks().0);
        self.block[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
    }

    /// The MAC of the message (section 6.2, steps 4 to 6).
    pub(crate) fn finalize(mut self, key: &CmacKey) -> Block {
        let [k1, k2] = &*key.subkeys;
        let subkey = match self.block.get_mut(self.filled..) {
            Some([first, rest @ ..]) => {
                *first = 0x80;
                rest.fill(0);
                k2
            }
            _ => k1,
        };
        xor_in_place(&mut self.block, subkey);
        key.key.cbc_mac(&mut self.chain, from_ref(&self.block));
        self.chain
    }
}

/// The double in GF(2^128) of section 5.3: a shift, and R_128 if a bit falls out. Time: constant.
fn doubled(block: &Block) -> Block {
    const R_128: u128 = 0b1000_0111;
    let value = u128::from_be_bytes(*block);
    ((value << 1) ^ ((value >> 127) * R_128)).to_be_bytes()
}
