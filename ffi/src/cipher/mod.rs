//! The interfaces of `qila::cipher`.

pub(crate) mod aes;
pub(crate) mod cts;
pub(crate) mod feedback;
pub(crate) mod ff1;
pub(crate) mod xts;
