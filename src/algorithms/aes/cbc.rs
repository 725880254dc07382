//! The cipher block chaining mode (SP 800-38A section 6.2), alone and with the padding of PKCS #7.

use super::{BLOCK_SIZE, Block, DecryptionKey, Key, whole_blocks};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use subtle::{ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater, ConstantTimeLess};
use zeroize::Zeroize;

/// Encrypts `data` in place and leaves in `iv` what the next part of the message chains to.
///
/// Errors: [`Error::InvalidInputLength`] unless `data` is a whole number of blocks, none included.
/// Time: depends on the lengths of key and data.
pub(crate) fn encrypt(key: &Key, iv: &mut Block, data: &mut [u8]) -> Result<()> {
    key.cbc_encrypt(iv, whole_blocks(data)?);
    Ok(())
}

/// Decrypts `data` in place and leaves in `iv` what the next part of the message chains to.
///
/// Errors and time: as [`encrypt`].
pub(crate) fn decrypt(key: &DecryptionKey, iv: &mut Block, data: &mut [u8]) -> Result<()> {
    key.cbc_decrypt(iv, whole_blocks(data)?);
    Ok(())
}

/// The length of a message of `len` bytes with its padding: the next multiple of the block above
/// it.
///
/// Errors: [`Error::InputTooLong`] if no buffer can hold it.
pub(crate) fn padded_len(len: usize) -> Result<usize> {
    (len / BLOCK_SIZE).checked_add(1).and_then(|blocks| blocks.checked_mul(BLOCK_SIZE)).ok_or(Error::InputTooLong)
}

/// Encrypts `plaintext` with the padding of PKCS #7 (RFC 5652 section 6.3) into the start of `out`;
/// gives the length.
///
/// Errors: [`Error::BufferTooSmall`] unless `out` holds [`padded_len`] bytes. Time: depends on the
/// lengths.
pub(crate) fn encrypt_padded(key: &Key, iv: &Block, plaintext: &[u8], out: &mut [u8]) -> Result<usize> {
    let len = padded_len(plaintext.len())?;
    let out = out.get_mut(..len).ok_or(Error::BufferTooSmall)?;
    let (text, padding) = out.split_at_mut(plaintext.len());
    text.copy_from_slice(plaintext);
    padding.fill(padding.len() as u8);
    encrypt(key, &mut { *iv }, out)?;
    Ok(len)
}

/// Decrypts `ciphertext` into the start of `out`, takes the padding of PKCS #7 off and gives the
/// length of what is left. Where the padding was, `out` is zero.
///
/// Errors: [`Error::InvalidInputLength`] unless `ciphertext` is one or more whole blocks;
/// [`Error::BufferTooSmall`] unless `out` is as long; [`Error::InvalidPadding`], which leaves that
/// part of `out` zero. Time: depends on the lengths of key and ciphertext; only after the verdict
/// on the length of the plaintext.
pub(crate) fn decrypt_padded(key: &DecryptionKey, iv: &Block, ciphertext: &[u8], out: &mut [u8]) -> Result<usize> {
    if ciphertext.is_empty() || !ciphertext.len().is_multiple_of(BLOCK_SIZE) {
        return Err(Error::InvalidInputLength);
    }
    let out = out.get_mut(..ciphertext.len()).ok_or(Error::BufferTooSmall)?;
    out.copy_from_slice(ciphertext);
    decrypt(key, &mut { *iv }, out)?;
    let padding = out.last_chunk::<BLOCK_SIZE>().map_or(0, padding_len);
    match declassify(padding, "whether the padding is right, and the length of the plaintext, are the answer") {
        0 => {
            out.zeroize();
            Err(Error::InvalidPadding)
        }
        padding => {
            let len = out.len() - usize::from(padding);
            out[len..].zeroize();
            Ok(len)
        }
    }
}

/// The length of the padding at the end of the last block: 1 to 16, or 0 if it is wrong. Time:
/// constant.
fn padding_len(last: &Block) -> u8 {
    let claimed = last[BLOCK_SIZE - 1];
    let mut right = claimed.ct_gt(&0) & !claimed.ct_gt(&(BLOCK_SIZE as u8));
    for (distance, byte) in (0..=u8::MAX).zip(last.iter().rev()) {
        right &= !distance.ct_lt(&claimed) | byte.ct_eq(&claimed);
    }
    u8::conditional_select(&0, &claimed, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every last byte, with every one byte of the padding made wrong.
    #[test]
    fn padding_is_right_or_it_is_not() {
        for claimed in 0..=255_u8 {
            let valid = (1..=16).contains(&claimed);
            let block = core::array::from_fn(|i| if 16 - i <= usize::from(claimed) { claimed } else { 0x5a });
            assert_eq!(padding_len(&block), if valid { claimed } else { 0 });
            for wrong in 0..15 {
                let mut block = block;
                block[wrong] ^= 0x40;
                let in_padding = 16 - wrong <= usize::from(claimed);
                assert_eq!(padding_len(&block), if valid && !in_padding { claimed } else { 0 }, "{claimed} {wrong}");
            }
        }
    }
}
