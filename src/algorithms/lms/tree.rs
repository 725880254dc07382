//! A tree of one-time keys (RFC 8554 section 5).

use super::function::{MAX_N, Value};
use super::ots::{self, Place, Signing};
use super::parameters::{Ots, Tree};
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// D_LEAF and D_INTR, which tell hash values of leaves and of other nodes from others.
const LEAF: [u8; 2] = [0x82; 2];
const INNER: [u8; 2] = [0x83; 2];

/// The bytes of an identifier.
pub(crate) const IDENTIFIER: usize = 16;
/// The bytes of the longest key.
pub(super) const MAX_KEY: usize = 8 + IDENTIFIER + MAX_N;

/// What stands in the place of a chain's number where the seed makes something else than chains.
#[derive(Clone, Copy)]
enum Purpose {
    Randomness = 0xfffd,
    Seed,
    Identifier,
}

/// The type codes of a tree and its one-time keys, and what they mean.
#[derive(Clone, Copy)]
pub(super) struct Sets {
    pub(super) codes: [u32; 2],
    pub(super) set: Tree,
    pub(super) ots: Ots,
}

/// The sets of type codes.
///
/// Errors: [`Error::InvalidParameter`] where they are not known, or have different hash functions.
pub(super) fn of_codes(codes: [u32; 2]) -> Result<Sets> {
    let sets = Tree::of(codes[0]).zip(Ots::of(codes[1])).filter(|(set, ots)| set.function == ots.function);
    sets.map(|(set, ots)| Sets { codes, set, ots }).ok_or(Error::InvalidParameter)
}

impl Sets {
    /// The bytes of a signature (section 5.4).
    pub(super) const fn signature_size(&self) -> usize {
        12 + ots::signature_size(self.ots) + self.set.height * self.set.function.n
    }

    /// The bytes of a verifying key (section 5.3).
    pub(super) const fn key_size(&self) -> usize {
        8 + IDENTIFIER + self.set.function.n
    }

    /// The verifying key of an identifier and a root.
    pub(super) fn key(&self, identifier: &[u8; IDENTIFIER], root: &Value) -> [u8; MAX_KEY] {
        let mut bytes = [0; MAX_KEY];
        bytes[..4].copy_from_slice(&self.codes[0].to_be_bytes());
        bytes[4..8].copy_from_slice(&self.codes[1].to_be_bytes());
        bytes[8..8 + IDENTIFIER].copy_from_slice(identifier);
        bytes[8 + IDENTIFIER..].copy_from_slice(root);
        bytes
    }
}

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
pub(super) struct SecretTree {
    pub(super) sets: Sets,
    pub(super) set: Tree,
    pub(super) identifier: [u8; IDENTIFIER],
    seed: Wiped<Value>,
}

impl SecretTree {
    /// The tree of an identifier and a seed of n bytes.
    pub(super) fn top(sets: Sets, identifier: &[u8; IDENTIFIER], seed: &[u8]) -> Self {
        let mut tree = Self { sets, set: sets.set, identifier: *identifier, seed: Wiped::new([0; MAX_N]) };
        tree.seed[..seed.len()].copy_from_slice(seed);
        tree
    }

    /// The tree whose key leaf `q` signs. It is always the same, so that the leaf never signs
    /// another.
    pub(super) fn below(&self, q: u32, sets: Sets) -> Self {
        let mut tree = Self::top(sets, &[0; IDENTIFIER], &[]);
        *tree.seed = self.made(q, Purpose::Seed);
        let identifier = declassify(self.made(q, Purpose::Identifier), "an identifier is part of the verifying key");
        tree.identifier.copy_from_slice(&identifier[..IDENTIFIER]);
        tree
    }

    /// C for the key of the tree below leaf `q`, of n bytes.
    pub(super) fn randomness(&self, q: u32) -> Value {
        declassify(self.made(q, Purpose::Randomness), "C is part of the signature")
    }

    fn made(&self, q: u32, purpose: Purpose) -> Value {
        let head = Place { identifier: &self.identifier, q }.of_seed(purpose as u16);
        self.set.function.digest(&[&head, &self.seed[..self.set.function.n]])
    }

    /// How many leaves there are, which is the number of the first as a node, too.
    pub(super) const fn leaves(&self) -> u32 {
        1 << self.set.height
    }

    /// The leaf of that number, and the signature with it if it signs.
    ///
    /// Time: depends on the parameter sets, and on what is signed.
    pub(super) fn leaf(&self, q: u32, signing: &mut Option<Signing<'_>>) -> Value {
        let (place, seed) = (Place { identifier: &self.identifier, q }, &self.seed[..self.set.function.n]);
        let key = ots::public_key(self.sets.ots, place, seed, signing);
        let node = leaf(self.set, &self.identifier, self.leaves() | q, &key);
        declassify(node, "a leaf is the hash value of a public key")
    }

    /// The node of that number above two others.
    pub(super) fn inner(&self, number: u32, left: &Value, right: &Value) -> Value {
        let n = self.set.function.n;
        inner(self.set, &self.identifier, number, &left[..n], &right[..n])
    }

    /// Signs with leaf `q`, C of n bytes and the path of the leaf (algorithm 5), into as many bytes
    /// as a signature has. Gives the leaf.
    ///
    /// Time: one one-time key; depends on the parameter sets, and on what is signed.
    pub(super) fn sign(&self, q: u32, c: &[u8], message: &[u8], path: &[Value], signature: &mut [u8]) -> Value {
        let (n, ots) = (self.set.function.n, self.sets.ots);
        let (front, back) = signature.split_at_mut(12 + ots::signature_size(ots));
        let (place, values) = (Place { identifier: &self.identifier, q }, &mut front[8 + n..][..ots.chains() * n]);
        let digits = ots::digits_of(ots, place, c, message);
        let leaf = self.leaf(q, &mut Some(Signing { digits, values }));
        front[..4].copy_from_slice(&q.to_be_bytes());
        front[4..8].copy_from_slice(&self.sets.codes[1].to_be_bytes());
        front[8..8 + n].copy_from_slice(c);
        let end = front.len() - 4;
        front[end..].copy_from_slice(&self.sets.codes[0].to_be_bytes());
        for (place, node) in back.chunks_exact_mut(n).zip(path) {
            place.copy_from_slice(&node[..n]);
        }
        leaf
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
