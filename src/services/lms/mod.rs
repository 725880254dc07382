//! Signatures: LMS and HSS (RFC 8554, SP 800-208), which rest on hash functions alone, and whose
//! signers must never use a leaf twice. Signatures of hardware modules are verified here. A signing
//! key in software, [`SigningKey`], is not approved. It is one of LMS or of HSS.
//!
//! The parameter set stands in the key, and in the signature. Every set of SP 800-208 is known:
//! SHA-256 and SHAKE256, values of 24 and 32 bytes, digits of 1, 2, 4 and 8 bits, trees of height
//! 5, 10, 15, 20 and 25. As SP 800-208 section 4 has it, all trees and one-time keys of a hierarchy
//! have the same hash function.
//!
//! ```
//! use qila::lms::{Hss, VerifyingKey};
//!
//! // Two levels of trees of height 5 with SHA-256, digits of 8 bits.
//! let mut key = [0x50; 60];
//! key[..12].copy_from_slice(&[0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 4]);
//! let vk = VerifyingKey::<Hss>::new(&key)?;
//! assert_eq!(vk.verify(b"message", b"signature"), Err(qila::Error::SignatureMismatch));
//! # Ok::<(), qila::Error>(())
//! ```

mod signing;
pub(crate) mod verifying;

pub use crate::algorithms::lms::{Hss, Lms, LmsScheme, Scheme};
pub use signing::{MAX_STATE, Nodes, SigningKey};

use crate::algorithms::lms as algorithm;
#[cfg(doc)]
use crate::base::error::Error;
use crate::base::error::Result;
use crate::module::cast::lms::test_of;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use verifying::verifying_key;

/// A verifying key: 48 or 56 bytes of LMS, 52 or 60 of HSS.
///
/// ```
/// use qila::lms::{Lms, VerifyingKey};
///
/// // A tree of height 5 with SHA-256, and digits of 4 bits for SHAKE256.
/// let mut key = [0x50; 56];
/// key[..8].copy_from_slice(&[0, 0, 0, 5, 0, 0, 0, 11]);
/// assert_eq!(VerifyingKey::<Lms>::new(&key).err(), Some(qila::Error::InvalidKey));
/// ```
#[derive(Clone)]
pub struct VerifyingKey<S: Scheme>(algorithm::VerifyingKey<S>);

verifying_key! {
    policy::lms, test_of;
    /// Takes a verifying key: for HSS the number of levels; type codes, identifier and root of the
    /// top tree (RFC 8554 sections 5.3 and 6.1).
    new;
    /// Verifies a signature of `message` (RFC 8554 sections 5.4.2 and 6.3).
    verify;
}
