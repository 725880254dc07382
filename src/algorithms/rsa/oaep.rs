//! EME-OAEP (RFC 8017 section 7.1).

use super::digest::{Digest, MAX_DIGEST};
use super::mask::Mask;
use super::{MAX_SIZE, Random};
use crate::algorithms::bignum::limbs::{is_zero_limb, mask_of};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// The parameters of OAEP: the hash function of the label and that of the mask, of which neither
/// follows from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Oaep {
    /// The hash function of the label.
    pub digest: Digest,
    /// What makes the masks.
    pub mask: Mask,
}

impl Oaep {
    /// The usual parameters: MGF1 with the same hash function.
    #[must_use]
    pub fn new(digest: impl Into<Digest>) -> Self {
        let digest = digest.into();
        Self { digest, mask: Mask::Mgf1(digest) }
    }

    /// The longest message for a modulus of `size` bytes; `None` where there is room for none.
    #[must_use]
    pub const fn max_message(self, size: usize) -> Option<usize> {
        size.checked_sub(2 * self.digest.output_size() + 2)
    }

    /// Encodes a message (section 7.1.1 step 2): 00, masked seed, masked block.
    ///
    /// Errors: [`Error::InputTooLong`]; as `random`.
    pub(super) fn encode(self, message: &[u8], label: &[u8], random: Random<'_>, encoded: &mut [u8]) -> Result<()> {
        let max = self.max_message(encoded.len()).ok_or(Error::InputTooLong)?;
        let padding = max.checked_sub(message.len()).ok_or(Error::InputTooLong)?;
        encoded.fill(0);
        let (seed, block) = encoded[1..].split_at_mut(self.digest.output_size());
        self.digest.of(&[label], block);
        let one = self.digest.output_size() + padding;
        block[one] = 1;
        block[one + 1..].copy_from_slice(message);
        random(seed)?;
        self.mask.add(seed, block);
        self.mask.add(block, seed);
        Ok(())
    }

    /// Decodes a message (section 7.1.2 step 3): puts it at the beginning of `message`, which is
    /// zero behind it, and gives its length. `message` takes the longest one there can be.
    ///
    /// Time: constant for the lengths; whatever is wrong, it is found by masks over all bytes, and
    /// told once.
    ///
    /// Errors: [`Error::InvalidPadding`].
    pub(super) fn decode(self, encoded: &mut [u8], label: &[u8], message: &mut [u8]) -> Result<usize> {
        let max = self.max_message(encoded.len()).ok_or(Error::InvalidPadding)?;
        let Some((first, rest)) = encoded.split_first_mut() else { return Err(Error::InvalidPadding) };
        let (seed, block) = rest.split_at_mut(self.digest.output_size());
        self.mask.add(block, seed);
        self.mask.add(seed, block);
        let mut expected = [0; MAX_DIGEST];
        self.digest.of(&[label], &mut expected);
        let (label_hash, tail) = block.split_at(self.digest.output_size());
        let differs = label_hash.iter().zip(&expected).fold(*first, |all, (a, b)| all | (a ^ b));
        // The first byte that is not zero has to be one; the message stands behind it.
        let (mut searching, mut bad, mut start) = (u64::MAX, u64::from(differs), 0_u64);
        for (i, byte) in tail.iter().enumerate() {
            let is_zero = is_zero_limb(u64::from(*byte));
            let is_one = is_zero_limb(u64::from(*byte ^ 1));
            let found = searching & !is_zero;
            bad |= found & !is_one;
            start |= found & (i as u64 + 1);
            searching &= is_zero;
        }
        bad |= searching;
        if declassify(is_zero_limb(bad), "whether a ciphertext was one is the answer") == 0 {
            return Err(Error::InvalidPadding);
        }
        // Moves the message to the front by the bits of its place. The tail has a byte more than
        // the longest message.
        let mut shifted = Wiped::new([0; MAX_SIZE]);
        let shifted = &mut shifted[..tail.len()];
        shifted.copy_from_slice(tail);
        for bit in 0..usize::BITS - max.leading_zeros() + 1 {
            let (step, moves) = (1_usize << bit, mask_of(start >> bit & 1) as u8);
            for i in 0..shifted.len() {
                let from = shifted.get(i + step).copied().unwrap_or(0);
                shifted[i] ^= (shifted[i] ^ from) & moves;
            }
        }
        let len = declassify(tail.len() - start as usize, "the length of a message is told with it");
        message.get_mut(..max).ok_or(Error::BufferTooSmall)?.copy_from_slice(&shifted[..max]);
        Ok(len)
    }
}
