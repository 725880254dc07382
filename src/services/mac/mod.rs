//! Message authentication codes.
//!
//! [`HmacKey`] is for a hash function known when the program is compiled, [`DynHmacKey`] for one chosen at run time;
//! [`GmacKey`] is the authentication of AES-GCM alone, [`KmacKey`] rests on SHAKE.

mod gmac;
mod hmac;
mod kmac;

pub use gmac::{CallerIvGmac, CounterIvGmac, GmacKey, RandomIvGmac};
pub use hmac::{DynHmac, DynHmacKey, Hmac, HmacKey, MIN_TAG_SIZE};
pub use kmac::{Kmac, KmacKey};
