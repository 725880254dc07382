//! Ascon (SP 800-232): authenticated encryption, a hash function and extendable-output functions
//! for small devices.
//!
//! Where a length is counted in bits, the bits of a byte come least significant first (section
//! 2.1).

pub(crate) mod aead;
pub(crate) mod xof;

pub use aead::{KEY_SIZE, NONCE_SIZE, TAG_SIZE};
pub use xof::{HASH_SIZE, MAX_CUSTOMIZATION};

/// The low `bits` of a byte, of 0 to 7.
pub(crate) const fn low_bits(byte: u8, bits: u32) -> u8 {
    byte & ((1 << bits) - 1)
}
