//! IVs in a sequence: what a sealer and its opener both count.

use super::IV_SIZE;
use super::gcm::AesGcmKey;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, wipe_on_drop};

/// A base, as a big-endian integer, into which the number of the message goes. Wiped on drop: TLS
/// 1.3 and streams derive theirs with the key.
pub(super) struct Sequence {
    high: u32,
    low: u64,
    /// Whether the number is added to the last 8 bytes, modulo 2^64, instead of exclusive-ored into
    /// them.
    is_added: bool,
    _rest: Rest<{ rest_of::<u32>(1) }>,
    next: u64,
    /// The first number that is not given any more.
    end: u64,
}

wipe_on_drop!(Sequence { high, low, is_added, next, end });

no_padding!(Sequence { high, low, is_added, _rest, next, end });

/// What would be padding behind a key and a sequence.
pub(super) type RestOfBoth = Rest<{ rest_of::<AesGcmKey>(size_of::<Sequence>()) }>;

impl Sequence {
    /// `fixed`, of 4 to 8 bytes, and then the number.
    ///
    /// # Errors
    /// [`Error::InvalidIvLength`].
    pub(super) fn counter(fixed: &[u8]) -> Result<Self> {
        if !(4..=8).contains(&fixed.len()) {
            return Err(Error::InvalidIvLength);
        }
        let mut base = [0; IV_SIZE];
        let (name, counter) = base.split_at_mut(fixed.len());
        name.copy_from_slice(fixed);
        let end = 1_u64.checked_shl(8 * counter.len() as u32).unwrap_or(u64::MAX);
        Ok(Self::new(&base, false, end))
    }

    /// The number exclusive-ored into the last bytes of `base`.
    pub(super) fn masked(base: &[u8; IV_SIZE]) -> Self {
        Self::new(base, false, u64::MAX)
    }

    /// The number added to the last bytes of `base`.
    pub(super) fn added(base: &[u8; IV_SIZE]) -> Self {
        Self::new(base, true, u64::MAX)
    }

    fn new(base: &[u8; IV_SIZE], is_added: bool, end: u64) -> Self {
        let [a, b, c, d, low @ ..] = *base;
        let (high, low) = (u32::from_be_bytes([a, b, c, d]), u64::from_be_bytes(low));
        Self { high, low, is_added, _rest: Rest::ZERO, next: 0, end }
    }

    /// The number that comes next.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// The IV of the next number, as a big-endian integer.
    ///
    /// # Errors
    /// [`Error::KeyExhausted`].
    #[inline]
    pub(super) const fn iv(&self) -> Result<u128> {
        let number = self.next;
        if number >= self.end {
            return Err(Error::KeyExhausted);
        }
        let low = if self.is_added { self.low.wrapping_add(number) } else { self.low ^ number };
        Ok(((self.high as u128) << 64) | low as u128)
    }

    /// As [`Sequence::iv`]; the number is used up whatever happens after.
    ///
    /// # Errors
    /// As [`Sequence::iv`].
    #[inline]
    pub(super) fn take(&mut self) -> Result<u128> {
        let iv = self.iv()?;
        self.next += 1; // below the end, which is a number
        Ok(iv)
    }

    /// Leaves numbers out.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a number before the next one, [`Error::KeyExhausted`] for
    /// one that cannot be.
    pub(super) const fn skip_to(&mut self, number: u64) -> Result<()> {
        if number < self.next {
            return Err(Error::InvalidParameter);
        }
        if number >= self.end {
            return Err(Error::KeyExhausted);
        }
        self.next = number;
        Ok(())
    }
}
