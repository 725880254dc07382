//! Signing keys of LMS.

use super::{Lms, VerifyingKey};
use crate::algorithms::lms::sign as algorithm;
#[cfg(doc)]
use crate::base::error::Error;
use crate::base::error::{Error as E, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::fork::Life;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use crate::module::cast::hmac::HMAC_SHA2_256;
use crate::module::cast::lms::test_for;
use crate::module::indicator::{self, Indicator};
use crate::module::pairwise::Untested;
use crate::module::{gate, policy};
use crate::services::random::Rng;
use subtle::ConstantTimeEq;

/// The bytes of the longest state.
pub const MAX_STATE: usize = algorithm::MAX_STATE;

/// A signing key of one tree, and which of its leaves may sign. Wiped on drop.
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
/// use qila::lms::{MAX_STATE, SigningKey};
///
/// // LMS_SHA256_M32_H5 with LMOTS_SHA256_N32_W4.
/// let mut rng = qila::random::Rng::new()?;
/// let mut sk = SigningKey::generate(5, 3, &mut rng)?;
/// let mut state = [0; MAX_STATE];
/// let len = sk.reserve(2, &mut state)?;
/// let stored = state[..len].to_vec(); // written to a file, synchronized, and read back
/// sk.confirm(&stored)?;
/// let mut signature = [0; 2348];
/// let len = sk.sign(b"message", &mut rng, &mut signature)?;
/// sk.verifying_key()?.verify(b"message", &signature[..len])?;
/// // A key that comes from the store begins behind what was reserved.
/// let mut again = SigningKey::from_state(&stored)?;
/// assert_eq!((again.remaining(), again.reserved()), (30, 0));
/// assert_eq!(again.sign(b"message", &mut rng, &mut signature), Err(qila::Error::KeyExhausted));
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SigningKey {
    key: algorithm::SigningKey,
    /// The next leaf that signs.
    next: u32,
    /// The first leaf that no stored state has used up.
    end: u32,
    /// The same of the states that were given, stored or not.
    given: u32,
    life: Life,
    _traces: gate::Traces,
}

secret!(SigningKey);
no_padding!(SigningKey { key, next, end, given, life, _traces });

impl SigningKey {
    /// Makes a key of the parameter sets with these type codes (RFC 8554 sections 4.1 and 5.1, SP
    /// 800-208 section 4), which has passed its pairwise consistency test.
    ///
    /// Time: depends on the sets. Each 5 of height take 32 times as long, and digits of 8 bits 8
    /// times as long as those of 4.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for codes that are not known, or of different
    /// hash functions; [`EntropyUnavailable`](Error::EntropyUnavailable),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    #[inline(never)] // its frame is large
    pub fn generate(tree: u32, one_time: u32, rng: &mut Rng) -> Result<Self> {
        gate::clean_large(|| {
            let empty = algorithm::SigningKey::empty([tree, one_time])?;
            let entry = gate::enter_all(&[test_for(empty.is_sha2()), &HMAC_SHA2_256])?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            let key = Untested::made(empty, |key| {
                let (identifier, seed) = key.random_mut();
                rng.fill(identifier)?;
                rng.fill(seed)?;
                key.complete()
            })?;
            entry.release_value(Self::of(key, 0))
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
    pub(crate) fn of(key: algorithm::SigningKey, next: u32) -> Self {
        Self { key, next, end: next, given: next, life: Life::now(), _traces: gate::Traces }
    }

    /// Gives a state in which `leaves` more are used up, into the beginning of `state`, and its
    /// length: 112 or 128 bytes. They sign when it is stored, after [`SigningKey::confirm`]. The
    /// state holds the seed of the key.
    ///
    /// # Errors
    /// [`InvalidParameter`](Error::InvalidParameter) for no leaf;
    /// [`KeyExhausted`](Error::KeyExhausted) where there are not so many, and in a copy that a
    /// `fork` made; [`BufferTooSmall`](Error::BufferTooSmall),
    /// [`NotApproved`](Error::NotApproved), [`ModuleInErrorState`](Error::ModuleInErrorState).
    /// `state` is then unchanged or zero.
    pub fn reserve(&mut self, leaves: u32, state: &mut [u8]) -> Result<usize> {
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

    /// Signs `message` with the next leaf (RFC 8554 algorithm 5), into the beginning of
    /// `signature`, and gives the length. The leaf is used up whatever happens after.
    ///
    /// A signature of HSS with one level is that behind four bytes of zero, and its verifying key
    /// the one of the tree behind the number 1.
    ///
    /// Time: that of [`SigningKey::generate`].
    ///
    /// # Errors
    /// [`KeyExhausted`](Error::KeyExhausted) where no leaf is reserved and confirmed, and in a copy
    /// that a `fork` made; [`BufferTooSmall`](Error::BufferTooSmall), which uses no leaf up;
    /// [`EntropyUnavailable`](Error::EntropyUnavailable), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState);
    /// [`SignatureMismatch`](Error::SignatureMismatch) where a fault made it wrong. `signature` is
    /// then unchanged or zero.
    #[inline(never)] // its frame is large
    pub fn sign(&mut self, message: &[u8], rng: &mut Rng, signature: &mut [u8]) -> Result<usize> {
        gate::clean_large(|| {
            let entry = gate::enter(test_for(self.key.is_sha2()))?;
            policy::permit_rule(policy::not_approved_algorithm)?;
            self.life.check()?;
            let len = self.key.signature_size();
            let signature = signature.get_mut(..len).ok_or(E::BufferTooSmall)?;
            let mut c = [0; 32];
            let c = &mut c[..self.key.n()];
            rng.fill(c)?;
            let q = self.next;
            if q >= self.end {
                return Err(E::KeyExhausted);
            }
            self.next += 1; // below the end, which is a number
            self.signed_with(q, c, message, signature)?;
            entry.release(signature)?;
            Ok(len)
        })
    }

    /// Signs with a given leaf and a given C.
    #[inline(never)] // its frame is large
    pub(crate) fn signed_with(&self, q: u32, c: &[u8], message: &[u8], signature: &mut [u8]) -> Result<()> {
        self.key.sign(q, c, message, signature)
    }

    /// How many leaves no state that was given has used up.
    #[must_use]
    pub fn remaining(&self) -> u32 {
        self.key.leaves() - self.given
    }

    /// How many leaves sign without another [`SigningKey::reserve`].
    #[must_use]
    pub const fn reserved(&self) -> u32 {
        self.end - self.next
    }

    /// The bytes of a signature.
    #[must_use]
    pub fn signature_size(&self) -> usize {
        self.key.signature_size()
    }

    /// The public half.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verifying_key(&self) -> Result<VerifyingKey<Lms>> {
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
