//! AES-GCM-SIV (RFC 8452): authenticated encryption that keeps most of its promise when a nonce
//! comes twice. No approved mode.

use super::{BLOCK_SIZE, Block, Key};
use crate::base::bytes::xor_in_place;
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::kernels::gcm;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The bytes of a nonce.
pub const NONCE_SIZE: usize = 12;
/// The bytes of a tag.
pub const TAG_SIZE: usize = 16;
/// The longest plaintext, and the longest additional data, in bytes (section 6).
const MAX_LEN: u64 = 1 << 36;

/// How many blocks are worked on at a time.
const BATCH: usize = 64;

/// The key-generating key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct GcmSivKey(Key);

// Its only member wipes itself.
impl zeroize::ZeroizeOnDrop for GcmSivKey {}
no_padding!(GcmSivKey { 0 });

impl GcmSivKey {
    /// The key itself.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }

    /// Takes a key of 16 or 32 bytes.
    ///
    /// Errors: [`Error::InvalidKeyLength`].
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        match key.len() {
            16 | 32 => Ok(Self(Key::new(key)?)),
            _ => Err(Error::InvalidKeyLength),
        }
    }

    /// The length of the key in bytes.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Encrypts `data` in place and gives the tag of it and of `aad` (section 4).
    ///
    /// Errors: [`Error::InputTooLong`] above 2^36 bytes. Time: depends on the lengths.
    pub(crate) fn seal(&self, nonce: &[u8; NONCE_SIZE], aad: &[u8], data: &mut [u8]) -> Result<Block> {
        let message = self.message(nonce, aad, data)?;
        let tag = message.tag(nonce, aad, data);
        message.count(&tag, data);
        Ok(tag)
    }

    /// Decrypts `data` in place (section 5).
    ///
    /// Errors: as [`GcmSivKey::seal`], and [`Error::TagMismatch`], which leaves `data` zero. Time:
    /// depends on the lengths and on whether the tag is right.
    pub(crate) fn open(&self, nonce: &[u8; NONCE_SIZE], aad: &[u8], data: &mut [u8], tag: &Block) -> Result<()> {
        let message = self.message(nonce, aad, data)?;
        message.count(tag, data);
        let right = Wiped::new(message.tag(nonce, aad, data));
        if declassify(right.ct_eq(tag).unwrap_u8(), "whether the tag is right is the answer") == 0 {
            data.zeroize();
            return Err(Error::TagMismatch);
        }
        Ok(())
    }

    /// The keys for a nonce (section 4): halves of the encryptions of nonces with a number before
    /// them.
    fn message(&self, nonce: &[u8; NONCE_SIZE], aad: &[u8], data: &[u8]) -> Result<Message> {
        if aad.len() as u64 > MAX_LEN || data.len() as u64 > MAX_LEN {
            return Err(Error::InputTooLong);
        }
        let mut blocks = Wiped::new([[0; BLOCK_SIZE]; 6]);
        for (number, block) in (0..=u8::MAX).zip(blocks.iter_mut()) {
            block[0] = number;
            block[4..].copy_from_slice(nonce);
        }
        self.0.encrypt_blocks(&mut *blocks);
        let mut keys = Wiped::new([0; 48]);
        for (key, block) in keys.as_chunks_mut::<8>().0.iter_mut().zip(blocks.iter()) {
            key.copy_from_slice(&block[..8]);
        }
        let (authentication, encryption) = keys.split_at(BLOCK_SIZE);
        let h = authentication.iter().rev().fold(0, |h, byte| h << 8 | u128::from(*byte));
        Ok(Message(gcm::Key::with_hash_key(&encryption[..self.len()], times_x(h))?))
    }
}

/// Times x in the field of GHASH, where that is a shift to the right (appendix A: `mulX_GHASH`).
/// Time: constant.
fn times_x(h: u128) -> u128 {
    h >> 1 ^ (h & 1).wrapping_neg() & 0xe1 << 120
}

/// The keys of one message.
struct Message(gcm::Key);

impl Message {
    /// The tag of a message (section 4).
    fn tag(&self, nonce: &[u8; NONCE_SIZE], aad: &[u8], plaintext: &[u8]) -> Block {
        let lengths = [aad.len() as u64 * 8, plaintext.len() as u64 * 8].map(u64::to_le_bytes);
        let mut sum = Wiped::new([0; BLOCK_SIZE]);
        for part in [aad, plaintext, lengths.as_flattened()] {
            self.polyval(&mut sum, part);
        }
        let mut tag = u128::from_be_bytes(*sum).to_le_bytes();
        xor_in_place(&mut tag, nonce);
        tag[15] &= 0x7f;
        self.0.cipher().encrypt_block(&mut tag);
        tag
    }

    /// POLYVAL over `data` and zeros up to the next block: GHASH with every block end for end
    /// (appendix A), as is `sum`.
    fn polyval(&self, sum: &mut Block, data: &[u8]) {
        let mut batch = Wiped::new([[0; BLOCK_SIZE]; BATCH]);
        for part in data.chunks(BATCH * BLOCK_SIZE) {
            let blocks = &mut batch[..part.len().div_ceil(BLOCK_SIZE)];
            for (block, bytes) in blocks.iter_mut().zip(part.chunks(BLOCK_SIZE)) {
                *block = [0; BLOCK_SIZE];
                block[..bytes.len()].copy_from_slice(bytes);
                block.reverse();
            }
            self.0.ghash(sum, blocks.as_flattened());
        }
    }

    /// Exclusive or of `data` with the key stream from the tag on: the counter is its first word,
    /// modulo 2^32.
    fn count(&self, tag: &Block, data: &mut [u8]) {
        let first = u128::from_le_bytes(*tag) | 1 << 127;
        let mut counter = first as u32;
        let mut stream = Wiped::new([[0; BLOCK_SIZE]; BATCH]);
        for part in data.chunks_mut(BATCH * BLOCK_SIZE) {
            let blocks = &mut stream[..part.len().div_ceil(BLOCK_SIZE)];
            for block in blocks.iter_mut() {
                *block = (first >> 32 << 32 | u128::from(counter)).to_le_bytes();
                counter = counter.wrapping_add(1);
            }
            self.0.cipher().encrypt_blocks(blocks);
            xor_in_place(part, blocks.as_flattened());
        }
    }
}
