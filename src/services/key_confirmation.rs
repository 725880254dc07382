//! Key confirmation: a party of a key establishment shows the other that it has the key (SP
//! 800-56A r3 section 5.9, SP 800-56B r2 section 5.6).
//!
//! Both derive a MAC key, in front of the keys that they want. The provider sends a tag under it,
//! and the recipient verifies that. What both put into the tags is one value, the [`Exchange`],
//! which is the same on both sides. The MAC key serves nothing else, and goes when both are done.
//!
//! ```
//! use qila::hash::HashAlgorithm;
//! use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange};
//! use qila::key_confirmation::{MacFunction, Party};
//!
//! let exchange = Exchange {
//!     direction: Direction::Bilateral,
//!     u: Contribution { id: b"Alice", ephemeral: b"the key that Alice sent" },
//!     v: Contribution { id: b"Bob", ephemeral: b"the nonce that Bob sent" },
//! };
//! // Each side has the same MAC key, from the derivation.
//! let alice = ConfirmationKey::new(MacFunction::Hmac(HashAlgorithm::Sha256), &[7; 32])?;
//! let bob = ConfirmationKey::new(MacFunction::Hmac(HashAlgorithm::Sha256), &[7; 32])?;
//!
//! let mut tag = [0; 16];
//! bob.provide(&exchange, Party::V, b"", &mut tag)?;
//! alice.verify(&exchange, Party::V, b"", &tag)?;
//! // A tag does not come back as one of the other side.
//! assert_eq!(bob.verify(&exchange, Party::U, b"", &tag), Err(qila::Error::TagMismatch));
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::key_confirmation::{Contribution, Direction, Exchange, MacFunction, Party};

use crate::algorithms::key_confirmation::{MAX_KEY_SIZE, MAX_TAG_SIZE};
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use crate::module::cast::key_confirmation::KEY_CONFIRMATION;
use crate::module::cast::{self, SelfTest};
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::xof::XofAlgorithm;
use subtle::ConstantTimeEq;

/// A MAC key for the confirmation of one exchange. Wiped on drop.
///
/// ```
/// use qila::Error;
/// use qila::key_confirmation::{ConfirmationKey, MacFunction};
///
/// assert!(ConfirmationKey::new(MacFunction::Kmac128, &[7; 16]).is_ok());
/// let short = ConfirmationKey::new(MacFunction::Cmac, &[7; 15]);
/// assert_eq!(short.err(), Some(Error::InvalidKeyLength));
/// ```
pub struct ConfirmationKey {
    key: Wiped<[u8; MAX_KEY_SIZE]>,
    len: u8,
    function: MacFunction,
}

secret!(ConfirmationKey);
no_padding!(ConfirmationKey { key, len, function });

impl ConfirmationKey {
    /// Takes a key of 1 to 64 bytes, or of 16, 24 or 32 for CMAC.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`InvalidKeyLength`](Error::InvalidKeyLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn new(function: MacFunction, key: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter_all(&self_tests(function))?;
            if !function.takes_key(key.len()) {
                return Err(Error::InvalidKeyLength);
            }
            policy::permit_rule(|| rule(function, key.len()))?;
            let mut kept = Self { key: Wiped::new([0; _]), len: key.len() as u8, function };
            kept.key[..key.len()].copy_from_slice(key);
            Ok(kept)
        })
    }

    /// Fills `tag`, of 8 bytes or more, with what `provider` sends; `text` is what it adds, as both
    /// have agreed, or empty. The longest tag is that of the MAC; KMAC gives 64 bytes.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`InvalidTagLength`](Error::InvalidTagLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState); `tag` is unchanged or zero.
    pub fn provide(&self, exchange: &Exchange<'_>, provider: Party, text: &[u8], tag: &mut [u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self_tests(self.function))?;
            self.permit()?;
            self.function.tag(self.bytes(), &exchange.mac_data(provider, text), tag)?;
            entry.release(tag)
        })
    }

    /// Checks the tag that `provider` sent, in constant time. How long it is both have agreed.
    ///
    /// Time: depends on the lengths.
    ///
    /// # Errors
    /// [`TagMismatch`](Error::TagMismatch): the key must not be used;
    /// [`InvalidTagLength`](Error::InvalidTagLength), [`NotApproved`](Error::NotApproved),
    /// [`ModuleInErrorState`](Error::ModuleInErrorState).
    pub fn verify(&self, exchange: &Exchange<'_>, provider: Party, text: &[u8], tag: &[u8]) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter_all(&self_tests(self.function))?;
            self.permit()?;
            let mut expected = Wiped::new([0; MAX_TAG_SIZE]);
            let expected = expected.get_mut(..tag.len()).ok_or(Error::InvalidTagLength)?;
            self.function.tag(self.bytes(), &exchange.mac_data(provider, text), expected)?;
            let is_equal = (*expected).ct_eq(tag).unwrap_u8();
            entry.release_value(())?;
            match declassify(is_equal, "whether the tag is right is the answer") {
                1 => Ok(()),
                _ => Err(Error::TagMismatch),
            }
        })
    }

    /// Whether confirmation with this key is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(rule(self.function, self.len.into()))
    }

    fn permit(&self) -> Result<()> {
        policy::permit_rule(|| rule(self.function, self.len.into()))
    }

    fn bytes(&self) -> &[u8] {
        &self.key[..usize::from(self.len)]
    }
}

/// KMAC on this function.
impl From<XofAlgorithm> for MacFunction {
    fn from(algorithm: XofAlgorithm) -> Self {
        match algorithm {
            XofAlgorithm::Shake128 => Self::Kmac128,
            XofAlgorithm::Shake256 => Self::Kmac256,
        }
    }
}

fn rule(function: MacFunction, key_len: usize) -> Indicator {
    let bits = bits_of(key_len);
    match function {
        MacFunction::Hmac(algorithm) => policy::keyed_hash(algorithm, bits),
        MacFunction::Cmac => policy::aes_key(8 * key_len),
        MacFunction::Kmac128 => policy::keyed_xof(128, bits),
        MacFunction::Kmac256 => policy::keyed_xof(256, bits),
    }
}

/// That of the construction, whose own MACs cover all but other hash functions.
const fn self_tests(function: MacFunction) -> [&'static SelfTest; 2] {
    match function {
        MacFunction::Hmac(algorithm) => [cast::hmac::of(algorithm), &KEY_CONFIRMATION],
        _ => [&KEY_CONFIRMATION; 2],
    }
}
