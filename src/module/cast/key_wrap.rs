//! Self-test of key wrapping.

use super::aes::{AES, COUNTING, SIZES};
use super::{Probe, self_test};
use crate::algorithms::aes::key_wrap::{Form, WrapKey};
use crate::base::hex::hex;

self_test! {
    /// Wrapping and unwrapping under a key of each size, with and without padding, in both forms,
    /// and with wrong values.
    AES_KW = "AES-KW", "SP 800-38F", after [AES] => test;
}

/// RFC 3394 section 4.6: 256 bits under a key of 256 bits.
const KEY: [u8; 32] = hex!("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const PLAINTEXT: [u8; 32] = hex!("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
const WRAPPED: [u8; 40] =
    hex!("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43b", "fb988b9b7a02dd21",);

/// Wraps and unwraps with both functions; a changed bit is refused, and so is the wrong one of the
/// two.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = WrapKey::new(&probe.input(KEY), Form::Cipher) else { return false };
    let plaintext = probe.input(PLAINTEXT);
    let (mut wrapped, mut padded, mut back) = ([0; 40], [0; 40], [0; 32]);
    let mut changed = WRAPPED;
    changed[39] ^= 1;
    key.wrap(&plaintext, &mut wrapped).is_ok()
        && wrapped == WRAPPED
        && key.unwrap(&probe.input(WRAPPED), &mut back).is_ok()
        && back == plaintext
        && key.unwrap(&changed, &mut back).is_err()
        && back == [0; 32]
        && key.wrap_padded(&plaintext[..27], &mut padded).is_ok()
        && padded == PADDED
        && key.unwrap_padded(&probe.input(PADDED), &mut back) == Ok(27)
        && back[..27] == plaintext[..27]
        && key.unwrap_padded(&WRAPPED, &mut back).is_err()
        && back == [0; 32]
        && every_size(&probe.input(COUNTING))
}

/// Both functions in both forms under a key of each size; what is wrapped counts up from zero.
fn every_size(key: &[u8; 32]) -> bool {
    [(Form::Cipher, &CIPHER, &CIPHER_PADDED), (Form::Inverse, &INVERSE, &INVERSE_PADDED)].iter().all(
        |&(form, wrapped, padded)| {
            SIZES.iter().zip(wrapped.iter().zip(padded)).all(|(&size, (wrapped, padded))| {
                let Ok(key) = WrapKey::new(&key[..size], form) else { return false };
                let (mut out, mut back) = ([[0; 40]; 2], [[0; 32]; 2]);
                let [whole, part] = &mut out;
                key.wrap(&COUNTING, whole).is_ok()
                    && key.wrap_padded(&COUNTING[..27], part).is_ok()
                    && out == [*wrapped, *padded]
                    && key.unwrap(wrapped, &mut back[0]).is_ok()
                    && key.unwrap_padded(padded, &mut back[1]) == Ok(27)
                    && back[0] == COUNTING
                    && back[1][..27] == COUNTING[..27]
            })
        },
    )
}

// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
const CIPHER: [[u8; 40]; 3] = [
    hex!("0e7808f506f2c3e7aa6edad793ac4495b093eb482e5c7ca9c170c9faa07dc0cb", "bb87512e19fd4092",),
    hex!("9a54d7afc963d7d430cb30b5ba56a605d16d7b314c794a4a582de0ab8dbd61f8", "d73e82f5ef961c4c",),
    hex!("82c693bff487db7c31a7f0cc440ad9e37709511b52efce48094b4548eee3cfc2", "bf7805b51201bc01",),
];
const CIPHER_PADDED: [[u8; 40]; 3] = [
    hex!("ed4e55601c3aeef5bd986dd4252f60a1a7992d512488a19251de13dc00fd71d0", "200489eb38b79d69",),
    hex!("90a7e3c60a34ed46eaf88226af70cc8b1eab77c51dde6c4114d31fc1ee4fedf8", "db8a1eae9b03d6b0",),
    hex!("500e2944ebae677e731a2b5609a98ad034e81947969f51e06c20a980043fd760", "0138d6985732dc94",),
];
const INVERSE: [[u8; 40]; 3] = [
    hex!("fe9b581a4bc09ee4d15e7041e8c4cbf75db9bf47d11dda79857cb79da52b031e", "5d65fc62435fdb52",),
    hex!("2a91d531e92e5d26562df6439b2d55f23de4143c5cd2c7a978635d534e2eaf49", "aa91cac4e8f9e06a",),
    hex!("ba9361d79c724334407c3f928a3356b5129b2aa8e2d7c6e2342e2d783a5919e9", "fecbf3136619114c",),
];
const INVERSE_PADDED: [[u8; 40]; 3] = [
    hex!("e11b677c7c4d5a114d73b2c8b09e713b5ca3a74ffc16609a358c218fd4dac93d", "09f4af9b1953e066",),
    hex!("82fa9ed92ca9f78336f64ea9a76b376e7dc15e2e5d5be438ea38ed7d63d67a29", "b3ea837a5d747fa2",),
    hex!("afabc77acc47e9a91e98e38a55ea4b2eadbe0f1cd2d0a93322ad9b0db592574c", "dfda6d910f638076",),
];

/// The Python package cryptography: the first 27 bytes with padding.
const PADDED: [u8; 40] =
    hex!("73b806f7cbd3d53c3239f88b5aff6d2ac00bd4a3c9628132c55d0f64eae32449", "93ddcf4957c930d7",);
