//! Mask generation (RFC 8017 appendix B.2.1; FIPS 186-5 section 5.4 (d) for SHAKE).

use super::digest::{Digest, MAX_DIGEST, shake};
use crate::algorithms::hash::sponge::Rate;
use crate::machine::wipe::Wiped;

/// What makes a mask as long as is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mask {
    /// MGF1 with a hash function.
    Mgf1(Digest),
    /// SHAKE128.
    Shake128,
    /// SHAKE256.
    Shake256,
}

impl Mask {
    /// Adds the mask of `seed` to `data`, by exclusive or.
    ///
    /// Time: depends on the lengths.
    pub(super) fn add(self, seed: &[u8], data: &mut [u8]) {
        match self {
            Self::Mgf1(digest) => {
                for (counter, chunk) in (0..=u32::MAX).zip(data.chunks_mut(digest.output_size())) {
                    let mut block = Wiped::new([0; MAX_DIGEST]);
                    digest.of(&[seed, &counter.to_be_bytes()], &mut *block);
                    crate::base::bytes::xor_in_place(chunk, &*block);
                }
            }
            Self::Shake128 => add_shake(Rate::OF_128, seed, data),
            Self::Shake256 => add_shake(Rate::OF_256, seed, data),
        }
    }
}

fn add_shake(rate: Rate, seed: &[u8], data: &mut [u8]) {
    let mut mask = Wiped::new([0; super::MAX_SIZE]);
    let Some(mask) = mask.get_mut(..data.len()) else { return };
    shake(rate, &[seed], mask);
    crate::base::bytes::xor_in_place(data, mask);
}
