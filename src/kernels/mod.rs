//! Fast arithmetic, one folder per kernel, and the few doors to the machine.
//!
//! This is the only room with `unsafe`. Three kinds may occur: calls of functions compiled for a processor
//! feature, justified by a capability token ([`cpu`]); loads and stores through pointers into slices and arrays
//! whose length stands in the type or is checked at the seam; and the doors below, each a file of its own.

pub(crate) mod aes;
pub(crate) mod aes_gcm;
pub(crate) mod ascon;
pub(crate) mod chacha20;
mod compression;
#[cfg(test)]
mod compression_tests;
pub(crate) mod cpu;
pub(crate) mod fork;
mod groups;
pub(crate) mod hardware_random;
pub(crate) mod image;
pub(crate) mod keccak;
pub(crate) mod poly1305;
pub(crate) mod process_lock;
pub(crate) mod registers;
pub(crate) mod sha1;
pub(crate) mod sha2_256;
pub(crate) mod sha2_512;
mod sha2_definition;
pub(crate) mod taint;
pub(crate) mod timestamp;
#[cfg(target_arch = "x86_64")]
mod transpose;
pub(crate) mod wipe;
