#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

pub mod aead;
pub mod cipher;
pub mod hash;
pub mod mac;
pub mod random;
pub mod xof;

mod stop;

pub use qila::{Error, Indicator, Result};

// The traits themselves, for those who need no dependency of their own on them.
pub use ::aead as aead_traits;
pub use ::cipher as cipher_traits;
pub use digest as digest_traits;
pub use rand_core;
