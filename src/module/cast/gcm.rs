//! The self-test of AES-GCM: both directions, a message for the widest loop and one for the short
//! path, an IV of the usual length and one that is hashed, and tags that are wrong.

use super::aes::{BLOCKS, COUNTING, KEY, SIZES, STREAM};
use super::{Probe, self_test};
use crate::algorithms::aes::gcm::{self, Key};
use crate::base::bytes::xor_in_place;
use crate::base::error::Error;

self_test! {
    /// Sealing and opening under a key of each size, long and short, with a hashed IV and with
    /// wrong tags, and GMAC.
    AES_GCM = "AES-GCM", "SP 800-38D", after [] => test;
}

/// Seals and opens with AES-256 a long message, and with AES-128 a short one.
fn test(probe: &mut Probe) -> bool {
    long(probe) && short(probe) && every_size(probe)
}

/// Under a key of each size: the long message, its beginning, and GMAC, which has no message, with
/// an IV that is hashed.
fn every_size(probe: &mut Probe) -> bool {
    let (key, iv, aad) = (probe.input(COUNTING), probe.input(COUNTED_IV), probe.input(LONG_AAD));
    let plaintext: [u8; LONG] = probe.input(core::array::from_fn(|i| (7 * i + 1) as u8));
    SIZES.iter().zip(&TAGS).all(|(&size, [long, short, none])| {
        let Ok(key) = Key::new(&key[..size]) else { return false };
        let seals = |iv: &[u8], aad: &[u8], len: usize, tag: &[u8; 16]| {
            let mut data = plaintext;
            gcm::seal(&key, iv, aad, &mut data[..len]) == Ok(*tag)
                && gcm::open(&key, iv, aad, &mut data[..len], tag) == Ok(())
                && data == plaintext
        };
        seals(&iv[..12], &aad, LONG, long)
            && seals(&iv[..12], &aad, SHORT_PLAINTEXT.len(), short)
            && seals(&iv, &plaintext, 0, none)
    })
}

/// The length of the long message: its last block is not whole.
const LONG: usize = 16 * BLOCKS - 5;

fn long(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(KEY)) else { return false };
    let (iv, aad) = (probe.input(LONG_IV), probe.input(LONG_AAD));
    let plaintext: [u8; LONG] = probe.input(core::array::from_fn(|i| (7 * i + 1) as u8));
    let stream = STREAM.map(u128::to_be_bytes);
    let mut ciphertext = plaintext;
    xor_in_place(&mut ciphertext, stream.as_flattened());
    both_ways(&key, &iv, &aad, plaintext, ciphertext, LONG_TAG.to_be_bytes())
}

fn short(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(SHORT_KEY)) else { return false };
    let (iv, aad, plaintext) = (probe.input(SHORT_IV), probe.input(SHORT_AAD), probe.input(SHORT_PLAINTEXT));
    both_ways(&key, &iv, &aad, plaintext, SHORT_CIPHERTEXT, SHORT_TAG.to_be_bytes())
}

/// Seals, opens, and opens with a wrong tag, which must leave zeros.
fn both_ways<const N: usize>(
    key: &Key,
    iv: &[u8],
    aad: &[u8],
    plaintext: [u8; N],
    ciphertext: [u8; N],
    tag: [u8; 16],
) -> bool {
    let mut data = plaintext;
    let sealed = gcm::seal(key, iv, aad, &mut data) == Ok(tag) && data == ciphertext;
    let opened = gcm::open(key, iv, aad, &mut data, &tag) == Ok(()) && data == plaintext;
    data = ciphertext;
    let wrong = tag.map(|byte| byte ^ 1);
    let refused = gcm::open(key, iv, aad, &mut data, &wrong) == Err(Error::TagMismatch) && data == [0; N];
    sealed && opened && refused
}

/// The pre-counter block of this IV is one less than the counter block of SP 800-38A section F.5.5.
/// So the key stream is that of the self-test of AES. The tag is from OpenSSL 3.0.19.
const LONG_IV: [u8; 16] = 0x026fd540_0f952516_64f772fc_191f14db_u128.to_be_bytes();
const LONG_AAD: [u8; 20] = *b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13";
const LONG_TAG: u128 = 0xfae0b146_d4aee057_4732eb59_e98723ae;

/// Test case 4 of the specification that was submitted to NIST (McGrew and Viega, appendix B).
#[rustfmt::skip]
const SHORT_KEY: [u8; 16] = [
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08,
];
#[rustfmt::skip]
const SHORT_IV: [u8; 12] = [
    0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce, 0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88,
];
#[rustfmt::skip]
const SHORT_AAD: [u8; 20] = [
    0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef,
    0xab, 0xad, 0xda, 0xd2,
];
#[rustfmt::skip]
const SHORT_PLAINTEXT: [u8; 60] = [
    0xd9, 0x31, 0x32, 0x25, 0xf8, 0x84, 0x06, 0xe5, 0xa5, 0x59, 0x09, 0xc5, 0xaf, 0xf5, 0x26, 0x9a,
    0x86, 0xa7, 0xa9, 0x53, 0x15, 0x34, 0xf7, 0xda, 0x2e, 0x4c, 0x30, 0x3d, 0x8a, 0x31, 0x8a, 0x72,
    0x1c, 0x3c, 0x0c, 0x95, 0x95, 0x68, 0x09, 0x53, 0x2f, 0xcf, 0x0e, 0x24, 0x49, 0xa6, 0xb5, 0x25,
    0xb1, 0x6a, 0xed, 0xf5, 0xaa, 0x0d, 0xe6, 0x57, 0xba, 0x63, 0x7b, 0x39,
];
#[rustfmt::skip]
const SHORT_CIPHERTEXT: [u8; 60] = [
    0x42, 0x83, 0x1e, 0xc2, 0x21, 0x77, 0x74, 0x24, 0x4b, 0x72, 0x21, 0xb7, 0x84, 0xd0, 0xd4, 0x9c,
    0xe3, 0xaa, 0x21, 0x2f, 0x2c, 0x02, 0xa4, 0xe0, 0x35, 0xc1, 0x7e, 0x23, 0x29, 0xac, 0xa1, 0x2e,
    0x21, 0xd5, 0x14, 0xb2, 0x54, 0x66, 0x93, 0x1c, 0x7d, 0x8f, 0x6a, 0x5a, 0xac, 0x84, 0xaa, 0x05,
    0x1b, 0xa3, 0x0b, 0x39, 0x6a, 0x0a, 0xac, 0x97, 0x3d, 0x58, 0xe0, 0x91,
];
const SHORT_TAG: u128 = 0x5bc94fbc_3221a5db_94fae95a_e7121a47;

const COUNTED_IV: [u8; 16] = 0x00010203_04050607_08090a0b_0c0d0e0f_u128.to_be_bytes();
// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
#[rustfmt::skip]
const TAGS: [[[u8; 16]; 3]; 3] = [
    [
        [
            0xba, 0xa0, 0xb1, 0xd3, 0x1c, 0x2c, 0x76, 0x84, 0xe9, 0x07, 0x78, 0xd9, 0x5f, 0x82, 0xc5, 0xc6,
        ],
        [
            0xc2, 0x1c, 0xa4, 0xaa, 0xff, 0xb2, 0x14, 0xfc, 0xaa, 0xf4, 0xf1, 0x1b, 0x29, 0x43, 0x3b, 0x7f,
        ],
        [
            0x20, 0x8d, 0x17, 0x0a, 0x2e, 0x70, 0x1d, 0x96, 0xce, 0x6d, 0xb5, 0x51, 0xe7, 0x7f, 0x3b, 0x45,
        ],
    ],
    [
        [
            0x20, 0xfd, 0x4a, 0x51, 0xbf, 0x48, 0x47, 0x38, 0xf2, 0xab, 0x2b, 0xea, 0xdb, 0x1a, 0x10, 0x5a,
        ],
        [
            0x5a, 0x1a, 0x55, 0xf7, 0x1f, 0xab, 0x19, 0x9f, 0x04, 0x6e, 0xaa, 0xb6, 0x88, 0xf3, 0xec, 0x2b,
        ],
        [
            0x87, 0x49, 0x6b, 0x26, 0x81, 0xea, 0x57, 0xcd, 0x3c, 0x6a, 0x60, 0xc1, 0x25, 0x2f, 0xfc, 0xe7,
        ],
    ],
    [
        [
            0xc7, 0xf2, 0x9d, 0x76, 0xf8, 0xed, 0xcb, 0x03, 0x2e, 0x2d, 0x3b, 0x5a, 0xe4, 0x4a, 0x85, 0x17,
        ],
        [
            0xec, 0x9b, 0xb9, 0x48, 0xf6, 0xdb, 0x58, 0x6f, 0x1b, 0xf0, 0x54, 0xe3, 0x6e, 0xf2, 0xc7, 0xa1,
        ],
        [
            0xf8, 0x78, 0x51, 0x9e, 0x03, 0x51, 0x43, 0xcd, 0x9d, 0x27, 0x9b, 0xe6, 0x67, 0x7e, 0x4a, 0x17,
        ],
    ],
];
