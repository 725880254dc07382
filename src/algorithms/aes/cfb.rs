//! The cipher feedback mode (SP 800-38A section 6.3), with segments of 1, 8 and 128 bits.

use super::{BLOCK_SIZE, Block, Key, whole_blocks};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The bits of a segment: `s` of the standard, by whose number the modes CFB1, CFB8 and CFB128 are
/// called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CfbSegment {
    /// One bit; a block function for every bit.
    Bits1,
    /// One byte; a block function for every byte.
    Bits8,
    /// One block.
    Bits128,
}

impl CfbSegment {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Bits1, Self::Bits8, Self::Bits128];

    /// Its length in bits.
    #[must_use]
    pub const fn bits(self) -> usize {
        match self {
            Self::Bits1 => 1,
            Self::Bits8 => 8,
            Self::Bits128 => 128,
        }
    }
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Encrypt,
    Decrypt,
}

/// Encrypts or decrypts the first `bits` of `data` in place and leaves in `register` what the next
/// part goes on from. The rest of the last byte becomes zero.
///
/// Errors: [`Error::InvalidInputLength`] unless `bits` is a whole number of segments and `data` has
/// as many bytes as they need. Time: depends on the lengths of key and data.
pub(crate) fn apply(
    direction: Direction,
    segment: CfbSegment,
    key: &Key,
    register: &mut Block,
    data: &mut [u8],
    bits: usize,
) -> Result<()> {
    if !bits.is_multiple_of(segment.bits()) || data.len() != bits.div_ceil(8) {
        return Err(Error::InvalidInputLength);
    }
    match segment {
        CfbSegment::Bits1 => short_segments::<1>(direction, key, register, data, bits),
        CfbSegment::Bits8 => short_segments::<8>(direction, key, register, data, bits),
        CfbSegment::Bits128 => match direction {
            Direction::Encrypt => key.cfb_encrypt(register, whole_blocks(data)?),
            Direction::Decrypt => key.cfb_decrypt(register, whole_blocks(data)?),
        },
    }
    Ok(())
}

/// As [`apply`] for all of `data` at the end of a message, where the last segment of CFB128 may be
/// shorter: it becomes what the whole segment would become with anything behind it, cut to its
/// length.
///
/// Errors: [`Error::InputTooLong`] where the bits of `data` cannot be counted. Time: depends on the
/// lengths of key and data.
pub(crate) fn finish(
    direction: Direction,
    segment: CfbSegment,
    key: &Key,
    register: &mut Block,
    data: &mut [u8],
) -> Result<()> {
    let whole = data.len() - data.len() % segment.bits().div_ceil(8);
    let (whole, short) = data.split_at_mut(whole);
    let bits = whole.len().checked_mul(8).ok_or(Error::InputTooLong)?;
    apply(direction, segment, key, register, whole, bits)?;
    if !short.is_empty() {
        let mut output = Wiped::new(*register);
        key.encrypt_block(&mut output);
        for (byte, mask) in short.iter_mut().zip(output.iter()) {
            *byte ^= mask;
        }
    }
    Ok(())
}

/// Segments of `S` bits, at most a byte: the first of those of the output block go with each, and
/// the segment of ciphertext is shifted into the register.
fn short_segments<const S: usize>(
    direction: Direction,
    key: &Key,
    register: &mut Block,
    data: &mut [u8],
    bits: usize,
) {
    let mut output = Wiped::new([0; BLOCK_SIZE]);
    for (i, byte) in data.iter_mut().enumerate() {
        let (mut rest, mut done) = (*byte, 0);
        for segment in 0..((bits - 8 * i).min(8) / S) {
            *output = *register;
            key.encrypt_block(&mut output);
            let input = rest >> (8 - S);
            let result = input ^ (output[0] >> (8 - S));
            let ciphertext = if direction == Direction::Encrypt { result } else { input };
            *register = ((u128::from_be_bytes(*register) << S) | u128::from(ciphertext)).to_be_bytes();
            done |= result << (8 - S) >> (S * segment);
            rest = ((u16::from(rest)) << S) as u8;
        }
        *byte = done;
    }
}
