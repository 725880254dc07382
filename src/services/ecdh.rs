//! Key agreement: Diffie-Hellman on P-224, P-256, P-384 and P-521, by the cofactor primitive of SP
//! 800-56A r3 (section 5.7.1.2).
//!
//! Who holds what is a type. A [`PrivateKey`] is static: it comes back from storage and serves many
//! agreements. An [`EphemeralKey`] serves one, which consumes it. Each has passed its pairwise
//! consistency test when it was made here. What comes from the other side is a [`PublicKey`], which
//! has passed full validation, or an [`EphemeralPublicKey`], which has passed the partial one.
//!
//! The shared secret is the x of a point. Keys are derived from it ([`kdf`](crate::kdf)).
//!
//! ```
//! use qila::ecdh::{EphemeralKey, EphemeralPublicKey, P256};
//! use qila::hash::Sha256;
//! use qila::{Secret, kdf};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let ours = EphemeralKey::<P256>::generate(&mut rng)?;
//! let theirs = EphemeralKey::<P256>::generate(&mut rng)?;
//! let (sent, received) = (ours.public_key()?, theirs.public_key()?);
//!
//! let received = EphemeralPublicKey::<P256>::new(received.as_bytes())?;
//! let secret = ours.agree(&received)?; // `ours` is gone
//! let key: Secret<32> = kdf::hkdf_new::<Sha256, 32>(b"", secret.as_bytes(), b"my protocol")?;
//! assert!(theirs.agree(&sent)? == secret);
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::ec::{Curve, NistCurve, P224, P256, P384, P521};
pub use crate::module::cast::ecdh::EcdhCurve;

use crate::algorithms::ec::key::{self, KeyPair};
use crate::algorithms::ecdh::AgreementKey;
use crate::base::error::Result;
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use subtle::ConstantTimeEq;

/// The other side's public key, of either kind. No other crate can make one.
#[allow(private_interfaces)] // as `Curve`
pub trait PeerKey<C: EcdhCurve> {
    /// The point.
    #[doc(hidden)]
    fn point(&self) -> &key::PublicKey<C>;
}

/// A public key that has passed full validation (SP 800-56A r3 section 5.6.2.3.3): a static one, or
/// an ephemeral one of whose sender little is known.
///
/// ```
/// use qila::ecdh::{P384, PrivateKey, PublicKey};
///
/// let mut rng = qila::random::Rng::new()?;
/// let theirs = PrivateKey::<P384>::generate(&mut rng)?.public_key()?;
/// let received = PublicKey::<P384>::new(&theirs.to_compressed()?)?;
/// assert_eq!(received.as_bytes(), theirs.as_bytes());
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone)]
pub struct PublicKey<C: EcdhCurve>(key::PublicKey<C>);

/// A public key that has passed partial validation (SP 800-56A r3 section 5.6.2.3.4), which is for
/// ephemeral keys. The cofactor is 1, so that every point on the curve has the right order as well.
///
/// ```
/// use qila::Error;
/// use qila::ecdh::{EphemeralPublicKey, P256};
///
/// let none = EphemeralPublicKey::<P256>::new(&[[4].as_slice(), &[9; 64]].concat());
/// assert_eq!(none.err(), Some(Error::InvalidKey));
/// ```
#[derive(Clone)]
pub struct EphemeralPublicKey<C: EcdhCurve>(key::PublicKey<C>);

/// What both kinds of public keys do; how far the constructor validates is their difference.
macro_rules! public_key {
    ($name:ident, in full $is_full:literal) => {
        opaque!([C: EcdhCurve] $name<C>);

        impl<C: EcdhCurve> $name<C> {
            /// Takes a point without compression (04, x, y) or a compressed one (02 or 03, x), and
            /// validates it.
            ///
            /// Time: depends on everything.
            ///
            /// # Errors
            /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength);
            /// [`InvalidKey`](crate::Error::InvalidKey) for what is no point of the curve, and for
            /// the point at infinity; [`NotApproved`](crate::Error::NotApproved),
            /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
            pub fn new(bytes: &[u8]) -> Result<Self> {
                gate::clean_curve(|| {
                    let entry = gate::enter(C::self_test())?;
                    policy::permit_rule(rule::<C>)?;
                    let point = key::PublicKey::<C>::new(bytes)?;
                    if $is_full {
                        point.validate()?;
                    }
                    entry.release_value(Self(point))
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
            /// [`NotApproved`](crate::Error::NotApproved),
            /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
            pub fn to_compressed(&self) -> Result<C::Compressed> {
                gate::clean_curve(|| {
                    let entry = gate::enter(C::self_test())?;
                    policy::permit_rule(rule::<C>)?;
                    entry.release_value(self.0.to_compressed()?)
                })
            }

            /// Whether agreement with this key is approved.
            #[must_use]
            pub fn indicator(&self) -> Indicator {
                indicator::of(rule::<C>())
            }
        }

        #[allow(private_interfaces)] // as the trait
        impl<C: EcdhCurve> PeerKey<C> for $name<C> {
            fn point(&self) -> &key::PublicKey<C> {
                &self.0
            }
        }
    };
}

public_key! { PublicKey, in full true }
// Decoding is the partial validation.
public_key! { EphemeralPublicKey, in full false }

/// A static private key: a scalar of 28, 32, 48 or 66 bytes, with the public key. Wiped on drop.
///
/// ```
/// use qila::ecdh::{P521, PrivateKey};
///
/// let mut rng = qila::random::Rng::new()?;
/// let ours = PrivateKey::<P521>::generate(&mut rng)?;
/// let theirs = PrivateKey::<P521>::generate(&mut rng)?;
/// let again = PrivateKey::<P521>::from_scalar(ours.as_bytes())?;
/// assert!(again.agree(&theirs.public_key()?)? == theirs.agree(&ours.public_key()?)?);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct PrivateKey<C: EcdhCurve>(AgreementKey<C>, gate::Traces);

secret!([C: EcdhCurve] PrivateKey<C>);
no_padding!([C: EcdhCurve] PrivateKey<C> { 0, 1 });

impl<C: EcdhCurve> PrivateKey<C> {
    /// Makes a key pair by testing candidates (SP 800-56A r3 section 5.6.1.2.2), which has passed
    /// its pairwise consistency test (section 5.6.2.1.4, IG 10.3.A).
    ///
    /// Time: depends on how many candidates are rejected.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self::of(generate(rng)?))
        })
    }

    /// Takes a scalar, the most significant byte first, with all its zeros, and computes the public
    /// key.
    ///
    /// Time: depends on whether the scalar is taken.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength);
    /// [`InvalidKey`](crate::Error::InvalidKey) for zero, and for what is not below the order;
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn from_scalar(scalar: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self::of(AgreementKey(KeyPair::new(scalar)?)))
        })
    }

    /// Takes a scalar and the public key in one of its forms, which must belong together.
    ///
    /// Time: as [`PrivateKey::from_scalar`].
    ///
    /// # Errors
    /// As [`PrivateKey::from_scalar`] and [`PublicKey::new`];
    /// [`InvalidKey`](crate::Error::InvalidKey) where the scalar gives another point.
    pub fn from_both(scalar: &[u8], point: &[u8]) -> Result<Self> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self::of(AgreementKey(KeyPair::from_both(scalar, point)?)))
        })
    }

    const fn of(pair: AgreementKey<C>) -> Self {
        let () = Self::NO_PADDING;
        Self(pair, gate::Traces)
    }

    /// The secret that is shared with the holder of `peer`: 28, 32, 48 or 66 bytes.
    ///
    /// Time: constant, but for the decoding of `peer`, which is public.
    ///
    /// # Errors
    /// [`InvalidKey`](crate::Error::InvalidKey) where the result is infinity, which no valid key
    /// gives; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn agree(&self, peer: &impl PeerKey<C>) -> Result<SharedSecret<C>> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(SharedSecret(self.0.agree(peer.point())?))
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn public_key(&self) -> Result<PublicKey<C>> {
        let entry = gate::enter(C::self_test())?;
        entry.release_value(PublicKey(self.0.0.public().clone()))
    }

    /// The scalar, the most significant byte first.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.0.as_bytes()
    }

    /// Whether agreement with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<C>())
    }
}

/// An ephemeral private key, made for one agreement. Wiped on drop, and by the agreement, which
/// consumes it. It does not leave the module.
///
/// ```compile_fail
/// use qila::ecdh::{EphemeralKey, P256, PrivateKey};
///
/// let mut rng = qila::random::Rng::new()?;
/// let theirs = PrivateKey::<P256>::generate(&mut rng)?.public_key()?;
/// let ours = EphemeralKey::<P256>::generate(&mut rng)?;
/// ours.agree(&theirs)?;
/// ours.agree(&theirs)?; // used once already
/// # Ok::<(), qila::Error>(())
/// ```
pub struct EphemeralKey<C: EcdhCurve>(AgreementKey<C>, gate::Traces);

secret!([C: EcdhCurve] EphemeralKey<C>);
no_padding!([C: EcdhCurve] EphemeralKey<C> { 0, 1 });

impl<C: EcdhCurve> EphemeralKey<C> {
    /// Makes a key pair, as [`PrivateKey::generate`].
    ///
    /// Time: as there.
    ///
    /// # Errors
    /// As there.
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        let () = Self::NO_PADDING;
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(Self(generate(rng)?, gate::Traces))
        })
    }

    /// The key of a scalar, for a laboratory.
    #[cfg(feature = "lab")]
    pub(super) fn given(scalar: &[u8]) -> Result<Self> {
        Ok(Self(AgreementKey(KeyPair::new(scalar)?), gate::Traces))
    }

    /// The secret that is shared with the holder of `peer`: 28, 32, 48 or 66 bytes. The key is
    /// gone, with an error, too.
    ///
    /// Time: as [`PrivateKey::agree`].
    ///
    /// # Errors
    /// As [`PrivateKey::agree`].
    pub fn agree(self, peer: &impl PeerKey<C>) -> Result<SharedSecret<C>> {
        gate::clean_curve(|| {
            let entry = gate::enter(C::self_test())?;
            policy::permit_rule(rule::<C>)?;
            entry.release_value(SharedSecret(self.0.agree(peer.point())?))
        })
    }

    /// The public half, to be sent.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn public_key(&self) -> Result<EphemeralPublicKey<C>> {
        let entry = gate::enter(C::self_test())?;
        entry.release_value(EphemeralPublicKey(self.0.0.public().clone()))
    }

    /// Whether agreement with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule::<C>())
    }
}

/// What both sides know, Z: 28, 32, 48 or 66 bytes. Wiped on drop, and compared in constant time.
///
/// ```
/// use qila::ecdh::{P224, PrivateKey};
///
/// let one = PrivateKey::<P224>::from_scalar(&[7; 28])?;
/// let other = PrivateKey::<P224>::from_scalar(&[8; 28])?;
/// let secret = one.agree(&other.public_key()?)?;
/// assert_eq!(secret.as_bytes().len(), 28);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SharedSecret<C: EcdhCurve>(Wiped<C::Coordinate>);

secret!([C: EcdhCurve] SharedSecret<C>);

impl<C: EcdhCurve> SharedSecret<C> {
    /// The secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl<C: EcdhCurve> PartialEq for SharedSecret<C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl<C: EcdhCurve> Eq for SharedSecret<C> {}

/// A fresh pair that has passed its test.
fn generate<C: EcdhCurve>(rng: &mut Rng) -> Result<AgreementKey<C>> {
    Untested::new(AgreementKey(KeyPair::generate(|bytes| rng.fill(bytes))?)).consistent()
}

fn rule<C: Curve>() -> Indicator {
    policy::curve(C::VALUE)
}
