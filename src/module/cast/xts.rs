//! Self-test of XTS, on the kernel that serves this processor, with enough blocks for its widest
//! loop.

use super::aes::{AES, COUNTING};
use super::{Probe, self_test};
use crate::algorithms::aes::xts::XtsKey;
use crate::base::hex::hex;

self_test! {
    /// Both directions with XTS-AES-256 and XTS-AES-128, whole blocks and ciphertext stealing.
    AES_XTS = "AES-XTS", "SP 800-38E", after [AES] => test;
}

/// More than 32 blocks, and nine bytes.
const LEN: usize = 16 * 34 + 9;

/// Encrypts and decrypts one data unit with keys of both lengths.
fn test(probe: &mut Probe) -> bool {
    let plaintext = probe.input(core::array::from_fn::<u8, LEN, _>(|i| i as u8));
    let tweak = 0x12_3456_789a_u128.to_le_bytes();
    with_long_key(&probe.input(core::array::from_fn(|i| i as u8)), &tweak, plaintext)
        && with_short_key(&probe.input(COUNTING), &tweak, plaintext)
}

/// XTS-AES-256, all that is encrypted; equal halves of the key are refused. In a frame of its own,
/// so that a first use needs the stack of one key.
#[inline(never)]
fn with_long_key(key: &[u8; 64], tweak: &[u8; 16], plaintext: [u8; LEN]) -> bool {
    let Ok(key) = XtsKey::new(key) else { return false };
    let ciphertext = CIPHERTEXT.map(u128::to_be_bytes);
    let mut data = plaintext;
    key.encrypt(tweak, &mut data, 8 * LEN).is_ok()
        && data == ciphertext.as_flattened()[..LEN]
        && key.decrypt(tweak, &mut data, 8 * LEN).is_ok()
        && data == plaintext
        && XtsKey::new(&[1; 32]).is_err()
}

/// XTS-AES-128: the last block and the nine bytes, which rest on the one before them and on all
/// tweaks, and all of what decryption gives.
#[inline(never)]
fn with_short_key(key: &[u8; 32], tweak: &[u8; 16], plaintext: [u8; LEN]) -> bool {
    let Ok(key) = XtsKey::new(key) else { return false };
    let mut data = plaintext;
    key.encrypt(tweak, &mut data, 8 * LEN).is_ok()
        && data.ends_with(&END_128)
        && key.decrypt(tweak, &mut data, 8 * LEN).is_ok()
        && data == plaintext
}

/// As the other (`kat-vectors/generate/self_tests.py`).
const END_128: [u8; 25] = hex!("176f38b98192c663eb106d49c9595400496c6b5d9704b7baf2");

/// OpenSSL, by the Python package cryptography: key and plaintext count up from zero.
#[rustfmt::skip]
const CIPHERTEXT: [u128; 35] = [
    0x1ad4aaecba8050a2cdaaa7327fec9bf4, 0x50bf671c1fb491a77a01bb3517f343cc,
    0xbb855fc74ee3131fd576dbd40386c70e, 0x32caa836f77340ed0aaacc954f66df78,
    0xbd5c2c29d18fe7b918dca98aefd60c5c, 0xcda489260cffcf296ab21ad01cd03e96,
    0x4d50646eba780162ecd6053948acc571, 0x449927ca00c3a0da095a7a7c949dfc31,
    0x1539e36f1f791cd8affd2b21b6f47217, 0xa456d07bcacd6b54bacb12f327622253,
    0x90e20dcfdab7ca597cc8f9cc3d459c13, 0x0f1f2653f6f686f329f4eafd2a153a41,
    0x43af422fde9e1d08c3b22f0131f32bd0, 0xf7f925264da4c05e95acbe0de2a03f3d,
    0x01055c1d52d6ff23aadcb1e2465879ab, 0x480bb702aa9805b34f7c8fab1ab44a66,
    0xe8b0034d2d200312478280dc8d2b1446, 0xba93734e4587829b9672c97a664e6728,
    0x0db834e2fb73c98a42ff5360e62da6ac, 0x882c441ada21f8f75a1266c3c2b437b6,
    0x6d9410138e8a185d04567b38fcac3661, 0x3096ebb41bd75c3454ec66dac7411e9e,
    0x8389cb9f2b9cfb26f64d61da3d8d9d8d, 0x02f78d04c43bf9dcf6b30c110073b020,
    0x960bb7da491794914c5713b86cf5270a, 0x63f398f9f83b70bab2f558c83a0896c9,
    0xd01e04af553e003d844a4d92fa51db29, 0xc8f4268f0468bd126e0ba76bc375a582,
    0x34c4d3d0d9c2e4d4cf81aa7655e6d8ff, 0xb9b6c5c547a7263eff3ec5243976034d,
    0x782f1bc3444c6f5752fe2db89dd13118, 0x375c22de994b439a13670532c94c0efc,
    0x9cfc2fc06b559210e4189a91c4f6bc86, 0x86443495ba09248150b1ecb706ae8d12,
    0x4b80366ef65d55e50500000000000000,
];
