//! The electronic codebook mode (SP 800-38A section 6.1).

use super::{DecryptionKey, Key, whole_blocks};
use crate::base::error::Result;

/// Encrypts each block of `data` by itself, in place.
///
/// Errors: `InvalidInputLength` unless `data` is a whole number of blocks, none included. Time:
/// depends on the lengths of key and data.
pub(crate) fn encrypt(key: &Key, data: &mut [u8]) -> Result<()> {
    key.encrypt_blocks(whole_blocks(data)?);
    Ok(())
}

/// Decrypts each block of `data` by itself, in place.
///
/// Errors and time: as [`encrypt`].
pub(crate) fn decrypt(key: &DecryptionKey, data: &mut [u8]) -> Result<()> {
    key.decrypt_blocks(whole_blocks(data)?);
    Ok(())
}
