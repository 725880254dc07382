//! DSA, as legacy: signatures are verified that were made before FIPS 186-5 ended it (FIPS 186-4,
//! SP 800-131A r2). No keys are made, and nothing is signed.
//!
//! p and q have 1024 and 160 bits, 2048 and 224, 2048 and 256, or 3072 and 256. Domain parameters
//! are validated once, which takes as long as about a hundred verifications, and serve many keys.
//!
//! ```
//! use qila::Error;
//! use qila::dsa::Domain;
//!
//! let mut rng = qila::random::Rng::new()?;
//! let even = [0x80; 128];
//! let made = |q: &[u8], rng: &mut _| Domain::new(&even, q, &[2], rng).err();
//! assert_eq!(made(&[0x81; 20], &mut rng), Some(Error::InvalidKey));
//! assert_eq!(made(&[0x81; 32], &mut rng), Some(Error::InvalidKeyLength));
//! # Ok::<(), Error>(())
//! ```

use crate::algorithms::der;
use crate::algorithms::dsa as algorithm;
use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::base::error::{Error, Result};
use crate::base::secret::opaque;
use crate::module::cast::dsa::DSA;
use crate::module::cast::hash::of;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// Domain parameters, which have been validated: 4 KiB.
///
/// ```
/// use qila::dsa::Domain;
///
/// // A p of 4096 bits is too long, whatever it is.
/// let made = Domain::new(&[0xff; 512], &[0xff; 32], &[2], &mut qila::random::Rng::new()?);
/// assert_eq!(made.err(), Some(qila::Error::InvalidKeyLength));
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct Domain(algorithm::Domain);

opaque!(Domain);

impl Domain {
    /// Takes p, q and g, the highest byte first, and validates them: p and q are prime, q divides
    /// p - 1, and g has the order q (FIPS 186-4 appendices A.1.1.3 and A.2.2). What they were made
    /// from is not asked for.
    ///
    /// Time: depends on them. Their sizes are looked at before anything is computed.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`InvalidKey`](Error::InvalidKey),
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(p: &[u8], q: &[u8], g: &[u8], rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&DSA)?;
            policy::permit_rule(policy::dsa)?;
            entry.release_value(Self(algorithm::Domain::new(p, q, g, &mut |bytes| rng.fill(bytes))?))
        })
    }

    /// The bits of p.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.0.bits()
    }

    /// Whether services with these parameters are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::dsa())
    }
}

/// A verifying key, with its domain parameters.
///
/// ```
/// use qila::dsa::{Domain, VerifyingKey};
/// use qila::hash::HashAlgorithm::Sha256;
///
/// # const FILE: &[u8] =
/// #     include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/operations/dsa.bin"));
/// // Of 1024 and 160 bits, with a signature of one byte, 7.
/// let (p, rest) = FILE.split_at(128);
/// let (q, rest) = rest.split_at(20);
/// let (g, rest) = rest.split_at(128);
/// let (y, rest) = rest.split_at(128);
/// let domain = Domain::new(p, q, g, &mut qila::random::Rng::new()?)?;
/// VerifyingKey::new(&domain, y)?.verify(Sha256, &[7], &rest[..40])?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct VerifyingKey(algorithm::VerifyingKey);

opaque!(VerifyingKey);

impl VerifyingKey {
    /// Takes y, the highest byte first, and validates it: it has the order q (SP 800-89 section
    /// 5.3.1).
    ///
    /// Time: depends on the key.
    ///
    /// # Errors
    /// [`InvalidKey`](Error::InvalidKey), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(domain: &Domain, y: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(&DSA)?;
            policy::permit_rule(policy::dsa)?;
            entry.release_value(Self(algorithm::VerifyingKey::new(&domain.0, y)?))
        })
    }

    /// Verifies a signature of `message`: r and s, as many bytes each as q has (FIPS 186-4 section
    /// 4.7).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify(&self, hash: HashAlgorithm, message: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[&DSA, of(hash)])?;
            policy::permit_rule(|| policy::dsa_verification(hash))?;
            entry.release_value(self.verify_message(hash, message, signature)?)
        })
    }

    /// As [`VerifyingKey::verify`], with the signature in DER (RFC 3279 section 2.2.2), which has
    /// one encoding.
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`]; [`SignatureMismatch`](Error::SignatureMismatch) for another
    /// encoding.
    pub fn verify_der(&self, hash: HashAlgorithm, message: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[&DSA, of(hash)])?;
            policy::permit_rule(|| policy::dsa_verification(hash))?;
            let mut halves = [0; algorithm::MAX_SIGNATURE];
            let halves = &mut halves[..self.size()];
            der::decode(signature, halves)?;
            entry.release_value(self.verify_message(hash, message, halves)?)
        })
    }

    /// As [`VerifyingKey::verify`] for a message whose hash value was computed elsewhere.
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`]; [`InvalidInputLength`](Error::InvalidInputLength) for a hash
    /// value of another length than that of the function.
    pub fn verify_digest(&self, hash: HashAlgorithm, digest: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter(&DSA)?;
            policy::permit_rule(|| policy::dsa_verification(hash))?;
            if digest.len() != hash.output_size() {
                return Err(Error::InvalidInputLength);
            }
            entry.release_value(self.0.verify(digest, signature)?)
        })
    }

    fn verify_message(&self, hash: HashAlgorithm, message: &[u8], signature: &[u8]) -> Result<()> {
        with_hash!(hash, H => self.0.verify(H::digest(&[message]).as_ref(), signature))
    }

    /// The bits of p.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.0.domain().bits()
    }

    /// The bytes of a signature: r and s.
    #[must_use]
    pub const fn size(&self) -> usize {
        2 * self.0.domain().half()
    }

    /// Whether verification with this key is approved, by itself: as legacy.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::dsa())
    }

    /// Whether verification after this hash function is approved.
    #[must_use]
    pub fn hash_indicator(&self, hash: HashAlgorithm) -> Indicator {
        indicator::of(policy::dsa_verification(hash))
    }
}
