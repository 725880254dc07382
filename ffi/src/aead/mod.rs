//! Authenticated encryption.

mod ccm;
mod chacha20_poly1305;
mod gcm;
mod gcm_siv;
pub(crate) mod in_place;
