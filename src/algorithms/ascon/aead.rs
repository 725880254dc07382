//! Ascon-AEAD128 (SP 800-232 section 4).

use super::low_bits;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, wipe_on_drop};
use crate::kernels::ascon::{State, permute_8, permute_12};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The bytes of a key.
pub const KEY_SIZE: usize = 16;
/// The bytes of a nonce.
pub const NONCE_SIZE: usize = 16;
/// The bytes of a full tag.
pub const TAG_SIZE: usize = 16;

/// The bytes of a block: 128 bits of the state.
const RATE: usize = 16;
/// Section 4.1.1.
const IV: u64 = 0x0000_1000_808c_0001;
/// The last bit of the state, which separates associated data from plaintext.
const SEPARATOR: u64 = 1 << 63;

/// A key, and a second one with which nonces are masked, or zero. Wiped on drop.
#[derive(Clone)]
pub(crate) struct AsconKey {
    key: [u8; KEY_SIZE],
    mask: [u8; NONCE_SIZE],
}

wipe_on_drop!(AsconKey { key, mask });
no_padding!(AsconKey { key, mask });

/// The state of one message. Wiped on drop.
struct Message(State);

wipe_on_drop!(Message { 0 });
no_padding!(Message { 0 });

/// What is done with the plaintext or ciphertext of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Encrypt,
    Decrypt,
}

impl AsconKey {
    /// The key itself.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.key
    }

    /// Whether it leaves nonces as they are: no second half of a key masks them.
    pub(crate) fn is_unmasked(&self) -> bool {
        declassify(self.mask.ct_eq(&[0; NONCE_SIZE]).unwrap_u8(), "of which kind a key is, is public") == 1
    }

    /// Takes a key, and a second one or zeros for nonce masking (section 4.2.2).
    pub(crate) fn new(key: &[u8; KEY_SIZE], mask: &[u8; NONCE_SIZE]) -> Self {
        Self { key: *key, mask: *mask }
    }

    /// Encrypts the first `bits` of `data` in place and gives the full tag of it and of the first
    /// `aad_bits` of `aad` (section 4.1.1). The rest of the last byte becomes zero.
    ///
    /// Errors: [`Error::InvalidInputLength`] unless `data` and `aad` have as many bytes as their
    /// bits need. Time: depends on the lengths.
    pub(crate) fn seal(
        &self,
        nonce: &[u8; NONCE_SIZE],
        (aad, aad_bits): (&[u8], usize),
        data: &mut [u8],
        bits: usize,
    ) -> Result<[u8; TAG_SIZE]> {
        let mut message = self.begin(nonce, aad, aad_bits, data.len(), bits)?;
        message.process(Direction::Encrypt, data, bits);
        Ok(message.finish(self.key()).to_le_bytes())
    }

    /// Decrypts the first `bits` of `data` in place, if the first `tag_bits` of `tag` are right
    /// (section 4.1.2, and 4.2.1 for truncation).
    ///
    /// Errors: as [`AsconKey::seal`]; [`Error::InvalidTagLength`] unless `tag` has as many bytes as
    /// `tag_bits` need, 1 to 128; [`Error::TagMismatch`], which leaves `data` zero. Time: depends
    /// on the lengths and on whether the tag is right.
    pub(crate) fn open(
        &self,
        nonce: &[u8; NONCE_SIZE],
        (aad, aad_bits): (&[u8], usize),
        data: &mut [u8],
        bits: usize,
        (tag, tag_bits): (&[u8], usize),
    ) -> Result<()> {
        if !(1..=8 * TAG_SIZE).contains(&tag_bits) || tag.len() != tag_bits.div_ceil(8) {
            return Err(Error::InvalidTagLength);
        }
        let mut message = self.begin(nonce, aad, aad_bits, data.len(), bits)?;
        message.process(Direction::Decrypt, data, bits);
        let mut given = [0; TAG_SIZE];
        given.iter_mut().zip(tag).for_each(|(to, from)| *to = *from);
        // With the tag that was given, the difference would tell the right one.
        let difference = message.finish(self.key()) ^ u128::from_le_bytes(given);
        let difference = Wiped::new((difference << (8 * TAG_SIZE - tag_bits)).to_le_bytes());
        let is_right = difference.ct_eq(&[0; TAG_SIZE]).unwrap_u8();
        if declassify(is_right, "whether the tag is right is the answer") == 0 {
            data.zeroize();
            return Err(Error::TagMismatch);
        }
        Ok(())
    }

    fn key(&self) -> u128 {
        u128::from_le_bytes(self.key)
    }

    /// Initialization and associated data.
    fn begin(
        &self,
        nonce: &[u8; NONCE_SIZE],
        aad: &[u8],
        aad_bits: usize,
        len: usize,
        bits: usize,
    ) -> Result<Message> {
        if len != bits.div_ceil(8) || aad.len() != aad_bits.div_ceil(8) {
            return Err(Error::InvalidInputLength);
        }
        let nonce = u128::from_le_bytes(*nonce) ^ u128::from_le_bytes(self.mask);
        let mut message = Message([IV, 0, 0, 0, 0]);
        message.add(1, self.key());
        message.add(3, nonce);
        permute_12(&mut message.0);
        message.add(3, self.key());
        if aad_bits > 0 {
            message.absorb(aad, aad_bits);
        }
        message.0[4] ^= SEPARATOR;
        Ok(message)
    }
}

impl Message {
    /// Adds 128 bits to the words from `at` on.
    #[inline(always)]
    fn add(&mut self, at: usize, value: u128) {
        self.0[at] ^= value as u64;
        self.0[at + 1] ^= (value >> 64) as u64;
    }

    /// The first 128 bits.
    #[inline(always)]
    fn rate(&self) -> u128 {
        u128::from(self.0[0]) | u128::from(self.0[1]) << 64
    }

    fn absorb(&mut self, aad: &[u8], bits: usize) {
        let (blocks, _) = aad.as_chunks::<RATE>();
        for block in &blocks[..bits / (8 * RATE)] {
            self.add(0, u128::from_le_bytes(*block));
            permute_8(&mut self.0);
        }
        let last = last_block(&aad[bits / (8 * RATE) * RATE..], bits);
        self.add(0, u128::from_le_bytes(*last) | padding(bits));
        permute_8(&mut self.0);
    }

    fn process(&mut self, direction: Direction, data: &mut [u8], bits: usize) {
        let (whole, rest) = data.split_at_mut(bits / (8 * RATE) * RATE);
        for block in whole.as_chunks_mut::<RATE>().0 {
            let input = u128::from_le_bytes(*block);
            let output = input ^ self.rate();
            *block = output.to_le_bytes();
            self.add(0, if direction == Direction::Encrypt { input } else { output });
            permute_8(&mut self.0);
        }
        let input = u128::from_le_bytes(*last_block(rest, bits));
        let mask = padding(bits) - 1;
        let output = (input ^ self.rate()) & mask;
        let bytes = Wiped::new(output.to_le_bytes());
        rest.iter_mut().zip(&*bytes).for_each(|(to, from)| *to = *from);
        self.add(0, padding(bits) | if direction == Direction::Encrypt { input } else { output });
    }

    /// Finalization.
    fn finish(&mut self, key: u128) -> u128 {
        self.add(2, key);
        permute_12(&mut self.0);
        (u128::from(self.0[3]) | u128::from(self.0[4]) << 64) ^ key
    }
}

/// The bit after the last of `bits`, in its block.
fn padding(bits: usize) -> u128 {
    1 << (bits % (8 * RATE))
}

/// The bytes of the last block, which is not whole and may be empty, with zeros for what is not of
/// the message.
fn last_block(bytes: &[u8], bits: usize) -> Wiped<[u8; RATE]> {
    let mut block = Wiped::new([0; RATE]);
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    if let (Some(last), partial @ 1..) = (block.get_mut(bits % (8 * RATE) / 8), bits % 8) {
        *last = low_bits(*last, partial as u32);
    }
    block
}
