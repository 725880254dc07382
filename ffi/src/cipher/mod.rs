//! The interfaces of `qila::cipher`.

pub(crate) mod cts;
pub(crate) mod feedback;
pub(crate) mod ff1;
pub(crate) mod key;
pub(crate) mod xts;
