//! Signatures: XMSS and XMSS^MT (RFC 8391, SP 800-208), which rest on hash functions alone, and
//! whose signers must never use a leaf twice. Signatures of hardware modules are verified here.
//!
//! The parameter set stands in the key. Every set of SP 800-208 is known: SHA-256 and SHAKE256,
//! values of 24 and 32 bytes, one tree or up to twelve layers of them. Those of RFC 8391 with
//! SHA-512 and SHAKE128 are not approved, and not known.
//!
//! ```
//! use qila::xmss::{VerifyingKey, Xmss};
//!
//! // XMSS-SHA2_10_256.
//! let mut key = [0x50; 68];
//! key[..4].copy_from_slice(&[0, 0, 0, 1]);
//! let vk = VerifyingKey::<Xmss>::new(&key)?;
//! assert_eq!(vk.verify(b"message", &[0; 2500]), Err(qila::Error::SignatureMismatch));
//! # Ok::<(), qila::Error>(())
//! ```

pub use crate::algorithms::xmss::{Scheme, Xmss, XmssMt, XmssScheme};

use crate::algorithms::xmss as algorithm;
#[cfg(doc)]
use crate::base::error::Error;
use crate::base::error::Result;
use crate::module::cast::xmss::test_of;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};
use crate::services::lms::verifying::verifying_key;

/// A verifying key: 52 or 68 bytes. Keys of XMSS and of XMSS^MT look alike, and are not.
///
/// ```
/// use qila::xmss::{VerifyingKey, Xmss, XmssMt};
///
/// // XMSSMT-SHAKE256_60/12_192, which is no set of XMSS.
/// let mut key = [0x50; 52];
/// key[..4].copy_from_slice(&[0, 0, 0, 0x38]);
/// assert!(VerifyingKey::<XmssMt>::new(&key).is_ok());
/// assert_eq!(VerifyingKey::<Xmss>::new(&key).err(), Some(qila::Error::InvalidKey));
/// ```
#[derive(Clone)]
pub struct VerifyingKey<S: Scheme>(algorithm::VerifyingKey<S>);

verifying_key! {
    policy::xmss, test_of;
    /// Takes a verifying key: the identifier of its set, the root, and the seed (RFC 8391 section
    /// 4.1.7).
    new;
    /// Verifies a signature of `message` (RFC 8391 algorithms 14 and 17).
    verify;
}
