//! The hash functions that a message goes through before it is signed.

use super::hash::sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use super::hash::sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use super::hash::shake::shake;
use super::hash::sponge::Rate;
use super::hash::{Hash, HashAlgorithm};

/// The longest hash value of a message in bytes.
const MAX_DIGEST: usize = 64;

macro_rules! pre_hashes {
    ($($(#[$doc:meta])* $hash:ident $name:literal: oid $oid:literal, size $size:literal, strength $strength:literal;)+) => {
        /// A hash function that a message goes through before it is signed (FIPS 204
        /// section 5.4, FIPS 205 section 10.2.2). Every approved one but SHA-1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(non_camel_case_types)] // SHA-512/256 is not SHA-512256
        #[non_exhaustive]
        pub enum PreHash {
            $($(#[$doc])* $hash,)+
        }

        impl PreHash {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$hash,)+];

            /// The name that ACVP uses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$hash => $name,)+ }
            }

            /// The size of the hash value in bytes: 32 for SHAKE128, 64 for SHAKE256.
            #[must_use]
            pub const fn output_size(self) -> usize {
                match self { $(Self::$hash => $size,)+ }
            }

            /// The strength against collisions in bits (SP 800-57 part 1 r5 table 3, FIPS 202 table
            /// 4). A signature is not stronger.
            #[must_use]
            pub const fn collision_strength(self) -> usize {
                match self { $(Self::$hash => $strength,)+ }
            }

            /// The last number of its object identifier.
            const fn number(self) -> u8 {
                match self { $(Self::$hash => $oid,)+ }
            }
        }
    };
}

pre_hashes! {
    /// SHA-224 (FIPS 180-4).
    Sha224 "SHA2-224": oid 4, size 28, strength 112;
    /// SHA-256 (FIPS 180-4).
    Sha256 "SHA2-256": oid 1, size 32, strength 128;
    /// SHA-384 (FIPS 180-4).
    Sha384 "SHA2-384": oid 2, size 48, strength 192;
    /// SHA-512 (FIPS 180-4).
    Sha512 "SHA2-512": oid 3, size 64, strength 256;
    /// SHA-512/224 (FIPS 180-4).
    Sha512_224 "SHA2-512/224": oid 5, size 28, strength 112;
    /// SHA-512/256 (FIPS 180-4).
    Sha512_256 "SHA2-512/256": oid 6, size 32, strength 128;
    /// SHA3-224 (FIPS 202).
    Sha3_224 "SHA3-224": oid 7, size 28, strength 112;
    /// SHA3-256 (FIPS 202).
    Sha3_256 "SHA3-256": oid 8, size 32, strength 128;
    /// SHA3-384 (FIPS 202).
    Sha3_384 "SHA3-384": oid 9, size 48, strength 192;
    /// SHA3-512 (FIPS 202).
    Sha3_512 "SHA3-512": oid 10, size 64, strength 256;
    /// SHAKE128 with 32 bytes of output (FIPS 202).
    Shake128 "SHAKE-128": oid 11, size 32, strength 128;
    /// SHAKE256 with 64 bytes of output (FIPS 202).
    Shake256 "SHAKE-256": oid 12, size 64, strength 256;
}

impl PreHash {
    /// The function of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|hash| hash.name() == name)
    }

    /// The same as a hash function; nothing for SHAKE.
    pub(crate) const fn algorithm(self) -> Option<HashAlgorithm> {
        Some(match self {
            Self::Sha224 => HashAlgorithm::Sha224,
            Self::Sha256 => HashAlgorithm::Sha256,
            Self::Sha384 => HashAlgorithm::Sha384,
            Self::Sha512 => HashAlgorithm::Sha512,
            Self::Sha512_224 => HashAlgorithm::Sha512_224,
            Self::Sha512_256 => HashAlgorithm::Sha512_256,
            Self::Sha3_224 => HashAlgorithm::Sha3_224,
            Self::Sha3_256 => HashAlgorithm::Sha3_256,
            Self::Sha3_384 => HashAlgorithm::Sha3_384,
            Self::Sha3_512 => HashAlgorithm::Sha3_512,
            Self::Shake128 | Self::Shake256 => return None,
        })
    }

    /// DER of its object identifier, 2.16.840.1.101.3.4.2 and its number.
    pub(crate) const fn oid(self) -> [u8; 11] {
        [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, self.number()]
    }

    /// The hash value of a message, at the beginning of an array.
    ///
    /// Time: depends on the length of the message.
    pub(crate) fn digest(self, message: &[u8]) -> [u8; MAX_DIGEST] {
        let mut value = [0; MAX_DIGEST];
        let place = &mut value[..self.output_size()];
        match self {
            Self::Sha224 => place.copy_from_slice(&Sha224::digest(&[message])),
            Self::Sha256 => place.copy_from_slice(&Sha256::digest(&[message])),
            Self::Sha384 => place.copy_from_slice(&Sha384::digest(&[message])),
            Self::Sha512 => place.copy_from_slice(&Sha512::digest(&[message])),
            Self::Sha512_224 => place.copy_from_slice(&Sha512_224::digest(&[message])),
            Self::Sha512_256 => place.copy_from_slice(&Sha512_256::digest(&[message])),
            Self::Sha3_224 => place.copy_from_slice(&Sha3_224::digest(&[message])),
            Self::Sha3_256 => place.copy_from_slice(&Sha3_256::digest(&[message])),
            Self::Sha3_384 => place.copy_from_slice(&Sha3_384::digest(&[message])),
            Self::Sha3_512 => place.copy_from_slice(&Sha3_512::digest(&[message])),
            Self::Shake128 => shake(Rate::OF_128, &[message], place),
            Self::Shake256 => shake(Rate::OF_256, &[message], place),
        }
        value
    }
}
