//! Message authentication codes.
//!
//! [`HmacKey`] is for a hash function known when the program is compiled, [`DynHmacKey`] for one
//! chosen at run time; [`CmacKey`] rests on AES, [`KmacKey`] on SHAKE; [`GmacKey`] is the
//! authentication of AES-GCM alone.
//!
//! ```
//! use qila::hash::Sha256;
//! use qila::mac::HmacKey;
//!
//! let key = HmacKey::<Sha256>::new(&[7; 32])?;
//! let tag = key.authenticate(b"data")?;
//! key.verify(b"data", &tag)?; // in constant time
//! # Ok::<(), qila::Error>(())
//! ```

mod cmac;
mod gmac;
mod hmac;
mod kmac;
mod tag;

pub use cmac::{Cmac, CmacKey};
pub use gmac::{CallerIvGmac, CounterIvGmac, GmacKey, RandomIvGmac};
pub use hmac::{DynHmac, DynHmacKey, Hmac, HmacKey};
pub use kmac::{Kmac, KmacKey};
pub use tag::MIN_TAG_SIZE;
