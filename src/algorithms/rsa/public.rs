//! The public half of a key, and its operation.

use super::pss::Pss;
use super::{Digest, MAX_BITS, MAX_LIMBS, MAX_SIZE, N_BLOCKS, Oaep, Random, pkcs1};
use crate::algorithms::bignum::divide::EXPONENT;
use crate::algorithms::bignum::{Modulus, limbs};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;

/// The fewest bits of a modulus that signatures are verified with.
pub(crate) const MIN_BITS: usize = 1024;

/// A public key: an odd n of 1024 to 8192 bits, and an odd e of more than one and less than 2^256.
#[derive(Clone)]
pub(crate) struct PublicKey {
    n: Modulus<N_BLOCKS>,
    e: [u64; EXPONENT],
    bits: u64,
}

crate::base::secret::no_padding!(PublicKey { n, e, bits });

/// What the policy asks of the keys of a use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// The bits of n, in an array, which needs no padding.
    bits: [u8; 2],
    has_large_exponent: bool,
}

impl Strength {
    /// The fewest bits of a modulus.
    pub(crate) fn bits(self) -> usize {
        u16::from_ne_bytes(self.bits).into()
    }

    /// Whether e is one that FIPS 186-5 allows, of each key.
    pub(crate) const fn has_large_exponent(self) -> bool {
        self.has_large_exponent
    }

    /// That of all keys of both.
    pub(crate) fn weaker(self, other: Self) -> Self {
        Self {
            bits: if self.bits() < other.bits() { self.bits } else { other.bits },
            has_large_exponent: self.has_large_exponent & other.has_large_exponent,
        }
    }
}

impl PublicKey {
    /// What the policy asks of it.
    pub(crate) fn strength(&self) -> Strength {
        Strength { bits: (self.bits() as u16).to_ne_bytes(), has_large_exponent: self.has_large_exponent() }
    }

    /// Takes n and e, the highest byte first.
    ///
    /// Time: depends on both. Their sizes are looked at before anything is computed with them.
    ///
    /// Errors: [`Error::InvalidKeyLength`] for an n of another size; [`Error::InvalidKey`] for an
    /// even n, and an e that is even, one, too large or not below n.
    pub(crate) fn new(n: &[u8], e: &[u8]) -> Result<Self> {
        let (bits, e_bits) = (limbs::bits_of_bytes(n), limbs::bits_of_bytes(e));
        if !(MIN_BITS..=MAX_BITS).contains(&bits) || n.len() > MAX_SIZE + 8 {
            return Err(Error::InvalidKeyLength);
        }
        if !(2..=64 * EXPONENT).contains(&e_bits) || e.last().is_none_or(|last| last & 1 == 0) {
            return Err(Error::InvalidKey);
        }
        let (mut modulus, mut exponent) = ([0; MAX_LIMBS], [0; EXPONENT]);
        limbs::from_bytes(n, &mut modulus);
        limbs::from_bytes(e, &mut exponent);
        Self::of(&modulus[..bits.div_ceil(64)], &exponent, bits)
    }

    /// As [`PublicKey::new`] of limbs whose sizes are right.
    pub(super) fn of(n: &[u64], e: &[u64; EXPONENT], bits: usize) -> Result<Self> {
        let n = Modulus::new(n, bits).ok_or(Error::InvalidKey)?;
        Ok(Self { n, e: *e, bits: bits as u64 })
    }

    /// The bits of n.
    pub(crate) const fn bits(&self) -> usize {
        self.bits as usize
    }

    /// The bytes of n, and of every signature and ciphertext.
    pub(crate) const fn size(&self) -> usize {
        self.bits().div_ceil(8)
    }

    /// n.
    pub(super) const fn n(&self) -> &Modulus<N_BLOCKS> {
        &self.n
    }

    /// e without zeros above.
    pub(super) fn e(&self) -> &[u64] {
        &self.e[..limbs::bits(&self.e).div_ceil(64)]
    }

    /// Whether e is one that FIPS 186-5 allows for new keys: 2^16 < e < 2^256.
    pub(crate) fn has_large_exponent(&self) -> bool {
        limbs::bits(&self.e) > 16
    }

    /// n in [`PublicKey::size`] bytes.
    pub(crate) fn modulus_bytes(&self, bytes: &mut [u8]) {
        limbs::to_bytes(self.n.limbs(), bytes);
    }

    /// e in 32 bytes.
    pub(crate) fn exponent_bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        limbs::to_bytes(&self.e, &mut bytes);
        bytes
    }

    /// x^e modulo n of an x below n: RSAEP and RSAVP1 (RFC 8017 sections 5.1.1 and 5.2.2).
    ///
    /// Time: depends on e.
    pub(super) fn raise(&self, x: &[u64], power: &mut [u64]) {
        let residue = self.n.power_public(&self.n.enter(x), self.e());
        self.n.leave(&residue, power);
    }

    /// As [`PublicKey::raise`] in bytes of [`PublicKey::size`].
    ///
    /// Errors: [`Error::InvalidInputLength`]; [`Error::InvalidParameter`] for an x not below n.
    #[inline(never)] // its frame is large
    pub(crate) fn raise_bytes(&self, x: &[u8], power: &mut [u8]) -> Result<()> {
        let (mut number, mut result) = ([0; MAX_LIMBS], [0; MAX_LIMBS]);
        let (number, result) = (&mut number[..self.n.len()], &mut result[..self.n.len()]);
        if x.len() != self.size() || power.len() != self.size() {
            return Err(Error::InvalidInputLength);
        }
        limbs::from_bytes(x, number);
        if declassify(limbs::less(number, self.n.limbs()), "whether a number can be one of a key is the answer") == 0
        {
            return Err(Error::InvalidParameter);
        }
        self.raise(number, result);
        limbs::to_bytes(result, power);
        Ok(())
    }

    /// RSASSA-PKCS1-v1_5 verification (RFC 8017 section 8.2.2).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length; [`Error::InvalidParameter`]
    /// for SHAKE; [`Error::InvalidKeyLength`] for a key that is too short for the hash function.
    #[inline(never)] // its frame is large
    pub(crate) fn verify_pkcs1(&self, digest: Digest, message: &[u8], signature: &[u8]) -> Result<()> {
        let (mut found, mut expected) = ([0; MAX_SIZE], [0; MAX_SIZE]);
        let (found, expected) = (&mut found[..self.size()], &mut expected[..self.size()]);
        pkcs1::encode(digest, message, expected)?;
        self.raise_bytes(signature, found).map_err(|_| Error::SignatureMismatch)?;
        if found == expected { Ok(()) } else { Err(Error::SignatureMismatch) }
    }

    /// RSASSA-PSS verification (RFC 8017 section 8.1.2), with a salt of any length if `any` is set.
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length.
    #[inline(never)] // its frame is large
    pub(crate) fn verify_pss(&self, pss: Pss, message: &[u8], any: bool, signature: &[u8]) -> Result<()> {
        let mut found = [0; MAX_SIZE];
        let found = &mut found[..self.size()];
        self.raise_bytes(signature, found).map_err(|_| Error::SignatureMismatch)?;
        if pss.is_encoded(message, any, self.bits(), found) { Ok(()) } else { Err(Error::SignatureMismatch) }
    }

    /// RSAES-OAEP encryption (RFC 8017 section 7.1.1).
    ///
    /// Time: depends on the lengths and on e.
    ///
    /// Errors: [`Error::InputTooLong`], [`Error::InvalidInputLength`]; as `random`.
    #[inline(never)] // its frame is large
    pub(crate) fn encrypt(
        &self,
        oaep: Oaep,
        message: &[u8],
        label: &[u8],
        random: Random<'_>,
        ciphertext: &mut [u8],
    ) -> Result<()> {
        let mut encoded = crate::machine::wipe::Wiped::new([0; MAX_SIZE]);
        let encoded = &mut encoded[..self.size()];
        if ciphertext.len() != self.size() {
            return Err(Error::InvalidInputLength);
        }
        oaep.encode(message, label, random, encoded)?;
        self.raise_bytes(encoded, ciphertext)
    }
}
