//! Message authentication codes.

pub(crate) mod cmac;
pub(crate) mod gmac;
pub(crate) mod hmac;
pub(crate) mod kmac;

/// In the order of the header.
#[cfg(test)]
pub(crate) const PARTS: &[crate::table::Part] = &[hmac::PART, cmac::PART, kmac::PART, gmac::PART];
