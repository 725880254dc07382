//! The noise sources, and what is claimed for each.

use super::Failure;
use super::jitter::Jitter;
use crate::machine::hardware_random;
use core::fmt;

/// Where the entropy of the module's generators comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The operating system, through the crate `getrandom`; needs the feature `std`. Outside the
    /// boundary: no assurance of minimum strength can be claimed (IG 9.3.A).
    OperatingSystem,
    /// The processor's RDSEED instruction (x86-64). RDRAND, a generator and not a source, is never
    /// credited.
    Rdseed,
    /// The timing of the processor (x86-64, AArch64): milliseconds for a seed, and no assessment
    /// yet.
    Jitter,
    /// A function of the integrator, with a claim that the integrator answers for.
    Given(GivenSource),
    /// As [`Source::Given`], with a function of C.
    GivenOfC(GivenSourceOfC),
    /// What the caller hands in by [`load_entropy`](crate::random::load_entropy) before it is
    /// needed. Each load makes one seed.
    Loaded,
}

/// What a certificate says of keys whose entropy nobody has assessed (IG 9.3.A).
const NO_ASSURANCE: &str = "No assurance of the minimum strength of generated SSPs (e.g., keys).";
/// The same where the module is passive and takes what it is given.
const LOADED: &str =
    "When entropy is externally loaded, no assurance of the minimum strength of generated SSPs (e.g., keys).";

/// A noise source that the integrator gives, on bare metal for example.
#[derive(Clone, Copy, Debug)]
pub struct GivenSource {
    /// What `admin::status()` calls it.
    pub name: &'static str,
    /// The min-entropy that each byte has at least, by an assessment that the integrator answers
    /// for.
    pub min_entropy: MinEntropy,
    /// The number of the certificate of that assessment (Entropy Source Validation of NIST: 318 for
    /// E318), if there is one.
    pub esv: Option<u32>,
    /// Fills the buffer with raw samples; `false` if it cannot at the moment. It must not call the
    /// module.
    pub fill: fn(&mut [u8]) -> bool,
}

impl PartialEq for GivenSource {
    fn eq(&self, other: &Self) -> bool {
        self.min_entropy == other.min_entropy && self.esv == other.esv && core::ptr::fn_addr_eq(self.fill, other.fill)
    }
}

impl Eq for GivenSource {}

/// As [`GivenSource`], for integrators whose function has the calling convention of C: function and
/// claim are one value, so that neither is ever in use with another's.
#[derive(Clone, Copy, Debug)]
pub struct GivenSourceOfC {
    /// What `admin::status()` calls it.
    pub name: &'static str,
    /// The min-entropy that each byte has at least, by an assessment that the integrator answers
    /// for.
    pub min_entropy: MinEntropy,
    /// The number of the certificate of that assessment (Entropy Source Validation of NIST: 318 for
    /// E318), if there is one.
    pub esv: Option<u32>,
    /// Fills so many bytes with raw samples and gives 1, or 0 if it cannot at the moment. It must
    /// not call the module.
    pub fill: extern "C" fn(samples: *mut u8, len: usize) -> i32,
}

impl PartialEq for GivenSourceOfC {
    fn eq(&self, other: &Self) -> bool {
        self.min_entropy == other.min_entropy && self.esv == other.esv && core::ptr::fn_addr_eq(self.fill, other.fill)
    }
}

impl Eq for GivenSourceOfC {}

/// The min-entropy of a sample of eight bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MinEntropy {
    /// An eighth of a bit.
    Eighth,
    /// A quarter of a bit.
    Quarter,
    /// Half a bit.
    Half,
    /// One bit.
    Bits1,
    /// Two bits.
    Bits2,
    /// Four bits.
    Bits4,
    /// Six bits.
    Bits6,
    /// Eight bits: full entropy.
    Bits8,
}

impl MinEntropy {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Eighth, Self::Quarter, Self::Half, Self::Bits1, Self::Bits2, Self::Bits4, Self::Bits6, Self::Bits8];

    /// The most of them that `len` samples with `bits` of entropy together may claim for each; none
    /// for more than eight bits or less than an eighth.
    pub(super) fn of_sample(bits: usize, len: usize) -> Option<Self> {
        let claim = (8_u128 * bits as u128).checked_div(len as u128)?;
        let found = Self::ALL.iter().rev().copied().find(|class| u128::from(class.eighths()) <= claim)?;
        if bits <= 8 * len { Some(found) } else { None }
    }

    /// In eighths of a bit.
    #[must_use]
    pub const fn eighths(self) -> u32 {
        match self {
            Self::Eighth => 1,
            Self::Quarter => 2,
            Self::Half => 4,
            Self::Bits1 => 8,
            Self::Bits2 => 16,
            Self::Bits4 => 32,
            Self::Bits6 => 48,
            Self::Bits8 => 64,
        }
    }

    /// How many samples hold `bits` of entropy.
    pub(super) const fn samples_for(self, bits: usize) -> usize {
        (8 * bits).div_ceil(self.eighths() as usize)
    }
}

impl Source {
    /// What the module uses unless it is told otherwise.
    #[must_use]
    pub const fn preset() -> Self {
        if cfg!(feature = "std") { Self::OperatingSystem } else { Self::Rdseed }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OperatingSystem => "operating system",
            Self::Rdseed => "RDSEED",
            Self::Jitter => "CPU jitter",
            Self::Given(given) => given.name,
            Self::GivenOfC(given) => given.name,
            Self::Loaded => "loaded by the caller",
        }
    }

    /// What may be claimed for it.
    #[must_use]
    pub const fn claim(self) -> &'static str {
        match self {
            Self::OperatingSystem => "no assurance of minimum strength",
            Self::Rdseed | Self::Jitter => "not assessed",
            Self::Given(_) | Self::GivenOfC(_) => "as the integrator claims",
            Self::Loaded => "as the caller claims",
        }
    }

    /// The number of the certificate of its assessment (Entropy Source Validation of NIST), if
    /// there is one.
    #[must_use]
    pub const fn esv(self) -> Option<u32> {
        match self {
            Self::Given(given) => given.esv,
            Self::GivenOfC(given) => given.esv,
            Self::OperatingSystem | Self::Rdseed | Self::Jitter | Self::Loaded => None,
        }
    }

    /// Whether a certificate stands behind it. What a caller loads has none that the module could
    /// know of.
    #[must_use]
    pub const fn is_assessed(self) -> bool {
        self.esv().is_some()
    }

    /// The sentence that the certificate of a module with this source carries (IG 9.3.A); none with
    /// an assessed source. Every seed has full entropy by the claim of its source, so that no key's
    /// strength is "modified by available entropy".
    #[must_use]
    pub const fn caveat(self) -> Option<&'static str> {
        match self {
            Self::Loaded => Some(LOADED),
            _ if self.is_assessed() => None,
            _ => Some(NO_ASSURANCE),
        }
    }

    /// The min-entropy that the health tests and the conditioning reckon with.
    ///
    /// The operating system and RDSEED give conditioned bytes, for which eight bits could be
    /// claimed. Half of it is reckoned with: the cut-offs for eight bits would alarm falsely once
    /// in 2^32 samples, at one start in four million. Those for four bits do so once in 2^64
    /// samples, and still see every broken source.
    pub(super) const fn min_entropy(self) -> MinEntropy {
        match self {
            Self::OperatingSystem | Self::Rdseed => MinEntropy::Bits4,
            Self::Jitter => MinEntropy::Eighth,
            Self::Given(given) => given.min_entropy,
            Self::GivenOfC(given) => given.min_entropy,
            // Each load has its own claim.
            Self::Loaded => MinEntropy::Bits4,
        }
    }

    /// Fills `samples` with raw samples.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub(super) fn sample(self, jitter: &mut Jitter, samples: &mut [u8]) -> Result<(), Failure> {
        let filled = match self {
            Self::OperatingSystem => operating_system(samples),
            Self::Rdseed => rdseed(samples),
            Self::Jitter => jitter.sample(samples),
            Self::Given(given) => (given.fill)(samples),
            Self::GivenOfC(given) => (given.fill)(samples.as_mut_ptr(), samples.len()) == 1,
            Self::Loaded => false, // it has no samples to ask for
        };
        if filled { Ok(()) } else { Err(Failure::Unavailable) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.esv() {
            Some(number) => write!(f, "{} (ESV certificate E{number})", self.name()),
            None => write!(f, "{} ({})", self.name(), self.claim()),
        }
    }
}

#[cfg(feature = "std")]
pub(super) fn operating_system(samples: &mut [u8]) -> bool {
    getrandom::fill(samples).is_ok()
}

#[cfg(not(feature = "std"))]
pub(super) fn operating_system(_samples: &mut [u8]) -> bool {
    false
}

fn rdseed(samples: &mut [u8]) -> bool {
    samples.chunks_mut(8).all(|samples| {
        hardware_random::seed().is_some_and(|word| {
            samples.copy_from_slice(&word.to_ne_bytes()[..samples.len()]);
            true
        })
    })
}
