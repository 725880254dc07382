//! Key derivation: one file for each kind of secret that it begins with.

pub(crate) mod hkdf;
pub(crate) mod kbkdf;
pub(crate) mod one_step;
pub(crate) mod pbkdf2;
pub(crate) mod protocols;
pub(crate) mod tls;
