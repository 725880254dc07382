//! Self-test of the key derivation of ANS X9.63.

use super::hash::SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::x963;
use crate::base::hex::hex;

self_test! {
    /// Two hash values with SHA-256.
    X963 = "ANS X9.63 KDF", "SP 800-135 r1", after [SHA2_256] => test;
}

/// Two hash values with SHA-256.
fn test(probe: &mut Probe) -> bool {
    let (secret, info) = (probe.input(*b"shared secret Z!"), probe.input(*b"shared information"));
    let mut out = [0; 40];
    x963::derive::<Sha256>(&secret, &info, &mut out).is_ok() && out == KEY
}

/// The Python package cryptography (`kat-vectors/generate/derivations.py`).
const KEY: [u8; 40] = hex!("63402f844e7981867d51afe789c955eb535c6f1c04e2a15020bedd38d78f9d11", "36ffadf7616c0ff5",);
