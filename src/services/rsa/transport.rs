//! Keys that encrypt, and keys that decrypt: RSA-OAEP, and the secret values of RSASVE.

use super::held::{Held, release_parts};
use super::{Components, Oaep, Parts};
use crate::algorithms::rsa::{PublicKey, Strength};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::rsa::{RSA, of_oaep};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;
use zeroize::Zeroize;

/// An encryption key, the public half: n of 2048 to 8192 bits, and an odd e of less than 2^256.
///
/// ```
/// use qila::Error;
/// use qila::rsa::EncryptionKey;
///
/// assert_eq!(EncryptionKey::new(&[0xff; 256], &[1, 0, 1]).map(|ek| ek.size()), Ok(256));
/// assert_eq!(EncryptionKey::new(&[0xff; 128], &[1, 0, 1]).err(), Some(Error::InvalidKeyLength));
/// ```
#[derive(Clone)]
pub struct EncryptionKey(PublicKey);

opaque!(EncryptionKey);

impl EncryptionKey {
    /// Takes n and e, the highest byte first. Their sizes are looked at before anything is
    /// computed.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`InvalidKey`](Error::InvalidKey),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(n: &[u8], e: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter(&RSA)?;
            let key = PublicKey::new(n, e)?;
            if key.bits() < 2048 {
                return Err(Error::InvalidKeyLength);
            }
            policy::permit_rule(|| policy::rsa_strength(key.strength()))?;
            entry.release_value(Self(key))
        })
    }

    /// Encrypts a message with a label, which may be empty: as many bytes as n has.
    ///
    /// Time: depends on the lengths and e.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong) for a message longer than
    /// [`Oaep::max_message`]; [`InvalidInputLength`](Error::InvalidInputLength) for another length
    /// of `ciphertext`; [`EntropyUnavailable`](Error::EntropyUnavailable),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn encrypt(
        &self,
        oaep: Oaep,
        message: &[u8],
        label: &[u8],
        rng: &mut Rng,
        ciphertext: &mut [u8],
    ) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter_all(&of_oaep(oaep))?;
            policy::permit_rule(|| self.oaep_rule(oaep))?;
            self.0.encrypt(oaep, message, label, &mut |bytes| rng.fill(bytes), ciphertext)?;
            entry.release(ciphertext)
        })
    }

    /// Makes a random secret value, and encrypts it: RSASVE.GENERATE (SP 800-56B r2 section
    /// 7.2.1.2). Both have as many bytes as n. The secret of KAS1 is that of the initiator; that of
    /// KAS2 is both sides' one after the other, the initiator's first (sections 8.2 and 8.3). It is
    /// no key, but what keys are derived from ([`OneStep`](crate::kdf::OneStep) and its like).
    ///
    /// ```
    /// use qila::rsa::DecryptionKey;
    ///
    /// let mut rng = qila::random::Rng::new()?;
    /// let dk = Box::new(DecryptionKey::generate(2048, &mut rng)?);
    /// let (mut ours, mut ciphertext, mut theirs) = ([0; 256], [0; 256], [0; 256]);
    /// dk.encryption_key()?.encapsulate(&mut rng, &mut ours, &mut ciphertext)?;
    /// dk.decapsulate(&ciphertext, &mut rng, &mut theirs)?;
    /// assert_eq!(ours, theirs);
    /// # Ok::<(), qila::Error>(())
    /// ```
    ///
    /// Time: depends on n, e, and how many candidates are too large.
    ///
    /// # Errors
    /// [`InvalidInputLength`](Error::InvalidInputLength) for another length of one of them;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn encapsulate(&self, rng: &mut Rng, secret: &mut [u8], ciphertext: &mut [u8]) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            policy::permit_rule(|| policy::rsa_strength(self.strength()))?;
            self.0.encapsulate(&mut |bytes| rng.fill(bytes), secret, ciphertext)?;
            entry.release(secret).and(entry.release(ciphertext))
        })
    }

    /// The bits of n.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.0.bits()
    }

    /// The bytes of n, and of every ciphertext.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.0.size()
    }

    /// Writes n, the highest byte first: [`EncryptionKey::size`] bytes.
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

    /// The key.
    #[cfg(feature = "lab")]
    pub(in crate::services) const fn inner(&self) -> &PublicKey {
        &self.0
    }

    /// Whether encryption with this key is approved, by itself.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::rsa_strength(self.strength()))
    }

    /// Whether encryption with these parameters is approved.
    #[must_use]
    pub fn oaep_indicator(&self, oaep: Oaep) -> Indicator {
        indicator::of(self.oaep_rule(oaep))
    }

    fn oaep_rule(&self, oaep: Oaep) -> Indicator {
        policy::rsa_strength(self.strength()).weaker(policy::rsa_oaep(oaep))
    }

    pub(in crate::services) fn strength(&self) -> Strength {
        self.0.strength()
    }
}

/// A decryption key, the private half: 12 KiB. Wiped on drop.
///
/// ```
/// use qila::hash::HashAlgorithm;
/// use qila::rsa::{DecryptionKey, Oaep};
///
/// let mut rng = qila::random::Rng::new()?;
/// let dk = Box::new(DecryptionKey::generate(2048, &mut rng)?);
/// let (oaep, mut ciphertext, mut key) = (Oaep::new(HashAlgorithm::Sha256), [0; 256], [0; 256]);
/// dk.encryption_key()?.encrypt(oaep, b"a key to transport", b"", &mut rng, &mut ciphertext)?;
/// let len = dk.decrypt(oaep, &ciphertext, b"", &mut rng, &mut key)?;
/// assert_eq!(&key[..len], b"a key to transport");
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DecryptionKey(Held, gate::Traces);

secret!(DecryptionKey);
no_padding!(DecryptionKey { 0, 1 });

impl DecryptionKey {
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

    /// Takes a key of 2048 to 8192 bits, of which everything is checked, as
    /// [`SigningKey::from_components`](super::SigningKey::from_components) does.
    ///
    /// # Errors
    /// As there.
    #[inline(never)] // its frame is large
    pub fn from_components(components: &Components<'_>, rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            let key = Self(Held::import(components, rng)?, gate::Traces);
            policy::permit_rule(|| key.rule())?;
            entry.release_value(key)
        })
    }

    /// Decrypts a message into the beginning of `message`, which becomes zero behind it, and gives
    /// its length. There must be room for the longest one, [`Oaep::max_message`].
    ///
    /// Time: constant for the lengths and e, whatever is wrong with the ciphertext.
    ///
    /// # Errors
    /// [`InvalidPadding`](Error::InvalidPadding), whatever is wrong with the ciphertext;
    /// [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState), also after a fault.
    pub fn decrypt(
        &self,
        oaep: Oaep,
        ciphertext: &[u8],
        label: &[u8],
        rng: &mut Rng,
        message: &mut [u8],
    ) -> Result<usize> {
        gate::clean_huge(|| {
            let entry = gate::enter_all(&of_oaep(oaep))?;
            policy::permit_rule(|| self.oaep_rule(oaep))?;
            let len = self
                .0
                .work(rng, |key, factors, random| key.decrypt(oaep, (ciphertext, label), factors, random, message));
            let len = len.inspect_err(|_| message.zeroize())?;
            entry.release(message)?;
            Ok(len)
        })
    }

    /// Finds the secret value of a ciphertext: RSASVE.RECOVER (SP 800-56B r2 section 7.2.1.3). Both
    /// have as many bytes as n.
    ///
    /// Time: constant for the lengths and e.
    ///
    /// # Errors
    /// [`InvalidInputLength`](Error::InvalidInputLength) for another length of one of them;
    /// [`InvalidParameter`](Error::InvalidParameter) for a ciphertext that is not between 1 and
    /// n - 1; [`EntropyUnavailable`](Error::EntropyUnavailable),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState), also
    /// after a fault.
    pub fn decapsulate(&self, ciphertext: &[u8], rng: &mut Rng, secret: &mut [u8]) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            policy::permit_rule(|| self.rule())?;
            self.0
                .work(rng, |key, factors, random| key.decapsulate(ciphertext, factors, random, secret))
                .inspect_err(|_| secret.zeroize())?;
            entry.release(secret)
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn encryption_key(&self) -> Result<EncryptionKey> {
        gate::clean(|| {
            let entry = gate::enter(&RSA)?;
            entry.release_value(EncryptionKey(self.0.key().public().clone()))
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

    /// The bytes of n, and of every ciphertext.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.0.key().public().size()
    }

    /// Whether decryption with this key is approved, by itself.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }

    /// Whether decryption with these parameters is approved.
    #[must_use]
    pub fn oaep_indicator(&self, oaep: Oaep) -> Indicator {
        indicator::of(self.oaep_rule(oaep))
    }

    fn rule(&self) -> Indicator {
        policy::rsa_strength(self.strength())
    }

    pub(in crate::services) fn strength(&self) -> Strength {
        self.0.key().public().strength()
    }

    fn oaep_rule(&self, oaep: Oaep) -> Indicator {
        self.rule().weaker(policy::rsa_oaep(oaep))
    }
}
