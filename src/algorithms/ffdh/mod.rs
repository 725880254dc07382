//! Diffie-Hellman in groups of safe primes (SP 800-56A r3 sections 5.6.1.1.4, 5.6.2.3, 5.7.1.1).

mod group;
#[cfg(test)]
mod tests;

pub use group::Group;

use super::bignum::limbs;
use super::bignum::modulus::Modulus;
use super::bignum::power::power;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, wipe_on_drop};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// The bytes and limbs of the largest prime.
pub(crate) const MAX_SIZE: usize = 1024;
const MAX_LIMBS: usize = MAX_SIZE / 8;
/// The blocks of words of the largest prime.
const BLOCKS: usize = 16;

/// A number of the size of a prime.
type Number = [u64; MAX_LIMBS];

/// How a public key is validated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Validation {
    /// It is in range, and in the group of order q (SP 800-56A r3 section 5.6.2.3.1).
    Full,
    /// It is in range (section 5.6.2.3.2). With a safe prime an order other than q or 2q is left
    /// out by that.
    Partial,
}

/// The group's prime as a modulus.
fn modulus(group: Group) -> Result<Modulus<BLOCKS>> {
    Modulus::new(&group.prime()[..group.len()], group.bits()).ok_or(Error::InvalidParameter)
}

/// A public key: 2 <= y <= p - 2.
#[derive(Clone)]
pub(crate) struct PublicKey {
    group: Group,
    y: [u8; MAX_SIZE],
}

impl PublicKey {
    /// Takes a key of as many bytes as p, the highest first, and validates it.
    ///
    /// Time: depends on the key.
    ///
    /// Errors: [`Error::InvalidKeyLength`], [`Error::InvalidKey`].
    #[inline(never)] // its frame is large
    pub(crate) fn new(group: Group, bytes: &[u8], validation: Validation) -> Result<Self> {
        if bytes.len() != group.size() {
            return Err(Error::InvalidKeyLength);
        }
        let mut y = [0; MAX_LIMBS];
        limbs::from_bytes(bytes, &mut y);
        let mut less_one = group.prime();
        less_one[0] -= 1;
        if limbs::less(&[1], &y) & limbs::less(&y, &less_one) == 0 {
            return Err(Error::InvalidKey);
        }
        if validation == Validation::Full {
            let (modulus, len) = (modulus(group)?, group.len());
            let mut q = less_one;
            limbs::halve_masked(&mut q[..len], 0, u64::MAX);
            let residue = modulus.power_public(&modulus.enter(&y[..len]), &q[..len]);
            let mut one = [0; MAX_LIMBS];
            modulus.leave(&residue, &mut one[..len]);
            if limbs::equal(&one, &[1]) == 0 {
                return Err(Error::InvalidKey);
            }
        }
        let mut key = Self { group, y: [0; MAX_SIZE] };
        key.y[..bytes.len()].copy_from_slice(bytes);
        Ok(key)
    }

    /// The group.
    pub(crate) const fn group(&self) -> Group {
        self.group
    }

    /// y in as many bytes as p has.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.y[..self.group.size()]
    }
}

/// A private key, 1 <= x <= q - 1, with its public half. Wiped on drop.
pub(crate) struct PrivateKey {
    x: Number,
    y: [u8; MAX_SIZE],
    /// The limbs that x may have.
    len: u8,
    group: Group,
    /// What would be padding.
    _rest: Rest<6>,
}

wipe_on_drop!(PrivateKey { x, y });
no_padding!(PrivateKey { x, y, len, group, _rest });

impl PrivateKey {
    /// Makes a key by testing candidates (section 5.6.1.1.4), whose length is at least twice the
    /// strength of the group.
    ///
    /// Time: depends on how many candidates are refused, of which there is none in 2^256.
    ///
    /// Errors: as `random`.
    #[inline(never)] // its frame is large
    pub(crate) fn generate(group: Group, random: &mut dyn FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        let len = group.private_len();
        let (mut bytes, mut x) = (Wiped::new([0; 64]), Wiped::new([0; MAX_LIMBS]));
        loop {
            random(&mut bytes[..8 * len])?;
            limbs::from_bytes(&bytes[..8 * len], &mut x[..len]);
            // Step 5: c is at most 2^N - 2, which is below q - 2. Step 6: x = c + 1.
            let above = limbs::add(&mut x[..len], &[1]);
            if declassify(above, "a candidate that is refused tells nothing of the one that is not") == 0 {
                return Self::of(group, &x, len);
            }
        }
    }

    /// Takes a key, the highest byte first, with as many zeros in front as its length should hide.
    ///
    /// Time: constant for the length, but for whether it is one.
    ///
    /// Errors: [`Error::InvalidKeyLength`] for no byte, and for more than p has;
    /// [`Error::InvalidKey`] for a number out of range.
    #[inline(never)] // its frame is large
    pub(crate) fn new(group: Group, bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() || bytes.len() > group.size() {
            return Err(Error::InvalidKeyLength);
        }
        let mut x = Wiped::new([0; MAX_LIMBS]);
        limbs::from_bytes(bytes, &mut *x);
        let mut q = group.prime();
        limbs::halve_masked(&mut q, 0, u64::MAX);
        let suits = !limbs::is_zero(&*x) & limbs::less(&*x, &q);
        if declassify(suits, "whether a number can be a private key is the answer") == 0 {
            return Err(Error::InvalidKey);
        }
        Self::of(group, &x, bytes.len().div_ceil(8))
    }

    /// The key of an x of so many limbs, with its public half, a power of 2.
    fn of(group: Group, x: &Number, len: usize) -> Result<Self> {
        let mut key = Self { x: *x, y: [0; MAX_SIZE], len: len as u8, group, _rest: Rest::ZERO };
        let mut two = [0; MAX_LIMBS];
        two[0] = 2;
        let mut y = Wiped::new([0; MAX_SIZE]);
        key.raise(&two, &mut y)?;
        key.y = declassify(*y, "y is public");
        Ok(key)
    }

    /// base^x modulo p.
    ///
    /// Time: constant for the group and the length of x.
    fn raise(&self, base: &Number, result: &mut [u8; MAX_SIZE]) -> Result<()> {
        let (modulus, len) = (modulus(self.group)?, self.group.len());
        let residue = power(&modulus, &modulus.enter(&base[..len]), &self.x[..usize::from(self.len)]);
        let mut number = Wiped::new([0; MAX_LIMBS]);
        modulus.leave(&residue, &mut number[..len]);
        limbs::to_bytes(&number[..len], &mut result[..self.group.size()]);
        Ok(())
    }

    /// The group.
    pub(crate) const fn group(&self) -> Group {
        self.group
    }

    /// The public half.
    pub(crate) const fn public(&self) -> PublicKey {
        PublicKey { group: self.group, y: self.y }
    }

    /// x in as many bytes as p has.
    pub(crate) fn to_bytes(&self, bytes: &mut [u8]) {
        limbs::to_bytes(&self.x, bytes);
    }

    /// Whether the public half is the one of x, computed anew (section 5.6.2.1.4).
    pub(crate) fn is_consistent(&self) -> bool {
        Self::of(self.group, &self.x, self.len.into()).is_ok_and(|again| again.y == self.y)
    }

    /// Writes the shared secret with the holder of another key (section 5.7.1.1), in as many bytes
    /// as p has.
    ///
    /// Time: constant for the group and the length of x, but for whether there is one.
    ///
    /// Errors: [`Error::InvalidParameter`] for a key of another group;
    /// [`Error::InvalidInputLength`] for another length; [`Error::InvalidKey`] where the secret is
    /// 0, 1 or p - 1. Nothing is written then.
    #[inline(never)] // its frame is large
    pub(crate) fn agree(&self, peer: &PublicKey, secret: &mut [u8]) -> Result<()> {
        if peer.group != self.group {
            return Err(Error::InvalidParameter);
        }
        if secret.len() != self.group.size() {
            return Err(Error::InvalidInputLength);
        }
        let (mut y, mut z) = ([0; MAX_LIMBS], Wiped::new([0; MAX_SIZE]));
        limbs::from_bytes(peer.as_bytes(), &mut y);
        self.raise(&y, &mut z)?;
        let mut number = Wiped::new([0; MAX_LIMBS]);
        limbs::from_bytes(&z[..self.group.size()], &mut *number);
        let mut less_one = self.group.prime();
        less_one[0] -= 1;
        let is_one = limbs::less(&*number, &[2]) | limbs::equal(&*number, &less_one);
        if declassify(is_one, "whether there is a secret is the answer") != 0 {
            return Err(Error::InvalidKey);
        }
        secret.copy_from_slice(&z[..secret.len()]);
        Ok(())
    }
}
