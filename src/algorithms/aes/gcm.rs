//! The Galois/counter mode (SP 800-38D).

use super::Block;
use crate::base::error::{Error, Result};
use crate::kernels::gcm::Direction;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroize;

pub(crate) use crate::kernels::gcm::Key;

/// The bytes of an initialization vector that the standard recommends, and the only length an
/// approved sealer makes.
pub const IV_SIZE: usize = 12;
/// The bytes of a full tag.
pub const TAG_SIZE: usize = 16;
/// The longest plaintext in bytes: 2^39 - 256 bits (section 5.2.1.1).
pub const MAX_DATA: u64 = (1 << 36) - 32;
/// The longest additional data in bytes: 2^64 - 1 bits (section 5.2.1.1).
pub const MAX_AAD: u64 = (1 << 61) - 1;

/// Authenticated encryption (section 7.1) of `data` in place; gives the full tag.
///
/// Errors: [`Error::InvalidIvLength`] for an empty IV, [`Error::InputTooLong`]; `data` is then
/// unchanged. Time: depends on the lengths.
#[inline]
pub(crate) fn seal(key: &Key, iv: &[u8], aad: &[u8], data: &mut [u8]) -> Result<Block> {
    check_lengths(aad, data)?;
    let j0 = j0(key, iv)?;
    Ok(key.crypt(Direction::Seal, j0, aad, data).to_be_bytes())
}

/// As [`seal`], with an IV of 96 bits as a big-endian integer: one that the module makes never has
/// to pass through memory, where an integer that was written in parts is slow to read as a whole.
///
/// Errors and time: as [`seal`].
#[inline]
pub(crate) fn seal_with_integer(key: &Key, iv: u128, aad: &[u8], data: &mut [u8]) -> Result<Block> {
    check_lengths(aad, data)?;
    Ok(key.crypt(Direction::Seal, j0_of_96_bits(iv), aad, data).to_be_bytes())
}

/// Authenticated decryption (section 7.2) of `data` in place. `tag` may be the leftmost bytes of a
/// full tag; which lengths are right is for the caller to say.
///
/// Errors: as [`seal`]; [`Error::InvalidTagLength`] for a tag that is empty or longer than 16
/// bytes; [`Error::TagMismatch`], which leaves `data` zero. Time: depends on the lengths and on
/// whether the tag is right.
#[inline]
pub(crate) fn open(key: &Key, iv: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
    check_lengths(aad, data)?;
    if tag.is_empty() || tag.len() > TAG_SIZE {
        return Err(Error::InvalidTagLength);
    }
    let j0 = j0(key, iv)?;
    let full = key.crypt(Direction::Open, j0, aad, data);
    if declassify(starts_with(full, tag).unwrap_u8(), "whether the tag is right is the answer") == 1 {
        return Ok(());
    }
    data.zeroize();
    Err(Error::TagMismatch)
}

/// The pre-counter block (section 7.1 step 2) as a big-endian integer.
///
/// Errors: [`Error::InvalidIvLength`], [`Error::InputTooLong`].
#[inline]
fn j0(key: &Key, iv: &[u8]) -> Result<u128> {
    let Ok(iv) = <&[u8; IV_SIZE]>::try_from(iv) else { return hash_iv(key, iv) };
    // In words of 4 bytes: protocols write their nonces in parts of 4 and 8. A load across two
    // recent stores stalls the processor.
    let (words, _) = iv.as_chunks::<4>();
    Ok(j0_of_96_bits(words.iter().fold(0, |iv, word| iv << 32 | u128::from(u32::from_be_bytes(*word)))))
}

/// J0 = IV || 0^31 || 1.
#[inline]
const fn j0_of_96_bits(iv: u128) -> u128 {
    (iv << 32) | 1
}

/// J0 = GHASH(IV || 0^(s+64) || `[len(IV)]`64), with s zeros to the next whole block.
#[cold]
fn hash_iv(key: &Key, iv: &[u8]) -> Result<u128> {
    if iv.is_empty() {
        return Err(Error::InvalidIvLength);
    }
    if iv.len() as u64 > MAX_AAD {
        return Err(Error::InputTooLong);
    }
    let mut j0 = Wiped::new([0; 16]);
    key.ghash(&mut j0, iv);
    key.ghash(&mut j0, &(8 * iv.len() as u128).to_be_bytes());
    Ok(u128::from_be_bytes(*j0))
}

/// Whether `full`, a big-endian integer, begins with `tag`. Time: depends on the length of `tag`.
#[inline]
fn starts_with(full: u128, tag: &[u8]) -> Choice {
    if let Ok(tag) = <&Block>::try_from(tag) {
        // As one word, because a comparison byte by byte takes longer than sealing a short message.
        let difference = full ^ u128::from_be_bytes(*tag);
        return ((difference >> 64) as u64 | difference as u64).ct_eq(&0);
    }
    // The right tag of a refused message would be a forgery in the hands of whoever reads the
    // stack.
    let full = Wiped::new(full.to_be_bytes());
    full[..tag.len()].ct_eq(tag)
}

#[inline]
fn check_lengths(aad: &[u8], data: &[u8]) -> Result<()> {
    if data.len() as u64 > MAX_DATA || aad.len() as u64 > MAX_AAD {
        return Err(Error::InputTooLong);
    }
    Ok(())
}
