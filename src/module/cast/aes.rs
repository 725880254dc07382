//! The self-test of AES: both directions of the block function and the modes that have loops of
//! their own, on the kernel that serves this processor, with enough blocks for its widest loop.
//!
//! One table serves all: the key stream of AES-256 in counter mode. It is also the ECB encryption
//! of the counter blocks, and the CBC encryption of each counter block plus the ciphertext before
//! it.

use super::{Probe, self_test};
use crate::algorithms::aes::{Block, DecryptionKey, Key, cbc, ctr, ecb};
use crate::base::bytes::{inc128, xor_in_place};
use crate::base::hex::hex;

self_test! {
    /// Encryption and decryption in ECB, CBC and CTR under a key of each size.
    AES = "AES", "FIPS 197, SP 800-38A", after [] => test;
}

/// How many blocks: more than the 32 that the 512-bit kernel has in flight.
pub(super) const BLOCKS: usize = 36;

/// Encrypts and decrypts in ECB, CBC and CTR under a key of each size, and one block with AES-128
/// and with AES-192.
fn test(probe: &mut Probe) -> bool {
    every_mode(&probe.input(KEY), &probe.input(COUNTER))
        && one_block(&probe.input(KEY_128), &probe.input(PLAINTEXT), &CIPHERTEXT_128.to_be_bytes())
        && one_block(&probe.input(KEY_192), &probe.input(PLAINTEXT), &CIPHERTEXT_192.to_be_bytes())
        && every_size(&probe.input(COUNTING), &probe.input(COUNTER))
}

/// The modes with AES-256, and every block of what they give. In a frame of its own, as what is
/// tested after it: any first use of AES needs the stack of this test.
#[inline(never)]
fn every_mode(key: &[u8; 32], first: &Block) -> bool {
    let Ok(key) = Key::new(key) else { return false };
    let inverse = DecryptionKey::of(&key);
    let stream = STREAM.map(u128::to_be_bytes);
    codebook(&key, &inverse, first, &stream)
        && chaining(&key, &inverse, first, &stream)
        && counting(&key, first, stream)
}

/// A key that counts up from zero, of which the self-tests of the modes take as much as each size
/// needs.
pub(super) const COUNTING: [u8; 32] = {
    let mut key = [0; 32];
    let mut i = 0;
    while i < key.len() {
        key[i] = i as u8;
        i += 1;
    }
    key
};

/// The sizes of keys in bytes.
pub(super) const SIZES: [usize; 3] = [16, 24, 32];

/// The modes under a key of each size, as many blocks as before: of ECB and CTR the sum of all
/// blocks, of CBC the last, and all of what decryption gives.
#[inline(never)]
fn every_size(key: &[u8; 32], first: &Block) -> bool {
    let plaintext = counters(first);
    let sum = |blocks: &[Block; BLOCKS]| {
        blocks.iter().fold([0; 16], |mut sum, block| {
            xor_in_place(&mut sum, block);
            sum
        })
    };
    SIZES.iter().zip(SUMS.iter().zip(&CHAINED)).all(|(&size, (stream, chained))| {
        let Ok(key) = Key::new(&key[..size]) else { return false };
        let inverse = DecryptionKey::of(&key);
        let (mut book, mut chain, mut count) = (plaintext, plaintext, [[0; 16]; BLOCKS]);
        let encrypted = ecb::encrypt(&key, book.as_flattened_mut()).is_ok()
            && cbc::encrypt(&key, &mut [0; 16], chain.as_flattened_mut()).is_ok();
        ctr::apply(&key, first, count.as_flattened_mut());
        encrypted
            && sum(&book) == *stream
            && sum(&count) == *stream
            && chain[BLOCKS - 1] == *chained
            && ecb::decrypt(&inverse, book.as_flattened_mut()).is_ok()
            && cbc::decrypt(&inverse, &mut [0; 16], chain.as_flattened_mut()).is_ok()
            && [book, chain] == [plaintext; 2]
    })
}

/// Successive counter blocks.
fn counters(first: &Block) -> [Block; BLOCKS] {
    let mut counter = *first;
    core::array::from_fn(|_| {
        let now = counter;
        inc128(&mut counter);
        now
    })
}

fn codebook(key: &Key, inverse: &DecryptionKey, first: &Block, stream: &[Block; BLOCKS]) -> bool {
    let plaintext = counters(first);
    let mut data = plaintext;
    ecb::encrypt(key, data.as_flattened_mut()).is_ok()
        && data == *stream
        && ecb::decrypt(inverse, data.as_flattened_mut()).is_ok()
        && data == plaintext
}

fn chaining(key: &Key, inverse: &DecryptionKey, first: &Block, stream: &[Block; BLOCKS]) -> bool {
    let mut plaintext = counters(first);
    let iv = [0; 16];
    for (block, previous) in plaintext.iter_mut().zip([iv].iter().chain(stream)) {
        xor_in_place(block, previous);
    }
    let mut data = plaintext;
    cbc::encrypt(key, &mut { iv }, data.as_flattened_mut()).is_ok()
        && data == *stream
        && cbc::decrypt(inverse, &mut { iv }, data.as_flattened_mut()).is_ok()
        && data == plaintext
}

/// All blocks, the last not whole.
fn counting(key: &Key, first: &Block, stream: [Block; BLOCKS]) -> bool {
    const LEN: usize = 16 * BLOCKS - 5;
    let mut data = [[0; 16]; BLOCKS];
    let (whole, beyond) = data.as_flattened_mut().split_at_mut(LEN);
    ctr::apply(key, first, whole);
    *whole == stream.as_flattened()[..LEN] && *beyond == [0; 5]
}

#[inline(never)]
fn one_block(key: &[u8], plaintext: &Block, ciphertext: &Block) -> bool {
    let Ok(key) = Key::new(key) else { return false };
    let mut block = *plaintext;
    key.encrypt_block(&mut block);
    let encrypted = block == *ciphertext;
    DecryptionKey::of(&key).decrypt_block(&mut block);
    encrypted && block == *plaintext
}

/// The key and first counter block of SP 800-38A section F.5.5.
pub(super) const KEY: [u8; 32] = hex!("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
pub(super) const COUNTER: Block = 0xf0f1f2f3_f4f5f6f7_f8f9fafb_fcfdfeff_u128.to_be_bytes();

/// The output blocks: the first four are those of SP 800-38A section F.5.5, all are from OpenSSL
/// 3.0.19 (`aes-256-ctr` of zeros).
#[rustfmt::skip]
pub(super) const STREAM: [u128; BLOCKS] = [
    0x0bdf7df1591716335e9a8b15c860c502, 0x5a6e699d536119065433863c8f657b94,
    0x1bc12c9c01610d5d0d8bd6a3378eca62, 0x2956e1c8693536b1bee99c73a31576b6,
    0x8b77ffe0d97c0992d7f70e1ce9cfc3b7, 0x4ceb6782600608836ca2cb45259a85ad,
    0x19ce53fc30158172d5571c40ee415968, 0x346f2909becd61036427dc9b2bd76de6,
    0xdebd937d4a6eed09d64ff3292bc18e70, 0x9acc29a851e3710dcbeffd7512ee1e37,
    0xcd0c9ad0c6d4d02d95f7e80514d0cf7c, 0xad266569e5403f9155fccf33d9d4b857,
    0xfdf040236047bf378cb5fc811ce8ddff, 0xcacf808fda31be4467c780981d3ba155,
    0x171e5a76a58ece5bc245746593912f36, 0x1dfaa0a6dc9942e26e47061201c77a36,
    0xd64e42e7e45cc2f96a8326b0c1cf5544, 0x43761fd0791a71e9386e59838e0e0b10,
    0xbb0d698a770f94f75a4d74b95308f025, 0xa3773100e87679cd38b3c6f07e00611a,
    0xfce33a9e7949c415904378a58b95086b, 0x339261e9325e76239e5f0177b65bb369,
    0xbadd5d69d4c0cbb7bef35922d2dbfacd, 0x9ff3d668f504cf9d4f873933dd4dec10,
    0xe9c44474598896bcf9d00677947fc6ae, 0x63fd3a39a76a62af0ec2aed8e3510218,
    0x969a349dbe1acb0621eb1912c8330d40, 0x86fbf30a170c1b13618a171e06fc3dad,
    0x05533aa9d4e5d8273521a73786b1bcb0, 0x849cd206eabffe43c953e234696b2d60,
    0x325f11fd6f0dea157546157ba067aa42, 0x297a6bb491c48245dc4a9728b6b1e709,
    0x2f522fbb01d67b54c1ce7408e7f11639, 0xf25addeefc82c8cf5a991f6c90f10bb1,
    0x0332ca8638ef1647a409acf48cfaa603, 0x1791bdaa17a9279ede73c631b5995eab,
];

/// FIPS 197 of 2001, appendix C: the keys count up from zero, the plaintext is 00 11 22 and so on.
const KEY_128: [u8; 16] = 0x00010203_04050607_08090a0b_0c0d0e0f_u128.to_be_bytes();
const KEY_192: [u8; 24] = hex!("000102030405060708090a0b0c0d0e0f1011121314151617");
const PLAINTEXT: Block = 0x00112233_44556677_8899aabb_ccddeeff_u128.to_be_bytes();
const CIPHERTEXT_128: u128 = 0x69c4e0d8_6a7b0430_d8cdb780_70b4c55a;
const CIPHERTEXT_192: u128 = 0xdda97ca4_864cdfe0_6eaf70a0_ec0d7191;

// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
const SUMS: [[u8; 16]; 3] = [
    hex!("ede721db8f1670e53cacefa0adc40444"),
    hex!("f8b81832563e6e6d3d611076658a7253"),
    hex!("782fb19f12a2c8e79ed610307b79ea0c"),
];
const CHAINED: [[u8; 16]; 3] = [
    hex!("9324acfddc90f7ffd10109671290b99b"),
    hex!("5d23c5f3efa0ecb6933fecb2cb3f8233"),
    hex!("11e23d1ab501094ed17efa11b85f1a90"),
];
