//! Authenticated encryption.

mod ccm;
mod gcm;
