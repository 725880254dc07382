//! Self-test of the key derivation of SSH.

use super::hash::SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::ssh;
use crate::base::hex::hex;

self_test! {
    /// An encryption key with SHA-256.
    SSH = "SSH KDF", "SP 800-135 r1", after [SHA2_256] => test;
}

/// An encryption key of more than two hash values with SHA-256.
fn test(probe: &mut Probe) -> bool {
    let (k, h) = (probe.input(*b"\0\0\0\x08secret K"), probe.input(*b"exchange hash H"));
    let session_id = probe.input(*b"session");
    let mut out = [0; 72];
    ssh::derive::<Sha256>(&k, &h, b'C', &session_id, &mut out);
    out == KEY
}

/// Python's hashlib (`kat-vectors/generate/derivations.py`).
const KEY: [u8; 72] = hex!(
    "b9a1f2b3443384480c1cb791a2551bd0de844bb29ad46c65fe9fc1ce3a04331b",
    "3f722b7f2191407b6109b4ad25ff3189a0d9301c201e780e8c7ab6de34f7e409",
    "73be3490e16dc68d",
);
