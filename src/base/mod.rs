//! Ground: what every other room stands on.
#![forbid(unsafe_code)]

pub(crate) mod bytes;
pub mod error;
pub(crate) mod hex;
pub mod reason;
pub(crate) mod secret;
pub(crate) mod write;
