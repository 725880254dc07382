//! The self-test of AES-GCM: both directions, a message for the widest loop and one for the short
//! path, an IV of the usual length and one that is hashed, and tags that are wrong.

use super::aes::{BLOCKS, COUNTING, KEY, SIZES, STREAM};
use super::{Probe, self_test};
use crate::algorithms::aes::gcm::{self, Key};
use crate::base::bytes::xor_in_place;
use crate::base::error::Error;
use crate::base::hex::hex;

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
const LONG_AAD: [u8; 20] = hex!("000102030405060708090a0b0c0d0e0f10111213");
const LONG_TAG: u128 = 0xfae0b146_d4aee057_4732eb59_e98723ae;

/// Test case 4 of the specification that was submitted to NIST (McGrew and Viega, appendix B).
const SHORT_KEY: [u8; 16] = hex!("feffe9928665731c6d6a8f9467308308");
const SHORT_IV: [u8; 12] = hex!("cafebabefacedbaddecaf888");
const SHORT_AAD: [u8; 20] = hex!("feedfacedeadbeeffeedfacedeadbeefabaddad2");
const SHORT_PLAINTEXT: [u8; 60] = hex!(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
);
const SHORT_CIPHERTEXT: [u8; 60] = hex!(
    "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e",
    "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
);
const SHORT_TAG: u128 = 0x5bc94fbc_3221a5db_94fae95a_e7121a47;

const COUNTED_IV: [u8; 16] = 0x00010203_04050607_08090a0b_0c0d0e0f_u128.to_be_bytes();
// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
const TAGS: [[[u8; 16]; 3]; 3] = [
    [
        hex!("baa0b1d31c2c7684e90778d95f82c5c6"),
        hex!("c21ca4aaffb214fcaaf4f11b29433b7f"),
        hex!("208d170a2e701d96ce6db551e77f3b45"),
    ],
    [
        hex!("20fd4a51bf484738f2ab2beadb1a105a"),
        hex!("5a1a55f71fab199f046eaab688f3ec2b"),
        hex!("87496b2681ea57cd3c6a60c1252ffce7"),
    ],
    [
        hex!("c7f29d76f8edcb032e2d3b5ae44a8517"),
        hex!("ec9bb948f6db586f1bf054e36ef2c7a1"),
        hex!("f878519e035143cd9d279be6677e4a17"),
    ],
];
