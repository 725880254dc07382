//! Extendable-output functions: SHAKE (FIPS 202 section 6.2), and cSHAKE, TupleHash and
//! ParallelHash (SP 800-185), which rest on it; Ascon-XOF128 and Ascon-CXOF128 (SP 800-232).
//!
//! [`Xof`] takes a message, [`Reader`] gives as much output as is wanted; [`shake128`] and
//! [`shake256`] do both in one call. [`TupleHash`] takes a list, [`ParallelHash`] a long message
//! whose blocks are hashed side by side.
//!
//! ```
//! let mut out = [0; 100];
//! qila::xof::shake256(b"message", &mut out)?;
//! # Ok::<(), qila::Error>(())
//! ```

mod ascon;
mod parallel_hash;
mod tuple_hash;

pub use ascon::{AsconReader, AsconXof};
pub use parallel_hash::ParallelHash;
pub use tuple_hash::TupleHash;

use crate::algorithms::hash::shake::{self, Shake};
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};
use crate::base::secret::{Rest, no_padding, rest_of, secret};
use crate::base::write::written_by_update;
use crate::module::cast::hash::SHA3;
use crate::module::indicator::{self, Indicator};
use crate::module::{gate, policy};

/// An extendable-output function, and the ground of others: TupleHash128, ParallelHash128 and
/// KMAC128 rest on SHAKE128, those of 256 bits on SHAKE256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum XofAlgorithm {
    /// SHAKE128, or cSHAKE128 with a customization string.
    Shake128,
    /// SHAKE256, or cSHAKE256 with a customization string.
    Shake256,
}

impl XofAlgorithm {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Shake128, Self::Shake256];

    /// The name that ACVP uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shake128 => "SHAKE-128",
            Self::Shake256 => "SHAKE-256",
        }
    }

    /// The strength in bits that no length of output exceeds (FIPS 202 table 4).
    #[must_use]
    pub const fn strength(self) -> usize {
        match self {
            Self::Shake128 => 128,
            Self::Shake256 => 256,
        }
    }

    pub(crate) const fn rate(self) -> Rate {
        match self {
            Self::Shake128 => Rate::OF_128,
            Self::Shake256 => Rate::OF_256,
        }
    }
}

/// A message on its way through an extendable-output function. It may be moved and cloned and wipes
/// itself on drop.
///
/// ```
/// use qila::xof::{Xof, XofAlgorithm};
///
/// let mut xof = Xof::customized(XofAlgorithm::Shake256, b"my protocol, key names")?;
/// xof.update(b"message");
/// let mut reader = xof.finalize()?;
/// let (mut first, mut second) = ([0; 16], [0; 200]);
/// reader.read(&mut first)?;
/// reader.read(&mut second)?;
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Xof {
    shake: Shake,
    algorithm: XofAlgorithm,
    _rest: Rest<{ rest_of::<Shake>(size_of::<XofAlgorithm>()) }>,
    _traces: gate::Traces,
}

secret!(Xof);
written_by_update!(Xof);

gate::clean_clone!(Xof { shake, algorithm, _rest, _traces });
no_padding!(Xof { shake, algorithm, _rest, _traces });

impl Xof {
    /// An empty message for SHAKE.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn new(algorithm: XofAlgorithm) -> Result<Self> {
        Self::customized(algorithm, &[])
    }

    /// An empty message for cSHAKE with a customization string of the caller's choice, so that the
    /// same message gives another output for another purpose. With an empty one it is SHAKE. The
    /// function name N of cSHAKE is reserved for NIST (SP 800-185 section 3.4) and stays empty.
    ///
    /// Time: depends on the length.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn customized(algorithm: XofAlgorithm, customization: &[u8]) -> Result<Self> {
        gate::clean(|| {
            let _entry = gate::enter(&SHA3)?;
            Self::named(algorithm, &[], customization)
        })
    }

    /// As [`Xof::customized`] with a function name, which is NIST's to give.
    pub(in crate::services) fn named(algorithm: XofAlgorithm, name: &[u8], customization: &[u8]) -> Result<Self> {
        policy::permit_rule(|| rule(algorithm))?;
        let shake = Shake::customized(algorithm.rate(), name, customization);
        Ok(Self { shake, algorithm, _rest: Rest::ZERO, _traces: gate::Traces })
    }

    /// Appends `data` to the message.
    ///
    /// Time: depends on the length of `data`.
    pub fn update(&mut self, data: &[u8]) {
        gate::take_data::<2048>(|| self.shake.update(data));
    }

    /// Ends the message; what is given back gives the output.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`].
    pub fn finalize(self) -> Result<Reader> {
        self.finalize_bits(0, 0)
    }

    /// Ends the message with the `bits` most significant bits of `last`, 0 to 7 of them, of which
    /// the lowest comes first (FIPS 202 appendix B.1).
    ///
    /// # Errors
    /// As [`Xof::finalize`], and [`Error::InvalidParameter`] for more than 7 bits.
    pub fn finalize_bits(self, last: u8, bits: u32) -> Result<Reader> {
        gate::clean_of(self, |this| {
            let _entry = gate::enter(&SHA3)?;
            policy::permit_rule(|| rule(this.algorithm))?;
            if bits > 7 {
                return Err(Error::InvalidParameter);
            }
            Ok(Reader::new(this.shake.finalize_bits(last, bits), this.algorithm))
        })
    }

    /// Which function it is.
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

/// The output of an extendable-output function, of which each read gives the next part. It may be
/// moved and cloned and wipes itself on drop.
///
/// ```
/// use qila::xof::{Xof, XofAlgorithm, shake128};
///
/// let mut xof = Xof::new(XofAlgorithm::Shake128)?;
/// xof.update(b"message");
/// let mut reader = xof.finalize()?;
/// let mut parts = [[0; 10]; 3];
/// for part in &mut parts {
///     reader.read(part)?;
/// }
/// let mut whole = [0; 30];
/// shake128(b"message", &mut whole)?;
/// assert_eq!(parts.concat(), whole);
/// # Ok::<(), qila::Error>(())
/// ```
pub struct Reader {
    reader: shake::Reader,
    /// The length of the key that the output depends on, if there is one.
    key_bits: u64,
    has_key: bool,
    algorithm: XofAlgorithm,
    _rest: Rest<{ rest_of::<shake::Reader>(size_of::<u64>() + size_of::<bool>() + size_of::<XofAlgorithm>()) }>,
    _traces: gate::Traces,
}

secret!(Reader);

gate::clean_clone!(Reader { reader, key_bits, has_key, algorithm, _rest, _traces });
no_padding!(Reader { reader, key_bits, has_key, algorithm, _rest, _traces });

impl Reader {
    fn new(reader: shake::Reader, algorithm: XofAlgorithm) -> Self {
        Self { reader, key_bits: 0, has_key: false, algorithm, _rest: Rest::ZERO, _traces: gate::Traces }
    }

    /// The output of a function that has a key.
    pub(crate) fn keyed(reader: shake::Reader, algorithm: XofAlgorithm, key_bits: u64) -> Self {
        Self { key_bits, has_key: true, ..Self::new(reader, algorithm) }
    }

    fn rule(&self) -> Indicator {
        if self.has_key { policy::keyed_xof(self.algorithm.strength(), self.key_bits) } else { rule(self.algorithm) }
    }

    /// Fills `out` with the next bytes of the output.
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is then unchanged.
    pub fn read(&mut self, out: &mut [u8]) -> Result<()> {
        gate::clean_within::<2560, _>(|| {
            let entry = gate::enter(&SHA3)?;
            policy::permit_rule(|| self.rule())?;
            self.reader.read(out);
            entry.release(out)
        })
    }

    /// As [`Reader::read`] for the next `bits` bits, just as many as `out` has save some of its
    /// last byte; those are zero, and the first bit of a byte is the lowest (FIPS 202 appendix
    /// B.1). The next read begins with the next byte.
    ///
    /// Time: depends on the length of `out`.
    ///
    /// # Errors
    /// As [`Reader::read`], and [`Error::InvalidParameter`] where the lengths do not belong
    /// together.
    pub fn read_bits(&mut self, out: &mut [u8], bits: u64) -> Result<()> {
        gate::clean(|| {
            let entry = gate::enter(&SHA3)?;
            policy::permit_rule(|| self.rule())?;
            self.reader.read_bits(out, bits)?;
            entry.release(out)
        })
    }

    /// Whether the service is approved.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        indicator::of(self.rule())
    }
}

fn rule(algorithm: XofAlgorithm) -> Indicator {
    policy::xof(algorithm.strength())
}

/// Whether `algorithm` is an approved service.
#[must_use]
pub fn indicator(algorithm: XofAlgorithm) -> Indicator {
    indicator::of(rule(algorithm))
}

/// Fills `out` with SHAKE128 of `message`.
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is then unchanged.
#[inline]
pub fn shake128(message: &[u8], out: &mut [u8]) -> Result<()> {
    gate::clean_within::<2560, _>(|| {
        let entry = gate::enter(&SHA3)?;
        policy::permit_rule(|| rule(XofAlgorithm::Shake128))?;
        shake::digest(Rate::OF_128, message, out);
        entry.release(out)
    })
}

/// Fills `out` with SHAKE256 of `message`.
///
/// Time: depends on the lengths.
///
/// # Errors
/// [`Error::ModuleInErrorState`], [`Error::NotApproved`]; `out` is then unchanged.
#[inline]
pub fn shake256(message: &[u8], out: &mut [u8]) -> Result<()> {
    gate::clean_within::<2560, _>(|| {
        let entry = gate::enter(&SHA3)?;
        policy::permit_rule(|| rule(XofAlgorithm::Shake256))?;
        shake::digest(Rate::OF_256, message, out);
        entry.release(out)
    })
}
