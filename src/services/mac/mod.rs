//! Message authentication codes.
//!
//! [`HmacKey`] is for a hash function known when the program is compiled, [`DynHmacKey`] for one chosen at run time.

pub use hmac::{DynHmac, DynHmacKey, Hmac, HmacKey, MIN_TAG_SIZE};

mod hmac;
