//! Key derivation.

pub mod hkdf;
