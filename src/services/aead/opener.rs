//! The other side of a sealer whose IVs are a sequence.

use super::IV_SIZE;
use super::gcm::AesGcmKey;
use super::sequence::{RestOfBoth, Sequence};
use crate::base::error::Result;
use crate::base::secret::{no_padding, secret};
use crate::module::cast::gcm::AES_GCM;
use crate::module::gate;
use crate::module::indicator::Indicator;

impl AesGcmKey {
    /// The opener of what [`AesGcmKey::counter_iv_sealer`] with the same `fixed` seals.
    ///
    /// # Errors
    /// [`InvalidIvLength`](crate::Error::InvalidIvLength) unless `fixed` has 4 to 8 bytes,
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn counter_iv_opener(self, fixed: &[u8]) -> Result<SequenceOpener> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            Ok(SequenceOpener::new(this, Sequence::counter(fixed)?))
        })
    }

    /// The opener of records of TLS 1.2 (RFC 5288 section 3) whose explicit nonce is the number of
    /// the record, as [`AesGcmKey::tls12_sealer`] makes it. The record of a peer that chooses its
    /// nonces otherwise goes to [`AesGcmKey::open_in_place`], with `salt` and the nonce as IV.
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn tls12_opener(self, salt: &[u8; 4]) -> Result<SequenceOpener> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            Ok(SequenceOpener::new(this, Sequence::counter(salt)?))
        })
    }

    /// The opener of records of TLS 1.3 (RFC 8446 section 5.3).
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn tls13_opener(self, static_iv: &[u8; IV_SIZE]) -> Result<SequenceOpener> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            Ok(SequenceOpener::new(this, Sequence::masked(static_iv)))
        })
    }

    /// The opener of packets of SSH (RFC 5647 section 7.1).
    ///
    /// # Errors
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn ssh_opener(self, initial_iv: &[u8; IV_SIZE]) -> Result<SequenceOpener> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&AES_GCM)?;
            Ok(SequenceOpener::new(this, Sequence::added(initial_iv)))
        })
    }
}

/// Opens what a [`SequenceSealer`](super::SequenceSealer) seals, in its order: it counts as the
/// sealer does, so a message that comes twice, too early or too late is refused. It owns the key.
/// Approved. Wiped on drop.
///
/// A message that is refused takes no number: the one that belongs there can still come.
///
/// ```
/// use qila::Error;
/// use qila::aead::AesGcmKey;
///
/// let (key, iv) = ([7; 16], [1; 12]); // from the key schedule of TLS 1.3
/// let mut sealer = AesGcmKey::new(&key)?.tls13_sealer(&iv)?;
/// let mut opener = AesGcmKey::new(&key)?.tls13_opener(&iv)?;
/// let mut record = *b"GET /";
/// let tag = sealer.seal_in_place(b"header", &mut record)?.tag;
/// let mut again = record;
/// opener.open_in_place(b"header", &mut record, &tag)?;
/// assert_eq!(&record, b"GET /");
/// assert_eq!(opener.open_in_place(b"header", &mut again, &tag), Err(Error::TagMismatch));
/// # Ok::<(), qila::Error>(())
/// ```
pub struct SequenceOpener {
    key: AesGcmKey,
    sequence: Sequence,
    _rest: RestOfBoth,
}

secret!(SequenceOpener);

no_padding!(SequenceOpener { key, sequence, _rest });

impl SequenceOpener {
    pub(super) const fn new(key: AesGcmKey, sequence: Sequence) -> Self {
        Self { key, sequence, _rest: RestOfBoth::ZERO }
    }

    /// Authenticated decryption of `data` in place (SP 800-38D section 7.2) with the next IV.
    ///
    /// Time: as [`AesGcmKey::open_in_place`].
    ///
    /// # Errors
    /// As [`AesGcmKey::open_in_place`], and [`KeyExhausted`](crate::Error::KeyExhausted) after the
    /// last number. The number stays the next one.
    #[inline]
    pub fn open_in_place(&mut self, aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        let [_, _, _, _, iv @ ..] = self.sequence.iv()?.to_be_bytes();
        self.key.open_in_place(&iv, aad, data, tag)?;
        self.sequence.take()?;
        entry.release(data)
    }

    /// The number that the next message has; the first has 0.
    #[must_use]
    pub const fn next_number(&self) -> u64 {
        self.sequence.next()
    }

    /// Leaves numbers out, for protocols that lose some: the next message is that of `number`.
    ///
    /// # Errors
    /// [`InvalidParameter`](crate::Error::InvalidParameter) for a number that has been opened or
    /// left out, [`KeyExhausted`](crate::Error::KeyExhausted) for one that cannot be,
    /// [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
    pub fn skip_to(&mut self, number: u64) -> Result<()> {
        let entry = gate::enter(&AES_GCM)?;
        self.sequence.skip_to(number)?;
        entry.release_value(())
    }

    /// Whether opening with this opener is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.key.indicator()
    }
}
