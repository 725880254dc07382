//! Message authentication codes.

pub mod hmac;
pub(crate) mod kmac;
