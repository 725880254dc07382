//! Self-test of the one-step key derivation.

use super::hmac::HMAC_SHA2_256;
use super::kmac::KMAC;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::kdf::one_step;
use crate::base::hex::hex;

self_test! {
    /// With SHA-256, HMAC-SHA-256 and KMAC128, and without a salt with both of KMAC.
    ONE_STEP = "KDA OneStep", "SP 800-56C r2", after [HMAC_SHA2_256, KMAC] => test;
}

const SECRET: [u8; 16] = *b"shared secret Z!";
const INFO: [u8; 17] = *b"fixed information";
const SALT: [u8; 4] = *b"salt";

/// With SHA-256, with HMAC-SHA-256 and with KMAC128, and without a salt, for which zeros stand,
/// with KMAC128 and KMAC256.
fn test(probe: &mut Probe) -> bool {
    let (secret, info, salt) = (probe.input(SECRET), probe.input(INFO), probe.input(SALT));
    let mut out = [[0; 40]; 3];
    let [hash, hmac, kmac] = &mut out;
    one_step::kmac(Rate::OF_128, &salt, [&secret, &[]], &info, true, kmac);
    one_step::hash::<Sha256>([&secret, &[]], &info, true, hash).is_ok()
        && one_step::hmac::<Sha256>(&salt, [&secret, &[]], &info, true, hmac).is_ok()
        && out == [WITH_HASH, WITH_HMAC, WITH_KMAC]
        && [(Rate::OF_128, WITHOUT_SALT_128), (Rate::OF_256, WITHOUT_SALT_256)].iter().all(|(rate, expected)| {
            let mut out = [0; 40];
            one_step::kmac(*rate, &[], [&secret, &[]], &info, true, &mut out);
            out == *expected
        })
}

/// This and the next: the Python package cryptography (`kat-vectors/generate/derivations.py`).
const WITH_HASH: [u8; 40] =
    hex!("4fd31abab4c44c3d15331c496bbc5acb08c496bcc18113c02da62f44e0a9b9c6", "04effb371cc9425d",);

const WITH_HMAC: [u8; 40] =
    hex!("c4b02f53950298b6ad20b6296f4eddd41c3df1552f2172edc00af50c2d498fe1", "ccf21168980e9ae9",);

/// Keccak in Python.
const WITH_KMAC: [u8; 40] =
    hex!("9629db0d4a916ddaa5d5a9733dad01e58ec39e3fc4ce29906489f531d1ea42bb", "eadf11fe5862261b",);

// Keccak in Python (`kat-vectors/generate/self_tests.py`).
const WITHOUT_SALT_128: [u8; 40] =
    hex!("c1340713445e2e65294afe7405623359784ee74f1c9f3055dca140d3f3d951ce", "803eabf387c9a53b",);
const WITHOUT_SALT_256: [u8; 40] =
    hex!("4a025d081bccf4529973b6f5bf0ccf8eef277a801e10f59d7ad7c997ad6f2098", "136c961d43f0e76e",);
