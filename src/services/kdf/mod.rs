//! Key derivation.
//!
//! From a shared secret: [`Hkdf`] and [`DynHkdf`] (RFC 5869, which is a two-step derivation of SP
//! 800-56C r2), [`OneStep`] (SP 800-56C r2 section 4), [`X963`] and [`X942`]. From a key:
//! [`KeyBasedKdf`] and [`kmac_kdf`] (SP 800-108 r1), to which [`KeyBasedKdf::extract_hmac`] adds
//! the other two-step derivations. From a password: [`Pbkdf2`] (SP 800-132). Inside protocols:
//! [`Tls12`], [`Tls13`], [`Ssh`], [`IkeV1`], [`IkeV2`], [`Srtp`], [`snmp`], each for its protocol
//! only (SP 800-135 r1, IG 2.4.B).
//!
//! All lengths are in bytes. On every error the output is unchanged. Beside each service that fills
//! a buffer of the caller stands one, called `..._new`, that gives a [`Secret`](crate::Secret):
//! that wipes itself.
//!
//! ```
//! use qila::Secret;
//! use qila::hash::Sha256;
//! use qila::kdf;
//!
//! let keys: Secret<64> = kdf::hkdf_new::<Sha256, 64>(b"salt", &[7; 32], b"my protocol, keys")?;
//! let (encryption, authentication) = keys.as_bytes().split_at(32);
//! # assert_ne!(encryption, authentication);
//! # Ok::<(), qila::Error>(())
//! ```

mod hkdf;
mod ike;
mod ikev1;
mod ikev2;
mod kbkdf;
mod one_step;
mod pbkdf2;
mod snmp;
mod srtp;
mod ssh;
mod tls12;
mod tls13;
mod x942;
mod x963;

pub use hkdf::{DynHkdf, Hkdf, hkdf, hkdf_new};
pub use ikev1::{Authentication, Exchange, IkeV1};
pub use ikev2::IkeV2;
pub use kbkdf::{CounterLocation, CounterSize, KeyBasedKdf, kmac_kdf, kmac_kdf_indicator, kmac_kdf_new};
pub use one_step::OneStep;
pub use pbkdf2::Pbkdf2;
pub use snmp::{SNMP_KEY_SIZE, snmp, snmp_indicator, snmp_new};
pub use srtp::{SRTP_SALT_SIZE, Srtp, SrtpLabel};
pub use ssh::{Ssh, SshKey};
pub use tls12::{TLS12_MASTER_SECRET_SIZE, Tls12};
pub use tls13::Tls13;
pub use x942::{OtherInfo, X942};
pub use x963::X963;
