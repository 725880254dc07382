//! Signatures: ML-DSA (FIPS 204).
//!
//! A signing key that exists is consistent and has passed its pairwise consistency test. The
//! parameter set is a type, so that a key and a signature of different sets do not meet.
//!
//! What is signed is a message with a context of at most 255 bytes, which may be empty, or, by
//! doors of their own, the hash value of such a message (HashML-DSA), or mu, which was made
//! elsewhere. A signature of one door is none of another, but for mu.
//!
//! Signatures are hedged: fresh randomness protects the key where a fault or a side channel would
//! help an attacker. For places without a generator, each door has a deterministic form.
//!
//! ```
//! use qila::ml_dsa::{MlDsa65, SigningKey, VerifyingKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let sk = SigningKey::<MlDsa65>::generate(&mut rng)?;
//! let signature = sk.sign(b"message", b"context", &mut rng)?;
//! let vk = VerifyingKey::<MlDsa65>::new(sk.verifying_key()?.as_bytes())?;
//! vk.verify(b"message", b"context", &signature)?;
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::ml_dsa::{MlDsa44, MlDsa65, MlDsa87, MlDsaSet, ParameterSet};
pub use crate::algorithms::pre_hash::PreHash;

use crate::algorithms::array::Array;
use crate::algorithms::ml_dsa::{self as algorithm, Message, RND_SIZE};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::hash::of_pre_hash as of;
use crate::module::cast::ml_dsa::ML_DSA;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// The bytes of a seed: xi of FIPS 204.
pub const SEED_SIZE: usize = algorithm::SEED_SIZE;
/// The bytes of mu.
pub const MU_SIZE: usize = algorithm::MU_SIZE;
/// The longest context in bytes.
pub const MAX_CONTEXT: usize = algorithm::MAX_CONTEXT;

/// A verifying key, the public half: 1,312, 1,952 or 2,592 bytes.
///
/// ```
/// use qila::ml_dsa::{MlDsa44, SigningKey};
///
/// // What stands for a message is small, and can be signed elsewhere.
/// let sk = SigningKey::<MlDsa44>::from_seed(&[7; 32])?;
/// let vk = sk.verifying_key()?;
/// let mu = vk.mu(b"a long message", b"")?;
/// let signature = sk.sign_mu_deterministic(&mu)?;
/// vk.verify(b"a long message", b"", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct VerifyingKey<P: ParameterSet>(algorithm::VerifyingKey<P>);

opaque!([P: ParameterSet] VerifyingKey<P>);

impl<P: ParameterSet> VerifyingKey<P> {
    /// Takes a verifying key. Every string of the right length is one.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Self(algorithm::VerifyingKey::new(bytes)?))
        })
    }

    /// Verifies a signature of `message` with `context` (ML-DSA.Verify, algorithm 3).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one key in 2^256.
    pub fn verify(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.0.verify(Message::Pure(message, context), signature)?)
        })
    }

    /// Verifies a signature of the hash value of `message` with `context` (HashML-DSA.Verify,
    /// algorithm 5).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`].
    pub fn hash_verify(&self, hash: PreHash, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[&ML_DSA, of(hash)])?;
            policy::permit_rule(|| hash_rule::<P>(hash))?;
            entry.release_value(self.0.verify(Message::Hashed(hash, message, context), signature)?)
        })
    }

    /// Verifies a signature of `mu`, which was made with [`VerifyingKey::mu`] or elsewhere
    /// (algorithm 8 from step 8 on).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`].
    pub fn verify_mu(&self, mu: &[u8; MU_SIZE], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.0.verify(Message::Mu(mu), signature)?)
        })
    }

    /// mu of a message with its context: what stands for both when they are signed elsewhere
    /// (algorithm 7 step 6).
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn mu(&self, message: &[u8], context: &[u8]) -> Result<[u8; MU_SIZE]> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(Message::Pure(message, context).mu(self.0.hash())?)
        })
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

    /// The same for messages that go through a hash function.
    #[must_use]
    pub fn hash_indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(hash_rule::<P>(hash))
    }

    /// The key of the algorithm.
    #[cfg(feature = "lab")]
    pub(super) const fn inner(&self) -> &algorithm::VerifyingKey<P> {
        &self.0
    }
}

/// A signing key, the private half. Wiped on drop.
///
/// It is kept in its expanded form of 2,560, 4,032 or 4,896 bytes, with the verifying key, and with
/// the seed of 32 bytes if that is known. Store the seed.
///
/// ```
/// use qila::ml_dsa::{MlDsa87, PreHash, SigningKey};
///
/// let mut rng = qila::random::Rng::new()?;
/// let sk = SigningKey::<MlDsa87>::generate(&mut rng)?;
/// let again = SigningKey::<MlDsa87>::from_seed(sk.seed().unwrap())?;
/// let signature = again.hash_sign(PreHash::Sha512, b"message", b"context", &mut rng)?;
/// sk.verifying_key()?.hash_verify(PreHash::Sha512, b"message", b"context", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey<P: ParameterSet>(algorithm::SigningKey<P>, gate::Traces);

secret!([P: ParameterSet] SigningKey<P>);
no_padding!([P: ParameterSet] SigningKey<P> { 0, 1 });

impl<P: ParameterSet> SigningKey<P> {
    /// Makes a key pair (ML-DSA.KeyGen, algorithm 1), which has passed its pairwise consistency
    /// test (IG 10.3.A).
    ///
    /// Time: depends on the verifying key, on which numbers sampling rejects, and on how many
    /// candidates the test rejects.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_pair(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            let mut seed = Wiped::new([0; SEED_SIZE]);
            rng.fill(&mut *seed)?;
            let key = Untested::made(algorithm::SigningKey::EMPTY, |key| key.fill_from_seed(&seed))?;
            entry.release_value(Self(key, gate::Traces))
        })
    }

    /// Makes the key pair of a seed of 32 bytes, which has passed its pairwise consistency test.
    ///
    /// Time: as [`SigningKey::generate`].
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one seed in 2^256.
    #[inline(never)] // its frame is large
    pub fn from_seed(seed: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            let key = Untested::made(algorithm::SigningKey::EMPTY, |key| key.fill_from_seed(seed_of(seed)?))?;
            entry.release_value(Self(key, gate::Traces))
        })
    }

    /// Takes the expanded form of a key. Its parts must belong together: secrets within their
    /// bound, and t0 and tr as they are computed from the rest. That is consistency, not origin: of
    /// K, the secret of the masks, nothing can be said. The key cannot give a seed. It has passed
    /// its pairwise consistency test.
    ///
    /// Time: as [`SigningKey::generate`], and depends on whether the key is taken.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where the
    /// parts do not belong together; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn from_expanded(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            let key = Untested::made(algorithm::SigningKey::EMPTY, |key| key.fill_from_expanded(bytes))?;
            entry.release_value(Self(key, gate::Traces))
        })
    }

    /// Takes seed and expanded form, which must agree in every byte (RFC 9881 section 8). The key
    /// has passed its pairwise consistency test.
    ///
    /// Time: as [`SigningKey::from_expanded`].
    ///
    /// # Errors
    /// As [`SigningKey::from_seed`]; [`InvalidKey`](Error::InvalidKey) where the seed gives another
    /// key.
    #[inline(never)] // its frame is large
    pub fn from_both(seed: &[u8], bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            let key = Untested::made(algorithm::SigningKey::EMPTY, |key| key.fill_from_both(seed_of(seed)?, bytes))?;
            entry.release_value(Self(key, gate::Traces))
        })
    }

    /// Signs `message` with `context`, hedged: 2,420, 3,309 or 4,627 bytes (ML-DSA.Sign, algorithm
    /// 2).
    ///
    /// Time: depends on the verifying key, on the lengths, and on how many candidates are rejected.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`InvalidParameter`](Error::InvalidParameter) for one key and message in 2^256.
    pub fn sign(&self, message: &[u8], context: &[u8], rng: &mut Rng) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.signed(Message::Pure(message, context), Some(rng))?)
        })
    }

    /// As [`SigningKey::sign`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::sign`], without randomness.
    pub fn sign_deterministic(&self, message: &[u8], context: &[u8]) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.signed(Message::Pure(message, context), None)?)
        })
    }

    /// Signs the hash value of `message` with `context`, hedged (HashML-DSA.Sign, algorithm 4).
    ///
    /// # Errors
    /// As [`SigningKey::sign`].
    pub fn hash_sign(&self, hash: PreHash, message: &[u8], context: &[u8], rng: &mut Rng) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[&ML_DSA, of(hash)])?;
            policy::permit_rule(|| hash_rule::<P>(hash))?;
            entry.release_value(self.signed(Message::Hashed(hash, message, context), Some(rng))?)
        })
    }

    /// As [`SigningKey::hash_sign`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::sign`], without randomness.
    pub fn hash_sign_deterministic(&self, hash: PreHash, message: &[u8], context: &[u8]) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[&ML_DSA, of(hash)])?;
            policy::permit_rule(|| hash_rule::<P>(hash))?;
            entry.release_value(self.signed(Message::Hashed(hash, message, context), None)?)
        })
    }

    /// Signs `mu`, which was made with [`VerifyingKey::mu`] or elsewhere, hedged (algorithm 7 from
    /// step 7 on).
    ///
    /// # Errors
    /// As [`SigningKey::sign`].
    pub fn sign_mu(&self, mu: &[u8; MU_SIZE], rng: &mut Rng) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.signed(Message::Mu(mu), Some(rng))?)
        })
    }

    /// As [`SigningKey::sign_mu`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::sign`], without randomness.
    pub fn sign_mu_deterministic(&self, mu: &[u8; MU_SIZE]) -> Result<P::Signature> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            policy::permit_rule(rule::<P>)?;
            entry.release_value(self.signed(Message::Mu(mu), None)?)
        })
    }

    fn signed(&self, message: Message<'_>, rng: Option<&mut Rng>) -> Result<P::Signature> {
        let () = Self::NO_PADDING;
        let mut rnd = Wiped::new([0; RND_SIZE]);
        if let Some(rng) = rng {
            rng.fill(&mut *rnd)?;
        }
        self.signed_with(message, &rnd)
    }

    /// Signs with given randomness.
    #[inline(never)] // its frame is large
    pub(super) fn signed_with(&self, message: Message<'_>, rnd: &[u8; RND_SIZE]) -> Result<P::Signature> {
        let mut signature = P::Signature::ZERO;
        self.0.sign(message, rnd, &mut signature)?;
        Ok(signature)
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<P>> {
        gate::clean_large(|| {
            let entry = gate::enter(&ML_DSA)?;
            entry.release_value(VerifyingKey(self.0.verifying_key()))
        })
    }

    /// The seed of 32 bytes; `None` if the key came in its expanded form alone.
    #[must_use]
    pub fn seed(&self) -> Option<&[u8; SEED_SIZE]> {
        self.0.seed()
    }

    /// The expanded form of 2,560, 4,032 or 4,896 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<P>())
    }

    /// The same for messages that go through a hash function.
    #[must_use]
    pub fn hash_indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(hash_rule::<P>(hash))
    }
}

fn rule<P: ParameterSet>() -> Indicator {
    policy::ml_dsa(P::VALUE)
}

fn hash_rule<P: ParameterSet>(hash: PreHash) -> Indicator {
    policy::hash_ml_dsa(P::VALUE, hash)
}

fn seed_of(seed: &[u8]) -> Result<&[u8; SEED_SIZE]> {
    seed.try_into().map_err(|_| Error::InvalidKeyLength)
}
