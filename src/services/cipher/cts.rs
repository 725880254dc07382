//! CBC with ciphertext stealing (SP 800-38A addendum).

use super::aes::{bits_of, rule};
use super::{AesKey, BLOCK_SIZE, CbcCs};
use crate::algorithms::aes::cts;
use crate::base::error::Result;
use crate::module::cast::cts::AES_CBC_CS;
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts `data`, of one block or more, with ciphertext stealing (SP 800-38A addendum): no
    /// padding, and the ciphertext is as long as the plaintext.
    ///
    /// Time: depends on the lengths of key and data.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) below one block,
    /// [`InputTooLong`](crate::Error::InputTooLong) from 2^61 bytes on,
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn cbc_cs_encrypt(&self, order: CbcCs, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<5632, _>(|| {
            let entry = gate::enter(&AES_CBC_CS)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            let bits = bits_of(data)?;
            cts::encrypt(order, &self.encryption, iv, data, bits)?;
            entry.release(data)
        })
    }

    /// Decrypts what [`AesKey::cbc_cs_encrypt`] has encrypted.
    ///
    /// Time: as [`AesKey::cbc_cs_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::cbc_cs_encrypt`].
    pub fn cbc_cs_decrypt(&self, order: CbcCs, iv: &[u8; BLOCK_SIZE], data: &mut [u8]) -> Result<()> {
        gate::clean_briefly::<5632, _>(|| {
            let entry = gate::enter(&AES_CBC_CS)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            let bits = bits_of(data)?;
            cts::decrypt(order, &self.decryption, iv, data, bits)?;
            entry.release(data)
        })
    }

    /// As [`AesKey::cbc_cs_encrypt`] for a message of `bits` bits, 128 or more; the rest of the
    /// last byte becomes zero.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) also unless `data` has as many
    /// bytes as `bits` need.
    pub fn cbc_cs_encrypt_bits(
        &self,
        order: CbcCs,
        iv: &[u8; BLOCK_SIZE],
        data: &mut [u8],
        bits: usize,
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_CBC_CS)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            cts::encrypt(order, &self.encryption, iv, data, bits)?;
            entry.release(data)
        })
    }

    /// Decrypts what [`AesKey::cbc_cs_encrypt_bits`] has encrypted.
    ///
    /// Time: as [`AesKey::cbc_cs_encrypt_bits`].
    ///
    /// # Errors
    /// As [`AesKey::cbc_cs_encrypt_bits`].
    pub fn cbc_cs_decrypt_bits(
        &self,
        order: CbcCs,
        iv: &[u8; BLOCK_SIZE],
        data: &mut [u8],
        bits: usize,
    ) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_CBC_CS)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            cts::decrypt(order, &self.decryption, iv, data, bits)?;
            entry.release(data)
        })
    }
}
