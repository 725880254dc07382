//! The interfaces of `qila::cipher`.

pub(crate) mod aes;
pub(crate) mod cbc;
pub(crate) mod cfb;
pub(crate) mod ctr;
pub(crate) mod cts;
pub(crate) mod ff1;
pub(crate) mod ofb;
pub(crate) mod xts;
