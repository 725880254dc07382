//! Authentication tags and their lengths.

use crate::algorithms::aes::Block;
use crate::base::error::{Error, Result};
use core::ops::Deref;

/// The lengths that a tag may have (SP 800-38D section 5.2.1.2). A key has one of them for its whole life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TagLength {
    /// 4 bytes; for short messages that come seldom, within the limits of appendix C.
    Bits32 = 4,
    /// 8 bytes; within the limits of appendix C.
    Bits64 = 8,
    /// 12 bytes.
    Bits96 = 12,
    /// 13 bytes.
    Bits104 = 13,
    /// 14 bytes.
    Bits112 = 14,
    /// 15 bytes.
    Bits120 = 15,
    /// 16 bytes, the full tag.
    #[default]
    Bits128 = 16,
}

/// A row of table 1 or 2 of SP 800-38D appendix C: the longest packet in bytes, ciphertext and additional data
/// together, as a power of two, and how often a key may be asked to open one, as a power of two.
struct Limit {
    packet: u32,
    invocations: u32,
}

/// Table 1: tags of 32 bits.
const LIMITS_32: &[Limit] = &[
    Limit { packet: 5, invocations: 22 },
    Limit { packet: 6, invocations: 20 },
    Limit { packet: 7, invocations: 18 },
    Limit { packet: 8, invocations: 15 },
    Limit { packet: 9, invocations: 13 },
    Limit { packet: 10, invocations: 11 },
];

/// Table 2: tags of 64 bits. Its first row allows 2^32, of which one is kept back so that the count fits a word.
const LIMITS_64: &[Limit] = &[
    Limit { packet: 11, invocations: 32 },
    Limit { packet: 13, invocations: 29 },
    Limit { packet: 15, invocations: 26 },
    Limit { packet: 17, invocations: 23 },
    Limit { packet: 19, invocations: 20 },
    Limit { packet: 21, invocations: 17 },
];

impl TagLength {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Bits32, Self::Bits64, Self::Bits96, Self::Bits104, Self::Bits112, Self::Bits120, Self::Bits128];

    /// The length in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        self as usize
    }

    /// The length in bits.
    #[must_use]
    pub const fn bits(self) -> usize {
        8 * self.bytes()
    }

    /// The tag length of so many bytes.
    ///
    /// Errors: [`Error::InvalidTagLength`].
    pub fn from_bytes(bytes: usize) -> Result<Self> {
        Self::ALL.iter().copied().find(|length| length.bytes() == bytes).ok_or(Error::InvalidTagLength)
    }

    /// Whether appendix C of SP 800-38D limits what a key with such tags may open.
    pub(super) const fn is_short(self) -> bool {
        self.bytes() < Self::Bits96.bytes()
    }

    /// How many packets of `len` bytes a key with such tags may open in its life (SP 800-38D appendix C).
    ///
    /// Errors: [`Error::InputTooLong`] for packets that may not be opened at all.
    pub(super) fn invocations(self, len: u64) -> Result<u32> {
        let limits = match self {
            Self::Bits32 => LIMITS_32,
            Self::Bits64 => LIMITS_64,
            _ => return Ok(u32::MAX),
        };
        let limit = limits.iter().find(|limit| len <= 1 << limit.packet).ok_or(Error::InputTooLong)?;
        Ok(1_u32.checked_shl(limit.invocations).unwrap_or(u32::MAX))
    }
}

/// An authentication tag, of the length that its key has. It is public, like the ciphertext it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    full: Block,
    len: usize,
}

impl Tag {
    /// The leftmost bytes of a full tag, of which there are 16.
    #[inline]
    pub(super) const fn truncated(full: Block, len: usize) -> Self {
        let bits_left = u128::MAX << (128 - 8 * len);
        Self { full: (u128::from_be_bytes(full) & bits_left).to_be_bytes(), len }
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.full[..self.len]
    }
}

impl Deref for Tag {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl AsRef<[u8]> for Tag {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
