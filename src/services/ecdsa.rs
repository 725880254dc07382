//! Signatures: ECDSA (FIPS 186-5 section 6) on P-224, P-256, P-384 and P-521.
//!
//! A signing key that exists is consistent, and one that was generated has passed its pairwise
//! consistency test. The curve is a type, so that a key and a signature of different curves do not
//! meet.
//!
//! What is signed is a message, which goes through a hash function, or the hash value of a message,
//! which names its function and has exactly its length. A signature is r and s, as many bytes each
//! as the order of the curve has; [`to_der`] and [`from_der`] are the way to DER and back.
//!
//! A signature takes a fresh per-message secret from the generator. For places without one, each
//! door has a deterministic form (section A.3.3, RFC 6979).
//!
//! ```
//! use qila::ecdsa::{P256, PreHash, SigningKey, VerifyingKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let sk = SigningKey::<P256>::generate(&mut rng)?;
//! let signature = sk.sign(PreHash::Sha256, b"message", &mut rng)?;
//! let vk = VerifyingKey::<P256>::new(sk.verifying_key()?.as_bytes())?;
//! vk.verify(PreHash::Sha256, b"message", &signature)?;
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::der::DerSignature;
pub use crate::algorithms::ec::{Curve, NistCurve, P224, P256, P384, P521};
pub use crate::algorithms::pre_hash::PreHash;
pub use crate::module::cast::ecdsa::EcdsaCurve;

use crate::algorithms::array::Array;
use crate::algorithms::ec::key::{KeyPair, PublicKey};
use crate::algorithms::{der, ecdsa as algorithm};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::hash::of_pre_hash;
use crate::module::cast::{drbg, hmac};
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// A verifying key, the public half: a point on the curve.
///
/// ```
/// use qila::ecdsa::{P384, PreHash, SigningKey, from_der, to_der};
///
/// let mut rng = qila::random::Rng::new()?;
/// let sk = SigningKey::<P384>::generate(&mut rng)?;
/// let der = to_der::<P384>(&sk.sign(PreHash::Sha384, b"message", &mut rng)?);
/// let signature = from_der::<P384>(der.as_ref())?;
/// sk.verifying_key()?.verify(PreHash::Sha384, b"message", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct VerifyingKey<C: EcdsaCurve>(PublicKey<C>);

opaque!([C: EcdsaCurve] VerifyingKey<C>);

impl<C: EcdsaCurve> VerifyingKey<C> {
    /// Takes a point without compression (04, x, y) or a compressed one (02 or 03, x). It is on the
    /// curve (SP 800-56A r3 section 5.6.2.3.4).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) for what is
    /// no point of the curve, and for the point at infinity; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            entry.release_value(Self(PublicKey::new(bytes)?))
        })
    }

    /// Full public-key validation (SP 800-56A r3 section 5.6.2.3.3): the order times the point is
    /// infinity. The cofactor is 1, so every point on the curve passes.
    ///
    /// # Errors
    /// [`InvalidKey`](Error::InvalidKey), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn validate(&self) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            entry.release_value(self.0.validate()?)
        })
    }

    /// Verifies a signature of `message`, r and s (FIPS 186-5 section 6.4.2).
    ///
    /// Time: depends on everything.
    ///
    /// # Errors
    /// [`SignatureMismatch`](Error::SignatureMismatch), also for a signature of another length;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify(&self, hash: PreHash, message: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[C::self_test(), of_pre_hash(hash)])?;
            policy::permit_rule(|| rule::<C>(hash))?;
            entry.release_value(algorithm::verify(&self.0, &hash.digest(message)[..hash.output_size()], signature)?)
        })
    }

    /// Verifies a signature of a message whose hash value was computed elsewhere.
    ///
    /// # Errors
    /// As [`VerifyingKey::verify`]; [`InvalidInputLength`](Error::InvalidInputLength) for a hash
    /// value of another length than that of the function.
    pub fn verify_digest(&self, hash: PreHash, digest: &[u8], signature: &[u8]) -> Result<()> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| rule::<C>(hash))?;
            entry.release_value(algorithm::verify(&self.0, of_size(hash, digest)?, signature)?)
        })
    }

    /// The point without compression: 57, 65, 97 or 133 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The compressed point: 29, 33, 49 or 67 bytes.
    ///
    /// # Errors
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn to_compressed(&self) -> Result<C::Compressed> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            entry.release_value(self.0.to_compressed()?)
        })
    }

    /// Whether verification with this key and hash function is approved.
    #[must_use]
    pub fn indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(rule::<C>(hash))
    }
}

/// A signing key, the private half: a scalar of 28, 32, 48 or 66 bytes, with the verifying key.
/// Wiped on drop.
///
/// ```
/// use qila::ecdsa::{P521, PreHash, SigningKey};
///
/// let mut rng = qila::random::Rng::new()?;
/// let sk = SigningKey::<P521>::generate(&mut rng)?;
/// let again = SigningKey::<P521>::from_scalar(sk.as_bytes())?;
/// let digest = qila::hash::sha512(b"message")?;
/// let signature = again.sign_digest_deterministic(PreHash::Sha512, &digest)?;
/// sk.verifying_key()?.verify(PreHash::Sha512, b"message", &signature)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey<C: EcdsaCurve>(KeyPair<C>, gate::Traces);

secret!([C: EcdsaCurve] SigningKey<C>);
no_padding!([C: EcdsaCurve] SigningKey<C> { 0, 1 });

impl<C: EcdsaCurve> SigningKey<C> {
    /// Makes a key pair by testing candidates (FIPS 186-5 section A.2.2), which has passed its
    /// pairwise consistency test (IG 10.3.A): it signs and verifies.
    ///
    /// Time: depends on how many candidates are rejected.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[C::self_test(), &hmac::HMAC_SHA2_256])?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            let pair = algorithm::SigningKey(KeyPair::generate(|bytes| rng.fill(bytes))?);
            entry.release_value(Self::of(Untested::new(pair).consistent()?.0))
        })
    }

    /// Takes a scalar, the most significant byte first, with all its zeros, and computes the
    /// verifying key.
    ///
    /// Time: depends on whether the scalar is taken.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) for zero,
    /// and for what is not below the order; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn from_scalar(scalar: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            entry.release_value(Self::of(KeyPair::new(scalar)?))
        })
    }

    /// Takes a scalar and the verifying key in one of its forms, which must belong together.
    ///
    /// Time: as [`SigningKey::from_scalar`].
    ///
    /// # Errors
    /// As [`SigningKey::from_scalar`] and [`VerifyingKey::new`]; [`InvalidKey`](Error::InvalidKey)
    /// where the scalar gives another point.
    pub fn from_both(scalar: &[u8], point: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| policy::curve(C::VALUE))?;
            entry.release_value(Self::of(KeyPair::from_both(scalar, point)?))
        })
    }

    const fn of(pair: KeyPair<C>) -> Self {
        let () = Self::NO_PADDING;
        Self(pair, gate::Traces)
    }

    /// Signs `message` (FIPS 186-5 section 6.4.1) with a fresh per-message secret: r and s, 56, 64,
    /// 96 or 132 bytes.
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn sign(&self, hash: PreHash, message: &[u8], rng: &mut Rng) -> Result<C::Signature> {
        gate::clean_curve(|| {
            let entry = gate::enter_all(&[C::self_test(), of_pre_hash(hash)])?;
            policy::permit_rule(|| rule::<C>(hash))?;
            let signature =
                algorithm::sign(&self.0, &hash.digest(message)[..hash.output_size()], |bytes| rng.fill(bytes))?;
            entry.release_value(signature)
        })
    }

    /// Signs a message whose hash value was computed elsewhere.
    ///
    /// # Errors
    /// As [`SigningKey::sign`]; [`InvalidInputLength`](Error::InvalidInputLength) for a hash value
    /// of another length than that of the function.
    pub fn sign_digest(&self, hash: PreHash, digest: &[u8], rng: &mut Rng) -> Result<C::Signature> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(|| rule::<C>(hash))?;
            let signature = algorithm::sign(&self.0, of_size(hash, digest)?, |bytes| rng.fill(bytes))?;
            entry.release_value(signature)
        })
    }

    /// Signs `message` always the same: the per-message secret comes from HMAC_DRBG, seeded with
    /// key and hash value (FIPS 186-5 section A.3.3).
    ///
    /// Time: depends on the length of the message.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for SHAKE, with which there is no HMAC;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn sign_deterministic(&self, hash: PreHash, message: &[u8]) -> Result<C::Signature> {
        gate::clean_curve(|| {
            let algorithm = hash.algorithm();
            let test = algorithm.map_or(&drbg::HMAC_DRBG, hmac::of);
            let entry = gate::enter_all(&[C::self_test(), of_pre_hash(hash), test, &drbg::HMAC_DRBG])?;
            policy::permit_rule(|| rule::<C>(hash))?;
            let algorithm = algorithm.ok_or(Error::InvalidParameter)?;
            let digest = &hash.digest(message)[..hash.output_size()];
            entry.release_value(algorithm::sign_deterministic(&self.0, algorithm, digest)?)
        })
    }

    /// As [`SigningKey::sign_deterministic`] for a message whose hash value was computed elsewhere.
    ///
    /// # Errors
    /// As [`SigningKey::sign_deterministic`]; [`InvalidInputLength`](Error::InvalidInputLength) for
    /// a hash value of another length than that of the function.
    pub fn sign_digest_deterministic(&self, hash: PreHash, digest: &[u8]) -> Result<C::Signature> {
        gate::clean_curve(|| {
            let algorithm = hash.algorithm();
            let test = algorithm.map_or(&drbg::HMAC_DRBG, hmac::of);
            let entry = gate::enter_all(&[C::self_test(), test, &drbg::HMAC_DRBG])?;
            policy::permit_rule(|| rule::<C>(hash))?;
            let algorithm = algorithm.ok_or(Error::InvalidParameter)?;
            let digest = of_size(hash, digest)?;
            entry.release_value(algorithm::sign_deterministic(&self.0, algorithm, digest)?)
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<C>> {
        let entry = gate::enter(C::self_test())?;
        entry.release_value(VerifyingKey(self.0.public().clone()))
    }

    /// The scalar, the most significant byte first.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether signing with this key and hash function is approved.
    #[must_use]
    pub fn indicator(&self, hash: PreHash) -> Indicator {
        indicator::of(rule::<C>(hash))
    }

    /// The pair.
    #[cfg(feature = "lab")]
    pub(super) const fn inner(&self) -> &KeyPair<C> {
        &self.0
    }
}

/// A signature in DER (RFC 3279 section 2.2.3), at most 141 bytes.
#[must_use]
pub fn to_der<C: EcdsaCurve>(signature: &C::Signature) -> DerSignature {
    der::encode(signature.as_ref())
}

/// The r and s of a signature in DER, which has one encoding.
///
/// # Errors
/// [`SignatureMismatch`](Error::SignatureMismatch) for another encoding, and for numbers longer
/// than the order.
pub fn from_der<C: EcdsaCurve>(der: &[u8]) -> Result<C::Signature> {
    let mut signature = C::Signature::ZERO;
    der::decode(der, signature.as_mut())?;
    Ok(signature)
}

fn rule<C: Curve>(hash: PreHash) -> Indicator {
    policy::ecdsa(C::VALUE, hash)
}

/// A hash value of exactly the length of its function.
fn of_size(hash: PreHash, digest: &[u8]) -> Result<&[u8]> {
    if digest.len() == hash.output_size() { Ok(digest) } else { Err(Error::InvalidInputLength) }
}
