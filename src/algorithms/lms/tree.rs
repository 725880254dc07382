//! A tree of one-time keys (RFC 8554 section 5).

use super::function::{MAX_N, Value};
use super::ots::{self, Place, Signing};
use super::parameters::{MAX_HEIGHT, Ots, Tree};
use crate::machine::taint::declassify;

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

/// The secret half of a key: of the seed all one-time keys are made (RFC 8554 appendix A).
pub(super) struct SecretTree<'a> {
    pub(super) set: Tree,
    pub(super) ots: Ots,
    pub(super) identifier: &'a [u8; 16],
    pub(super) seed: &'a [u8],
}

impl SecretTree<'_> {
    /// The root (RFC 8554 section 5.3), and beside it the path of the leaf that signs, where one
    /// does: the nodes beside those on its way up.
    ///
    /// Time: depends on the parameter sets, and on which leaf signs what.
    pub(super) fn root(&self, mut signing: Option<Signing<'_>>, path: &mut [u8]) -> Value {
        let (n, first) = (self.set.function.n, 1 << self.set.height);
        let signer = signing.as_ref().map_or(0, |signing| first | signing.q);
        // Nodes on the left, whose neighbour comes later, by their height.
        let mut waiting = [[0; MAX_N]; MAX_HEIGHT];
        for q in 0..first {
            let place = Place { identifier: self.identifier, q };
            let key = ots::public_key(self.ots, place, self.seed, &mut signing);
            let (mut number, mut node) = (first | q, leaf(self.set, self.identifier, first | q, &key));
            for (height, waiting) in waiting.iter_mut().enumerate().take(self.set.height) {
                if number ^ 1 == signer >> height {
                    path[height * n..(height + 1) * n].copy_from_slice(&node[..n]);
                }
                if number.is_multiple_of(2) {
                    *waiting = node;
                    break;
                }
                number /= 2;
                node = inner(self.set, self.identifier, number, &waiting[..n], &node[..n]);
            }
            if number == 1 {
                return declassify(node, "the root is part of the verifying key");
            }
        }
        [0; MAX_N] // no tree is without a root
    }
}

/// The hash value of a one-time key.
fn leaf(set: Tree, identifier: &[u8; 16], number: u32, key: &Value) -> Value {
    set.function.digest(&[identifier, &number.to_be_bytes(), &LEAF, &key[..set.function.n]])
}

/// The hash value of two nodes.
fn inner(set: Tree, identifier: &[u8; 16], number: u32, left: &[u8], right: &[u8]) -> Value {
    set.function.digest(&[identifier, &number.to_be_bytes(), &INNER, left, right])
}

impl TreeKey<'_> {
    /// Whether a signature of a message gives the root (algorithm 6a).
    pub(super) fn verifies(&self, message: &[u8], signature: &TreeSignature<'_>) -> bool {
        let (n, identifier) = (self.set.function.n, self.identifier);
        let place = Place { identifier, q: signature.q };
        let key = ots::public_key_of(self.ots, place, message, signature.ots);
        let mut number = (1 << self.set.height) | signature.q;
        let mut node = leaf(self.set, identifier, number, &key);
        for sibling in signature.path.chunks_exact(n) {
            let (left, right) = if number.is_multiple_of(2) { (&node[..n], sibling) } else { (sibling, &node[..n]) };
            number /= 2;
            node = inner(self.set, identifier, number, left, right);
        }
        node[..n] == *self.root
    }
}
