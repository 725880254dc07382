//! EMSA-PSS (RFC 8017 section 9.1, FIPS 186-5 section 5.4).

use super::digest::{Digest, MAX_DIGEST};
use super::mask::Mask;
use super::{MAX_SIZE, Random};
use crate::base::error::{Error, Result};
use crate::machine::wipe::Wiped;

/// The parameters of a PSS signature, all of which belong to its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pss {
    /// The hash function of the message.
    pub digest: Digest,
    /// What makes the mask.
    pub mask: Mask,
    /// The bytes of the salt. Zero means none.
    pub salt: usize,
}

impl Pss {
    /// The usual parameters: MGF1 with the same hash function, or SHAKE as its own mask (RFC 8702),
    /// and a salt as long as the hash value.
    #[must_use]
    pub fn new(digest: impl Into<Digest>) -> Self {
        let digest = digest.into();
        let mask = match digest {
            Digest::Hash(_) => Mask::Mgf1(digest),
            Digest::Shake128 => Mask::Shake128,
            Digest::Shake256 => Mask::Shake256,
        };
        Self { digest, mask, salt: digest.output_size() }
    }

    /// The same with a salt of so many bytes.
    #[must_use]
    pub const fn with_salt(mut self, salt: usize) -> Self {
        self.salt = salt;
        self
    }

    /// The same with another mask.
    #[must_use]
    pub const fn with_mask(mut self, mask: Mask) -> Self {
        self.mask = mask;
        self
    }

    /// The parts of an encoded message of `bits`: where it begins in as many bytes as the modulus
    /// has, the bytes of the masked block, and the bits that its first byte has not.
    fn parts(self, bits: usize, size: usize) -> Option<(usize, usize, u32)> {
        let em_len = (bits - 1).div_ceil(8);
        let db_len = em_len.checked_sub(self.digest.output_size() + 1)?;
        Some((size - em_len, db_len, (8 * em_len - (bits - 1)) as u32))
    }

    /// Encodes `message` for a modulus of `bits`, with a salt (section 9.1.1).
    ///
    /// Errors: [`Error::InvalidParameter`] where there is no room for the salt.
    pub(super) fn encode(self, message: &[u8], salt: &[u8], bits: usize, encoded: &mut [u8]) -> Result<()> {
        let (start, db_len, spare) = self.parts(bits, encoded.len()).ok_or(Error::InvalidParameter)?;
        let one = db_len.checked_sub(salt.len() + 1).ok_or(Error::InvalidParameter)?;
        encoded.fill(0);
        let (block, rest) = encoded[start..].split_at_mut(db_len);
        let (hash, trailer) = rest.split_at_mut(self.digest.output_size());
        self.hash(message, salt, hash);
        block[one] = 1;
        block[one + 1..].copy_from_slice(salt);
        self.mask.add(hash, block);
        block[0] &= 0xff >> spare;
        trailer[0] = 0xbc;
        Ok(())
    }

    /// H of the hash value of a message and a salt (steps 5 and 6).
    fn hash(self, message: &[u8], salt: &[u8], value: &mut [u8]) {
        let mut first = [0; MAX_DIGEST];
        self.digest.of(&[message], &mut first);
        self.digest.of(&[&[0; 8], &first[..self.digest.output_size()], salt], value);
    }

    /// Whether an encoded message is one of `message` (section 9.1.2), with a salt of any length if
    /// `any` is true.
    ///
    /// Time: depends on everything, which is public.
    pub(super) fn is_encoded(self, message: &[u8], any: bool, bits: usize, encoded: &[u8]) -> bool {
        let Some((start, db_len, spare)) = self.parts(bits, encoded.len()) else { return false };
        let (above, encoded) = encoded.split_at(start);
        let mut block = [0; MAX_SIZE];
        let block = &mut block[..db_len];
        block.copy_from_slice(&encoded[..db_len]);
        let (hash, trailer) = encoded[db_len..].split_at(self.digest.output_size());
        let top = 0xff_u8 >> spare;
        if above.iter().any(|byte| *byte != 0)
            || trailer != [0xbc]
            || block.first().is_none_or(|first| first & !top != 0)
        {
            return false;
        }
        self.mask.add(hash, block);
        block[0] &= top;
        let Some(one) = block.iter().position(|byte| *byte != 0) else { return false };
        let salt = &block[one + 1..];
        if block[one] != 1 || (!any && salt.len() != self.salt) {
            return false;
        }
        let mut expected = [0; MAX_DIGEST];
        self.hash(message, salt, &mut expected);
        expected[..hash.len()] == *hash
    }

    /// A fresh salt, and the encoded message with it.
    pub(super) fn encode_fresh(
        self,
        message: &[u8],
        random: Random<'_>,
        bits: usize,
        encoded: &mut [u8],
    ) -> Result<()> {
        let mut salt = Wiped::new([0; MAX_SIZE]);
        let salt = salt.get_mut(..self.salt).ok_or(Error::InvalidParameter)?;
        random(salt)?;
        self.encode(message, salt, bits, encoded)
    }
}
