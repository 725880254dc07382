//! Authenticated encryption.

pub(crate) mod ccm;
pub(crate) mod chacha20_poly1305;
pub(crate) mod gcm;
pub(crate) mod gcm_siv;
mod in_place;
pub(crate) mod stream;

pub(crate) use in_place::{open, seal};

/// In the order of the header.
#[cfg(test)]
pub(crate) const PARTS: &[crate::table::Part] =
    &[gcm::PART, stream::PART, ccm::PART, gcm_siv::PART, chacha20_poly1305::PART];
