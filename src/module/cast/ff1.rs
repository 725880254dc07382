//! Self-test of FF1.

use super::aes::AES;
use super::{Probe, self_test};
use crate::algorithms::aes::Key;
use crate::algorithms::aes::ff1::{Direction, crypt};
use crate::base::hex::hex;

self_test! {
    /// Both directions with AES-128, radix 36 and a tweak; covers AES-192 and AES-256.
    AES_FF1 = "AES-FF1", "SP 800-38G", after [AES] => test;
}

/// The third sample of NIST: an odd number of numerals with a tweak.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(0x2b7e1516_28aed2a6_abf71588_09cf4f3c_u128.to_be_bytes())) else {
        return false;
    };
    let tweak = probe.input(hex!("3737373770717273373737"));
    let plaintext = probe.input(core::array::from_fn::<u8, 19, _>(|i| i as u8)).map(u16::from);
    let mut numerals = plaintext;
    crypt(Direction::Encrypt, &key, 36, &tweak, &mut numerals).is_ok()
        && numerals == CIPHERTEXT
        && crypt(Direction::Decrypt, &key, 36, &tweak, &mut numerals).is_ok()
        && numerals == plaintext
}

/// a9tv40mll9kdu509eum
const CIPHERTEXT: [u16; 19] = [10, 9, 29, 31, 4, 0, 22, 21, 21, 9, 20, 13, 30, 5, 0, 9, 14, 30, 22];
