//! Pseudorandom functions, as key derivations use them.

use crate::algorithms::aes::Block;
use crate::algorithms::hash::{Hash, HashOutput};
use crate::algorithms::mac::cmac::CmacKey;
use crate::algorithms::mac::hmac::HmacKey;

/// A pseudorandom function under a key.
pub(crate) trait Prf {
    /// What it gives.
    type Output: HashOutput;

    /// The function of `parts`, one after the other.
    ///
    /// Time: depends on the lengths.
    fn compute(&self, parts: &[&[u8]]) -> Self::Output;
}

impl<H: Hash> Prf for HmacKey<H> {
    type Output = H::Output;

    #[inline]
    fn compute(&self, parts: &[&[u8]]) -> H::Output {
        self.mac(parts)
    }
}

impl Prf for CmacKey {
    type Output = Block;

    #[inline]
    fn compute(&self, parts: &[&[u8]]) -> Block {
        self.mac(parts)
    }
}
