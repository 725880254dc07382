//! Hash functions.

pub(crate) mod dispatch;
pub(crate) mod encoding;
mod merkle_damgard;
pub(crate) mod parallel_hash;
pub mod sha1;
pub mod sha2;
pub mod sha3;
pub(crate) mod shake;
pub(crate) mod shake_chains;
pub(crate) mod shake_many;
pub(crate) mod sponge;
pub(crate) mod tuple_hash;

use crate::base::bytes::xor_in_place;
use crate::machine::wipe::{Plain, Wiped};
use zeroize::Zeroize;

/// A hash function, and a message on its way through it. Wipes itself on drop.
pub trait Hash: Clone + Zeroize + Sized {
    /// The name that ACVP uses.
    const NAME: &'static str = Self::ALGORITHM.name();
    /// The same function as a value.
    const ALGORITHM: HashAlgorithm;
    /// The size in bytes of the block that the function works on, which HMAC pads its key to.
    const BLOCK_SIZE: usize = Self::ALGORITHM.block_size();
    /// The size of the hash value in bytes.
    const OUTPUT_SIZE: usize = Self::ALGORITHM.output_size();
    /// The hash value.
    type Output: HashOutput;
    /// What is left of a message after its first block.
    type Begun: Plain;

    /// An empty message.
    fn new() -> Self;

    /// Appends `data` to the message.
    ///
    /// Time: depends on the lengths of `data` and of the message.
    fn update(&mut self, data: &[u8]);

    /// The hash value of the message.
    ///
    /// Time: depends on the length of the message.
    fn finalize(self) -> Self::Output {
        self.finalize_bits(0, 0)
    }

    /// The hash value of the message with the `bits` most significant bits of `last` appended, 0 to
    /// 7 of them; more are taken modulo 8.
    ///
    /// Time: depends on the length of the message.
    fn finalize_bits(self, last: u8, bits: u32) -> Self::Output;

    /// The hash value of `parts`, one after the other.
    ///
    /// Time: depends on the lengths.
    fn digest(parts: &[&[u8]]) -> Self::Output {
        let mut message = Self::new();
        parts.iter().for_each(|part| message.update(part));
        message.finalize()
    }

    /// The hash values of messages that all have the same length, which may be faster together.
    ///
    /// Time: depends on the length and the number.
    fn digest_many(messages: &[&[u8]], values: &mut [Self::Output]);

    /// Hashes two blocks, each the beginning of a message of its own: `key`, which is not longer
    /// than a block, with zeros up to a block, and each byte exclusive-ored with the one of `pads`
    /// (HMAC).
    ///
    /// Time: depends on the length of the key.
    fn begin_padded(key: &[u8], pads: [u8; 2]) -> [Self::Begun; 2];

    /// A message that was begun.
    fn resume(begun: &Self::Begun) -> Self;

    /// The hash value of a message that was begun and goes on with `parts`. The beginning can serve
    /// many times.
    ///
    /// Time: depends on the lengths.
    fn digest_resumed(begun: &Self::Begun, parts: &[&[u8]]) -> Self::Output {
        let mut message = Self::resume(begun);
        parts.iter().for_each(|part| message.update(part));
        message.finalize()
    }

    /// As [`Hash::digest_resumed`] for messages that all begin alike and all have the same length,
    /// which may be faster together.
    ///
    /// Time: depends on the length and the number.
    fn digest_many_resumed(begun: &Self::Begun, messages: &[&[u8]], values: &mut [Self::Output]) {
        for (message, value) in messages.iter().zip(values) {
            *value = Self::digest_resumed(begun, &[message]);
        }
    }

    /// HMAC: the hash value of the first begun message with `parts` is hashed as the rest of the
    /// second one.
    ///
    /// Time: depends on the lengths.
    fn mac(begun: [&Self::Begun; 2], parts: &[&[u8]]) -> Self::Output {
        let inner = Wiped::new(Self::digest_resumed(begun[0], parts));
        Self::digest_resumed(begun[1], &[(*inner).as_ref()])
    }

    /// HMAC of its own value, `times` times over: hashes `value` as the rest of each of two begun
    /// messages, one after the other, and adds every second hash value to `sum` (PBKDF2).
    ///
    /// Time: depends on `times`.
    fn iterate_mac(begun: [&Self::Begun; 2], value: &mut Self::Output, sum: &mut Self::Output, times: u32) {
        for _ in 0..times {
            for begun in begun {
                *value = Self::digest_resumed(begun, &[value.as_ref()]);
            }
            xor_in_place(sum.as_mut(), value.as_ref());
        }
    }

    /// Whether the message is longer than the standard allows.
    fn is_too_long(&self) -> bool;
}

/// A hash value: an array of bytes.
pub trait HashOutput: Plain + AsRef<[u8]> + AsMut<[u8]> + Zeroize + Send + Sync + 'static {
    /// As many zeros.
    const ZERO: Self;
}

impl<const N: usize> HashOutput for [u8; N] {
    const ZERO: Self = [0; N];
}

/// A hash function chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(non_camel_case_types)] // SHA-512/256 is not SHA-512256
#[non_exhaustive]
pub enum HashAlgorithm {
    /// SHA-1 (FIPS 180-4).
    Sha1,
    /// SHA-224 (FIPS 180-4).
    Sha224,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// SHA-512/224 (FIPS 180-4).
    Sha512_224,
    /// SHA-512/256 (FIPS 180-4).
    Sha512_256,
    /// SHA3-224 (FIPS 202).
    Sha3_224,
    /// SHA3-256 (FIPS 202).
    Sha3_256,
    /// SHA3-384 (FIPS 202).
    Sha3_384,
    /// SHA3-512 (FIPS 202).
    Sha3_512,
}

impl HashAlgorithm {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha512_224,
        Self::Sha512_256,
        Self::Sha3_224,
        Self::Sha3_256,
        Self::Sha3_384,
        Self::Sha3_512,
    ];

    /// The longest hash value in bytes.
    pub const MAX_OUTPUT_SIZE: usize = {
        let mut max = 0;
        let mut i = 0;
        while i < Self::ALL.len() {
            if Self::ALL[i].output_size() > max {
                max = Self::ALL[i].output_size();
            }
            i += 1;
        }
        max
    };

    /// The longest block in bytes, that of SHA3-224.
    pub(crate) const MAX_BLOCK_SIZE: usize = {
        let mut max = 0;
        let mut i = 0;
        while i < Self::ALL.len() {
            if Self::ALL[i].block_size() > max {
                max = Self::ALL[i].block_size();
            }
            i += 1;
        }
        max
    };

    /// The name that ACVP uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA2-224",
            Self::Sha256 => "SHA2-256",
            Self::Sha384 => "SHA2-384",
            Self::Sha512 => "SHA2-512",
            Self::Sha512_224 => "SHA2-512/224",
            Self::Sha512_256 => "SHA2-512/256",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
        }
    }

    /// The function of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// The size of the hash value in bytes.
    #[must_use]
    pub const fn output_size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 | Self::Sha512_224 | Self::Sha3_224 => 28,
            Self::Sha256 | Self::Sha512_256 | Self::Sha3_256 => 32,
            Self::Sha384 | Self::Sha3_384 => 48,
            Self::Sha512 | Self::Sha3_512 => 64,
        }
    }

    /// The size of the block in bytes.
    #[must_use]
    pub const fn block_size(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 | Self::Sha512_224 | Self::Sha512_256 => 128,
            // What the capacity, twice the hash value, leaves of the state of 200 bytes.
            Self::Sha3_224 | Self::Sha3_256 | Self::Sha3_384 | Self::Sha3_512 => 200 - 2 * self.output_size(),
        }
    }

    /// The strength against collisions in bits (SP 800-57 part 1 r5 table 3): half the size of the
    /// hash value; nothing can be claimed for SHA-1.
    #[must_use]
    pub const fn collision_strength(self) -> usize {
        if matches!(self, Self::Sha1) { 0 } else { 8 * self.output_size() / 2 }
    }

    /// The strength in bits as a pseudorandom function, in HMAC, in key derivation and in
    /// generators (SP 800-57 part 1 r5 table 3): the size of the hash value, at most 256.
    #[must_use]
    pub const fn prf_strength(self) -> usize {
        let bits = 8 * self.output_size();
        if bits < 256 { bits } else { 256 }
    }
}
