//! Ascon-XOF128 and Ascon-CXOF128 (SP 800-232 section 5).

use crate::algorithms::ascon::xof;
use crate::base::error::{Error, Result};
use crate::base::secret::{no_padding, secret};
use crate::base::write::written_by_update;
use crate::module::cast::ascon::ASCON_HASH;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

/// A message on its way through Ascon-XOF128 or Ascon-CXOF128. It may be moved and cloned and wipes
/// itself on drop.
///
/// ```
/// use qila::xof::AsconXof;
///
/// let mut xof = AsconXof::customized(b"my protocol")?;
/// xof.update(b"message");
/// let mut out = [0; 48];
/// xof.finalize()?.read(&mut out)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AsconXof(xof::AsconSponge, gate::Traces);

secret!(AsconXof);
written_by_update!(AsconXof);

no_padding!(AsconXof { 0, 1 });

gate::clean_clone!(AsconXof { 0, 1 });

impl AsconXof {
    /// The bytes of the longest customization string.
    pub const MAX_CUSTOMIZATION: usize = crate::algorithms::ascon::MAX_CUSTOMIZATION;

    /// An empty message for Ascon-XOF128.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new() -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            Ok(Self(xof::AsconSponge::xof128(), gate::Traces))
        })
    }

    /// An empty message for Ascon-CXOF128, with a customization string of at most 256 bytes; also
    /// with an empty one it is another function than Ascon-XOF128.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::InputTooLong`], [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn customized(customization: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_HASH)?;
            Self::customized_bits(customization, customization.len().saturating_mul(8))
        })
    }

    /// As [`AsconXof::customized`] with a string of `bits` bits, of which the first in a byte is
    /// the lowest.
    ///
    /// # Errors
    /// As [`AsconXof::customized`], and [`Error::InvalidInputLength`] unless it has as many bytes
    /// as its bits need.
    pub fn customized_bits(customization: &[u8], bits: usize) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            Ok(Self(xof::AsconSponge::cxof128(customization, bits)?, gate::Traces))
        })
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<256>(|| self.0.update(data));
    }

    /// Ends the message; what is given back gives the output.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn finalize(self) -> Result<AsconReader> {
        self.finalize_bits(0, 0)
    }

    /// Ends the message with the `bits` least significant bits of `last`, 0 to 7 of them, of which
    /// the lowest comes first.
    ///
    /// # Errors
    /// As [`AsconXof::finalize`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits(self, last: u8, bits: u32) -> Result<AsconReader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            Ok(AsconReader(this.0.finalize_bits(last, bits), gate::Traces))
        })
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::ascon())
    }
}

/// The output of [`AsconXof`], of which each read gives the next part. It may be moved and cloned
/// and wipes itself on drop.
///
/// ```
/// use qila::xof::{AsconReader, AsconXof};
///
/// let mut reader: AsconReader = AsconXof::new()?.finalize()?;
/// let (mut first, mut second) = ([0; 8], [0; 8]);
/// reader.read(&mut first)?;
/// reader.read(&mut second)?;
/// assert_ne!(first, second);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct AsconReader(xof::AsconReader, gate::Traces);

secret!(AsconReader);

no_padding!(AsconReader { 0, 1 });

gate::clean_clone!(AsconReader { 0, 1 });

impl AsconReader {
    /// Fills `out` with the next bytes of the output.
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is then unchanged.
    pub fn read(&mut self, out: &mut [u8]) -> Result<()> {
        gate::clean_within::<256, _>(|| {
            let entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            self.0.read(out);
            entry.release(out)
        })
    }

    /// As [`AsconReader::read`] for the next `bits` bits, just as many as `out` has save some of
    /// its last byte; those are zero, and the first bit of a byte is the lowest. The next read
    /// begins with the next byte.
    ///
    /// # Errors
    /// As [`AsconReader::read`], and [`Error::InvalidParameter`] where the lengths do not belong
    /// together.
    pub fn read_bits(&mut self, out: &mut [u8], bits: usize) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&ASCON_HASH)?;
            policy::permit_rule(policy::ascon)?;
            self.0.read_bits(out, bits)?;
            entry.release(out)
        })
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(policy::ascon())
    }
}
