//! A tree of one-time keys (RFC 8554 section 5).

use super::function::Value;
use super::ots::{self, Place};
use super::parameters::{Ots, Tree};

/// D_LEAF and D_INTR, which tell hash values of leaves and of other nodes from others.
const LEAF: [u8; 2] = [0x82; 2];
const INNER: [u8; 2] = [0x83; 2];

/// A verifying key of a tree (section 5.3).
pub(super) struct TreeKey<'a> {
    pub(super) set: Tree,
    pub(super) ots: Ots,
    /// The type codes of both, as they stand in the key.
    pub(super) codes: [u32; 2],
    pub(super) identifier: &'a [u8; 16],
    pub(super) root: &'a [u8],
}

/// A signature with a tree (section 5.4).
pub(super) struct TreeSignature<'a> {
    pub(super) q: u32,
    pub(super) ots: &'a [u8],
    pub(super) path: &'a [u8],
}

impl TreeKey<'_> {
    /// Whether a signature of a message gives the root (algorithm 6a).
    pub(super) fn verifies(&self, message: &[u8], signature: &TreeSignature<'_>) -> bool {
        let (function, n, identifier) = (self.set.function, self.set.function.n, self.identifier);
        let place = Place { identifier, q: signature.q };
        let key = ots::public_key_of(self.ots, place, message, signature.ots);
        let mut number = (1 << self.set.height) | signature.q;
        let mut node: Value = function.digest(&[identifier, &number.to_be_bytes(), &LEAF, &key[..n]]);
        for sibling in signature.path.chunks_exact(n) {
            let (left, right) = if number.is_multiple_of(2) { (&node[..n], sibling) } else { (sibling, &node[..n]) };
            number /= 2;
            node = function.digest(&[identifier, &number.to_be_bytes(), &INNER, left, right]);
        }
        node[..n] == *self.root
    }
}
