//! Finite-field Diffie-Hellman in groups of safe primes (SP 800-56A r3).
//!
//! A group is a name: parameters never come from the other side. A public key has two doors: the
//! full validation of a key that stays, and the partial one of a key for one use. The shared secret
//! is Z, always as long as p; protocols derive keys from it ([`kdf`](crate::kdf)), and do not use
//! it as one. Schemes of SP 800-56A with two pairs have two of it, one behind the other.
//!
//! ```
//! use qila::ffdh::{Group, PrivateKey, PublicKey};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let ours = PrivateKey::generate(Group::Ffdhe3072, &mut rng)?;
//! let theirs = PrivateKey::generate(Group::Ffdhe3072, &mut rng)?;
//! let received = PublicKey::new(Group::Ffdhe3072, theirs.public_key()?.as_bytes())?;
//! let (mut sent, mut same) = ([0; 384], [0; 384]);
//! ours.agree(&received, &mut sent)?;
//! theirs.agree(&ours.public_key()?, &mut same)?;
//! assert_eq!(sent, same);
//! // 0, 1 and p - 1 are no keys.
//! assert_eq!(PublicKey::new(Group::Ffdhe3072, &[0; 384]).err(), Some(qila::Error::InvalidKey));
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::ffdh::Group;

use crate::algorithms::ffdh::{self as algorithm, Validation};
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, opaque, secret};
use crate::module::cast::ffdh::FFDH;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;

/// A public key y of as many bytes as p, 2 <= y <= p - 2.
///
/// ```
/// use qila::Error;
/// use qila::ffdh::{Group, PublicKey};
///
/// // Minus two is in range, and not in the group of order q.
/// let two = [&[0; 255][..], &[2]].concat();
/// assert!(PublicKey::new(Group::Modp2048, &two).is_ok());
/// assert_eq!(PublicKey::new(Group::Modp2048, &[0xff; 256]).err(), Some(Error::InvalidKey));
/// assert_eq!(PublicKey::new(Group::Modp2048, &[2]).err(), Some(Error::InvalidKeyLength));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone)]
pub struct PublicKey(algorithm::PublicKey, Validation);

opaque!(PublicKey);

impl PublicKey {
    /// Takes a public key, and validates it in full (section 5.6.2.3.1).
    ///
    /// Time: depends on the key; as much as an agreement with a private key as long as p.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`InvalidKey`](Error::InvalidKey),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(group: Group, bytes: &[u8]) -> Result<Self> {
        Self::validated(group, bytes, Validation::Full)
    }

    /// Takes the public key of one agreement, whose range alone is validated (section 5.6.2.3.2):
    /// for ephemeral keys, and no others.
    ///
    /// # Errors
    /// As [`PublicKey::new`].
    pub fn new_ephemeral(group: Group, bytes: &[u8]) -> Result<Self> {
        Self::validated(group, bytes, Validation::Partial)
    }

    fn validated(group: Group, bytes: &[u8], validation: Validation) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&FFDH)?;
            policy::permit_rule(|| policy::ffdh(group))?;
            entry.release_value(Self(algorithm::PublicKey::new(group, bytes, validation)?, validation))
        })
    }

    /// y in as many bytes as p has, the highest first.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The group.
    #[must_use]
    pub const fn group(&self) -> Group {
        self.0.group()
    }

    /// Whether the key was validated in full, and may be used more than once.
    #[must_use]
    pub fn is_fully_validated(&self) -> bool {
        self.1 == Validation::Full
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::ffdh(self.group()))
    }
}

/// A private key x, with its public half. Wiped on drop.
///
/// ```
/// use qila::ffdh::{Group, PrivateKey};
///
/// let key = PrivateKey::from_bytes(Group::Ffdhe2048, &[9])?;
/// assert_eq!(key.public_key()?.as_bytes()[254..], [2, 0]); // two to the ninth
/// # Ok::<(), qila::Error>(())
/// ```
pub struct PrivateKey(algorithm::PrivateKey, gate::Traces);

secret!(PrivateKey);
no_padding!(PrivateKey { 0, 1 });

impl PrivateKey {
    /// Makes a private key by testing candidates (section 5.6.1.1.4) of 256, 320, 384 or 448 bits,
    /// at least twice the strength of the group. The pair has passed its pairwise consistency test
    /// (section 5.6.2.1.4).
    ///
    /// # Errors
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn generate(group: Group, rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&FFDH)?;
            policy::permit_rule(|| policy::ffdh(group))?;
            let pair = algorithm::PrivateKey::generate(group, &mut |bytes| rng.fill(bytes))?;
            entry.release_value(Self(Untested::new(pair).consistent()?, gate::Traces))
        })
    }

    /// Takes a private key, 1 <= x <= q - 1, the highest byte first. There may be zeros in front:
    /// the number of bytes tells how long what is done with the key takes.
    ///
    /// Time: constant for the length, but for whether it is a key.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength) for no byte, and for more than p has;
    /// [`InvalidKey`](Error::InvalidKey), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn from_bytes(group: Group, bytes: &[u8]) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&FFDH)?;
            policy::permit_rule(|| policy::ffdh(group))?;
            entry.release_value(Self(algorithm::PrivateKey::new(group, bytes)?, gate::Traces))
        })
    }

    /// The public half.
    ///
    /// # Errors
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn public_key(&self) -> Result<PublicKey> {
        gate::clean(|| {
            let entry = gate::enter(&FFDH)?;
            policy::permit_rule(|| policy::ffdh(self.group()))?;
            entry.release_value(PublicKey(self.0.public(), Validation::Full))
        })
    }

    /// Writes the shared secret Z with the holder of `public` (section 5.7.1.1), exactly as many
    /// bytes as p has. The caller wipes them: [`Secret`](crate::Secret) takes an array.
    ///
    /// Time: constant for the group and the length of x, but for whether there is a secret.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for a key of another group;
    /// [`InvalidInputLength`](Error::InvalidInputLength) for another length of `secret`;
    /// [`InvalidKey`](Error::InvalidKey) where Z would be 1 or p - 1;
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    /// `secret` is then unchanged or zero.
    pub fn agree(&self, public: &PublicKey, secret: &mut [u8]) -> Result<()> {
        gate::clean_huge(|| {
            let entry = gate::enter(&FFDH)?;
            policy::permit_rule(|| policy::ffdh(self.group()))?;
            self.0.agree(&public.0, secret)?;
            entry.release(secret)
        })
    }

    /// Writes x in as many bytes as p has.
    ///
    /// # Errors
    /// [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn export(&self, x: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&FFDH)?;
            let x = x.get_mut(..self.group().size()).ok_or(Error::BufferTooSmall)?;
            self.0.to_bytes(x);
            entry.release(x)
        })
    }

    /// The group.
    #[must_use]
    pub const fn group(&self) -> Group {
        self.0.group()
    }

    /// Whether the services with this key are approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::ffdh(self.group()))
    }
}
