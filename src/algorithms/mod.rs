//! The standards, step by step. Nothing here knows of the module's state; randomness comes in as
//! bytes.
#![forbid(unsafe_code)]

pub mod aes;
pub(crate) mod array;
pub mod ascon;
pub(crate) mod bignum;
pub mod chacha20_poly1305;
pub mod der;
pub mod drbg;
pub(crate) mod dsa;
pub mod ec;
pub(crate) mod ecdh;
pub mod ecdsa;
pub mod edwards;
pub mod ffdh;
#[allow(dead_code)] // some users come in the next steps
pub(crate) mod field;
pub mod hash;
pub mod hybrid;
pub mod kdf;
pub mod key_confirmation;
pub mod lms;
pub mod mac;
pub mod ml_dsa;
pub mod ml_kem;
pub mod pre_hash;
pub mod rsa;
pub mod slh_dsa;
pub(crate) mod wots;
pub mod xdh;
pub mod xmss;
