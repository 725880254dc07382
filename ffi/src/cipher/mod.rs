//! The interfaces of `qila::cipher`.

pub(crate) mod aes;
pub(crate) mod cbc;
pub(crate) mod cfb;
pub(crate) mod ctr;
pub(crate) mod cts;
pub(crate) mod ff1;
pub(crate) mod ofb;
pub(crate) mod xts;

/// In the order of the header.
#[cfg(test)]
pub(crate) const PARTS: &[crate::table::Part] =
    &[aes::PART, cbc::PART, ctr::PART, cts::PART, cfb::PART, ofb::PART, xts::PART, ff1::PART];
