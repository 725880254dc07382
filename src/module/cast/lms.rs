//! Self-tests of LMS, one for each family of hash functions, and the pairwise consistency test of
//! its keys.

use super::hash::{SHA2_256, SHA3};
use super::{SelfTest, self_test};
use crate::algorithms::lms::sign::{Level, SigningKey};
use crate::algorithms::lms::{Lms, Scheme, VerifyingKey};
use crate::base::error::Error;
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// Verification of a signature with a tree of height 5 and digits of 4 bits. Another message is
    /// refused.
    LMS_SHA2 = "LMS-SHA2", "SP 800-208", after [SHA2_256] => |probe| verifies(probe.input(key(5, 3, ROOT_SHA2)));
    /// Verification of a signature with a tree of height 5 and digits of 4 bits. Another message is
    /// refused.
    LMS_SHAKE = "LMS-SHAKE", "SP 800-208", after [SHA3] => |probe| verifies(probe.input(key(15, 11, ROOT_SHAKE)));
}

/// The self-test of the hash function of a key.
pub(crate) fn test_of<S: Scheme>(key: &VerifyingKey<S>) -> &'static SelfTest {
    test_for(key.is_sha2())
}

/// The self-test of SHA-256, or of SHAKE256.
pub(crate) const fn test_for(is_sha2: bool) -> &'static SelfTest {
    if is_sha2 { &LMS_SHA2 } else { &LMS_SHAKE }
}

/// A key that was just made, with the nodes of its trees.
pub(crate) struct Fresh<'a, S: Scheme> {
    pub(crate) key: SigningKey<S>,
    pub(crate) nodes: &'a mut [Level],
}

/// The halves belong together if a leaf signs on each level, and the signatures give the roots.
impl<S: Scheme> PairTest for Fresh<'_, S> {
    fn is_consistent(&self) -> bool {
        self.key.is_consistent(self.nodes)
    }
}

/// The bytes of a hash value, and of the type codes and the identifier of a key.
const N: usize = 32;
const HEAD: usize = 24;
/// The chains of a one-time key, and the height of the tree.
const CHAINS: usize = 67;
const HEIGHT: usize = 5;

/// Whether the key verifies the signature of one byte, 7, and not of another one. All values of the
/// signature count up from 0: whatever they are, they lead to a root.
fn verifies(key: [u8; HEAD + N]) -> bool {
    const PATH: usize = 8 + N * (1 + CHAINS);
    let Ok(verifying) = VerifyingKey::<Lms>::new(&key) else { return false };
    let mut signature = [0; PATH + 4 + N * HEIGHT];
    signature[3] = 3; // the number of the leaf
    signature[4..8].copy_from_slice(&key[4..8]);
    signature[PATH..PATH + 4].copy_from_slice(&key[..4]);
    let (front, back) = signature.split_at_mut(PATH);
    for (i, byte) in front[8..].iter_mut().chain(&mut back[4..]).enumerate() {
        *byte = i as u8;
    }
    verifying.verify(&[7], &signature).is_ok() && verifying.verify(&[6], &signature) == Err(Error::SignatureMismatch)
}

/// Type codes, an identifier that counts up from 0, and a root.
const fn key(tree: u8, one_time: u8, root: [u8; N]) -> [u8; HEAD + N] {
    let (mut key, mut i) = ([0; HEAD + N], 8);
    key[3] = tree;
    key[7] = one_time;
    while i < key.len() {
        key[i] = if i < HEAD { (i - 8) as u8 } else { root[i - HEAD] };
        i += 1;
    }
    key
}

// By the Python package pyhsslms 2.0.0 (`kat-vectors/generate/self_tests.py`).
const ROOT_SHA2: [u8; N] = hex!("d56201b1bfa821bcb1305897fce5d468", "14a700a2cd6c190d1ba98ff638c5777a");
const ROOT_SHAKE: [u8; N] = hex!("cd123668793ad2715d0b010f7a7873ab", "54b1d574e8bf91024070829e5950f775");
