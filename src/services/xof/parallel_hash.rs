//! ParallelHash and ParallelHashXOF (SP 800-185 section 6).

use super::{Reader, XofAlgorithm, indicator, rule};
use crate::algorithms::hash::parallel_hash;
use crate::algorithms::hash::sponge::LastBits;
use crate::base::bytes::bits_of;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::base::write::written_by_update;
use crate::module::cast::parallel_hash::PARALLEL_HASH;
use crate::module::indicator::Indicator;
use crate::module::{gate, policy};

/// A message on its way through ParallelHash, which hashes eight of its blocks side by side where
/// the processor can. It may be moved and cloned and wipes itself on drop.
///
/// ```
/// use qila::xof::{ParallelHash, XofAlgorithm};
///
/// let mut hash = ParallelHash::new(XofAlgorithm::Shake128, 8192)?; // bytes of a block
/// hash.update(&[0x41; 100_000]);
/// let mut value = [0; 32];
/// hash.finalize_into(&mut value)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct ParallelHash {
    message: parallel_hash::ParallelHash,
    algorithm: XofAlgorithm,
    _rest: Rest<{ rest_of::<parallel_hash::ParallelHash>(size_of::<XofAlgorithm>()) }>,
    _traces: gate::Traces,
}

secret!(ParallelHash);
written_by_update!(ParallelHash);

gate::clean_clone!(ParallelHash { message, algorithm, _rest, _traces });
no_padding!(ParallelHash { message, algorithm, _rest, _traces });

impl ParallelHash {
    /// An empty message with blocks of `block_size` bytes, which is a part of the function:
    /// ParallelHash128 with [`XofAlgorithm::Shake128`], ParallelHash256 with
    /// [`XofAlgorithm::Shake256`]. Blocks of 8 KiB or so are good: short ones cost, and the message
    /// should have many times eight of them.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for blocks of no bytes, [`Error::ModuleInErrorState`],
    /// [`Error::NotApproved`].
    pub fn new(algorithm: XofAlgorithm, block_size: usize) -> Result<Self> {
        Self::customized(algorithm, block_size, &[])
    }

    /// As [`ParallelHash::new`] with a customization string: another string gives another hash
    /// value.
    ///
    /// Time: depends on the length of the string.
    ///
    /// # Errors
    /// As [`ParallelHash::new`].
    pub fn customized(algorithm: XofAlgorithm, block_size: usize, customization: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&PARALLEL_HASH)?;
            policy::permit_rule(|| rule(algorithm))?;
            if block_size == 0 {
                return Err(Error::InvalidParameter);
            }
            Ok(Self {
                message: parallel_hash::ParallelHash::new(algorithm.rate(), block_size, customization),
                algorithm,
                _rest: Rest::ZERO,
                _traces: gate::Traces,
            })
        })
    }

    /// Appends `data` to the message. Parts of eight blocks or more are the fastest.
    ///
    /// Time: depends on the length of `data`, of the message and of the blocks.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<{ 10 << 10 }>(|| self.message.update(data));
    }

    /// Fills `out` with the hash value, of which the length of `out` is a part: a shorter one is
    /// not the beginning of a longer one (section 6.3.1).
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is unchanged.
    pub fn finalize_into(self, out: &mut [u8]) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&PARALLEL_HASH)?;
            let bits = bits_of(out.len());
            this.finalize_bits_into(0, 0, out, bits)?;
            entry.release(out)
        })
    }

    /// As [`ParallelHash::finalize_into`] for lengths in bits: the message ends with the `bits`
    /// most significant bits of `last`, 0 to 7 of them, and the hash value has `out_bits` bits, the
    /// last of them at the low end of the last byte of `out`, whose other bits are zero (FIPS 202
    /// appendix B.1).
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// As [`ParallelHash::finalize_into`], and [`Error::InvalidParameter`] for more than 7 bits or
    /// where `out` is not just long enough for `out_bits`.
    pub fn finalize_bits_into(self, last: u8, bits: u32, out: &mut [u8], out_bits: u64) -> Result<()> {
        gate::clean_of(self, |this| {
            let entry = gate::enter(&PARALLEL_HASH)?;
            policy::permit_rule(|| rule(this.algorithm))?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            this.message.finalize(LastBits::top_of(last, bits), Some(out_bits)).read_bits(out, out_bits)?;
            entry.release(out)
        })
    }

    /// Ends the message; what is given back gives an output of any length (ParallelHashXOF, section
    /// 6.3.2).
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn finalize_xof(self) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&PARALLEL_HASH)?;
            this.finalize_bits_xof(0, 0)
        })
    }

    /// As [`ParallelHash::finalize_xof`] for a message that ends with the `bits` most significant
    /// bits of `last`, 0 to 7 of them.
    ///
    /// # Errors
    /// As [`ParallelHash::finalize_xof`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits_xof(self, last: u8, bits: u32) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&PARALLEL_HASH)?;
            policy::permit_rule(|| rule(this.algorithm))?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            Ok(Reader::new(this.message.finalize(LastBits::top_of(last, bits), None), this.algorithm))
        })
    }

    /// Which function it rests on.
    #[must_use]
    pub const fn algorithm(&self) -> XofAlgorithm {
        self.algorithm
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator(self.algorithm)
    }
}
