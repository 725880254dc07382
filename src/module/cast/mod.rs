//! Cryptographic algorithm self-tests (ISO/IEC 19790 7.10.3.2, IG 10.3.A).
//!
//! Each is an object in the file of its algorithm, made by `self_test!` and named by the services
//! that rest on it. The test is a function `fn(&mut Probe) -> bool`. It calls `algorithms`, never
//! `services`, so it cannot come back through the gate.

pub(crate) mod aes;
mod all;
pub(crate) mod ascon;
pub(crate) mod ccm;
pub(crate) mod cfb;
pub(crate) mod chacha20_poly1305;
pub(crate) mod cmac;
pub(crate) mod cts;
pub(crate) mod drbg;
pub(crate) mod dsa;
pub mod ecdh;
pub mod ecdsa;
pub(crate) mod eddsa;
pub(crate) mod ff1;
pub(crate) mod ffdh;
pub(crate) mod gcm;
pub(crate) mod gcm_siv;
pub(crate) mod hash;
pub(crate) mod hkdf;
pub(crate) mod hmac;
pub(crate) mod hybrid;
pub(crate) mod ikev1;
pub(crate) mod ikev2;
pub(crate) mod kbkdf;
pub(crate) mod key_confirmation;
pub(crate) mod key_wrap;
pub(crate) mod kmac;
pub(crate) mod lms;
pub(crate) mod ml_dsa;
pub(crate) mod ml_kem;
pub(crate) mod ofb;
pub(crate) mod one_step;
pub(crate) mod parallel_hash;
pub(crate) mod pbkdf2;
mod probe;
pub(crate) mod rsa;
mod runner;
pub(crate) mod self_test;
pub(crate) mod slh_dsa;
pub(crate) mod snmp;
pub(crate) mod srtp;
pub(crate) mod ssh;
pub(crate) mod tables;
pub(crate) mod tls12;
pub(crate) mod tls13;
pub(crate) mod tuple_hash;
pub(crate) mod x942;
pub(crate) mod x963;
pub(crate) mod xdh;
pub(crate) mod xmss;
pub(crate) mod xts;

pub(crate) use probe::Probe;
#[cfg(feature = "lab")]
pub(crate) use runner::count_inputs;
pub(crate) use runner::run_now;
use self_test::self_test;
pub use self_test::{SelfTest, SelfTestState};
