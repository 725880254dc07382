//! Self-test of KMAC.

use super::hash::SHA3;
use super::{Probe, self_test};
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::algorithms::mac::kmac::KmacKey;
use crate::base::hex::hex;

self_test! {
    /// One message under one key with KMAC128 and KMAC256, with and without a customization string.
    KMAC = "KMAC", "SP 800-185", after [SHA3] => test;
}

/// NIST's samples of KMAC for SP 800-185: a key that counts up from 0x40.
const KEY: [u8; 32] = *b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";
const DATA: [u8; 4] = [0, 1, 2, 3];
const CUSTOMIZATION: [u8; 21] = *b"My Tagged Application";

/// KMAC128 and KMAC256, each without a customization string, where the module has a state that was
/// computed when it was compiled, and with one.
fn test(probe: &mut Probe) -> bool {
    let (key, data, customization) = (probe.input(KEY), probe.input(DATA), probe.input(CUSTOMIZATION));
    let gives = |rate, customization: &[u8], expected: &[u8]| {
        let mut message = KmacKey::new(rate, &key, 8 * key.len() as u64, customization).begin();
        message.update(&data);
        let mut tag = [0; 64];
        let tag = &mut tag[..expected.len()];
        message.finalize(LastBits::NONE, Some(8 * tag.len() as u64)).read(tag);
        tag == expected
    };
    gives(Rate::OF_128, &[], &ALONE_128)
        && gives(Rate::OF_128, &customization, &CUSTOMIZED_128)
        && gives(Rate::OF_256, &[], &ALONE_256)
        && gives(Rate::OF_256, &customization, &CUSTOMIZED_256)
}

// NIST's samples 1, 2 and 4, and the third by Keccak in Python
// (`kat-vectors/generate/self_tests.py`), which gives the others.
const ALONE_128: [u8; 32] = hex!("e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e");
const CUSTOMIZED_128: [u8; 32] = hex!("3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5");
const ALONE_256: [u8; 64] = hex!(
    "2ebd1622de2de44174e3477206060d7f64489a639b7545649132317609fa214f",
    "4c8ac90630fb4c757fba074b15186fe452ae71b6a1e443bf54059e090c11ae20",
);
const CUSTOMIZED_256: [u8; 64] = hex!(
    "20c570c31346f703c9ac36c61c03cb64c3970d0cfc787e9b79599d273a68d2f7",
    "f69d4cc3de9d104a351689f27cf6f5951f0103f33f4f24871024d9c27773a8dd",
);
