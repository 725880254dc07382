//! Signatures: SLH-DSA (FIPS 205), which rest on hash functions alone.
//!
//! A signing key that exists is consistent: a new one has passed its pairwise consistency test, and
//! the root of one from outside was computed anew. The parameter set is a type, so that a key and a
//! signature of different sets do not meet.
//!
//! What is signed is a message with a context of at most 255 bytes, which may be empty. By doors of
//! their own it is the hash value of such a message (HashSLH-DSA), which is made here or elsewhere.
//! A signature of the message is none of its hash value.
//!
//! Signatures are hedged: fresh randomness protects the key where a fault or a side channel would
//! help an attacker. For places without a generator, each door has a deterministic form.
//!
//! Every signature is verified before it is given, which costs the time of a verification: 1 to 10
//! percent. That finds what a fault made wrong. A fault after which the module signs a wrong tree
//! as a whole gives a signature that verifies; where faults are to be feared, sign hedged.
//!
//! ```
//! use qila::slh_dsa::{ParameterSet, SigningKey, SlhDsaSha2_128f, VerifyingKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let sk = SigningKey::<SlhDsaSha2_128f>::generate(&mut rng)?;
//! let mut signature = [0; SlhDsaSha2_128f::SIGNATURE_SIZE];
//! sk.sign(b"message", b"context", &mut rng, &mut signature)?;
//! let vk = VerifyingKey::<SlhDsaSha2_128f>::new(sk.verifying_key()?.as_bytes())?;
//! vk.verify(b"message", b"context", &signature)?;
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::pre_hash::PreHash;
pub use crate::algorithms::slh_dsa::{
    ParameterSet, SlhDsaSet, SlhDsaSha2_128f, SlhDsaSha2_128s, SlhDsaSha2_192f, SlhDsaSha2_192s, SlhDsaSha2_256f,
    SlhDsaSha2_256s, SlhDsaShake128f, SlhDsaShake128s, SlhDsaShake192f, SlhDsaShake192s, SlhDsaShake256f,
    SlhDsaShake256s,
};

use crate::algorithms::slh_dsa::{self as algorithm, Fresh, MAX_N, Message};
#[cfg(doc)]
use crate::base::error::Error;
use crate::base::error::Result;
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::hash::of_pre_hash as of;
use crate::module::cast::slh_dsa::test_of;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// The longest context in bytes.
pub const MAX_CONTEXT: usize = algorithm::MAX_CONTEXT;

/// A verifying key, the public half: 32, 48 or 64 bytes.
///
/// ```
/// use qila::slh_dsa::{PreHash, SigningKey, SlhDsaShake128f, VerifyingKey};
///
/// // A signature of what SHA-256 makes of "message", with a deterministic one of "message" itself.
/// let mut rng = qila::random::Rng::new()?;
/// let sk = SigningKey::<SlhDsaShake128f>::generate(&mut rng)?;
/// let (vk, mut signature) = (sk.verifying_key()?, [0; 17_088]);
/// sk.hash_sign_deterministic(PreHash::Sha256, b"message", b"", &mut signature)?;
/// let digest = qila::hash::Sha256::digest(b"message")?;
/// vk.digest_verify(PreHash::Sha256, &digest, b"", &signature)?;
/// assert!(vk.verify(b"message", b"", &signature).is_err());
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct VerifyingKey<P: ParameterSet>(algorithm::VerifyingKey<P>);

opaque!([P: ParameterSet] VerifyingKey<P>);

impl<P: ParameterSet> VerifyingKey<P> {
    /// Takes a verifying key: PK.seed and PK.root. Every string of the right length is one.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            entry.release_value(Self(algorithm::VerifyingKey::new(bytes)?))
        })
    }

    /// Verifies a signature of `message` with `context` (slh_verify, algorithm 24).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            entry.release_value(self.0.verify(Message::Pure(message, context), signature)?)
        })
    }

    /// Verifies a signature of the hash value of `message` with `context` (hash_slh_verify,
    /// algorithm 25).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`].
    pub fn hash_verify(&self, hash: PreHash, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[test_of(P::VALUE), of(hash)])?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            entry.release_value(self.0.verify(Message::Hashed(hash, message, context), signature)?)
        })
    }

    /// Verifies a signature of a message whose hash value is `digest`, with `context` (algorithm 25
    /// from step 21 on).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`]; [`InvalidInputLength`](Error::InvalidInputLength) for a hash
    /// value that is not of its function's length.
    pub fn digest_verify(&self, hash: PreHash, digest: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            entry.release_value(self.0.verify(Message::Digest(hash, digest, context), signature)?)
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
        indicator::of(policy::slh_dsa())
    }

    /// The same for messages that go through a hash function.
    #[must_use]
    pub fn hash_indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(policy::hash_slh_dsa(hash))
    }

    /// The key of the algorithm.
    #[cfg(feature = "lab")]
    pub(super) const fn inner(&self) -> &algorithm::VerifyingKey<P> {
        &self.0
    }
}

/// A signing key, the private half: 64, 96 or 128 bytes. Wiped on drop.
///
/// ```
/// use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f};
///
/// let mut rng = qila::random::Rng::new()?;
/// let sk = SigningKey::<SlhDsaSha2_128f>::generate(&mut rng)?;
/// let again = SigningKey::<SlhDsaSha2_128f>::new(sk.as_bytes())?;
/// let mut signature = [0; SlhDsaSha2_128f::SIGNATURE_SIZE];
/// again.hash_sign(PreHash::Sha512, b"message", b"context", &mut rng, &mut signature)?;
/// sk.verifying_key()?.hash_verify(PreHash::Sha512, b"message", b"context", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey<P: ParameterSet>(algorithm::SigningKey<P>, gate::Traces);

secret!([P: ParameterSet] SigningKey<P>);
no_padding!([P: ParameterSet] SigningKey<P> { 0, 1 });

impl<P: ParameterSet> SigningKey<P> {
    /// Makes a key pair (slh_keygen, algorithm 21), which has passed its pairwise consistency test
    /// (IG 10.3.A): a one-time key of the top tree signs, and the signature gives the root.
    ///
    /// Time: depends on the set.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            let fresh = Untested::made(Fresh::EMPTY, |fresh| {
                rng.fill(fresh.seeds_mut())?;
                fresh.complete();
                Ok(())
            })?;
            entry.release_value(Self(fresh.into_key(), gate::Traces))
        })
    }

    /// Takes a key: SK.seed, SK.prf, PK.seed and PK.root. The root is computed anew: two roots with
    /// one secret would sign one message with two sets of few-time keys.
    ///
    /// Time: that of [`SigningKey::generate`].
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where the
    /// root belongs to another key; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            entry.release_value(Self(algorithm::SigningKey::new(bytes)?, gate::Traces))
        })
    }

    /// Signs `message` with `context`, hedged (slh_sign, algorithm 22), into the beginning of
    /// `signature`: [`SIGNATURE_SIZE`](ParameterSet::SIGNATURE_SIZE) bytes.
    ///
    /// Time: depends on the set, on the lengths, and on which leaves the digest of the message
    /// chooses.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`BufferTooSmall`](Error::BufferTooSmall);
    /// [`SignatureMismatch`](Error::SignatureMismatch) where a fault made it wrong. `signature` is
    /// then unchanged or zero.
    pub fn sign(&self, message: &[u8], context: &[u8], rng: &mut Rng, signature: &mut [u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            self.signed(Message::Pure(message, context), Some(rng), signature)?;
            entry.release(signature)
        })
    }

    /// As [`SigningKey::sign`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::sign`], without randomness.
    pub fn sign_deterministic(&self, message: &[u8], context: &[u8], signature: &mut [u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(policy::slh_dsa)?;
            self.signed(Message::Pure(message, context), None, signature)?;
            entry.release(signature)
        })
    }

    /// Signs the hash value of `message` with `context`, hedged (hash_slh_sign, algorithm 23).
    ///
    /// # Errors
    /// As [`SigningKey::sign`].
    pub fn hash_sign(
        &self,
        hash: PreHash,
        message: &[u8],
        context: &[u8],
        rng: &mut Rng,
        signature: &mut [u8],
    ) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[test_of(P::VALUE), of(hash)])?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            self.signed(Message::Hashed(hash, message, context), Some(rng), signature)?;
            entry.release(signature)
        })
    }

    /// As [`SigningKey::hash_sign`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::sign`], without randomness.
    pub fn hash_sign_deterministic(
        &self,
        hash: PreHash,
        message: &[u8],
        context: &[u8],
        signature: &mut [u8],
    ) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter_all(&[test_of(P::VALUE), of(hash)])?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            self.signed(Message::Hashed(hash, message, context), None, signature)?;
            entry.release(signature)
        })
    }

    /// Signs a message whose hash value is `digest`, with `context`, hedged (algorithm 23 from step
    /// 22 on).
    ///
    /// # Errors
    /// As [`SigningKey::sign`]; [`InvalidInputLength`](Error::InvalidInputLength) for a hash value
    /// that is not of its function's length.
    pub fn digest_sign(
        &self,
        hash: PreHash,
        digest: &[u8],
        context: &[u8],
        rng: &mut Rng,
        signature: &mut [u8],
    ) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            self.signed(Message::Digest(hash, digest, context), Some(rng), signature)?;
            entry.release(signature)
        })
    }

    /// As [`SigningKey::digest_sign`], always the same signature.
    ///
    /// # Errors
    /// As [`SigningKey::digest_sign`], without randomness.
    pub fn digest_sign_deterministic(
        &self,
        hash: PreHash,
        digest: &[u8],
        context: &[u8],
        signature: &mut [u8],
    ) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            policy::permit_rule(|| policy::hash_slh_dsa(hash))?;
            self.signed(Message::Digest(hash, digest, context), None, signature)?;
            entry.release(signature)
        })
    }

    fn signed(&self, message: Message<'_>, rng: Option<&mut Rng>, signature: &mut [u8]) -> Result<()> {
        let () = Self::NO_PADDING;
        let mut opt_rand = Wiped::new([0; MAX_N]);
        let opt_rand = &mut opt_rand[..P::VERIFYING_KEY_SIZE / 2];
        let Some(rng) = rng else { return self.signed_with(message, None, signature) };
        rng.fill(opt_rand)?;
        self.signed_with(message, Some(opt_rand), signature)
    }

    /// Signs with given randomness.
    #[inline(never)] // its frame is large
    pub(super) fn signed_with(
        &self,
        message: Message<'_>,
        opt_rand: Option<&[u8]>,
        signature: &mut [u8],
    ) -> Result<()> {
        self.0.sign(message, opt_rand, signature)
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<P>> {
        gate::clean_large(|| {
            let entry = gate::enter(test_of(P::VALUE))?;
            entry.release_value(VerifyingKey(self.0.verifying_key()))
        })
    }

    /// The key: SK.seed, SK.prf, PK.seed and PK.root.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::slh_dsa())
    }

    /// The same for messages that go through a hash function.
    #[must_use]
    pub fn hash_indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(policy::hash_slh_dsa(hash))
    }

    /// A key of the algorithm.
    #[cfg(feature = "lab")]
    pub(super) const fn of(key: algorithm::SigningKey<P>) -> Self {
        Self(key, gate::Traces)
    }
}
