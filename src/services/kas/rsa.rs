//! The schemes of SP 800-56B r2 section 8: KAS1 and KAS2.

use super::{Agreed, Source};
use crate::algorithms::rsa::Strength;
use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::module::cast::rsa::RSA;
use crate::module::indicator::Indicator;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use crate::services::rsa::{DecryptionKey, EncryptionKey};
use zeroize::Zeroize;

/// RSASVE, with the keys of [`rsa`](crate::rsa): a secret is as long as n, and goes encrypted to
/// the owner of a key.
///
/// | function | scheme | what the party brings |
/// |---|---|---|
/// | [`Agreed::kas1_u`] | KAS1 | what it [`Sent`] |
/// | [`Agreed::kas1_v`] | KAS1 | its key, and a nonce |
/// | [`Agreed::kas2_u`], `kas2_v` | KAS2 | its key, and what it [`Sent`] |
///
/// The fixed information of KAS1 holds the nonce of party V, who has no other part in Z. In a
/// [confirmation](crate::key_confirmation) the ephemeral data of a party is the ciphertext that it
/// sent, and of party V in KAS1 the nonce. Party V confirms in both schemes, party U in KAS2 alone.
///
/// ```
/// use qila::hash::HashAlgorithm::Sha256;
/// use qila::kas::{Agreed, Rsa, Sent};
/// use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange};
/// use qila::key_confirmation::{MacFunction, Party};
/// use qila::rsa::DecryptionKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let bob = Box::new(DecryptionKey::generate(2048, &mut rng)?);
/// // Alice sends the ciphertext, and Bob a nonce.
/// let (mut ciphertext, mut nonce) = ([0; 256], [0; 32]);
/// let sent = Sent::new(&bob.encryption_key()?, &mut rng, &mut ciphertext)?;
/// let at_alice = Agreed::<Rsa>::kas1_u(sent)?;
/// let at_bob = Agreed::<Rsa>::kas1_v(&bob, &ciphertext, &mut rng)?;
/// rng.fill(&mut nonce)?;
///
/// // A MAC key of 32 bytes, and behind it the keys.
/// let information = [&b"Alice"[..], b"Bob", &nonce].concat();
/// let keys: qila::Secret<64> = at_alice.one_step_hash(Sha256)?.derive_new(&information)?;
/// let same: qila::Secret<64> = at_bob.one_step_hash(Sha256)?.derive_new(&information)?;
///
/// let exchange = Exchange {
///     direction: Direction::Unilateral,
///     u: Contribution { id: b"Alice", ephemeral: &ciphertext },
///     v: Contribution { id: b"Bob", ephemeral: &nonce },
/// };
/// let mut tag = [0; 16];
/// let by_bob = ConfirmationKey::new(MacFunction::Hmac(Sha256), &same.as_bytes()[..32])?;
/// by_bob.provide(&exchange, Party::V, b"", &mut tag)?;
/// let by_alice = ConfirmationKey::new(MacFunction::Hmac(Sha256), &keys.as_bytes()[..32])?;
/// by_alice.verify(&exchange, Party::V, b"", &tag)?;
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rsa;

impl Source for Rsa {
    type Room = [u8; 2 * 1024];
    const ROOM: Self::Room = [0; _];
    type Domain = Strength;

    fn rule(weakest: Strength) -> Indicator {
        policy::rsa_strength(weakest)
    }
}

/// The secret value that a party made, and sent encrypted to the other one. Wiped on drop.
///
/// ```
/// use qila::kas::{Agreed, Rsa, Sent};
/// use qila::rsa::DecryptionKey;
///
/// let mut rng = qila::random::Rng::new()?;
/// let alice = Box::new(DecryptionKey::generate(2048, &mut rng)?);
/// let bob = Box::new(DecryptionKey::generate(2048, &mut rng)?);
/// let (mut of_alice, mut of_bob) = ([0; 256], [0; 256]);
/// let sent = Sent::new(&bob.encryption_key()?, &mut rng, &mut of_alice)?;
/// let returned = Sent::new(&alice.encryption_key()?, &mut rng, &mut of_bob)?;
/// let at_alice = Agreed::<Rsa>::kas2_u(sent, &alice, &of_bob, &mut rng)?;
/// let at_bob = Agreed::<Rsa>::kas2_v(returned, &bob, &of_alice, &mut rng)?;
///
/// let at_alice = at_alice.hkdf(qila::hash::HashAlgorithm::Sha256, b"")?;
/// let at_bob = at_bob.hkdf(qila::hash::HashAlgorithm::Sha256, b"")?;
/// let key: qila::Secret<32> = at_alice.expand_new(b"us")?;
/// assert_eq!(key, at_bob.expand_new(b"us")?);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Sent(Agreed<Rsa>);

secret!(Sent);
no_padding!(Sent { 0 });

impl Sent {
    /// RSASVE.GENERATE (section 7.2.1.2): makes a secret value, and encrypts it for the other party
    /// into as many bytes as n has.
    ///
    /// Time: as [`EncryptionKey::encapsulate`].
    ///
    /// # Errors
    /// As [`EncryptionKey::encapsulate`].
    pub fn new(theirs: &EncryptionKey, rng: &mut Rng, ciphertext: &mut [u8]) -> Result<Self> {
        Self::of(theirs, ciphertext, |z, ciphertext| theirs.encapsulate(rng, z, ciphertext))
    }

    /// A secret value that is made in another way.
    pub(in crate::services) fn of(
        theirs: &EncryptionKey,
        ciphertext: &mut [u8],
        make: impl FnOnce(&mut [u8], &mut [u8]) -> Result<()>,
    ) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            let mut sent = Agreed::permitted(theirs.strength())?;
            sent.add(theirs.size(), |z| make(z, ciphertext))?;
            entry.release_value(Self(sent)).inspect_err(|_| ciphertext.zeroize())
        })
    }
}

impl Agreed<Rsa> {
    /// Party U of KAS1 (section 8.2). The other one sends a fresh nonce, which the fixed
    /// information must hold.
    ///
    /// # Errors
    /// [`NotApproved`](crate::Error::NotApproved),
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn kas1_u(sent: Sent) -> Result<Self> {
        gate::clean_huge_of(sent, |sent| {
            let entry = gate::enter(&RSA)?;
            policy::permit_rule(|| policy::rsa_strength(sent.0.domain))?;
            entry.release_value(sent.0)
        })
    }

    /// Party V of KAS1, who sends a fresh nonce, which the fixed information must hold.
    ///
    /// Time: as [`DecryptionKey::decapsulate`].
    ///
    /// # Errors
    /// As [`DecryptionKey::decapsulate`].
    pub fn kas1_v(own: &DecryptionKey, ciphertext: &[u8], rng: &mut Rng) -> Result<Self> {
        gate::clean_huge(|| {
            let entry = gate::enter(&RSA)?;
            let mut agreed = Self::permitted(own.strength())?;
            agreed.add(own.size(), |z| own.decapsulate(ciphertext, rng, z))?;
            entry.release_value(agreed)
        })
    }

    /// Party U of KAS2 (section 8.3): Z is the secret that it sent, and behind it the one that it
    /// received.
    ///
    /// Time: as [`DecryptionKey::decapsulate`].
    ///
    /// # Errors
    /// As [`DecryptionKey::decapsulate`]. What was sent is gone in any case.
    pub fn kas2_u(sent: Sent, own: &DecryptionKey, ciphertext: &[u8], rng: &mut Rng) -> Result<Self> {
        gate::clean_huge_of(sent, |sent| {
            let entry = gate::enter(&RSA)?;
            let mut agreed = Self::permitted(sent.0.domain.weaker(own.strength()))?;
            agreed.add_sent(&sent)?;
            agreed.add(own.size(), |z| own.decapsulate(ciphertext, rng, z))?;
            entry.release_value(agreed)
        })
    }

    /// Party V of KAS2: Z is the secret that it received, and behind it the one that it sent.
    ///
    /// Time: as [`DecryptionKey::decapsulate`].
    ///
    /// # Errors
    /// As [`Agreed::kas2_u`].
    pub fn kas2_v(sent: Sent, own: &DecryptionKey, ciphertext: &[u8], rng: &mut Rng) -> Result<Self> {
        gate::clean_huge_of(sent, |sent| {
            let entry = gate::enter(&RSA)?;
            let mut agreed = Self::permitted(sent.0.domain.weaker(own.strength()))?;
            agreed.add(own.size(), |z| own.decapsulate(ciphertext, rng, z))?;
            agreed.add_sent(&sent)?;
            entry.release_value(agreed)
        })
    }

    fn add_sent(&mut self, sent: &Sent) -> Result<()> {
        self.add(sent.0.len(), |z| {
            z.copy_from_slice(sent.0.z());
            Ok(())
        })
    }
}
