//! Keys that sign, and keys that verify.

use super::held::{Held, release_parts};
use super::{Components, Digest, Parts, Pss};
use crate::algorithms::rsa::PublicKey;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::rsa::{RSA, of, of_pss};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// A verifying key, the public half: n of 1024 to 8192 bits, and an odd e of less than 2^256.
///
/// ```
/// use qila::Error;
/// use qila::rsa::VerifyingKey;
///
/// assert_eq!(VerifyingKey::new(&[0xff; 128], &[1]).err(), Some(Error::InvalidKey));
/// assert_eq!(VerifyingKey::new(&[0xff; 127], &[3]).err(), Some(Error::InvalidKeyLength));
/// ```
#[derive(Clone)]
pub struct VerifyingKey(PublicKey);

opaque!(VerifyingKey);

impl VerifyingKey {
    /// Takes n and e, the highest byte first. Their sizes are looked at before anything is
    /// computed.
    ///
    /// Time: depends on both. Once as much as about one verification.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`InvalidKey`](Error::InvalidKey),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(n: &[u8], e: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter(&RSA)?;
            let key = PublicKey::new(n, e)?;
            policy::permit_rule(|| policy::rsa_key(key.bits(), key.has_large_exponent(), true))?;
            entry.release_value(Self(key))
        })
    }

    /// Verifies a PKCS#1 v1.5 signature, which has as many bytes as n.
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for another length;
    /// [`InvalidParameter`](Error::InvalidParameter) for SHAKE;
    /// [`InvalidKeyLength`](Error::InvalidKeyLength) for a key too short for the hash function;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify_pkcs1(&self, digest: impl Into<Digest>, message: &[u8], signature: &[u8]) -> Result<()> {
        let digest = digest.into();
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[&RSA, of(digest)])?;
            policy::permit_rule(|| self.pkcs1_rule(digest))?;
            entry.release_value(self.0.verify_pkcs1(digest, message, signature)?)
        })
    }

    /// Verifies a PSS signature, which has as many bytes as n. The salt has exactly the length that
    /// the parameters name.
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for another length;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify_pss(&self, pss: Pss, message: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&of_pss(pss))?;
            policy::permit_rule(|| self.pss_rule(pss))?;
            entry.release_value(self.0.verify_pss(pss, message, false, signature)?)
        })
    }

    /// As [`VerifyingKey::verify_pss`] with a salt of any length; that of the parameters is not
    /// looked at. Not approved: FIPS 186-5 section 5.4 bounds the length.
    ///
    /// # Errors
    /// As [`VerifyingKey::verify_pss`].
    pub fn verify_pss_with_any_salt(&self, pss: Pss, message: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&of_pss(pss))?;
            policy::permit_rule(policy::rsa_any_salt)?;
            entry.release_value(self.0.verify_pss(pss, message, true, signature)?)
        })
    }

    /// The bits of n.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.0.bits()
    }

    /// The bytes of n, and of every signature.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.0.size()
    }

    /// Writes n, the highest byte first: [`VerifyingKey::size`] bytes.
    ///
    /// # Errors
    /// [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn modulus(&self, n: &mut [u8]) -> Result<()> {
        let entry = gate::enter(&RSA)?;
        let n = n.get_mut(..self.size()).ok_or(Error::BufferTooSmall)?;
        self.0.modulus_bytes(n);
        entry.release(n)
    }

    /// e in 32 bytes, the highest byte first.
    #[must_use]
    pub fn exponent(&self) -> [u8; 32] {
        self.0.exponent_bytes()
    }

    /// Whether verification with this key is approved, by itself.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::rsa_key(self.0.bits(), self.0.has_large_exponent(), true))
    }

    /// Whether verification of PKCS#1 v1.5 signatures is approved.
    #[must_use]
    pub fn pkcs1_indicator(&self, digest: impl Into<Digest>) -> Indicator {
        indicator::of(self.pkcs1_rule(digest.into()))
    }

    /// Whether verification of PSS signatures is approved.
    #[must_use]
    pub fn pss_indicator(&self, pss: Pss) -> Indicator {
        indicator::of(self.pss_rule(pss))
    }

    fn pkcs1_rule(&self, digest: Digest) -> Indicator {
        policy::rsa_verification(self.0.bits(), self.0.has_large_exponent(), digest)
    }

    fn pss_rule(&self, pss: Pss) -> Indicator {
        self.pkcs1_rule(pss.digest).weaker(policy::rsa_pss(pss))
    }
}

/// Whether verification with a salt of any length is approved: it is not.
#[must_use]
pub fn any_salt_indicator() -> Indicator {
    indicator::of(policy::rsa_any_salt())
}

/// A signing key, the private half: 12 KiB. Wiped on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::rsa::SigningKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let sk = Box::new(SigningKey::generate(3072, &mut rng)?);
/// let mut signature = vec![0; sk.size()];
/// sk.sign_pkcs1(HashAlgorithm::Sha384, b"message", &mut rng, &mut signature)?;
/// sk.verifying_key()?.verify_pkcs1(HashAlgorithm::Sha384, b"message", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey(Held, gate::Traces);

secret!(SigningKey);
no_padding!(SigningKey { 0, 1 });

impl SigningKey {
    /// Makes a key of 2048, 3072, 4096, 6144 or 8192 bits with e = 65537 (FIPS 186-5 appendix
    /// A.1.3), which has passed its pairwise consistency test (IG 10.3.A).
    ///
    /// Time: depends on how many candidates are no primes.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength),
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn generate(bits: usize, rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            policy::permit_rule(|| policy::rsa_key(bits, true, false))?;
            entry.release_value(Self(Held::generate(bits, rng)?, gate::Traces))
        })
    }

    /// Takes a key of 2048 to 8192 bits. Everything is checked: that n is the product of p and q,
    /// that these are prime, of half its size and far enough from each other, and that d and the
    /// rest belong to them. The key has passed its pairwise consistency test.
    ///
    /// Time: depends on n and e, and on whether the key is taken; about 40 signatures, most of it
    /// for the primality of p and q.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where the
    /// parts do not belong together; [`EntropyUnavailable`](Error::EntropyUnavailable),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn from_components(components: &Components<'_>, rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            let key = Self(Held::import(components, rng)?, gate::Traces);
            policy::permit_rule(|| key.rule())?;
            entry.release_value(key)
        })
    }

    /// Makes a PKCS#1 v1.5 signature of as many bytes as n. `rng` only serves the blinding: the
    /// signature of a message is always the same.
    ///
    /// Time: constant for the lengths and e.
    ///
    /// # Errors
    /// [`InvalidInputLength`](Error::InvalidInputLength) for another length of `signature`;
    /// [`InvalidParameter`](Error::InvalidParameter) for SHAKE;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState), also after a fault.
    pub fn sign_pkcs1(
        &self,
        digest: impl Into<Digest>,
        message: &[u8],
        rng: &mut Rng,
        signature: &mut [u8],
    ) -> Result<()> {
        let digest = digest.into();
        gate::clean_huge(|| {
            let entry = gate::enter_all(&[&RSA, of(digest)])?;
            policy::permit_rule(|| self.pkcs1_rule(digest))?;
            self.check_room(signature)?;
            self.0.work(rng, |key, factors, random| key.sign_pkcs1(digest, message, factors, random, signature))?;
            entry.release(signature)
        })
    }

    /// Makes a PSS signature of as many bytes as n, with a fresh salt of the length that the
    /// parameters name.
    ///
    /// Time: constant for the lengths and e.
    ///
    /// # Errors
    /// As [`SigningKey::sign_pkcs1`]; [`InvalidParameter`](Error::InvalidParameter) where there is
    /// no room for the salt.
    pub fn sign_pss(&self, pss: Pss, message: &[u8], rng: &mut Rng, signature: &mut [u8]) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter_all(&of_pss(pss))?;
            policy::permit_rule(|| self.pss_rule(pss))?;
            self.check_room(signature)?;
            self.0.work(rng, |key, factors, random| key.sign_pss(pss, message, factors, random, signature))?;
            entry.release(signature)
        })
    }

    fn check_room(&self, signature: &[u8]) -> Result<()> {
        if signature.len() == self.size() { Ok(()) } else { Err(Error::InvalidInputLength) }
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey> {
        gate::clean(|| {
            let entry = gate::enter(&RSA)?;
            entry.release_value(VerifyingKey(self.0.key().public().clone()))
        })
    }

    /// Writes the private parts, the highest byte first.
    ///
    /// # Errors
    /// [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn export(&self, parts: &mut Parts<'_>) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            self.0.key().export(parts)?;
            release_parts(&entry, parts)
        })
    }

    /// The bits of n.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.0.key().public().bits()
    }

    /// The bytes of n, and of every signature.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.0.key().public().size()
    }

    /// Whether signing with this key is approved, by itself.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// Whether PKCS#1 v1.5 signatures are approved.
    #[must_use]
    pub fn pkcs1_indicator(&self, digest: impl Into<Digest>) -> Indicator {
        indicator::of(self.pkcs1_rule(digest.into()))
    }

    /// Whether PSS signatures are approved.
    #[must_use]
    pub fn pss_indicator(&self, pss: Pss) -> Indicator {
        indicator::of(self.pss_rule(pss))
    }

    fn rule(&self) -> Indicator {
        policy::rsa_strength(self.0.key().public().strength())
    }

    fn pkcs1_rule(&self, digest: Digest) -> Indicator {
        self.rule().weaker(policy::rsa_signature_hash(digest))
    }

    fn pss_rule(&self, pss: Pss) -> Indicator {
        self.pkcs1_rule(pss.digest).weaker(policy::rsa_pss(pss))
    }

    /// The key as it is held.
    #[cfg(feature = "lab")]
    pub(in crate::services) const fn held(&self) -> &Held {
        &self.0
    }
}
