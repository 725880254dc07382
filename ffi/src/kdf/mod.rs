//! Key derivation: one file for each kind of secret that it begins with.

mod hkdf;
mod one_step;
mod pbkdf2;
mod protocols;
mod sp800_108;
mod tls;
