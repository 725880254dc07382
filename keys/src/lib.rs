#![doc = include_str!("../README.md")]
//!
//! ## The map
//! Each capability is a folder: `mod.rs` holds its table of algorithms, its traits and what its
//! keys do; another file a family of algorithms. `table.rs` makes the keys of a table, `key.rs` and
//! `options.rs` hold what capabilities share.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

#[macro_use]
mod table;

mod agreement;
mod encapsulation;
mod encryption;
mod format;
mod key;
mod options;
mod signature;

pub use agreement::{AgreementAlgorithm, AnyAgreementKey, AnyPublicAgreementKey};
pub use encapsulation::{AnyDecapsulationKey, AnyEncapsulationKey, KemAlgorithm};
pub use encryption::{AnyDecryptionKey, AnyEncryptionKey, EncryptOptions, EncryptionAlgorithm};
pub use format::{Encoding, Encryption, FileBytes, Protection};
pub use key::{Bytes, Kept};
pub use options::{Content, Hash, Padding, SignOptions};
pub use signature::{AnySigningKey, AnyVerifyingKey, SignatureAlgorithm};

pub use qila::{Error, Indicator, Result};

/// The examples of the project's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
