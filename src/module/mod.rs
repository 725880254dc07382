//! What makes a library a FIPS 140-3 module.
#![forbid(unsafe_code)]

pub(crate) mod cast;
pub mod catalogue;
pub(crate) mod event;
#[cfg(feature = "lab")]
pub(crate) mod fault;
pub(crate) mod gate;
pub(crate) mod identity;
pub mod indicator;
pub(crate) mod integrity;
pub(crate) mod log;
pub(crate) mod notice;
pub(crate) mod outside;
pub(crate) mod pairwise;
pub mod policy;
pub(crate) mod profile;
#[cfg(feature = "lab")]
pub(crate) mod provoked;
pub(crate) mod run;
pub mod ssp;
pub(crate) mod standing;
pub(crate) mod state;
