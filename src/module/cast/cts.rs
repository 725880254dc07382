//! Self-test of ciphertext stealing.

use super::aes::AES;
use super::{Probe, self_test};
use crate::algorithms::aes::cts::{CbcCs, decrypt, encrypt};
use crate::algorithms::aes::{DecryptionKey, Key};
use crate::base::hex::hex;

self_test! {
    /// A message of two and a half blocks with AES-128 in each order of ciphertext stealing, both
    /// directions.
    AES_CBC_CS = "AES-CBC-CS", "SP 800-38A addendum", after [AES] => test;
}

/// RFC 3962 appendix B, the message of 31 bytes, whose order is that of CS3.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(*b"chicken teriyaki")) else { return false };
    let inverse = DecryptionKey::of(&key);
    let plaintext = probe.input(*b"I would like the General Gau's ");
    let in_order = |order, first: &[u8], second: &[u8]| {
        let mut ciphertext = [0; 31];
        ciphertext.iter_mut().zip(first.iter().chain(second)).for_each(|(to, from)| *to = *from);
        let (mut data, mut back) = (plaintext, ciphertext);
        encrypt(order, &key, &[0; 16], &mut data, 8 * 31).is_ok()
            && data == ciphertext
            && decrypt(order, &inverse, &[0; 16], &mut back, 8 * 31).is_ok()
            && back == plaintext
    };
    in_order(CbcCs::Cs1, &SHORT, &WHOLE)
        && in_order(CbcCs::Cs2, &WHOLE, &SHORT)
        && in_order(CbcCs::Cs3, &WHOLE, &SHORT)
}

const WHOLE: [u8; 16] = 0xfc00783e_0efdb2c1_d445d4c8_eff7ed22_u128.to_be_bytes();
const SHORT: [u8; 15] = hex!("97687268d6ecccc0c07b25e25ecfe5");
