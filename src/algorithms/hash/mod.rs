//! Hash functions.

pub mod sha2;

use zeroize::Zeroize;

/// A hash function with its running state. A state wipes itself on drop: HMAC keys its hash with secrets.
pub trait Hash: Clone + Zeroize {
    /// Which one.
    const ALGORITHM: HashAlgorithm;
    /// The size of a block in bytes.
    const BLOCK_SIZE: usize = Self::ALGORITHM.block_size();
    /// The size of the output in bytes.
    const OUTPUT_SIZE: usize = Self::ALGORITHM.output_size();
    /// The output, an array.
    type Output: HashOutput;

    /// The state before the first byte.
    fn new() -> Self;

    /// Takes in more of the message. Time: depends on the length.
    fn update(&mut self, data: &[u8]);

    /// Ends a message of whole bytes.
    fn finalize(self) -> Self::Output;

    /// Ends a message that has `bits` (0 to 7) further bits, the most significant ones of `last` (FIPS 180-4
    /// section 5.1). More than 7 are taken as 7.
    fn finalize_bits(self, last: u8, bits: u32) -> Self::Output;

    /// The hash of the concatenation of `parts`.
    #[must_use]
    fn digest(parts: &[&[u8]]) -> Self::Output {
        let mut hash = Self::new();
        for part in parts {
            hash.update(part);
        }
        hash.finalize()
    }
}

/// The array that a hash function gives.
pub trait HashOutput: Copy + AsRef<[u8]> + AsMut<[u8]> + Zeroize + Send + Sync + 'static {
    /// All zero.
    const ZERO: Self;
}

impl<const N: usize> HashOutput for [u8; N]
where
    Self: Zeroize,
{
    const ZERO: Self = [0; N];
}

/// A hash function chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(non_camel_case_types)] // SHA-512/256 is not SHA-512256
#[non_exhaustive]
pub enum HashAlgorithm {
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SHA-512/224.
    Sha512_224,
    /// SHA-512/256.
    Sha512_256,
}

impl HashAlgorithm {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512, Self::Sha512_224, Self::Sha512_256];

    /// The largest output of any of them in bytes.
    pub const MAX_OUTPUT_SIZE: usize = 64;

    /// The name that ACVP uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha224 => "SHA2-224",
            Self::Sha256 => "SHA2-256",
            Self::Sha384 => "SHA2-384",
            Self::Sha512 => "SHA2-512",
            Self::Sha512_224 => "SHA2-512/224",
            Self::Sha512_256 => "SHA2-512/256",
        }
    }

    /// The one of that ACVP name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|algorithm| algorithm.name() == name)
    }

    /// The size of the output in bytes.
    #[must_use]
    pub const fn output_size(self) -> usize {
        match self {
            Self::Sha224 | Self::Sha512_224 => 28,
            Self::Sha256 | Self::Sha512_256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The size of a block in bytes, which is also that of an HMAC key that is used as it is.
    #[must_use]
    pub const fn block_size(self) -> usize {
        match self {
            Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 | Self::Sha512_224 | Self::Sha512_256 => 128,
        }
    }
}
