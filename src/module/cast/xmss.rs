//! Self-tests of XMSS, one for each family of hash functions.

use super::hash::{SHA2_256, SHA3};
use super::{SelfTest, self_test};
use crate::algorithms::xmss::{Scheme, VerifyingKey, Xmss};
use crate::base::error::Error;
use crate::base::hex::hex;

self_test! {
    /// The root that a signature of XMSS-SHA2_10_256 leads to. Where that is another one than the
    /// key's, the signature is refused.
    XMSS_SHA2 = "XMSS-SHA2", "SP 800-208", after [SHA2_256] => |probe| leads(probe.input(key(0x01)), &ROOT_SHA2);
    /// The root that a signature of XMSS-SHAKE256_10_256 leads to. Where that is another one than
    /// the key's, the signature is refused.
    XMSS_SHAKE = "XMSS-SHAKE", "SP 800-208", after [SHA3] => |probe| leads(probe.input(key(0x10)), &ROOT_SHAKE);
}

/// The self-test of the hash function of a key.
pub(crate) fn test_of<S: Scheme>(key: &VerifyingKey<S>) -> &'static SelfTest {
    if key.is_sha2() { &XMSS_SHA2 } else { &XMSS_SHAKE }
}

/// The bytes of a hash value.
const N: usize = 32;
/// The chains of a one-time key, and the height of the tree.
const CHAINS: usize = 67;
const HEIGHT: usize = 10;

/// Whether a signature of one byte, 7, leads to this root. The root of a key is hashed with the
/// message, so a signature whose values count up from 0 leads to another one.
fn leads(key: [u8; 4 + 2 * N], root: &[u8; N]) -> bool {
    let Ok(verifying) = VerifyingKey::<Xmss>::new(&key) else { return false };
    let mut signature = [0; 4 + N * (1 + CHAINS + HEIGHT)];
    signature[2..4].copy_from_slice(&[1, 2]); // the number of the leaf
    for (i, byte) in signature[4..].iter_mut().enumerate() {
        *byte = i as u8;
    }
    verifying.root_of(&[7], &signature) == Ok(*root)
        && verifying.verify(&[7], &signature) == Err(Error::SignatureMismatch)
}

/// An identifier, and a root and a seed that count up from 0.
const fn key(identifier: u8) -> [u8; 4 + 2 * N] {
    let (mut key, mut i) = ([0; 4 + 2 * N], 4);
    key[3] = identifier;
    while i < key.len() {
        key[i] = (i - 4) as u8;
        i += 1;
    }
    key
}

// By the Python package pq-verify 2.15.0 (`kat-vectors/generate/self_tests.py`).
const ROOT_SHA2: [u8; N] = hex!("eee7b2b7a8dfc09ce7fc325074f7ee79", "ff7764b011a692b1f507f6876489e2c5");
const ROOT_SHAKE: [u8; N] = hex!("2391ad4538aa1e1a4d4d8fe18f7b7927", "bda844a4027816838f2b3d4c8beee6e9");
