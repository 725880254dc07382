//! A mechanism chosen at run time, without allocation: one table lists them all.

use super::ctr::{Ctr, FULL_COUNTER, Parameters};
use super::hash::HashDrbg;
use super::hmac::HmacDrbg;
use super::{Drbg, hash_strength};
use crate::algorithms::hash::{HashAlgorithm, sha1, sha2, sha3};
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
            Self::Hmac(hash) | Self::Hash(hash) => hash_strength(hash),
        }
    }

    /// The exact size of its entropy input in bytes, if it has no derivation function: key and
    /// block.
    pub(crate) const fn seed_size(self) -> Option<usize> {
        match self.ctr_parameters(FULL_COUNTER) {
            Some(Parameters { key_len, derivation: false, .. }) => Some(key_len + 16),
            _ => None,
        }
    }

    /// The parameters of CTR_DRBG, if it is that, with a counter field of `counter_bits`.
    pub(crate) const fn ctr_parameters(self, counter_bits: u32) -> Option<Parameters> {
        let (key_len, derivation) = match self {
            Self::CtrAes128 => (16, true),
            Self::CtrAes192 => (24, true),
            Self::CtrAes256 => (32, true),
            Self::CtrAes128NoDf => (16, false),
            Self::CtrAes192NoDf => (24, false),
            Self::CtrAes256NoDf => (32, false),
            Self::Hmac(_) | Self::Hash(_) => return None,
        };
        Some(Parameters { key_len, derivation, counter_bits })
    }
}

/// Makes [`AnyDrbg`]: two variants with their states for each hash of the table, and CTR_DRBG.
macro_rules! generators {
    ($($hash:ident: $hmac_drbg:ident, $hash_drbg:ident => $function:ty;)+) => {
        /// One of the mechanisms with its working state. Wiped on drop, as each state wipes itself.
        #[allow(clippy::large_enum_variant)] // there is no allocation to put the larger ones into
        pub(crate) enum AnyDrbg {
            Ctr(Ctr),
            $($hmac_drbg(HmacDrbg<$function>), $hash_drbg(HashDrbg<$function>),)+
        }

        impl AnyDrbg {
            /// Instantiate_algorithm of `mechanism`. Errors: as [`Drbg::instantiate`].
            pub(crate) fn instantiate(
                mechanism: Mechanism,
                entropy: &[u8],
                nonce: &[u8],
                personalization: &[u8],
            ) -> Result<Self> {
                if let Some(parameters) = mechanism.ctr_parameters(FULL_COUNTER) {
                    return Ctr::instantiate(parameters, entropy, nonce, personalization).map(Self::Ctr);
                }
                match mechanism {
                    $(Mechanism::Hmac(HashAlgorithm::$hash) => {
                        Drbg::instantiate((), entropy, nonce, personalization).map(Self::$hmac_drbg)
                    }
                    Mechanism::Hash(HashAlgorithm::$hash) => {
                        Drbg::instantiate((), entropy, nonce, personalization).map(Self::$hash_drbg)
                    })+
                    #[allow(unreachable_patterns)] // CTR_DRBG, and a hash that is not in the table
                    _ => Err(Error::InvalidParameter),
                }
            }

            /// Reseed_algorithm. Errors: as [`Drbg::reseed`].
            pub(crate) fn reseed(&mut self, entropy: &[u8], additional: &[u8]) -> Result<()> {
                match self {
                    Self::Ctr(state) => state.reseed(entropy, additional),
                    $(Self::$hmac_drbg(state) => state.reseed(entropy, additional),
                    Self::$hash_drbg(state) => state.reseed(entropy, additional),)+
                }
            }

            /// Generate_algorithm. Errors: as [`Drbg::generate`].
            #[inline]
            pub(crate) fn generate(&mut self, additional: &[u8], out: &mut [u8]) -> Result<()> {
                match self {
                    Self::Ctr(state) => state.generate(additional, out),
                    $(Self::$hmac_drbg(state) => state.generate(additional, out),
                    Self::$hash_drbg(state) => state.generate(additional, out),)+
                }
            }
        }
    };
}

generators! {
    Sha1: HmacSha1, HashSha1 => sha1::Sha1;
    Sha224: HmacSha224, HashSha224 => sha2::Sha224;
    Sha256: HmacSha256, HashSha256 => sha2::Sha256;
    Sha384: HmacSha384, HashSha384 => sha2::Sha384;
    Sha512: HmacSha512, HashSha512 => sha2::Sha512;
    Sha512_224: HmacSha512_224, HashSha512_224 => sha2::Sha512_224;
    Sha512_256: HmacSha512_256, HashSha512_256 => sha2::Sha512_256;
    Sha3_224: HmacSha3_224, HashSha3_224 => sha3::Sha3_224;
    Sha3_256: HmacSha3_256, HashSha3_256 => sha3::Sha3_256;
    Sha3_384: HmacSha3_384, HashSha3_384 => sha3::Sha3_384;
    Sha3_512: HmacSha3_512, HashSha3_512 => sha3::Sha3_512;
}
