//! Ciphertext stealing in CBC: messages of any length from one block on, without padding (SP
//! 800-38A addendum).
//!
//! The last two blocks are 128-bit integers, most significant bit first, so that a message may end
//! within a byte.

use super::{BLOCK_SIZE, Block, DecryptionKey, Key};
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};
use crate::machine::wipe::Wiped;

/// In which order the last two blocks of the ciphertext stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CbcCs {
    /// As in CBC: the short block before the last one.
    Cs1,
    /// As in CBC if the last block is whole, otherwise as CS3.
    Cs2,
    /// Always the last one before the short block; Kerberos has it so (RFC 3962).
    Cs3,
}

impl CbcCs {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Cs1, Self::Cs2, Self::Cs3];

    /// Whether the two are swapped where the short one has `d` bits.
    fn swaps(self, d: u32) -> bool {
        match self {
            Self::Cs1 => false,
            Self::Cs2 => d != BLOCK_BITS,
            Self::Cs3 => true,
        }
    }
}

const BLOCK_BITS: u32 = 128;

/// The first `d` bits of a block, of 1 to 128.
fn first_bits(d: u32) -> u128 {
    u128::MAX << (BLOCK_BITS - d)
}

/// The last block of a message and what is before it of the last two, as far as they are there.
struct Tail {
    /// The bits of the short block, 1 to 128.
    d: u32,
    /// The first 128 bits and the other `d`.
    halves: [u128; 2],
    /// What would be padding.
    _rest: Rest<{ rest_of::<u128>(size_of::<u32>()) }>,
}

wipe_on_drop!(Tail { d, halves });
no_padding!(Tail { d, halves, _rest });

impl Tail {
    /// Reads 128 and `d` bits.
    fn read(data: &[u8], d: u32) -> Self {
        let mut bytes = Wiped::new([0; 2 * BLOCK_SIZE]);
        bytes.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
        let (first, second) = bytes.split_at(BLOCK_SIZE);
        let integer = |half: &[u8]| half.iter().fold(0, |integer, byte| integer << 8 | u128::from(*byte));
        Self { d, halves: [integer(first), integer(second) & first_bits(d)], _rest: Rest::ZERO }
    }

    /// Writes them; the rest of the last byte becomes zero.
    fn write(&self, data: &mut [u8]) {
        let mut bytes = Wiped::new([0; 2 * BLOCK_SIZE]);
        for (block, half) in bytes.as_chunks_mut().0.iter_mut().zip(&self.halves) {
            *block = half.to_be_bytes();
        }
        data.iter_mut().zip(&*bytes).for_each(|(to, from)| *to = *from);
    }

    /// Splits the ciphertext into the whole block and the short one.
    fn split(&self, swapped: bool) -> (u128, u128) {
        let [first, second] = self.halves;
        if swapped {
            return (first, second);
        }
        let whole = first.checked_shl(self.d).unwrap_or(0) | second >> (BLOCK_BITS - self.d);
        (whole, first & first_bits(self.d))
    }

    /// Puts the ciphertext together of the whole block and the first bits of the other.
    fn join(&mut self, swapped: bool, whole: u128, short: u128) {
        let short = short & first_bits(self.d);
        self.halves = if swapped {
            [whole, short]
        } else {
            [short | whole.checked_shr(self.d).unwrap_or(0), whole << (BLOCK_BITS - self.d)]
        };
    }
}

/// The whole blocks before the last two, the bytes of the last two, and the bits of the last.
///
/// Errors: [`Error::InvalidInputLength`] unless there are 128 bits or more, in as many bytes as
/// they need.
fn parts(data: &mut [u8], bits: usize) -> Result<(&mut [Block], &mut [u8], u32)> {
    if bits < BLOCK_BITS as usize || data.len() != bits.div_ceil(8) {
        return Err(Error::InvalidInputLength);
    }
    let d = (bits - 1) % BLOCK_BITS as usize + 1;
    let before = (bits - d) / 8 - BLOCK_SIZE.min((bits - d) / 8);
    let (blocks, tail) = data.split_at_mut(before);
    Ok((blocks.as_chunks_mut().0, tail, d as u32))
}

/// Encrypts the first `bits` of `data` in place; the rest of the last byte becomes zero. One block
/// is plain CBC.
///
/// Errors: [`Error::InvalidInputLength`] unless there are 128 bits or more, in as many bytes as
/// they need. Time: depends on the lengths of key and data.
pub(crate) fn encrypt(order: CbcCs, key: &Key, iv: &Block, data: &mut [u8], bits: usize) -> Result<()> {
    let (blocks, tail_bytes, d) = parts(data, bits)?;
    let mut chain = *iv;
    if let Ok(block) = <&mut Block>::try_from(&mut *tail_bytes) {
        key.cbc_encrypt(&mut chain, core::slice::from_mut(block));
        return Ok(());
    }
    key.cbc_encrypt(&mut chain, blocks);
    let mut tail = Tail::read(tail_bytes, d);
    let next = |block: u128, chain: u128| {
        let mut block = Wiped::new((block ^ chain).to_be_bytes());
        key.encrypt_block(&mut block);
        u128::from_be_bytes(*block)
    };
    let short = next(tail.halves[0], u128::from_be_bytes(chain));
    let whole = next(tail.halves[1], short);
    tail.join(order.swaps(d), whole, short);
    tail.write(tail_bytes);
    Ok(())
}

/// Decrypts the first `bits` of `data` in place; the rest of the last byte becomes zero.
///
/// Errors and time: as [`encrypt`].
pub(crate) fn decrypt(order: CbcCs, key: &DecryptionKey, iv: &Block, data: &mut [u8], bits: usize) -> Result<()> {
    let (blocks, tail_bytes, d) = parts(data, bits)?;
    let mut chain = *iv;
    if let Ok(block) = <&mut Block>::try_from(&mut *tail_bytes) {
        key.cbc_decrypt(&mut chain, core::slice::from_mut(block));
        return Ok(());
    }
    key.cbc_decrypt(&mut chain, blocks);
    let mut tail = Tail::read(tail_bytes, d);
    let inverse = |block: u128| {
        let mut block = Wiped::new(block.to_be_bytes());
        key.decrypt_block(&mut block);
        u128::from_be_bytes(*block)
    };
    let (whole, short) = tail.split(order.swaps(d));
    let last = inverse(whole);
    let first = inverse(short | last & !first_bits(d)) ^ u128::from_be_bytes(chain);
    tail.halves = [first, (last ^ short) & first_bits(d)];
    tail.write(tail_bytes);
    Ok(())
}
