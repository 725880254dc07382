//! The interfaces of `qila::cipher`.

pub mod cts;
pub mod feedback;
pub mod ff1;
pub mod key;
pub mod xts;

pub(crate) use key::key_size;
