//! Message authentication codes.

pub(crate) mod cmac;
pub(crate) mod gmac;
pub(crate) mod hmac;
pub(crate) mod kmac;
