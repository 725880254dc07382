//! Key encapsulation: ML-KEM (FIPS 203).
//!
//! A key that exists has passed the checks of sections 7.2 and 7.3. The parameter set is a type, so
//! that a key and a ciphertext of different sets do not meet.
//!
//! ```
//! use qila::ml_kem::{DecapsulationKey, EncapsulationKey, MlKem768};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let dk = DecapsulationKey::<MlKem768>::generate(&mut rng)?;
//! let ek = EncapsulationKey::<MlKem768>::new(dk.encapsulation_key()?.as_bytes())?;
//! let (ciphertext, sent) = ek.encapsulate(&mut rng)?;
//! assert_eq!(dk.decapsulate(ciphertext.as_ref())?, sent);
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::ml_kem::{MlKem512, MlKem768, MlKem1024, MlKemSet, ParameterSet};

use crate::algorithms::array::Array;
use crate::algorithms::ml_kem as algorithm;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::ml_kem::ML_KEM;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use crate::services::secret::Secret;

/// The bytes of a shared secret.
pub const SHARED_SECRET_SIZE: usize = algorithm::SECRET_SIZE;
/// The bytes of a seed: d and z of FIPS 203, one after the other.
pub const SEED_SIZE: usize = algorithm::SEED_SIZE;

/// A shared secret of 32 bytes. Wiped on drop; compared in constant time.
///
/// ```
/// use qila::Secret;
/// use qila::hash::Sha256;
/// use qila::kdf;
/// use qila::ml_kem::{DecapsulationKey, MlKem768};
///
/// let mut rng = qila::random::Rng::new()?;
/// let ek = DecapsulationKey::<MlKem768>::generate(&mut rng)?.encapsulation_key()?;
/// let (_ciphertext, secret) = ek.encapsulate(&mut rng)?;
/// let key: Secret<32> = kdf::hkdf_new::<Sha256, 32>(b"", secret.as_bytes(), b"my protocol")?;
/// # Ok::<(), qila::Error>(())
/// ```
pub type SharedSecret = Secret<SHARED_SECRET_SIZE>;

/// An encapsulation key, the public half: 800, 1,184 or 1,568 bytes.
///
/// ```
/// use qila::Error;
/// use qila::ml_kem::{EncapsulationKey, MlKem512};
///
/// // What comes from outside is checked (FIPS 203 section 7.2).
/// let received = EncapsulationKey::<MlKem512>::new(&[0xFF; 800]);
/// assert_eq!(received.err(), Some(Error::InvalidKey));
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct EncapsulationKey<P: ParameterSet>(algorithm::EncapsulationKey<P>);

opaque!([P: ParameterSet] EncapsulationKey<P>);

impl<P: ParameterSet> EncapsulationKey<P> {
    /// Takes an encapsulation key and makes the checks of section 7.2.
    ///
    /// Time: depends on the key.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where a
    /// coefficient is not below q; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Self(algorithm::EncapsulationKey::new(bytes)?))
        })
    }

    /// Makes a shared secret, and the ciphertext that carries it: 768, 1,088 or 1,568 bytes
    /// (ML-KEM.Encaps, algorithm 20).
    ///
    /// Time: depends on the key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one key in 2^261.
    pub fn encapsulate(&self, rng: &mut Rng) -> Result<(P::Ciphertext, SharedSecret)> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            let mut m = Wiped::new([0; 32]);
            rng.fill(&mut *m)?;
            entry.release_value(self.encapsulate_internal(&m)?)
        })
    }

    /// ML-KEM.Encaps_internal (algorithm 17).
    pub(super) fn encapsulate_internal(&self, m: &[u8; 32]) -> Result<(P::Ciphertext, SharedSecret)> {
        let mut ciphertext = P::Ciphertext::ZERO;
        let secret = self.0.encapsulate(m, &mut ciphertext)?;
        Ok((ciphertext, Secret::of(secret)))
    }

    /// The key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<P>())
    }
}

/// A decapsulation key, the private half. Wiped on drop.
///
/// It is kept in its expanded form of 1,632, 2,400 or 3,168 bytes, with the seed of 64 bytes if
/// that is known. Store the seed.
///
/// ```
/// use qila::ml_kem::{DecapsulationKey, MlKem1024};
///
/// let dk = DecapsulationKey::<MlKem1024>::generate(&mut qila::random::Rng::new()?)?;
/// let seed = dk.seed().ok_or(qila::Error::InvalidKey)?; // to keep, 64 bytes
/// let same = DecapsulationKey::<MlKem1024>::from_seed(seed)?;
/// assert_eq!(dk.encapsulation_key()?.as_bytes(), same.encapsulation_key()?.as_bytes());
/// # Ok::<(), qila::Error>(())
/// ```
pub struct DecapsulationKey<P: ParameterSet>(algorithm::DecapsulationKey<P>, gate::Traces);

secret!([P: ParameterSet] DecapsulationKey<P>);

no_padding!([P: ParameterSet] DecapsulationKey<P> { 0, 1 });

impl<P: ParameterSet> DecapsulationKey<P> {
    /// Makes a key pair (ML-KEM.KeyGen, algorithm 19), which has passed its pairwise consistency
    /// test (IG 10.3.A).
    ///
    /// Time: depends on the encapsulation key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            let mut seed = Wiped::new([0; SEED_SIZE]);
            rng.fill(&mut *seed)?;
            let key = Untested::new(algorithm::DecapsulationKey::from_seed(&seed)?).consistent()?;
            entry.release_value(Self(key, gate::Traces))
        })
    }

    /// Makes the key pair of a seed of 64 bytes.
    ///
    /// Time: depends on the encapsulation key.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one seed in 2^261.
    pub fn from_seed(seed: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Self(algorithm::DecapsulationKey::from_seed(seed_of(seed)?)?, gate::Traces))
        })
    }

    /// Takes the expanded form and makes the checks of section 7.3; stricter, it wants all
    /// coefficients below q. The key cannot give a seed.
    ///
    /// Time: depends on the encapsulation key, and on whether the key is taken.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where a
    /// coefficient is not below q, or the hash value inside is not that of the encapsulation key;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn from_expanded(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Self(algorithm::DecapsulationKey::from_expanded(bytes)?, gate::Traces))
        })
    }

    /// Takes seed and expanded form, which must agree in every byte (RFC 9935 section 8).
    ///
    /// Time: depends on the encapsulation key, and on whether the key is taken.
    ///
    /// # Errors
    /// As [`DecapsulationKey::from_seed`]; [`InvalidKey`](Error::InvalidKey) where the seed gives
    /// another key.
    pub fn from_both(seed: &[u8], bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Self(algorithm::DecapsulationKey::from_both(seed_of(seed)?, bytes)?, gate::Traces))
        })
    }

    /// The shared secret of a ciphertext (ML-KEM.Decaps, algorithm 21). A ciphertext that no
    /// encapsulation makes gives another secret, and no error: nothing tells which it was.
    ///
    /// Time: depends on the encapsulation key.
    ///
    /// # Errors
    /// [`InvalidInputLength`](Error::InvalidInputLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one key in 2^261.
    pub fn decapsulate(&self, ciphertext: &[u8]) -> Result<SharedSecret> {
        let () = Self::NO_PADDING;
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            policy::permit_rule(rule::<P>)?;
            let mut c = P::Ciphertext::ZERO;
            if c.as_ref().len() != ciphertext.len() {
                return Err(Error::InvalidInputLength);
            }
            c.as_mut().copy_from_slice(ciphertext);
            entry.release_value(Secret::of(self.0.decapsulate(&c)?))
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn encapsulation_key(&self) -> Result<EncapsulationKey<P>> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_KEM)?;
            entry.release_value(EncapsulationKey(self.0.encapsulation_key()))
        })
    }

    /// The seed of 64 bytes; `None` if the key came in its expanded form alone.
    #[must_use]
    pub fn seed(&self) -> Option<&[u8; SEED_SIZE]> {
        self.0.seed()
    }

    /// The expanded form of 1,632, 2,400 or 3,168 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<P>())
    }
}

fn rule<P: ParameterSet>() -> Indicator {
    policy::ml_kem(P::VALUE)
}

fn seed_of(seed: &[u8]) -> Result<&[u8; SEED_SIZE]> {
    seed.try_into().map_err(|_| Error::InvalidKeyLength)
}
