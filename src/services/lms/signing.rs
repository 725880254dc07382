//! Signing keys of LMS and HSS.

use super::{Scheme, VerifyingKey};
use crate::algorithms::lms as states;
use crate::algorithms::lms::sign as algorithm;
#[cfg(doc)]
use crate::base::error::Error;
use crate::base::error::{Error as E, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::fork::Life;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use crate::module::cast::hmac::HMAC_SHA2_256;
use crate::module::cast::lms::{Fresh, test_for};
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use subtle::ConstantTimeEq;

/// The bytes of the longest state.
pub const MAX_STATE: usize = states::MAX_STATE;

/// What a signing key of up to `L` levels keeps of its trees, so that a signature takes h / 2 + 3
/// one-time keys on each level, and not 2^h. About 5 KiB for each level.
///
/// It holds no secret and is no part of the key: another one in its place costs time and nothing
/// else, because the trees are made again. It is wiped on drop all the same, so that nothing that
/// came of a seed stays behind.
///
/// ```
/// use qila::lms::Nodes;
///
/// // In static memory, on the heap, or where else there is room.
/// static NODES: std::sync::Mutex<Nodes<2>> = std::sync::Mutex::new(Nodes::new());
/// ```
pub struct Nodes<const L: usize>(algorithm::Nodes<L>);

secret!([const L: usize] Nodes<L>);

impl<const L: usize> Nodes<L> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(algorithm::Nodes::new())
    }

    #[cfg(feature = "lab")]
    pub(crate) const fn levels_mut(&mut self) -> &mut [algorithm::Level] {
        self.0.levels_mut()
    }
}

impl<const L: usize> Default for Nodes<L> {
    fn default() -> Self {
        Self::new()
    }
}

/// A signing key of one tree, or of a hierarchy of one to eight levels of trees, and which of its
/// leaves may sign. Wiped on drop.
///
/// Not approved: SP 800-208 section 8.1 wants such keys made and used in hardware that never lets
/// them out. Here the state is stored by the caller, and two signatures with one leaf give
/// signatures of others away. So no leaf signs before a state is stored that does not have it:
///
/// 1. [`reserve`](SigningKey::reserve) gives a state in which some more leaves are used up.
/// 2. The caller stores it where it lasts, and reads back what is there.
/// 3. [`confirm`](SigningKey::confirm) takes what was read as the proof. Now these leaves sign.
///
/// What goes wrong in between uses leaves up, and never uses one twice. Whoever goes back to an old
/// state of the store does: a copy of a disk, or of a virtual machine, must not sign.
///
/// The key cannot be copied. After a `fork` the copy in the child refuses, because the parent goes
/// on.
///
/// ```
/// use qila::lms::{Hss, MAX_STATE, Nodes, SigningKey};
///
/// // Two levels of LMS_SHA256_M32_H5 with LMOTS_SHA256_N32_W4: 1024 signatures.
/// let (mut rng, mut nodes) = (qila::random::Rng::new()?, Nodes::<2>::new());
/// let mut sk = SigningKey::<Hss>::generate(&[[5, 3]; 2], &mut nodes, &mut rng)?;
/// let mut state = [0; MAX_STATE];
/// let len = sk.reserve(2, &mut state)?;
/// let stored = state[..len].to_vec(); // written to a file, synchronized, and read back
/// sk.confirm(&stored)?;
/// let mut signature = [0; 4756];
/// let len = sk.sign(b"message", &mut nodes, &mut rng, &mut signature)?;
/// sk.verifying_key()?.verify(b"message", &signature[..len])?;
/// // A key that comes from the store begins behind what was reserved.
/// let mut again = SigningKey::<Hss>::from_state(&stored)?;
/// assert_eq!((again.remaining(), again.reserved()), (1022, 0));
/// let refused = again.sign(b"message", &mut nodes, &mut rng, &mut signature);
/// assert_eq!(refused, Err(qila::Error::KeyExhausted));
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey<S: Scheme> {
    key: algorithm::SigningKey<S>,
    /// The next leaf that signs.
    next: u64,
    /// The first leaf that no stored state has used up.
    end: u64,
    /// The same of the states that were given, stored or not.
    given: u64,
    life: Life,
    _traces: gate::Traces,
}

secret!([S: Scheme] SigningKey<S>);
no_padding!(SigningKey<super::Hss> { key, next, end, given, life, _traces });

impl<S: Scheme> SigningKey<S> {
    /// Makes a key of the parameter sets with these type codes, of the tree and of its one-time
    /// keys for each level (RFC 8554 sections 4.1 and 5.1, SP 800-208 section 4). It has passed its
    /// pairwise consistency test. LMS has one level, HSS up to eight, and all sets have the same
    /// hash function. A hierarchy of more than 2^63 leaves uses as many.
    ///
    /// Time: depends on the sets; one tree is made on each level. Each 5 of height take 32 times as
    /// long, and digits of 8 bits 8 times as long as those of 4.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for another number of levels, and for codes
    /// that are not known, or of different hash functions;
    /// [`BufferTooSmall`](Error::BufferTooSmall) for nodes of fewer levels;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn generate<const L: usize>(levels: &[[u32; 2]], nodes: &mut Nodes<L>, rng: &mut Rng) -> Result<Self> {
        gate::clean_large(|| {
            let empty = algorithm::SigningKey::empty(levels);
            let test = empty.as_ref().map_or(&HMAC_SHA2_256, |key| test_for(key.is_sha2()));
            let entry = gate::enter_all(&[test, &HMAC_SHA2_256])?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let fresh = Untested::made(Fresh { key: empty?, nodes: nodes.0.levels_mut() }, |fresh| {
                let (identifier, seed) = fresh.key.random_mut();
                rng.fill(identifier)?;
                rng.fill(seed)?;
                fresh.key.complete(fresh.nodes)
            })?;
            entry.release_value(Self::of(fresh.key, 0))
        })
    }

    /// Takes the key of a stored state. Leaves that it has used up never sign again, also those
    /// that did not sign before.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength); [`InvalidKey`](Error::InvalidKey) where it is
    /// not, byte by byte, what was given; [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn from_state(state: &[u8]) -> Result<Self> {
        gate::clean_large(|| {
            let entry = gate::enter(&HMAC_SHA2_256)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let (key, next) = algorithm::SigningKey::from_state(state)?;
            entry.release_value(Self::of(key, next))
        })
    }

    /// A key whose leaves are used up below `next`.
    pub(crate) fn of(key: algorithm::SigningKey<S>, next: u64) -> Self {
        Self { key, next, end: next, given: next, life: Life::now(), _traces: gate::Traces }
    }

    /// Gives a state in which `leaves` more are used up, into the beginning of `state`, and its
    /// length, [`SigningKey::state_size`]. They sign when it is stored, after
    /// [`SigningKey::confirm`]. The state holds the seed of the key.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for no leaf;
    /// [`KeyExhausted`](Error::KeyExhausted) where there are not so many, and in a copy that a
    /// `fork` made; [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    /// `state` is then unchanged or zero.
    pub fn reserve(&mut self, leaves: u64, state: &mut [u8]) -> Result<usize> {
        gate::clean_large(|| {
            let entry = gate::enter(&HMAC_SHA2_256)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            self.life.check()?;
            if leaves == 0 {
                return Err(E::InvalidParameter);
            }
            let given = self.given.checked_add(leaves).filter(|given| *given <= self.key.leaves());
            let given = given.ok_or(E::KeyExhausted)?;
            let len = self.key.state(given, state)?;
            self.given = given;
            entry.release(&mut state[..len])?;
            Ok(len)
        })
    }

    /// Takes what was read from the store as the proof that it holds the last state that was given.
    /// The leaves that are used up there sign now.
    ///
    /// # Errors
    /// [`InvalidKey`](Error::InvalidKey) where it is another one;
    /// [`KeyExhausted`](Error::KeyExhausted) in a copy that a `fork` made,
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn confirm(&mut self, stored: &[u8]) -> Result<()> {
        gate::clean_large(|| {
            let entry = gate::enter(&HMAC_SHA2_256)?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            self.life.check()?;
            let mut state = Wiped::new([0; MAX_STATE]);
            let len = self.key.state(self.given, &mut *state)?;
            let is_same = bool::from(state[..len].ct_eq(stored));
            if !declassify(is_same, "whether the state was stored is the answer") {
                return Err(E::InvalidKey);
            }
            self.end = self.given;
            entry.release_value(())
        })
    }

    /// Signs `message` with the next leaf (RFC 8554 algorithms 5 and 8), into the beginning of
    /// `signature`, and gives the length. The leaf is used up whatever happens after.
    ///
    /// A signature of HSS with one level is that of LMS behind four bytes of zero, and its
    /// verifying key the one of the tree behind the number 1.
    ///
    /// Time: on each level h / 2 + 3 one-time keys. With nodes that did not see the signature
    /// before, first that of [`SigningKey::generate`].
    ///
    /// # Errors
    /// [`KeyExhausted`](Error::KeyExhausted) where no leaf is reserved and confirmed, and in a copy
    /// that a `fork` made; [`BufferTooSmall`](Error::BufferTooSmall), also for nodes of fewer
    /// levels, which uses no leaf up; [`EntropyUnavailable`](Error::EntropyUnavailable),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`SignatureMismatch`](Error::SignatureMismatch) where a fault made it wrong. `signature` is
    /// then unchanged or zero.
    #[inline(never)] // its frame is large
    pub fn sign<const L: usize>(
        &mut self,
        message: &[u8],
        nodes: &mut Nodes<L>,
        rng: &mut Rng,
        signature: &mut [u8],
    ) -> Result<usize> {
        gate::clean_large(|| {
            let entry = gate::enter(test_for(self.key.is_sha2()))?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            self.life.check()?;
            let len = self.key.signature_size();
            let signature = signature.get_mut(..len).ok_or(E::BufferTooSmall)?;
            if L < self.key.levels() {
                return Err(E::BufferTooSmall);
            }
            let mut c = [0; 32];
            let c = &mut c[..self.key.n()];
            rng.fill(c)?;
            let q = self.next;
            if q >= self.end {
                return Err(E::KeyExhausted);
            }
            self.next += 1; // below the end, which is a number
            self.signed_with(q, c, message, nodes.0.levels_mut(), signature)?;
            entry.release(signature)?;
            Ok(len)
        })
    }

    /// Signs with a given leaf and a given C.
    #[inline(never)] // its frame is large
    pub(crate) fn signed_with(
        &self,
        q: u64,
        c: &[u8],
        message: &[u8],
        nodes: &mut [algorithm::Level],
        signature: &mut [u8],
    ) -> Result<()> {
        self.key.sign(q, c, message, nodes, signature)
    }

    /// How many leaves no state that was given has used up.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        self.key.leaves() - self.given
    }

    /// How many leaves sign without another [`SigningKey::reserve`].
    #[must_use]
    pub const fn reserved(&self) -> u64 {
        self.end - self.next
    }

    /// The bytes of a signature.
    #[must_use]
    pub fn signature_size(&self) -> usize {
        self.key.signature_size()
    }

    /// The bytes of a state.
    #[must_use]
    pub fn state_size(&self) -> usize {
        self.key.state_size()
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<S>> {
        gate::clean_large(|| {
            let entry = gate::enter(test_for(self.key.is_sha2()))?;
            entry.release_value(VerifyingKey(self.key.verifying_key()?))
        })
    }

    /// As the key of the algorithm.
    #[cfg(feature = "lab")]
    pub(crate) fn is_sha2(&self) -> bool {
        self.key.is_sha2()
    }

    /// Whether the services with this key are approved: they are not.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::not_approved_algorithm())
    }
}
