//! Message authentication codes.

pub(crate) mod cmac;
pub mod hmac;
pub(crate) mod kmac;
