//! Authenticated encryption.

pub(crate) mod ccm;
pub(crate) mod chacha20_poly1305;
pub(crate) mod gcm;
pub(crate) mod gcm_siv;
mod in_place;

pub(crate) use in_place::{open, seal};
