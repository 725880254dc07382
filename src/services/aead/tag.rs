//! Authentication tags and their lengths.

use crate::algorithms::aes::Block;
use crate::base::error::{Error, Result};
use core::ops::Deref;

/// The lengths that a tag may have (SP 800-38D section 5.2.1.2). A key has one of them for its
/// whole life, and with a short one also a row of the tables of appendix C: how long its packets
/// are at most, and so how many it may open. The row holds for sealing and for opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagLength {
    /// 4 bytes; for short messages that come seldom, within a row of table 1.
    Bits32(Packets32),
    /// 8 bytes; within a row of table 2.
    Bits64(Packets64),
    /// 12 bytes.
    Bits96,
    /// 13 bytes.
    Bits104,
    /// 14 bytes.
    Bits112,
    /// 15 bytes.
    Bits120,
    /// 16 bytes, the full tag.
    #[default]
    Bits128,
}

/// The longest packet of a key with tags of 32 bits, ciphertext and additional data together: a row
/// of table 1 of SP 800-38D appendix C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packets32 {
    /// 32 bytes; the key opens 2^22 packets.
    UpTo32,
    /// 64 bytes; the key opens 2^20 packets.
    UpTo64,
    /// 128 bytes; the key opens 2^18 packets.
    UpTo128,
    /// 256 bytes; the key opens 2^15 packets.
    UpTo256,
    /// 512 bytes; the key opens 2^13 packets.
    UpTo512,
    /// 1024 bytes; the key opens 2^11 packets.
    UpTo1024,
}

/// The longest packet of a key with tags of 64 bits, ciphertext and additional data together: a row
/// of table 2 of SP 800-38D appendix C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packets64 {
    /// 32 KiB; the key opens 2^32 packets, of which one is kept back so that the count fits a word.
    UpTo32KiB,
    /// 128 KiB; the key opens 2^29 packets.
    UpTo128KiB,
    /// 512 KiB; the key opens 2^26 packets.
    UpTo512KiB,
    /// 2 MiB; the key opens 2^23 packets.
    UpTo2MiB,
    /// 8 MiB; the key opens 2^20 packets.
    UpTo8MiB,
    /// 32 MiB; the key opens 2^17 packets.
    UpTo32MiB,
}

/// A row of table 1 or 2 as powers of two: bytes of a packet, invocations of the opening function.
type Row = (u32, u32);

impl Packets32 {
    /// All of them, the shortest packets first.
    pub const ALL: &'static [Self] =
        &[Self::UpTo32, Self::UpTo64, Self::UpTo128, Self::UpTo256, Self::UpTo512, Self::UpTo1024];

    const fn row(self) -> Row {
        match self {
            Self::UpTo32 => (5, 22),
            Self::UpTo64 => (6, 20),
            Self::UpTo128 => (7, 18),
            Self::UpTo256 => (8, 15),
            Self::UpTo512 => (9, 13),
            Self::UpTo1024 => (10, 11),
        }
    }
}

impl Packets64 {
    /// All of them, the shortest packets first.
    pub const ALL: &'static [Self] =
        &[Self::UpTo32KiB, Self::UpTo128KiB, Self::UpTo512KiB, Self::UpTo2MiB, Self::UpTo8MiB, Self::UpTo32MiB];

    const fn row(self) -> Row {
        match self {
            Self::UpTo32KiB => (15, 32),
            Self::UpTo128KiB => (17, 29),
            Self::UpTo512KiB => (19, 26),
            Self::UpTo2MiB => (21, 23),
            Self::UpTo8MiB => (23, 20),
            Self::UpTo32MiB => (25, 17),
        }
    }
}

impl TagLength {
    /// The lengths without a row of appendix C.
    pub const FULL: &'static [Self] = &[Self::Bits96, Self::Bits104, Self::Bits112, Self::Bits120, Self::Bits128];

    /// The length in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Bits32(_) => 4,
            Self::Bits64(_) => 8,
            Self::Bits96 => 12,
            Self::Bits104 => 13,
            Self::Bits112 => 14,
            Self::Bits120 => 15,
            Self::Bits128 => 16,
        }
    }

    /// The length in bits.
    #[must_use]
    pub const fn bits(self) -> usize {
        8 * self.bytes()
    }

    /// The tag length of 12 to 16 bytes. Shorter tags need a row of appendix C, see
    /// [`TagLength::for_packets`].
    ///
    /// # Errors
    /// [`Error::InvalidTagLength`].
    pub fn from_bytes(bytes: usize) -> Result<Self> {
        Self::FULL.iter().copied().find(|length| length.bytes() == bytes).ok_or(Error::InvalidTagLength)
    }

    /// The tag length of 4, 8, or 12 to 16 bytes for packets of so many bytes at most, ciphertext
    /// and additional data together: for a short tag the row of appendix C whose packets are just
    /// long enough.
    ///
    /// # Errors
    /// [`Error::InvalidTagLength`]; [`Error::InvalidParameter`] for packets that no row allows:
    /// beyond 1 KiB with 4 bytes, beyond 32 MiB with 8.
    pub fn for_packets(bytes: usize, longest_packet: u64) -> Result<Self> {
        let holds = |(packet, _): Row| longest_packet <= 1 << packet;
        let found = match bytes {
            4 => Packets32::ALL.iter().find(|packets| holds(packets.row())).map(|packets| Self::Bits32(*packets)),
            8 => Packets64::ALL.iter().find(|packets| holds(packets.row())).map(|packets| Self::Bits64(*packets)),
            _ => return Self::from_bytes(bytes),
        };
        found.ok_or(Error::InvalidParameter)
    }

    /// The longest packet in bytes, ciphertext and additional data together; none with tags of 96
    /// bits and more.
    #[must_use]
    pub const fn longest_packet(self) -> Option<u64> {
        match self.row() {
            Some((packet, _)) => Some(1 << packet),
            None => None,
        }
    }

    /// How many packets a key may be asked to open in its life; none with tags of 96 bits and more.
    #[must_use]
    pub const fn openings(self) -> Option<u32> {
        match self.row() {
            Some((_, 32)) => Some(u32::MAX),
            Some((_, invocations)) => Some(1 << invocations),
            None => None,
        }
    }

    /// Table 1 has the rows of tags of 32 bits, table 2 those of 64.
    const fn row(self) -> Option<Row> {
        match self {
            Self::Bits32(packets) => Some(packets.row()),
            Self::Bits64(packets) => Some(packets.row()),
            _ => None,
        }
    }

    /// Whether a packet may be sealed, and opened.
    ///
    /// # Errors
    /// [`Error::InputTooLong`].
    #[inline]
    pub(super) fn check_packet(self, aad: &[u8], data: &[u8]) -> Result<()> {
        match self {
            Self::Bits32(_) | Self::Bits64(_) => self.check_short_packet(aad.len(), data.len()),
            _ => Ok(()),
        }
    }

    /// Which bits of a full tag are left, and how many bytes.
    #[cold]
    #[inline(never)]
    const fn cut(self) -> (u128, usize) {
        (u128::MAX << (128 - self.bits()), self.bytes())
    }

    #[cold]
    fn check_short_packet(self, aad: usize, data: usize) -> Result<()> {
        let len = (aad as u64).saturating_add(data as u64);
        if self.longest_packet().is_some_and(|longest| len > longest) { Err(Error::InputTooLong) } else { Ok(()) }
    }
}

/// An authentication tag, of the length that its key has. It is public, like the ciphertext it
/// belongs to.
///
/// ```
/// use qila::aead::{AesCcmKey, Tag};
///
/// let tag: Tag = AesCcmKey::new(&[7; 16])?.seal_in_place(&[0; 12], b"", &mut [])?;
/// assert_eq!(tag.as_bytes().len(), 16);
/// # Ok::<(), qila::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    full: Block,
    len: usize,
}

impl Tag {
    /// The tag of a key that has this length of tags. A full tag needs neither table nor mask.
    #[inline]
    pub(super) const fn of_length(full: Block, length: TagLength) -> Self {
        let (bits_left, len) =
            if matches!(length, TagLength::Bits128) { (u128::MAX, full.len()) } else { length.cut() };
        Self { full: (u128::from_be_bytes(full) & bits_left).to_be_bytes(), len }
    }

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
