//! Key agreement: X25519 and X448 (RFC 7748). NIST approves neither: protocols have them beside
//! what it does.
//!
//! A shared secret of zero is an error at every door. Public keys come as they are: a number of p
//! or more stands for its remainder, and X25519 ignores the top bit.
//!
//! ```
//! use qila::xdh::{PrivateKey, PublicKey, X25519};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let ours = PrivateKey::<X25519>::generate(&mut rng)?;
//! let theirs = PrivateKey::<X25519>::generate(&mut rng)?;
//! let received = PublicKey::<X25519>::new(theirs.public_key()?.as_bytes())?;
//! assert!(ours.agree(&received)? == theirs.agree(&ours.public_key()?)?);
//! // 0 has a small order.
//! let zero = PublicKey::<X25519>::new(&[0; 32])?;
//! assert_eq!(ours.agree(&zero).err(), Some(qila::Error::InvalidKey));
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::xdh::{Curve, X448, X25519, XdhCurve};

use crate::algorithms::array::Array;
use crate::algorithms::xdh as algorithm;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::machine::wipe::Wiped;
use crate::module::cast::xdh::{X25519_BATCH, of};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::random::Rng;
use subtle::ConstantTimeEq;

/// A public key of 32 or 56 bytes.
///
/// ```
/// use qila::xdh::{PublicKey, X448};
///
/// assert!(PublicKey::<X448>::new(&[9; 56]).is_ok());
/// assert_eq!(PublicKey::<X448>::new(&[9; 57]).err(), Some(qila::Error::InvalidKeyLength));
/// ```
#[derive(Clone)]
pub struct PublicKey<C: Curve>(algorithm::PublicKey<C>);

opaque!([C: Curve] PublicKey<C>);

impl<C: Curve> PublicKey<C> {
    /// Takes a public key. Every string of the right length is one.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn new(bytes: &[u8]) -> Result<Self> {
        let entry = gate::enter(of::<C>())?;
        policy::permit_rule(policy::not_approved_algorithm)?;
        entry.release_value(Self(algorithm::PublicKey::new(bytes)?))
    }

    /// The key, as it came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved: they are not.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::not_approved_algorithm())
    }
}

/// A private key of 32 or 56 bytes. Wiped on drop.
///
/// ```
/// use qila::xdh::{PrivateKey, X448};
///
/// let key = PrivateKey::<X448>::from_bytes(&[7; 56])?;
/// assert_eq!(key.as_bytes(), [7; 56]);
/// assert!(!key.indicator().is_approved());
/// # Ok::<(), qila::Error>(())
/// ```
pub struct PrivateKey<C: Curve>(algorithm::PrivateKey<C>, gate::Traces);

secret!([C: Curve] PrivateKey<C>);
no_padding!([C: Curve] PrivateKey<C> { 0, 1 });

impl<C: Curve> PrivateKey<C> {
    /// Makes a private key.
    ///
    /// # Errors
    /// [`EntropyUnavailable`](crate::Error::EntropyUnavailable),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn generate(rng: &mut Rng) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let mut bytes = Wiped::new(C::Encoding::ZERO);
            rng.fill(bytes.as_mut())?;
            entry.release_value(Self::of(bytes.as_ref())?)
        })
    }

    /// Takes a private key of 32 or 56 bytes, which stays as it came.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](crate::Error::InvalidKeyLength),
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            entry.release_value(Self::of(bytes)?)
        })
    }

    fn of(bytes: &[u8]) -> Result<Self> {
        let () = Self::NO_PADDING;
        Ok(Self(algorithm::PrivateKey::new(bytes)?, gate::Traces))
    }

    /// The public half.
    ///
    /// Time: constant.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn public_key(&self) -> Result<PublicKey<C>> {
        gate::clean(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            entry.release_value(PublicKey(self.0.public_key()))
        })
    }

    /// The shared secret with the holder of `public`: 32 or 56 bytes. Protocols derive keys from
    /// it, and do not use it as one.
    ///
    /// Time: depends on whether there is one.
    ///
    /// # Errors
    /// [`InvalidKey`](crate::Error::InvalidKey) where the secret would be zero, because `public` is
    /// a point of small order; [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn agree(&self, public: &PublicKey<C>) -> Result<SharedSecret<C>> {
        gate::clean(|| {
            let entry = gate::enter(of::<C>())?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            entry.release_value(SharedSecret(self.0.agree(&public.0)?))
        })
    }

    /// The key, as it came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether the services with this key are approved: they are not.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::not_approved_algorithm())
    }
}

/// Agrees by X25519 with several at once, which takes less time than one by one where the processor
/// has AVX-512 IFMA. Each secret comes to the place of its pair, and nothing where
/// [`PrivateKey::agree`] gives [`InvalidKey`](Error::InvalidKey): one bad key spoils no other's.
///
/// Time: depends on the number of pairs, and on which of them have a secret.
///
/// ```
/// use qila::xdh::{PrivateKey, PublicKey, X25519, agree_batch};
///
/// let own = PrivateKey::<X25519>::from_bytes(&[7; 32])?;
/// let good = PrivateKey::<X25519>::from_bytes(&[8; 32])?.public_key()?;
/// let bad = PublicKey::<X25519>::new(&[0; 32])?; // of small order
/// let mut secrets = [const { None }; 2];
/// agree_batch(&[(&own, &good), (&own, &bad)], &mut secrets)?;
/// assert!(secrets[0] == Some(own.agree(&good)?));
/// assert!(secrets[1].is_none());
/// # Ok::<(), qila::Error>(())
/// ```
///
/// # Errors
/// [`InvalidInputLength`](Error::InvalidInputLength) unless there are as many places as pairs;
/// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState). The
/// places are then unchanged, or empty.
pub fn agree_batch(
    pairs: &[(&PrivateKey<X25519>, &PublicKey<X25519>)],
    secrets: &mut [Option<SharedSecret<X25519>>],
) -> Result<()> {
    gate::clean(|| {
        let entry = gate::enter(&X25519_BATCH)?;
        policy::permit_rule(policy::not_approved_algorithm)?;
        if pairs.len() != secrets.len() {
            return Err(Error::InvalidInputLength);
        }
        let mut places = secrets.iter_mut();
        let put = |secret: Result<_>| {
            if let Some(place) = places.next() {
                *place = secret.ok().map(SharedSecret);
            }
        };
        algorithm::agree_many(pairs, |(own, public)| (&own.0, &public.0), put);
        entry.release_value(()).inspect_err(|_| secrets.fill_with(|| None))
    })
}

/// What both sides know: 32 or 56 bytes. Wiped on drop, and compared in constant time.
///
/// ```
/// use qila::xdh::{PrivateKey, X448};
///
/// let one = PrivateKey::<X448>::from_bytes(&[7; 56])?;
/// let other = PrivateKey::<X448>::from_bytes(&[8; 56])?;
/// let secret = one.agree(&other.public_key()?)?;
/// assert_eq!(secret.as_bytes().len(), 56);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SharedSecret<C: Curve>(Wiped<C::Encoding>);

secret!([C: Curve] SharedSecret<C>);

impl<C: Curve> SharedSecret<C> {
    /// The secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_ref()
    }
}

impl<C: Curve> PartialEq for SharedSecret<C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl<C: Curve> Eq for SharedSecret<C> {}
