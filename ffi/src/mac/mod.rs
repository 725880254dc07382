//! Message authentication codes.

mod cmac;
mod gmac;
mod hmac;
mod kmac;

pub(crate) use gmac::check_room;
