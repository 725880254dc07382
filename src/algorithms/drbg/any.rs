//! A mechanism chosen at run time, without allocation: one table lists them all.

use super::ctr::CtrDrbg;
use super::hash::HashDrbg;
use super::hmac::HmacDrbg;
use super::Drbg;
use crate::algorithms::hash::{HashAlgorithm, sha2};
use crate::base::error::{Error, Result};

/// A mechanism of SP 800-90A with its primitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mechanism {
    /// CTR_DRBG with AES-128 and a derivation function (section 10.2.1); 128 bits of strength.
    CtrAes128,
    /// CTR_DRBG with AES-192 and a derivation function; 192 bits of strength.
    CtrAes192,
    /// CTR_DRBG with AES-256 and a derivation function; 256 bits of strength.
    CtrAes256,
    /// CTR_DRBG with AES-128, without derivation function: seeded with full entropy only.
    CtrAes128NoDf,
    /// CTR_DRBG with AES-192, without derivation function.
    CtrAes192NoDf,
    /// CTR_DRBG with AES-256, without derivation function. The module's own generators use it.
    CtrAes256NoDf,
    /// HMAC_DRBG (section 10.1.2).
    Hmac(HashAlgorithm),
    /// Hash_DRBG (section 10.1.1).
    Hash(HashAlgorithm),
}

impl Mechanism {
    /// The highest security strength it has, in bits (tables 2 and 3).
    #[must_use]
    pub const fn strength(self) -> usize {
        match self {
            Self::CtrAes128 | Self::CtrAes128NoDf => 128,
            Self::CtrAes192 | Self::CtrAes192NoDf => 192,
            Self::CtrAes256 | Self::CtrAes256NoDf => 256,
            Self::Hmac(hash) | Self::Hash(hash) => hash.drbg_strength(),
        }
    }

    /// The exact size of its entropy input in bytes, if it has no derivation function: key and block.
    pub(crate) const fn seed_size(self) -> Option<usize> {
        match self {
            Self::CtrAes128NoDf | Self::CtrAes192NoDf | Self::CtrAes256NoDf => Some(self.strength() / 8 + 16),
            _ => None,
        }
    }
}

/// Makes [`AnyDrbg`]: a variant with its state for each line of the table.
macro_rules! mechanisms {
    ($($variant:ident = $pattern:pat => $state:ty;)+) => {
        /// One of the mechanisms with its working state. Wiped on drop, as each state wipes itself.
        #[allow(clippy::large_enum_variant)] // there is no allocation to put the larger ones into
        pub(crate) enum AnyDrbg { $($variant($state),)+ }

        impl AnyDrbg {
            /// Instantiate_algorithm of `mechanism`. Errors: as [`Drbg::instantiate`];
            /// [`Error::InvalidParameter`] for a mechanism that is not in the table.
            pub(crate) fn instantiate(mechanism: Mechanism, entropy: &[u8], nonce: &[u8], personalization: &[u8]) -> Result<Self> {
                match mechanism {
                    $($pattern => Drbg::instantiate(entropy, nonce, personalization).map(Self::$variant),)+
                    #[allow(unreachable_patterns)] // hashes join the enumeration and this table separately
                    _ => Err(Error::InvalidParameter),
                }
            }

            /// Reseed_algorithm. Errors: as [`Drbg::reseed`].
            pub(crate) fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
                match self { $(Self::$variant(state) => state.reseed(entropy, additional),)+ }
            }

            /// Generate_algorithm. Errors: as [`Drbg::generate`].
            #[inline]
            pub(crate) fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
                match self { $(Self::$variant(state) => state.generate(additional, out),)+ }
            }
        }
    };
}

mechanisms! {
    CtrAes128 = Mechanism::CtrAes128 => CtrDrbg<16, true>;
    CtrAes192 = Mechanism::CtrAes192 => CtrDrbg<24, true>;
    CtrAes256 = Mechanism::CtrAes256 => CtrDrbg<32, true>;
    CtrAes128NoDf = Mechanism::CtrAes128NoDf => CtrDrbg<16, false>;
    CtrAes192NoDf = Mechanism::CtrAes192NoDf => CtrDrbg<24, false>;
    CtrAes256NoDf = Mechanism::CtrAes256NoDf => CtrDrbg<32, false>;
    HmacSha224 = Mechanism::Hmac(HashAlgorithm::Sha224) => HmacDrbg<sha2::Sha224>;
    HmacSha256 = Mechanism::Hmac(HashAlgorithm::Sha256) => HmacDrbg<sha2::Sha256>;
    HmacSha384 = Mechanism::Hmac(HashAlgorithm::Sha384) => HmacDrbg<sha2::Sha384>;
    HmacSha512 = Mechanism::Hmac(HashAlgorithm::Sha512) => HmacDrbg<sha2::Sha512>;
    HmacSha512_224 = Mechanism::Hmac(HashAlgorithm::Sha512_224) => HmacDrbg<sha2::Sha512_224>;
    HmacSha512_256 = Mechanism::Hmac(HashAlgorithm::Sha512_256) => HmacDrbg<sha2::Sha512_256>;
    HashSha224 = Mechanism::Hash(HashAlgorithm::Sha224) => HashDrbg<sha2::Sha224>;
    HashSha256 = Mechanism::Hash(HashAlgorithm::Sha256) => HashDrbg<sha2::Sha256>;
    HashSha384 = Mechanism::Hash(HashAlgorithm::Sha384) => HashDrbg<sha2::Sha384>;
    HashSha512 = Mechanism::Hash(HashAlgorithm::Sha512) => HashDrbg<sha2::Sha512>;
    HashSha512_224 = Mechanism::Hash(HashAlgorithm::Sha512_224) => HashDrbg<sha2::Sha512_224>;
    HashSha512_256 = Mechanism::Hash(HashAlgorithm::Sha512_256) => HashDrbg<sha2::Sha512_256>;
}
