//! What the outside may call. Every service reads the same: the gate, the policy, the algorithm, the output.
#![forbid(unsafe_code)]

pub mod admin;
pub mod cipher;
#[cfg(feature = "lab")]
pub mod lab;
