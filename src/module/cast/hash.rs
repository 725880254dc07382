//! Self-tests of the hash functions, one for each engine: the functions of an engine differ in initial value, truncation
//! or rate only (IG 10.3.A). Several messages at once go through kernels of their own, which have their own tests.

use super::{Cast, Probe};
use crate::algorithms::hash::sha1::Sha1;
use crate::algorithms::hash::sha2::{Sha256, Sha512};
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::hash::{Hash, HashAlgorithm, HashOutput};

impl Cast {
    /// The self-test of the compression function or permutation behind `algorithm`.
    #[inline]
    pub(crate) const fn of_hash(algorithm: HashAlgorithm) -> Self {
        use HashAlgorithm::*;
        match algorithm {
            Sha1 => Self::Sha1,
            Sha224 | Sha256 => Self::Sha2_256,
            Sha384 | Sha512 | Sha512_224 | Sha512_256 => Self::Sha2_512,
            Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 => Self::Sha3,
        }
    }

    /// The self-tests of several messages at once by `algorithm`, that of one message first.
    #[inline]
    pub(crate) const fn of_hash_batch(algorithm: HashAlgorithm) -> [Self; 2] {
        let one = Self::of_hash(algorithm);
        let batch = match one {
            Self::Sha1 => Self::Sha1Batch,
            Self::Sha2_256 => Self::Sha2_256Batch,
            Self::Sha2_512 => Self::Sha2_512Batch,
            _ => Self::Sha3Batch,
        };
        [one, batch]
    }
}

/// The message of 896 bits of FIPS 180-2 appendix C.2: two blocks of SHA-1 and SHA-256, with its padding two of SHA-512.
const MESSAGE: [u8; 112] = *b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn\
hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

/// SHA-1 of the message.
pub(super) fn test_sha1(probe: &mut Probe) -> bool {
    Sha1::digest(&[&probe.input(MESSAGE)]) == DIGEST_SHA1
}

/// SHA-256 of the message.
pub(super) fn test_sha2_256(probe: &mut Probe) -> bool {
    Sha256::digest(&[&probe.input(MESSAGE)]) == DIGEST_256
}

/// SHA-512 of the message.
pub(super) fn test_sha2_512(probe: &mut Probe) -> bool {
    Sha512::digest(&[&probe.input(MESSAGE)]) == DIGEST_512
}

/// SHA3-256 of the message twice, which is two blocks.
pub(super) fn test_sha3(probe: &mut Probe) -> bool {
    let message = probe.input(MESSAGE);
    Sha3_256::digest(&[&message, &message]) == DIGEST_SHA3_256
}

/// Twenty messages of 200 bytes, each a byte further on in one that counts up: all lanes of every kernel, and lanes that stay
/// empty. The answer is the hash value of their hash values.
fn batch<H: Hash>(probe: &mut Probe, expected: H::Output) -> bool {
    let data = probe.input::<219>(core::array::from_fn(|i| i as u8));
    let mut values = [H::Output::ZERO; 20];
    H::digest_many(&core::array::from_fn::<&[u8], 20, _>(|i| &data[i..i + 200]), &mut values);
    let mut all = H::new();
    values.iter().for_each(|value| all.update(value.as_ref()));
    all.finalize_bits(0, 0).as_ref() == expected.as_ref()
}

/// The batch of SHA-1.
pub(super) fn test_sha1_batch(probe: &mut Probe) -> bool {
    batch::<Sha1>(probe, BATCH_SHA1)
}

/// The batch of SHA-256.
pub(super) fn test_sha2_256_batch(probe: &mut Probe) -> bool {
    batch::<Sha256>(probe, BATCH_256)
}

/// The batch of SHA-512.
pub(super) fn test_sha2_512_batch(probe: &mut Probe) -> bool {
    batch::<Sha512>(probe, BATCH_512)
}

/// The batch of SHA3-256.
pub(super) fn test_sha3_batch(probe: &mut Probe) -> bool {
    batch::<Sha3_256>(probe, BATCH_SHA3_256)
}

/// Python's hashlib, and OpenSSL.
#[rustfmt::skip]
const DIGEST_SHA1: [u8; 20] = [
    0xa4, 0x9b, 0x24, 0x46, 0xa0, 0x2c, 0x64, 0x5b, 0xf4, 0x19, 0xf9, 0x95, 0xb6, 0x70, 0x91, 0x25,
    0x3a, 0x04, 0xa2, 0x59,
];

/// NIST's example file for SHA-256, and Python's hashlib.
#[rustfmt::skip]
const DIGEST_256: [u8; 32] = [
    0xcf, 0x5b, 0x16, 0xa7, 0x78, 0xaf, 0x83, 0x80, 0x03, 0x6c, 0xe5, 0x9e, 0x7b, 0x04, 0x92, 0x37,
    0x0b, 0x24, 0x9b, 0x11, 0xe8, 0xf0, 0x7a, 0x51, 0xaf, 0xac, 0x45, 0x03, 0x7a, 0xfe, 0xe9, 0xd1,
];

/// FIPS 180-2 appendix C.2, and Python's hashlib.
#[rustfmt::skip]
const DIGEST_512: [u8; 64] = [
    0x8e, 0x95, 0x9b, 0x75, 0xda, 0xe3, 0x13, 0xda, 0x8c, 0xf4, 0xf7, 0x28, 0x14, 0xfc, 0x14, 0x3f,
    0x8f, 0x77, 0x79, 0xc6, 0xeb, 0x9f, 0x7f, 0xa1, 0x72, 0x99, 0xae, 0xad, 0xb6, 0x88, 0x90, 0x18,
    0x50, 0x1d, 0x28, 0x9e, 0x49, 0x00, 0xf7, 0xe4, 0x33, 0x1b, 0x99, 0xde, 0xc4, 0xb5, 0x43, 0x3a,
    0xc7, 0xd3, 0x29, 0xee, 0xb6, 0xdd, 0x26, 0x54, 0x5e, 0x96, 0xe5, 0x5b, 0x87, 0x4b, 0xe9, 0x09,
];

/// Python's hashlib, and OpenSSL.
#[rustfmt::skip]
const DIGEST_SHA3_256: [u8; 32] = [
    0x14, 0x10, 0x35, 0xf9, 0x8c, 0x64, 0x9b, 0xdd, 0x78, 0xc7, 0x8d, 0xba, 0x11, 0x69, 0x32, 0x0b,
    0x77, 0x80, 0x29, 0x33, 0xb4, 0x88, 0x8c, 0x00, 0xad, 0x56, 0x78, 0x1d, 0x3f, 0x39, 0xdb, 0xac,
];

/// Python's hashlib.
#[rustfmt::skip]
const BATCH_SHA1: [u8; 20] = [
    0x96, 0x9a, 0xf4, 0x6e, 0xe8, 0x2b, 0x12, 0x5f, 0x2c, 0x3f, 0x79, 0x46, 0x48, 0x58, 0xfa, 0x72,
    0xf0, 0x31, 0xf8, 0x2a,
];

/// Python's hashlib.
#[rustfmt::skip]
const BATCH_256: [u8; 32] = [
    0x8c, 0x93, 0xe7, 0xe8, 0x89, 0xfe, 0x74, 0xda, 0x2e, 0xfd, 0x61, 0xd8, 0x7f, 0xb5, 0xd7, 0x0b,
    0xad, 0xf2, 0x66, 0x45, 0xbc, 0xe0, 0x8f, 0xd6, 0x18, 0xc5, 0xc6, 0x52, 0x83, 0x6e, 0x6d, 0xb4,
];

/// Python's hashlib.
#[rustfmt::skip]
const BATCH_512: [u8; 64] = [
    0xe0, 0x75, 0xa9, 0x75, 0x16, 0x30, 0x93, 0x8e, 0x0f, 0xc8, 0x97, 0xd9, 0x73, 0x23, 0x8a, 0xb1,
    0x26, 0x81, 0x62, 0x68, 0x23, 0xf2, 0xad, 0x68, 0xf6, 0x19, 0x3d, 0x67, 0x00, 0xb8, 0x11, 0xc4,
    0x14, 0x2e, 0x30, 0xbb, 0x47, 0x2e, 0x22, 0xb8, 0x75, 0xd7, 0xa5, 0x81, 0xa0, 0xa5, 0xe0, 0x2c,
    0xfe, 0x3b, 0xd3, 0xb9, 0x1f, 0xb8, 0x60, 0xef, 0x24, 0x0e, 0xbd, 0xfc, 0x54, 0x51, 0x37, 0x01,
];

/// Python's hashlib.
#[rustfmt::skip]
const BATCH_SHA3_256: [u8; 32] = [
    0x0c, 0x47, 0x09, 0x18, 0x66, 0x66, 0x50, 0xb9, 0x82, 0x92, 0x6d, 0x5a, 0xad, 0xba, 0x14, 0x66,
    0xfa, 0xe0, 0x3c, 0x49, 0x5e, 0x46, 0x62, 0x3d, 0x28, 0xb8, 0xd0, 0x93, 0x4d, 0xea, 0xb0, 0x5d,
];
