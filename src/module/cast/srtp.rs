//! Self-test of the key derivation of SRTP.

use super::aes::{AES, COUNTING, SIZES};
use super::{Probe, self_test};
use crate::algorithms::aes::Key;
use crate::algorithms::kdf::srtp;
use crate::base::hex::hex;

self_test! {
    /// Keys of a master key of each size.
    SRTP = "SRTP KDF", "SP 800-135 r1", after [AES] => test;
}

/// The master key and salt of RFC 3711 appendix B.3.
const MASTER_KEY: [u8; 16] = hex!("e1f97a0d3e018be0d64fa32c06de4139");
const MASTER_SALT: [u8; 14] = hex!("0ec675ad498afeebb6960b3aabe6");

/// The authentication key of the example, and one that depends on the index.
fn test(probe: &mut Probe) -> bool {
    let Ok(key) = Key::new(&probe.input(MASTER_KEY)) else { return false };
    let salt = probe.input(MASTER_SALT);
    [(0, 0, AUTHENTICATION_KEY), (0x1234_5678_9abc, 1 << 8, LATER_KEY)].iter().all(|(index, rate, expected)| {
        let mut out = [0; 20];
        srtp::derive(&key, &salt, 1, *index, srtp::INDEX_BITS, *rate, &mut out).is_ok() && out == *expected
    }) && every_size(&probe.input(COUNTING))
}

/// Under a master key of each size, with an index of either length.
fn every_size(key: &[u8; 32]) -> bool {
    let salt: [u8; srtp::SALT_SIZE] = core::array::from_fn(|i| i as u8);
    SIZES.iter().zip(INDEX.iter().zip(&SHORT_INDEX)).all(|(&size, (long, short))| {
        let Ok(key) = Key::new(&key[..size]) else { return false };
        let mut out = [[0; 20]; 2];
        srtp::derive(&key, &salt, 1, 0x1234_5678_9abc, srtp::INDEX_BITS, 1 << 8, &mut out[0]).is_ok()
            && srtp::derive(&key, &salt, 1, 0x1234_5678, srtp::SHORT_INDEX_BITS, 1 << 8, &mut out[1]).is_ok()
            && out == [*long, *short]
    })
}

/// RFC 3711 appendix B.3.
const AUTHENTICATION_KEY: [u8; 20] = hex!("cebe321f6ff7716b6fd4ab49af256a156d38baa4");

/// The Python package cryptography (`kat-vectors/generate/derivations.py`).
const LATER_KEY: [u8; 20] = hex!("3656d2f1c98a530b2db3907c3205094d6ba03cf7");

// The rest: OpenSSL (`kat-vectors/generate/self_tests.py`), under keys that count up from zero.
const INDEX: [[u8; 20]; 3] = [
    hex!("a437c15ae1df82f3689d675f1b8e37c6d7f10dea"),
    hex!("b33f4133b32f8c22c6bf01ca101e05b3ce855702"),
    hex!("2dd833d46f7535faf99f52540dc37b6aeb86b80b"),
];
const SHORT_INDEX: [[u8; 20]; 3] = [
    hex!("a610a84a5b4c6cb365b810220ffb0f17a26cbf9c"),
    hex!("8159e315c6016a768f551a1f0ce903bafd4ec931"),
    hex!("299c4c144991839b8e2e30a34bab2e19bd86cf62"),
];
