//! What the outside may call. Every service reads the same: the gate, the policy, the algorithm,
//! the output.
#![forbid(unsafe_code)]

pub mod admin;
pub mod aead;
pub mod cipher;
pub mod dsa;
pub mod ecdh;
pub mod ecdsa;
pub mod eddsa;
pub mod ffdh;
pub mod hash;
pub mod hybrid;
pub mod kas;
pub mod kdf;
pub mod key_confirmation;
pub mod key_wrap;
#[cfg(feature = "lab")]
pub mod lab;
pub mod lms;
pub mod mac;
pub mod ml_dsa;
pub mod ml_kem;
pub mod random;
pub mod rsa;
pub(crate) mod secret;
pub mod slh_dsa;
pub mod xdh;
pub mod xmss;
pub mod xof;
