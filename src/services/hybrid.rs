//! Hybrid key encapsulation: ML-KEM beside Diffie-Hellman, so that a secret stands while one of the
//! two does.
//!
//! [`X25519MlKem768`], [`SecP256r1MlKem768`] and [`SecP384r1MlKem1024`] are those of TLS 1.3
//! (draft-ietf-tls-ecdhe-mlkem): the client sends an encapsulation key, the server a ciphertext,
//! and the secrets of both halves go into the key schedule one after the other, in the order that
//! the draft has. That is approved where one half is (SP 800-227 section 4.6, IG D.S), and keys are
//! derived by an approved derivation. [`XWing`] (draft-connolly-cfrg-xwing-kem) hashes the secrets
//! with SHA3-256, which is no derivation of SP 800-56C, and is not approved.
//!
//! Each half keeps its own rules: points are validated in full, a secret of zero is an error, and
//! ML-KEM rejects by another secret. What a pair has to pass when it is made, each half has passed.
//!
//! ```
//! use qila::hybrid::{DecapsulationKey, EncapsulationKey, X25519MlKem768};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let dk = DecapsulationKey::<X25519MlKem768>::generate(&mut rng)?;
//! let ek = EncapsulationKey::<X25519MlKem768>::new(dk.encapsulation_key()?.as_bytes())?;
//! let (ciphertext, sent) = ek.encapsulate(&mut rng)?;
//! assert!(dk.decapsulate(ciphertext.as_ref())? == sent);
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::hybrid::{
    Combination, HybridKem, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing,
};

use crate::algorithms::array::Array;
use crate::algorithms::hybrid::{self as algorithm, Half};
use crate::base::error::Result;
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::hybrid::of;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use subtle::ConstantTimeEq;

/// An encapsulation key, the public halves: 1,216, 1,249 or 1,665 bytes.
///
/// ```
/// use qila::Error;
/// use qila::hybrid::{EncapsulationKey, SecP256r1MlKem768};
///
/// // Both halves of what comes from outside are checked.
/// let received = EncapsulationKey::<SecP256r1MlKem768>::new(&[4; 1249]);
/// assert_eq!(received.err(), Some(Error::InvalidKey));
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct EncapsulationKey<C: Combination>(algorithm::EncapsulationKey<C>);

opaque!([C: Combination] EncapsulationKey<C>);

impl<C: Combination> EncapsulationKey<C> {
    /// Takes both public keys, in the order of the draft: ML-KEM's first with X25519, the point
    /// first with the other curves. Makes the checks of FIPS 203 section 7.2, and full validation
    /// of the point (SP 800-56A r3 section 5.6.2.3.3).
    ///
    /// Time: depends on the keys.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength);
    /// [`InvalidKey`](crate::Error::InvalidKey) where one half is none;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self(algorithm::EncapsulationKey::new(bytes)?))
        })
    }

    /// Makes a shared secret, and the ciphertext that carries it: 1,120, 1,153 or 1,665 bytes.
    ///
    /// Time: depends on the key, and on how many candidates of an ephemeral key are rejected.
    ///
    /// # Errors
    /// [`InvalidKey`](crate::Error::InvalidKey), the half of X25519 has a small order;
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState);
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for one key in 2^261.
    pub fn encapsulate(&self, rng: &mut Rng) -> Result<(C::Ciphertext, SharedSecret<C>)> {
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(rule::<C>)?;
            let mut m = Wiped::new([0; 32]);
            rng.fill(&mut *m)?;
            let ephemeral = Untested::new(Half::generate(|bytes| rng.fill(bytes))?).consistent()?;
            entry.release_value(self.encapsulate_with(&m, &ephemeral)?)
        })
    }

    /// The same with given randomness and a given ephemeral key.
    pub(super) fn encapsulate_with(
        &self,
        m: &[u8; 32],
        ephemeral: &Half<C::Group>,
    ) -> Result<(C::Ciphertext, SharedSecret<C>)> {
        let mut ciphertext = C::Ciphertext::ZERO;
        let secret = self.0.encapsulate(m, ephemeral, &mut ciphertext)?;
        Ok((ciphertext, SharedSecret(secret)))
    }

    /// Both public keys.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<C>())
    }
}

/// A decapsulation key, the private halves. Wiped on drop.
///
/// Protocols make it for one exchange. Where it is kept, keep the seed of 96, 96, 112 or 32 bytes.
///
/// ```
/// use qila::hybrid::{DecapsulationKey, XWing};
///
/// let dk = DecapsulationKey::<XWing>::generate(&mut qila::random::Rng::new()?)?;
/// let same = DecapsulationKey::<XWing>::from_seed(dk.seed())?;
/// assert_eq!(dk.encapsulation_key()?.as_bytes(), same.encapsulation_key()?.as_bytes());
/// assert!(!dk.indicator().is_approved());
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DecapsulationKey<C: Combination>(algorithm::DecapsulationKey<C>, gate::Traces);

secret!([C: Combination] DecapsulationKey<C>);
no_padding!([C: Combination] DecapsulationKey<C> { 0, 1 });

impl<C: Combination> DecapsulationKey<C> {
    /// Makes both key pairs, which have passed their pairwise consistency tests (IG 10.3.A).
    ///
    /// Time: depends on the public keys, and on how many candidates are rejected.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(rule::<C>)?;
            let pair = Untested::new(algorithm::DecapsulationKey::generate(|bytes| rng.fill(bytes))?);
            entry.release_value(Self(pair.consistent()?, gate::Traces))
        })
    }

    /// Makes both key pairs of a seed. That of X-Wing has 32 bytes. That of the others has both
    /// private keys in the order of the combination: d and z of ML-KEM, 64 bytes, and 32 or 48 of
    /// the other half.
    ///
    /// Time: depends on the public keys, and on whether the seed is taken.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength);
    /// [`InvalidKey`](crate::Error::InvalidKey), a scalar is zero or not below the order;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState);
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for one seed in 2^261.
    pub fn from_seed(seed: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self(algorithm::DecapsulationKey::from_seed(seed)?, gate::Traces))
        })
    }

    /// The shared secret of a ciphertext. One whose half of ML-KEM no encapsulation makes gives
    /// another secret, and no error.
    ///
    /// Time: depends on the public keys and on the ephemeral one.
    ///
    /// # Errors
    /// [`InvalidInputLength`](crate::Error::InvalidInputLength);
    /// [`InvalidKey`](crate::Error::InvalidKey), the ephemeral key inside is none, or has a small
    /// order; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn decapsulate(&self, ciphertext: &[u8]) -> Result<SharedSecret<C>> {
        let () = Self::NO_PADDING;
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(SharedSecret(self.0.decapsulate(ciphertext)?))
        })
    }

    /// The public halves.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn encapsulation_key(&self) -> Result<EncapsulationKey<C>> {
        gate::clean_large(|| {
            let entry = gate::enter(of::<C>())?;
            entry.release_value(EncapsulationKey(self.0.encapsulation_key()))
        })
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> &[u8] {
        self.0.seed()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<C>())
    }
}

/// What both sides know: 64, 64, 80 or 32 bytes. Wiped on drop, and compared in constant time.
///
/// ```
/// use qila::Secret;
/// use qila::hash::HashAlgorithm;
/// use qila::hybrid::{DecapsulationKey, SecP384r1MlKem1024};
/// use qila::kdf::OneStep;
///
/// let mut rng = qila::random::Rng::new()?;
/// let dk = DecapsulationKey::<SecP384r1MlKem1024>::generate(&mut rng)?;
/// let (_ciphertext, secret) = dk.encapsulation_key()?.encapsulate(&mut rng)?;
/// let mut key = [0; 32];
/// OneStep::hash(HashAlgorithm::Sha384, secret.as_bytes())?.derive(b"my protocol", &mut key)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SharedSecret<C: Combination>(Wiped<C::Secret>);

secret!([C: Combination] SharedSecret<C>);

impl<C: Combination> SharedSecret<C> {
    /// The secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl<C: Combination> PartialEq for SharedSecret<C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl<C: Combination> Eq for SharedSecret<C> {}

fn rule<C: Combination>() -> Indicator {
    policy::hybrid(C::VALUE)
}
