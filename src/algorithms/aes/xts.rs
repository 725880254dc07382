//! The tweakable mode XTS for stored data (SP 800-38E, IEEE 1619-2018).

use super::{BLOCK_SIZE, Block, DecryptionKey, Key};
use crate::base::error::{Error, Result};
use crate::base::secret::no_padding;
use crate::kernels::aes::times_alpha;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::ConstantTimeEq;

/// The blocks of the longest data unit (SP 800-38E section 4).
pub(crate) const MAX_BLOCKS: usize = 1 << 20;
const BLOCK_BITS: usize = 8 * BLOCK_SIZE;

/// The two keys of XTS. Wiped on drop.
#[derive(Clone)]
pub(crate) struct XtsKey {
    encryption: Key,
    decryption: DecryptionKey,
    tweak: Key,
}

// Its members wipe themselves.
impl zeroize::ZeroizeOnDrop for XtsKey {}
no_padding!(XtsKey { encryption, decryption, tweak });

/// What is done with the blocks of a data unit.
trait Cipher {
    /// Whether a short last block is taken with the last tweak but one, and the block before it
    /// with the last.
    const DECRYPTS: bool;
    fn blocks(&self, tweak: u128, blocks: &mut [Block]);
}

impl Cipher for Key {
    const DECRYPTS: bool = false;
    fn blocks(&self, tweak: u128, blocks: &mut [Block]) {
        self.xts_encrypt(tweak, blocks);
    }
}

impl Cipher for DecryptionKey {
    const DECRYPTS: bool = true;
    fn blocks(&self, tweak: u128, blocks: &mut [Block]) {
        self.xts_decrypt(tweak, blocks);
    }
}

impl XtsKey {
    /// The key itself: that of the data, and that of the tweaks.
    pub(crate) fn halves(&self) -> [&[u8]; 2] {
        [self.encryption.bytes(), self.tweak.bytes()]
    }

    /// Takes a key of 32 or 64 bytes: the one for the data, then the one for the tweak.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidParameter`] if the two are equal (FIPS
    /// 140-3 IG C.I). Time: depends on the length.
    pub(crate) fn new(key: &[u8]) -> Result<Self> {
        if ![32, 64].contains(&key.len()) {
            return Err(Error::InvalidKeyLength);
        }
        let (data, tweak) = key.split_at(key.len() / 2);
        if declassify(data.ct_eq(tweak).unwrap_u8(), "whether the halves are equal is the answer") != 0 {
            return Err(Error::InvalidParameter);
        }
        let encryption = Key::new(data)?;
        let decryption = DecryptionKey::of(&encryption);
        Ok(Self { encryption, decryption, tweak: Key::new(tweak)? })
    }

    /// The length of the key for the data in bytes: that of AES.
    pub(crate) fn len(&self) -> usize {
        self.encryption.len()
    }

    /// Encrypts the first `bits` of `data`, one data unit, in place; the rest of the last byte
    /// becomes zero.
    ///
    /// Errors: [`Error::InvalidInputLength`] unless there are 128 bits or more, in as many bytes as
    /// they need; [`Error::InputTooLong`] from 2^20 blocks on. Time: depends on the lengths of key
    /// and data.
    pub(crate) fn encrypt(&self, tweak: &Block, data: &mut [u8], bits: usize) -> Result<()> {
        unit(&self.encryption, self.first_tweak(tweak), data, bits)
    }

    /// Decrypts as [`XtsKey::encrypt`] encrypts.
    ///
    /// Errors and time: as [`XtsKey::encrypt`].
    pub(crate) fn decrypt(&self, tweak: &Block, data: &mut [u8], bits: usize) -> Result<()> {
        unit(&self.decryption, self.first_tweak(tweak), data, bits)
    }

    fn first_tweak(&self, tweak: &Block) -> u128 {
        let mut tweak = Wiped::new(*tweak);
        self.tweak.encrypt_block(&mut tweak);
        u128::from_le_bytes(*tweak)
    }
}

/// IEEE 1619 sections 5.3.2 and 5.4.2. A block is an integer, least significant byte first, to its
/// tweak, and most significant bit first where bits are counted.
fn unit<C: Cipher>(cipher: &C, tweak: u128, data: &mut [u8], bits: usize) -> Result<()> {
    if bits < BLOCK_BITS || data.len() != bits.div_ceil(8) {
        return Err(Error::InvalidInputLength);
    }
    if bits > MAX_BLOCKS * BLOCK_BITS {
        return Err(Error::InputTooLong);
    }
    let short = bits % BLOCK_BITS;
    if short == 0 {
        cipher.blocks(tweak, data.as_chunks_mut().0);
        return Ok(());
    }
    let whole = bits / BLOCK_BITS - 1;
    let (before, tail) = data.split_at_mut(BLOCK_SIZE * whole);
    cipher.blocks(tweak, before.as_chunks_mut().0);
    if let Some((last, stolen)) = tail.split_first_chunk_mut() {
        let tweak = advanced(tweak, whole);
        let tweaks = if C::DECRYPTS { [times_alpha(tweak), tweak] } else { [tweak, times_alpha(tweak)] };
        steal(cipher, tweaks, last, stolen, u128::MAX << (BLOCK_BITS - short));
    }
    Ok(())
}

/// The last whole block and the short one, whose bits `mask` has: the short one takes what it lacks
/// from the result of the whole one, and changes places with it.
fn steal<C: Cipher>(cipher: &C, tweaks: [u128; 2], last: &mut Block, short: &mut [u8], mask: u128) {
    cipher.blocks(tweaks[0], core::slice::from_mut(last));
    let result = u128::from_be_bytes(*last);
    let input = short.iter().rev().fold(0, |integer, byte| integer >> 8 | u128::from(*byte) << 120);
    *last = (input & mask | result & !mask).to_be_bytes();
    cipher.blocks(tweaks[1], core::slice::from_mut(last));
    short.iter_mut().zip((result & mask).to_be_bytes()).for_each(|(to, from)| *to = from);
}

/// A tweak times alpha to the power `n`.
fn advanced(mut tweak: u128, n: usize) -> u128 {
    for _ in 0..n / 64 {
        let carry = tweak >> 64;
        // alpha^128 is alpha^7 + alpha^2 + alpha + 1.
        tweak = tweak << 64 ^ carry ^ carry << 1 ^ carry << 2 ^ carry << 7;
    }
    (0..n % 64).fold(tweak, |tweak, _| times_alpha(tweak))
}
