//! Fast arithmetic, one folder per kernel.
//!
//! With `machine` the only room with `unsafe`. Two kinds occur: calls of functions compiled for a
//! processor feature, justified by a capability token ([`cpu`](crate::machine::cpu)); loads and
//! stores through pointers into slices and arrays whose length stands in the type or is checked at
//! the seam.

pub(crate) mod aes;
pub(crate) mod ascon;
pub(crate) mod chacha20;
mod choice;
#[cfg(test)]
mod compression_tests;
pub(crate) mod eight;
pub(crate) mod element;
#[cfg(test)]
mod element_tests;
pub(crate) mod f25519;
pub(crate) mod f448;
pub(crate) mod four;
pub(crate) mod gcm;
pub(crate) mod groups;
pub(crate) mod keccak;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod lanes;
#[allow(dead_code)] // its users come in the next steps
pub(crate) mod limbs;
pub(crate) mod ntt;
pub(crate) mod poly1305;
pub(crate) mod sha1;
pub(crate) mod sha2_256;
pub(crate) mod sha2_512;
mod sha2_definition;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sha2_rounds;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod transpose;
