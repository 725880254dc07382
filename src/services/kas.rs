//! Key agreement schemes: those of SP 800-56A r3 section 6, on [curves](crate::ecdh) and in
//! [groups of safe primes](crate::ffdh) alike, and those of SP 800-56B r2 section 8 with keys of
//! [RSA](crate::rsa) ([`Rsa`]).
//!
//! A scheme says which keys the initiator, party U, and the responder, party V, bring. Each is a
//! function here that takes just those, so that no key can stand in for another: ephemeral ones are
//! consumed, static public keys have passed full validation. A scheme in which only party U has an
//! ephemeral key has a function for each party.
//!
//! | function | on curves | in groups | keys of U | keys of V |
//! |---|---|---|---|---|
//! | [`Agreed::full`] | fullUnified | dhHybrid1 | both | both |
//! | [`Agreed::ephemeral`] | ephemeralUnified | dhEphem | ephemeral | ephemeral |
//! | [`Agreed::one_pass_u`], `..._v` | onePassUnified | dhHybridOneFlow | both | static |
//! | [`Agreed::one_pass_dh_u`], `..._v` | onePassDh | dhOneFlow | ephemeral | static |
//! | [`Agreed::of_static`] | staticUnified | dhStatic | static, and a nonce | static |
//!
//! MQV is not offered. Z stays inside: keys are derived from it at once (SP 800-56C r2), with fixed
//! information that names both parties, and in the last scheme holds the nonce of party U. One who
//! wants to know that the other side has the same keys derives a MAC key in front of them
//! ([`key_confirmation`](crate::key_confirmation)).
//!
//! ```
//! use qila::ecdh::{EphemeralKey, P256, PrivateKey};
//! use qila::hash::HashAlgorithm::Sha256;
//! use qila::kas::Agreed;
//! use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange};
//! use qila::key_confirmation::{MacFunction, Party};
//!
//! let mut rng = qila::random::Rng::new()?;
//! let alice = PrivateKey::<P256>::generate(&mut rng)?;
//! let bob = PrivateKey::<P256>::generate(&mut rng)?;
//! // Alice sends the public half of another key.
//! let ephemeral = EphemeralKey::<P256>::generate(&mut rng)?;
//! let (sent, nonce) = (ephemeral.public_key()?, b"a nonce of Bob's");
//!
//! let at_alice = Agreed::<P256>::one_pass_u(ephemeral, &alice, &bob.public_key()?)?;
//! let at_bob = Agreed::<P256>::one_pass_v(&bob, &sent, &alice.public_key()?)?;
//!
//! // A MAC key of 32 bytes, and behind it the keys.
//! let information = [b"Alice", sent.as_bytes(), b"Bob", nonce].concat();
//! let keys: qila::Secret<64> = at_alice.one_step_hash(Sha256)?.derive_new(&information)?;
//! let same: qila::Secret<64> = at_bob.one_step_hash(Sha256)?.derive_new(&information)?;
//!
//! let exchange = Exchange {
//!     direction: Direction::Unilateral,
//!     u: Contribution { id: b"Alice", ephemeral: sent.as_bytes() },
//!     v: Contribution { id: b"Bob", ephemeral: nonce },
//! };
//! let mut tag = [0; 16];
//! let by_alice = ConfirmationKey::new(MacFunction::Hmac(Sha256), &keys.as_bytes()[..32])?;
//! by_alice.provide(&exchange, Party::U, b"", &mut tag)?;
//! let by_bob = ConfirmationKey::new(MacFunction::Hmac(Sha256), &same.as_bytes()[..32])?;
//! by_bob.verify(&exchange, Party::U, b"", &tag)?;
//! # Ok::<(), qila::Error>(())
//! ```

use crate::algorithms::hash::HashAlgorithm;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::wipe::{Plain, Wiped};
use crate::module::cast::SelfTest;
use crate::module::cast::ecdh::EcdhCurve;
use crate::module::cast::ffdh::FFDH;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::kdf::{DynHkdf, KeyBasedKdf, OneStep};
use crate::services::xof::XofAlgorithm;
use crate::services::{ecdh, ffdh};

mod rsa;

pub use rsa::{Rsa, Sent};

/// Where shared secrets come from: a curve, [`Ffdh`], or [`Rsa`]. No other crate can add to it.
pub trait Source: Sized {
    /// Room for two secrets.
    #[doc(hidden)]
    type Room: Plain + AsRef<[u8]> + AsMut<[u8]>;
    #[doc(hidden)]
    const ROOM: Self::Room;
    /// What the policy asks for, where it is known at run time only.
    #[doc(hidden)]
    type Domain: Copy + PartialEq;

    #[doc(hidden)]
    fn rule(domain: Self::Domain) -> Indicator;
}

/// What a scheme of Diffie and Hellman computes its secrets with: a curve, or [`Ffdh`].
pub trait Primitive: Source {
    /// A static key pair.
    type PrivateKey;
    /// A static public key, which has passed full validation.
    type PublicKey;
    /// An ephemeral key pair.
    type EphemeralKey;
    /// An ephemeral public key.
    type EphemeralPublicKey;

    #[doc(hidden)]
    fn self_test() -> &'static SelfTest;
    #[doc(hidden)]
    fn domain_of_static(own: &Self::PrivateKey) -> Self::Domain;
    #[doc(hidden)]
    fn domain_of_ephemeral(own: &Self::EphemeralKey) -> Self::Domain;
    /// The bytes of one secret.
    #[doc(hidden)]
    fn size(domain: Self::Domain) -> usize;

    /// The secret of two static keys, in exactly its bytes, as the next three.
    #[doc(hidden)]
    fn static_static(own: &Self::PrivateKey, peer: &Self::PublicKey, z: &mut [u8]) -> Result<()>;
    #[doc(hidden)]
    fn static_ephemeral(own: &Self::PrivateKey, peer: &Self::EphemeralPublicKey, z: &mut [u8]) -> Result<()>;
    #[doc(hidden)]
    fn ephemeral_static(own: Self::EphemeralKey, peer: &Self::PublicKey, z: &mut [u8]) -> Result<()>;
    #[doc(hidden)]
    fn ephemeral_ephemeral(own: Self::EphemeralKey, peer: &Self::EphemeralPublicKey, z: &mut [u8]) -> Result<()>;
}

impl<C: EcdhCurve> Source for C {
    type Room = [u8; 2 * 66];
    const ROOM: Self::Room = [0; _];
    type Domain = ();

    fn rule((): ()) -> Indicator {
        policy::curve(C::VALUE)
    }
}

/// The keys of [`ecdh`](crate::ecdh).
impl<C: EcdhCurve> Primitive for C {
    type PrivateKey = ecdh::PrivateKey<C>;
    type PublicKey = ecdh::PublicKey<C>;
    type EphemeralKey = ecdh::EphemeralKey<C>;
    type EphemeralPublicKey = ecdh::EphemeralPublicKey<C>;

    fn self_test() -> &'static SelfTest {
        <C as EcdhCurve>::self_test()
    }
    fn domain_of_static(_: &Self::PrivateKey) {}
    fn domain_of_ephemeral(_: &Self::EphemeralKey) {}
    fn size((): ()) -> usize {
        C::COORDINATE_SIZE
    }
    fn static_static(own: &Self::PrivateKey, peer: &Self::PublicKey, z: &mut [u8]) -> Result<()> {
        z.copy_from_slice(own.agree(peer)?.as_bytes());
        Ok(())
    }
    fn static_ephemeral(own: &Self::PrivateKey, peer: &Self::EphemeralPublicKey, z: &mut [u8]) -> Result<()> {
        z.copy_from_slice(own.agree(peer)?.as_bytes());
        Ok(())
    }
    fn ephemeral_static(own: Self::EphemeralKey, peer: &Self::PublicKey, z: &mut [u8]) -> Result<()> {
        z.copy_from_slice(own.agree(peer)?.as_bytes());
        Ok(())
    }
    fn ephemeral_ephemeral(own: Self::EphemeralKey, peer: &Self::EphemeralPublicKey, z: &mut [u8]) -> Result<()> {
        z.copy_from_slice(own.agree(peer)?.as_bytes());
        Ok(())
    }
}

/// Diffie-Hellman in groups of safe primes, with the keys of [`ffdh`](crate::ffdh): an ephemeral
/// one is made for one agreement; a static public one was validated in full, and is refused
/// otherwise.
///
/// ```
/// use qila::Error;
/// use qila::ffdh::{Group, PrivateKey, PublicKey};
/// use qila::kas::{Agreed, Ffdh};
///
/// let mut rng = qila::random::Rng::new()?;
/// let own = PrivateKey::generate(Group::Ffdhe2048, &mut rng)?;
/// let in_part = PublicKey::new_ephemeral(Group::Ffdhe2048, own.public_key()?.as_bytes())?;
/// let refused = Agreed::<Ffdh>::of_static(&own, &in_part);
/// assert_eq!(refused.err(), Some(Error::InvalidKey));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ffdh;

impl Source for Ffdh {
    type Room = [u8; 2 * 1024];
    const ROOM: Self::Room = [0; _];
    type Domain = ffdh::Group;

    fn rule(group: ffdh::Group) -> Indicator {
        policy::ffdh(group)
    }
}

impl Primitive for Ffdh {
    type PrivateKey = ffdh::PrivateKey;
    type PublicKey = ffdh::PublicKey;
    type EphemeralKey = ffdh::PrivateKey;
    type EphemeralPublicKey = ffdh::PublicKey;

    fn self_test() -> &'static SelfTest {
        &FFDH
    }
    fn domain_of_static(own: &ffdh::PrivateKey) -> ffdh::Group {
        own.group()
    }
    fn domain_of_ephemeral(own: &ffdh::PrivateKey) -> ffdh::Group {
        own.group()
    }
    fn size(group: ffdh::Group) -> usize {
        group.size()
    }
    fn static_static(own: &ffdh::PrivateKey, peer: &ffdh::PublicKey, z: &mut [u8]) -> Result<()> {
        if peer.is_fully_validated() { own.agree(peer, z) } else { Err(Error::InvalidKey) }
    }
    fn static_ephemeral(own: &ffdh::PrivateKey, peer: &ffdh::PublicKey, z: &mut [u8]) -> Result<()> {
        own.agree(peer, z)
    }
    fn ephemeral_static(own: ffdh::PrivateKey, peer: &ffdh::PublicKey, z: &mut [u8]) -> Result<()> {
        Self::static_static(&own, peer, z)
    }
    fn ephemeral_ephemeral(own: ffdh::PrivateKey, peer: &ffdh::PublicKey, z: &mut [u8]) -> Result<()> {
        own.agree(peer, z)
    }
}

/// The shared secret of a scheme: Z, or Ze with Zs behind it. It serves one derivation. Wiped on
/// drop.
///
/// ```
/// use qila::ffdh::{Group, PrivateKey};
/// use qila::hash::HashAlgorithm;
/// use qila::kas::{Agreed, Ffdh};
///
/// let mut rng = qila::random::Rng::new()?;
/// let ours = PrivateKey::generate(Group::Ffdhe3072, &mut rng)?;
/// let theirs = PrivateKey::generate(Group::Ffdhe3072, &mut rng)?;
/// let (sent, received) = (ours.public_key()?, theirs.public_key()?);
/// let one = Agreed::<Ffdh>::ephemeral(ours, &received)?;
/// let other = Agreed::<Ffdh>::ephemeral(theirs, &sent)?;
/// let one = one.hkdf(HashAlgorithm::Sha256, b"")?;
/// let other = other.hkdf(HashAlgorithm::Sha256, b"")?;
/// let (key, same): (qila::Secret<32>, _) = (one.expand_new(b"us")?, other.expand_new(b"us")?);
/// assert_eq!(key, same);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Agreed<S: Source> {
    z: Wiped<S::Room>,
    /// The bytes of Z so far, in an array, which needs no padding.
    len: [u8; 2],
    domain: S::Domain,
}

secret!([S: Source] Agreed<S>);
no_padding!([S: Source] Agreed<S> { z, len, domain });

impl<P: Primitive> Agreed<P> {
    /// Both parties have both keys: fullUnified, dhHybrid1 (sections 6.1.1.2 and 6.1.1.1).
    ///
    /// Time: that of two agreements.
    ///
    /// # Errors
    /// [`InvalidKey`](Error::InvalidKey), [`InvalidParameter`](Error::InvalidParameter) for keys of
    /// two groups, [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState). The ephemeral key is gone in any case.
    pub fn full(
        ephemeral: P::EphemeralKey,
        own: &P::PrivateKey,
        their_ephemeral: &P::EphemeralPublicKey,
        theirs: &P::PublicKey,
    ) -> Result<Self> {
        gate::clean_huge_of(ephemeral, |ephemeral| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_ephemeral(&ephemeral))?;
            agreed.add_one(|z| P::ephemeral_ephemeral(ephemeral, their_ephemeral, z))?;
            agreed.add_static(own, theirs)?;
            entry.release_value(agreed)
        })
    }

    /// Both parties have an ephemeral key: ephemeralUnified, dhEphem (sections 6.1.2.2 and
    /// 6.1.2.1).
    ///
    /// Time: that of an agreement.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn ephemeral(ephemeral: P::EphemeralKey, their_ephemeral: &P::EphemeralPublicKey) -> Result<Self> {
        gate::clean_huge_of(ephemeral, |ephemeral| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_ephemeral(&ephemeral))?;
            agreed.add_one(|z| P::ephemeral_ephemeral(ephemeral, their_ephemeral, z))?;
            entry.release_value(agreed)
        })
    }

    /// Party U of onePassUnified, dhHybridOneFlow (sections 6.2.1.2 and 6.2.1.1).
    ///
    /// Time: that of two agreements.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn one_pass_u(ephemeral: P::EphemeralKey, own: &P::PrivateKey, theirs: &P::PublicKey) -> Result<Self> {
        gate::clean_huge_of(ephemeral, |ephemeral| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_ephemeral(&ephemeral))?;
            agreed.add_one(|z| P::ephemeral_static(ephemeral, theirs, z))?;
            agreed.add_static(own, theirs)?;
            entry.release_value(agreed)
        })
    }

    /// Party V of onePassUnified, dhHybridOneFlow.
    ///
    /// Time: that of two agreements.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn one_pass_v(
        own: &P::PrivateKey,
        their_ephemeral: &P::EphemeralPublicKey,
        theirs: &P::PublicKey,
    ) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_static(own))?;
            agreed.add_one(|z| P::static_ephemeral(own, their_ephemeral, z))?;
            agreed.add_one(|z| P::static_static(own, theirs, z))?;
            entry.release_value(agreed)
        })
    }

    /// Party U of onePassDh, dhOneFlow (sections 6.2.2.2 and 6.2.2.1).
    ///
    /// Time: that of an agreement.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn one_pass_dh_u(ephemeral: P::EphemeralKey, theirs: &P::PublicKey) -> Result<Self> {
        gate::clean_huge_of(ephemeral, |ephemeral| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_ephemeral(&ephemeral))?;
            agreed.add_one(|z| P::ephemeral_static(ephemeral, theirs, z))?;
            entry.release_value(agreed)
        })
    }

    /// Party V of onePassDh, dhOneFlow.
    ///
    /// Time: that of an agreement.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn one_pass_dh_v(own: &P::PrivateKey, their_ephemeral: &P::EphemeralPublicKey) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_static(own))?;
            agreed.add_one(|z| P::static_ephemeral(own, their_ephemeral, z))?;
            entry.release_value(agreed)
        })
    }

    /// Both parties have static keys alone: staticUnified, dhStatic (sections 6.3.2 and 6.3.1). Z
    /// is the same each time. Party U sends a fresh nonce, which the fixed information must hold.
    ///
    /// Time: that of an agreement.
    ///
    /// # Errors
    /// As [`Agreed::full`].
    pub fn of_static(own: &P::PrivateKey, theirs: &P::PublicKey) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(P::self_test())?;
            let mut agreed = Self::permitted(P::domain_of_static(own))?;
            agreed.add_one(|z| P::static_static(own, theirs, z))?;
            entry.release_value(agreed)
        })
    }

    /// Adds Zs to Ze, which must come from the same group: two groups can have primes of one size.
    fn add_static(&mut self, own: &P::PrivateKey, theirs: &P::PublicKey) -> Result<()> {
        if P::domain_of_static(own) != self.domain {
            return Err(Error::InvalidParameter);
        }
        self.add_one(|z| P::static_static(own, theirs, z))
    }

    /// Adds a secret of the group.
    fn add_one(&mut self, agree: impl FnOnce(&mut [u8]) -> Result<()>) -> Result<()> {
        self.add(P::size(self.domain), agree)
    }
}

impl<S: Source> Agreed<S> {
    /// The one-step derivation with a hash function (SP 800-56C r2 section 4, option 1).
    ///
    /// # Errors
    /// As [`OneStep::hash`].
    pub fn one_step_hash(&self, algorithm: HashAlgorithm) -> Result<OneStep<'_>> {
        OneStep::hash(algorithm, self.z())
    }

    /// The one-step derivation with HMAC under a salt (option 2).
    ///
    /// # Errors
    /// As [`OneStep::hmac`].
    pub fn one_step_hmac<'a>(&'a self, algorithm: HashAlgorithm, salt: &'a [u8]) -> Result<OneStep<'a>> {
        OneStep::hmac(algorithm, salt, self.z())
    }

    /// The one-step derivation with KMAC under a salt (option 3).
    ///
    /// # Errors
    /// As [`OneStep::kmac`].
    pub fn one_step_kmac<'a>(&'a self, algorithm: XofAlgorithm, salt: &'a [u8]) -> Result<OneStep<'a>> {
        OneStep::kmac(algorithm, salt, self.z())
    }

    /// The extraction of HKDF, a two-step derivation (section 5).
    ///
    /// # Errors
    /// As [`DynHkdf::extract`].
    pub fn hkdf(&self, algorithm: HashAlgorithm, salt: &[u8]) -> Result<DynHkdf> {
        DynHkdf::extract(algorithm, salt, self.z())
    }

    /// The extraction of another two-step derivation, by HMAC.
    ///
    /// # Errors
    /// As [`KeyBasedKdf::extract_hmac`].
    pub fn extract_hmac(&self, algorithm: HashAlgorithm, salt: &[u8]) -> Result<KeyBasedKdf> {
        KeyBasedKdf::extract_hmac(algorithm, salt, self.z())
    }

    /// The extraction of another two-step derivation, by CMAC.
    ///
    /// # Errors
    /// As [`KeyBasedKdf::extract_cmac`].
    pub fn extract_cmac(&self, salt: &[u8]) -> Result<KeyBasedKdf> {
        KeyBasedKdf::extract_cmac(salt, self.z())
    }

    /// Whether the agreement is approved. The derivation has an indicator of its own.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(S::rule(self.domain))
    }

    /// Before the first secret.
    fn permitted(domain: S::Domain) -> Result<Self> {
        let () = Self::NO_PADDING;
        policy::permit_rule(|| S::rule(domain))?;
        Ok(Self { z: Wiped::new(S::ROOM), len: [0; _], domain })
    }

    /// Puts a secret of so many bytes behind the others.
    fn add(&mut self, size: usize, agree: impl FnOnce(&mut [u8]) -> Result<()>) -> Result<()> {
        let begin = self.len();
        let end = begin + size;
        agree(self.z.as_mut().get_mut(begin..end).ok_or(Error::InvalidParameter)?)?;
        self.len = (end as u16).to_ne_bytes();
        Ok(())
    }

    fn len(&self) -> usize {
        u16::from_ne_bytes(self.len).into()
    }

    fn z(&self) -> &[u8] {
        (*self.z).as_ref().get(..self.len()).unwrap_or_default()
    }
}
