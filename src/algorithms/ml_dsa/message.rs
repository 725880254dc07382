//! What is signed: mu, a hash value of the message in one of its forms (FIPS 204 sections 5.2 and
//! 5.4, and 6.2).

use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use crate::algorithms::hash::sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::{Error, Result};

/// The bytes of mu.
pub(crate) const MU_SIZE: usize = 64;
/// The longest context in bytes.
pub(crate) const MAX_CONTEXT: usize = 255;
/// The longest hash value of a message in bytes.
const MAX_DIGEST: usize = 64;

/// DER of the object identifiers 2.16.840.1.101.3.4.2, without their last number.
const OID: [u8; 10] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

macro_rules! pre_hashes {
    ($($(#[$doc:meta])* $hash:ident $name:literal: oid $oid:literal, size $size:literal, strength $strength:literal;)+) => {
        /// A hash function that a message goes through before it is signed (section 5.4). Every
        /// approved one but SHA-1.
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
            const fn oid(self) -> u8 {
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

    /// The hash value of a message, at the beginning of an array.
    ///
    /// Time: depends on the length of the message.
    fn digest(self, message: &[u8]) -> [u8; MAX_DIGEST] {
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

/// A message in one of the forms that can be signed.
#[derive(Clone, Copy)]
pub(crate) enum Message<'a> {
    /// ML-DSA: the message with a context.
    Pure(&'a [u8], &'a [u8]),
    /// HashML-DSA: the message, which goes through a hash function first, with a context.
    Hashed(PreHash, &'a [u8], &'a [u8]),
    /// M' of the internal functions, with no word of what it is. For the tests of FIPS 204.
    #[cfg(feature = "lab")]
    Internal(&'a [u8]),
    /// mu, which was made elsewhere with the hash value of the verifying key.
    Mu(&'a [u8; MU_SIZE]),
}

impl Message<'_> {
    /// mu = H(tr || M', 64) (algorithm 7 step 6), with `tr`, the hash value of the verifying key.
    ///
    /// Time: depends on the lengths.
    ///
    /// Errors: [`Error::InputTooLong`] for a context of more than 255 bytes.
    pub(crate) fn mu(self, tr: &[u8]) -> Result<[u8; MU_SIZE]> {
        let mut mu = [0; MU_SIZE];
        match self {
            Self::Pure(message, context) => {
                shake(Rate::OF_256, &[tr, &[0, length(context)?], context, message], &mut mu);
            }
            Self::Hashed(hash, message, context) => {
                let parts = [
                    tr,
                    &[1, length(context)?],
                    context,
                    &OID,
                    &[hash.oid()],
                    &hash.digest(message)[..hash.output_size()],
                ];
                shake(Rate::OF_256, &parts, &mut mu);
            }
            #[cfg(feature = "lab")]
            Self::Internal(message) => shake(Rate::OF_256, &[tr, message], &mut mu),
            Self::Mu(given) => mu = *given,
        }
        Ok(mu)
    }
}

fn length(context: &[u8]) -> Result<u8> {
    u8::try_from(context.len()).map_err(|_| Error::InputTooLong)
}

/// SHAKE of parts, one after the other.
pub(super) fn shake(rate: Rate, parts: &[&[u8]], out: &mut [u8]) {
    let mut message = Shake::new(rate);
    parts.iter().for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(out);
}
