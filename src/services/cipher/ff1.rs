//! Format-preserving encryption: FF1 (SP 800-38G). FF3-1 is withdrawn.

use super::AesKey;
use super::aes::rule;
use crate::algorithms::aes::ff1::{self, Direction};
use crate::base::error::Result;
use crate::module::cast::ff1::AES_FF1;
use crate::module::{gate, policy};

impl AesKey {
    /// Encrypts a string of numerals of a radix from 2 to 65536 in place, so that it stays one:
    /// digits of a card number stay digits. The tweak, of any length, may be public, and should
    /// differ where the same string stands in different places.
    ///
    /// Time: depends on the radix, the lengths and whether there is an error.
    ///
    /// # Errors
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for a radix or numeral that is not one;
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength) for a string of fewer than two
    /// numerals or of a length with fewer than a million strings;
    /// [`InputTooLong`](crate::Error::InputTooLong) for halves of more than 8192 bits;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ff1_encrypt(&self, radix: u32, tweak: &[u8], numerals: &mut [u16]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_FF1)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            ff1::crypt(Direction::Encrypt, &self.encryption, radix, tweak, numerals)?;
            entry.release(numerals)
        })
    }

    /// Decrypts what [`AesKey::ff1_encrypt`] has encrypted.
    ///
    /// Time: as [`AesKey::ff1_encrypt`].
    ///
    /// # Errors
    /// As [`AesKey::ff1_encrypt`].
    pub fn ff1_decrypt(&self, radix: u32, tweak: &[u8], numerals: &mut [u16]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&AES_FF1)?;
            policy::permit_rule(|| rule(&self.encryption))?;
            ff1::crypt(Direction::Decrypt, &self.encryption, radix, tweak, numerals)?;
            entry.release(numerals)
        })
    }
}
