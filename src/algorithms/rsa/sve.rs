//! RSASVE: a secret value that is as long as n, and goes encrypted to the owner of a key (SP
//! 800-56B r2 section 7.2.1). Keys are agreed upon with it: KAS1 and KAS2.

use super::{Factors, MAX_LIMBS, PrivateKey, PublicKey, Random};
use crate::algorithms::bignum::limbs::{from_bytes, less};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use zeroize::Zeroize;

/// How many candidates a working generator never needs: at least half of them are below n.
const CANDIDATES: usize = 256;

impl PublicKey {
    /// RSASVE.GENERATE (section 7.2.1.2): a random secret value, and its ciphertext.
    ///
    /// Time: depends on n, e, and how many candidates are too large.
    ///
    /// Errors: [`Error::InvalidInputLength`] where one of them is not as long as n;
    /// [`Error::EntropyUnavailable`] where every candidate is too large; as `random`. Both are then
    /// unchanged or zero.
    #[inline(never)] // its frame is large
    pub(crate) fn encapsulate(&self, random: Random<'_>, secret: &mut [u8], ciphertext: &mut [u8]) -> Result<()> {
        if secret.len() != self.size() || ciphertext.len() != self.size() {
            return Err(Error::InvalidInputLength);
        }
        let mut draw = || {
            for _ in 0..CANDIDATES {
                random(secret)?;
                secret[0] &= 0xff >> (8 * self.size() - self.bits());
                if self.is_between(secret) {
                    return self.raise_bytes(secret, ciphertext);
                }
            }
            Err(Error::EntropyUnavailable)
        };
        draw().inspect_err(|_| secret.zeroize())
    }

    /// Whether 1 < x < n - 1.
    fn is_between(&self, x: &[u8]) -> bool {
        let (mut number, mut less_one) = (Wiped::new([0; MAX_LIMBS]), [0; MAX_LIMBS]);
        from_bytes(x, &mut *number);
        less_one[..self.n().len()].copy_from_slice(self.n().limbs());
        // n is odd.
        less_one[0] &= !1;
        let is_between = less(&[1], &*number) & less(&*number, &less_one);
        declassify(is_between, "a candidate that is refused is forgotten, and a ciphertext is public") != 0
    }
}

impl PrivateKey {
    /// RSASVE.RECOVER (section 7.2.1.3): the secret value of a ciphertext.
    ///
    /// Time: constant for the lengths and e.
    ///
    /// Errors: [`Error::InvalidInputLength`]; [`Error::InvalidParameter`] for a ciphertext that is
    /// not between 1 and n - 1; as [`PrivateKey::raise_bytes`]. The secret is then unchanged or
    /// zero.
    pub(crate) fn decapsulate(
        &self,
        ciphertext: &[u8],
        factors: &Factors,
        random: Random<'_>,
        secret: &mut [u8],
    ) -> Result<()> {
        if ciphertext.len() != self.public().size() || secret.len() != ciphertext.len() {
            return Err(Error::InvalidInputLength);
        }
        if !self.public().is_between(ciphertext) {
            return Err(Error::InvalidParameter);
        }
        secret.copy_from_slice(ciphertext);
        self.raise_bytes(factors, random, secret)
    }
}
