//! Self-test of CFB, on the kernel that serves this processor.
//!
//! The examples of the standard, and for the loops over many blocks the table of the self-test of
//! AES: decryption adds to each block of ciphertext the encryption of the one before it, so counter
//! blocks are the ciphertext.

use super::aes::{AES, BLOCKS, COUNTER, KEY, STREAM};
use super::{Probe, self_test};
use crate::algorithms::aes::cfb::{CfbSegment, Direction, apply, finish};
use crate::algorithms::aes::{Block, Key};
use crate::base::bytes::{inc128, xor_in_place};
use crate::base::hex::hex;

self_test! {
    /// Both directions with AES-256 in CFB1, CFB8 and CFB128.
    AES_CFB = "AES-CFB", "SP 800-38A", after [AES] => test;
}

/// Encrypts and decrypts with segments of each length; in CFB1 the bits end within a byte.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(KEY)) else { return false };
    let plaintext = probe.input(PLAINTEXT);
    let both = |segment, ciphertext: [u8; 18], bits: usize| {
        let len = bits.div_ceil(8);
        let (mut data, mut back) = (plaintext, ciphertext);
        let encrypted = apply(Direction::Encrypt, segment, &key, &mut { IV }, &mut data[..len], bits);
        let decrypted = apply(Direction::Decrypt, segment, &key, &mut { IV }, &mut back[..len], bits);
        let mask = 0xff << (8 * len - bits);
        data[len - 1] |= ciphertext[len - 1] & !mask;
        back[len - 1] |= plaintext[len - 1] & !mask;
        encrypted.is_ok() && decrypted.is_ok() && data[..len] == ciphertext[..len] && back[..len] == plaintext[..len]
    };
    let ends = |segment, ciphertext: &[u8]| {
        let mut data = plaintext;
        let data = &mut data[..ciphertext.len()];
        finish(Direction::Encrypt, segment, &key, &mut { IV }, data).is_ok() && data == ciphertext
    };
    both(CfbSegment::Bits1, CFB1, 13)
        && both(CfbSegment::Bits8, CFB8, 8 * 18)
        && ends(CfbSegment::Bits1, &CFB1[..1])
        && ends(CfbSegment::Bits8, &CFB8)
        && blocks(&key, probe)
}

fn blocks(key: &Key, probe: &mut Probe) -> bool {
    let iv = probe.input(COUNTER);
    let mut counter = iv;
    let ciphertext: [Block; BLOCKS] = core::array::from_fn(|_| {
        inc128(&mut counter);
        counter
    });
    let mut plaintext = ciphertext;
    for (block, output) in plaintext.iter_mut().zip(STREAM) {
        xor_in_place(block, &output.to_be_bytes());
    }
    let mut data = ciphertext;
    let mut run = |direction| {
        let bits = 8 * data.as_flattened().len();
        apply(direction, CfbSegment::Bits128, key, &mut { iv }, data.as_flattened_mut(), bits).is_ok().then_some(data)
    };
    let whole = run(Direction::Decrypt) == Some(plaintext) && run(Direction::Encrypt) == Some(ciphertext);
    // The same without the last bytes: a segment that is not whole.
    let (mut data, expected) = (ciphertext, plaintext.as_flattened().split_at(SHORT).0);
    let data = data.as_flattened_mut().split_at_mut(SHORT).0;
    whole
        && finish(Direction::Decrypt, CfbSegment::Bits128, key, &mut { iv }, data).is_ok()
        && data == expected
        && finish(Direction::Encrypt, CfbSegment::Bits128, key, &mut { iv }, data).is_ok()
        && data == ciphertext.as_flattened().split_at(SHORT).0
}

/// How long a message is whose last segment of 128 bits is not whole.
const SHORT: usize = 16 * BLOCKS - 5;

/// SP 800-38A sections F.3.5 and F.3.11.
const IV: Block = 0x00010203_04050607_08090a0b_0c0d0e0f_u128.to_be_bytes();
const PLAINTEXT: [u8; 18] = hex!("6bc1bee22e409f96e93d7e117393172aae2d");
const CFB1: [u8; 18] = *b"\x90\x29\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const CFB8: [u8; 18] = hex!("dc1f1a8520a64db55fcc8ac554844e889700");
