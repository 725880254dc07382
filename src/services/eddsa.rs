//! Signatures: EdDSA on edwards25519 and edwards448 (FIPS 186-5 section 7, RFC 8032).
//!
//! The doors differ in what they sign, and a signature of one door is none of another: Ed25519 and
//! Ed448 a message, Ed25519ctx and Ed448 a message with a context, Ed25519ph and Ed448ph the hash
//! value of a message with a context. The curve is a type, so that a key of one does not come to
//! the doors of the other.
//!
//! A signing key is its seed, which stays byte for byte as it came. No door takes a verifying key
//! to sign with: the key has its own, which it computed.
//!
//! Verification asks one question, with the cofactor (FIPS 186-5 section 7.7):
//! `[2^c S] B = [2^c] R + [2^c h] A`, for S below L, and R and A in their canonical encodings. A
//! has the order L, which its import shows.
//!
//! ```
//! use qila::eddsa::{Ed25519, SigningKey, VerifyingKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let sk = SigningKey::<Ed25519>::generate(&mut rng)?;
//! let signature = sk.sign(b"message")?;
//! let vk = VerifyingKey::<Ed25519>::new(sk.verifying_key()?.as_bytes())?;
//! vk.verify(b"message", &signature)?;
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::edwards::{Curve, Ed448, Ed25519, EddsaCurve};

use crate::algorithms::array::Array;
use crate::algorithms::edwards::{self as algorithm, Message};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::eddsa::of;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// The bytes of the hash value of a message, by SHA-512 or SHAKE256.
pub const PREHASH_SIZE: usize = algorithm::PREHASH_SIZE;
/// The longest context in bytes.
pub const MAX_CONTEXT: usize = algorithm::MAX_CONTEXT;

/// A verifying key, the public half: 32 or 57 bytes.
///
/// ```
/// use qila::eddsa::{Ed448, SigningKey, VerifyingKey};
///
/// // 0 is the y of two points, whose order is 4.
/// assert_eq!(VerifyingKey::<Ed448>::new(&[0; 57]).err(), Some(qila::Error::InvalidKey));
/// let sk = SigningKey::<Ed448>::from_seed(&[7; 57])?;
/// let vk = VerifyingKey::<Ed448>::new(sk.verifying_key()?.as_bytes())?;
/// vk.verify(b"message", b"context", &sk.sign(b"message", b"context")?)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct VerifyingKey<C: Curve>(algorithm::VerifyingKey<C>);

opaque!([C: Curve] VerifyingKey<C>);

impl<C: Curve> VerifyingKey<C> {
    /// Takes a verifying key and validates it in full (SP 800-186 appendix D.1.3): it is the
    /// canonical encoding of a point of the curve, whose order is L. Keys of small or mixed order
    /// are refused.
    ///
    /// Time: depends on the key.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`InvalidKey`](Error::InvalidKey),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        clean::<C, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(Self(algorithm::VerifyingKey::new(bytes)?))
        })
    }

    /// Verifies a signature of the hash value of `message`, which this makes, with `context`, of at
    /// most 255 bytes (Ed25519ph, Ed448ph).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify_ph(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        clean::<C, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.verify(Message::Hashed(message, context), signature)?)
        })
    }

    /// As [`VerifyingKey::verify_ph`] for a hash value that was made elsewhere.
    ///
    /// # Errors
    /// As [`VerifyingKey::verify_ph`].
    pub fn verify_prehash(&self, value: &[u8; PREHASH_SIZE], context: &[u8], signature: &[u8]) -> Result<()> {
        clean::<C, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.verify(Message::Prehash(value, context), signature)?)
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
        indicator::of(policy::eddsa())
    }
}

impl VerifyingKey<Ed25519> {
    /// Verifies a signature of `message` (Ed25519).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify_ph`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        clean::<Ed25519, _>(|| {
            let entry = gate::enter(of::<Ed25519>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.verify(Message::Pure(message), signature)?)
        })
    }

    /// Verifies a signature of `message` with `context`, of 1 to 255 bytes (Ed25519ctx).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify_ph`]; [`InvalidParameter`](Error::InvalidParameter) for an empty
    /// context.
    pub fn verify_ctx(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        clean::<Ed25519, _>(|| {
            let entry = gate::enter(of::<Ed25519>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.verify(with_context(message, context)?, signature)?)
        })
    }
}

impl VerifyingKey<Ed448> {
    /// Verifies a signature of `message` with `context`, which may be empty, of at most 255 bytes
    /// (Ed448).
    ///
    /// # Errors
    /// As [`VerifyingKey::verify_ph`].
    pub fn verify(&self, message: &[u8], context: &[u8], signature: &[u8]) -> Result<()> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<Ed448>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.verify(Message::WithContext(message, context), signature)?)
        })
    }
}

/// A signing key, the private half: a seed of 32 or 57 bytes, and what comes of it. Wiped on drop.
///
/// ```
/// use qila::eddsa::{Ed25519, SigningKey};
///
/// let sk = SigningKey::<Ed25519>::from_seed(&[0xff; 32])?;
/// assert_eq!(sk.seed(), [0xff; 32]);
/// // An empty context is none.
/// assert_eq!(sk.sign_ctx(b"message", b"").err(), Some(qila::Error::InvalidParameter));
/// let signature = sk.sign_ph(b"message", b"context")?;
/// sk.verifying_key()?.verify_ph(b"message", b"context", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey<C: Curve>(algorithm::SigningKey<C>, gate::Traces);

secret!([C: Curve] SigningKey<C>);
no_padding!([C: Curve] SigningKey<C> { 0, 1 });

impl<C: Curve> SigningKey<C> {
    /// Makes a key pair (FIPS 186-5 section 7.2), which has passed its pairwise consistency test
    /// (IG 10.3.A).
    ///
    /// Time: constant but for the generator's.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            let mut seed = Wiped::new(C::Encoding::ZERO);
            rng.fill(seed.as_mut())?;
            entry.release_value(Self::tested(algorithm::SigningKey::from_seed(seed.as_ref())?)?)
        })
    }

    /// Makes the key pair of a seed of 32 or 57 bytes, which has passed its pairwise consistency
    /// test.
    ///
    /// Time: constant.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn from_seed(seed: &[u8]) -> Result<Self> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(Self::tested(algorithm::SigningKey::from_seed(seed)?)?)
        })
    }

    /// As [`SigningKey::from_seed`], with the verifying key, which must be that of the seed.
    ///
    /// # Errors
    /// As [`SigningKey::from_seed`]; [`InvalidKey`](Error::InvalidKey) where the seed gives another
    /// verifying key.
    pub fn from_both(seed: &[u8], verifying: &[u8]) -> Result<Self> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(Self::tested(algorithm::SigningKey::from_both(seed, verifying)?)?)
        })
    }

    fn tested(key: algorithm::SigningKey<C>) -> Result<Self> {
        let () = Self::NO_PADDING;
        Ok(Self(Untested::new(key).consistent()?, gate::Traces))
    }

    /// Signs the hash value of `message`, which this makes by SHA-512 or SHAKE256, with `context`,
    /// which may be empty, of at most 255 bytes (Ed25519ph, Ed448ph): 64 or 114 bytes.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InputTooLong`](Error::InputTooLong) for a context of more than 255 bytes;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn sign_ph(&self, message: &[u8], context: &[u8]) -> Result<C::Signature> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.sign(Message::Hashed(message, context))?)
        })
    }

    /// As [`SigningKey::sign_ph`] for a hash value that was made elsewhere.
    ///
    /// # Errors
    /// As [`SigningKey::sign_ph`].
    pub fn sign_prehash(&self, value: &[u8; PREHASH_SIZE], context: &[u8]) -> Result<C::Signature> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.sign(Message::Prehash(value, context))?)
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<C>> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<C>())?;
            entry.release_value(VerifyingKey(self.0.verifying_key()?))
        })
    }

    /// The seed of 32 or 57 bytes, as it came.
    #[must_use]
    pub fn seed(&self) -> &[u8] {
        self.0.seed()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::eddsa())
    }
}

impl SigningKey<Ed25519> {
    /// Signs `message` (Ed25519): 64 bytes.
    ///
    /// # Errors
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64]> {
        clean::<Ed25519, _>(|| {
            let entry = gate::enter(of::<Ed25519>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.sign(Message::Pure(message))?)
        })
    }

    /// Signs `message` with `context`, of 1 to 255 bytes (Ed25519ctx): 64 bytes.
    ///
    /// # Errors
    /// As [`SigningKey::sign_ph`]; [`InvalidParameter`](Error::InvalidParameter) for an empty
    /// context (RFC 8032 section 5.1).
    pub fn sign_ctx(&self, message: &[u8], context: &[u8]) -> Result<[u8; 64]> {
        clean::<Ed25519, _>(|| {
            let entry = gate::enter(of::<Ed25519>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.sign(with_context(message, context)?)?)
        })
    }
}

impl SigningKey<Ed448> {
    /// Signs `message` with `context`, which may be empty, of at most 255 bytes (Ed448): 114 bytes.
    ///
    /// # Errors
    /// As [`SigningKey::sign_ph`].
    pub fn sign(&self, message: &[u8], context: &[u8]) -> Result<[u8; 114]> {
        clean::<Ed448, _>(|| {
            let entry = gate::enter(of::<Ed448>())?;
            policy::permit_rule(policy::eddsa)?;
            entry.release_value(self.0.sign(Message::WithContext(message, context))?)
        })
    }
}

/// Verifies signatures of messages (Ed25519), each with its key, eight at once, which takes less
/// time than one by one. The answer is the same, for every input: an error where one of them is
/// none.
///
/// Time: depends on everything.
///
/// ```
/// use qila::eddsa::{Ed25519, SigningKey, verify_batch};
///
/// let sk = SigningKey::<Ed25519>::from_seed(&[7; 32])?;
/// let vk = sk.verifying_key()?;
/// let (one, other) = (sk.sign(b"one")?, sk.sign(b"other")?);
/// verify_batch(&[(&vk, b"one", &one), (&vk, b"other", &other)])?;
/// assert!(verify_batch(&[(&vk, b"one", &one), (&vk, b"other", &one)]).is_err());
/// # Ok::<(), qila::Error>(())
/// ```
///
/// # Errors
/// As [`VerifyingKey::verify_ph`].
pub fn verify_batch(signatures: &[(&VerifyingKey<Ed25519>, &[u8], &[u8])]) -> Result<()> {
    gate::clean_huge(|| {
        let entry = gate::enter(of::<Ed25519>())?;
        policy::permit_rule(policy::eddsa)?;
        let (groups, rest) = signatures.as_chunks::<{ algorithm::GROUP }>();
        for group in groups {
            algorithm::verify_group(&group.map(|(key, message, signature)| (&key.0, message, signature)))?;
        }
        for (key, message, signature) in rest {
            key.0.verify(Message::Pure(message), signature)?;
        }
        entry.release_value(())
    })
}

/// Wipes the stack behind a service. Frames of Ed448 are as large as those of lattices.
fn clean<C: Curve, R>(service: impl FnOnce() -> R) -> R {
    match C::VALUE {
        EddsaCurve::Ed25519 => gate::clean(service),
        EddsaCurve::Ed448 => gate::clean_large(service),
    }
}

/// What Ed25519ctx signs: its context is not empty.
fn with_context<'a>(message: &'a [u8], context: &'a [u8]) -> Result<Message<'a>> {
    if context.is_empty() { Err(Error::InvalidParameter) } else { Ok(Message::WithContext(message, context)) }
}
