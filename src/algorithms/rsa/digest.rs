//! The hash functions of signatures and of OAEP.

use crate::algorithms::hash::dispatch::with_hash;
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::{Hash, HashAlgorithm};

/// A hash function that a message goes through, or a function of extendable output with as much
/// output as FIPS 186-5 gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Digest {
    /// A hash function.
    Hash(HashAlgorithm),
    /// SHAKE128 with 32 bytes of output.
    Shake128,
    /// SHAKE256 with 64 bytes of output.
    Shake256,
}

impl From<HashAlgorithm> for Digest {
    fn from(hash: HashAlgorithm) -> Self {
        Self::Hash(hash)
    }
}

impl Digest {
    /// The size of the value in bytes.
    #[must_use]
    pub const fn output_size(self) -> usize {
        match self {
            Self::Hash(hash) => hash.output_size(),
            Self::Shake128 => 32,
            Self::Shake256 => 64,
        }
    }

    /// The name that ACVP uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hash(hash) => hash.name(),
            Self::Shake128 => "SHAKE-128",
            Self::Shake256 => "SHAKE-256",
        }
    }

    /// The function of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let hash = HashAlgorithm::ALL.iter().find(|hash| hash.name() == name).map(|hash| Self::Hash(*hash));
        hash.or_else(|| [Self::Shake128, Self::Shake256].into_iter().find(|shake| shake.name() == name))
    }

    /// The value of `parts`, one after the other, at the beginning of `value`.
    ///
    /// Time: depends on the lengths.
    pub(super) fn of(self, parts: &[&[u8]], value: &mut [u8]) {
        let Some(place) = value.get_mut(..self.output_size()) else { return };
        match self {
            Self::Hash(hash) => with_hash!(hash, H => place.copy_from_slice(H::digest(parts).as_ref())),
            Self::Shake128 => shake(Rate::OF_128, parts, place),
            Self::Shake256 => shake(Rate::OF_256, parts, place),
        }
    }
}

/// The longest value in bytes.
pub(super) const MAX_DIGEST: usize = 64;

/// SHAKE of `parts`.
pub(super) fn shake(rate: Rate, parts: &[&[u8]], out: &mut [u8]) {
    let mut message = Shake::new(rate);
    parts.iter().for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(out);
}
