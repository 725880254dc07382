// The examples of the README need `qila-keys`, too: they are run there.
#![cfg_attr(not(doctest), doc = include_str!("../README.md"))]
//!
//! ## The map
//! The source has rooms.
//! Imports go one way, upward is forbidden, and `tests/layers.rs` keeps it so:
//!
//! | room         | holds |
//! |--------------|-------|
//! | `base`       | errors, byte order, secrets that wipe themselves |
//! | `machine`    | the processor and the system: features, image, fork, locks, wiping; `unsafe` |
//! | `kernels`    | fast arithmetic, one folder per kernel; the only other `unsafe` code |
//! | `algorithms` | the standards, step by step; they know nothing of the module's state |
//! | `entropy`    | SP 800-90B noise sources, health tests, conditioning |
//! | `module`     | state, gate, self-tests, integrity, indicator, policy, catalogue |
//! | `services`   | what the outside may call, re-exported below |
#![no_std]
#![deny(unsafe_code)]

#[cfg(feature = "std")]
extern crate std;

mod base;

// `unsafe` may stand in these two rooms alone; each block says why it is sound.
#[allow(unsafe_code, missing_debug_implementations)] // nothing of it has a name outside
mod kernels;
#[allow(unsafe_code)]
mod machine;

#[allow(missing_debug_implementations)] // what has a name outside shows itself there
mod algorithms;
mod entropy;
mod module;
mod services;

pub use base::error::{Error, Result};
pub use module::indicator::{Indicator, Reason};
#[cfg(feature = "lab")]
pub use services::lab;
pub use services::secret::Secret;
pub use services::{
    admin, aead, cipher, dsa, ecdh, ecdsa, eddsa, ffdh, hash, hybrid, kas, kdf, key_confirmation, key_wrap, lms, mac,
    ml_dsa, ml_kem, random, rsa, slh_dsa, xdh, xmss, xof,
};
