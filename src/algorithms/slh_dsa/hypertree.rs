//! The hypertree (FIPS 205 sections 6 and 7): d layers of trees of 2^h' one-time keys, each of
//! which signs the root of a tree below.

use super::address::Address;
use super::functions::{Functions, Value};
use super::parameters::Parameters;
use super::tree::{self, Path};
use super::wots::{self, Signing};
use crate::machine::taint::declassify;

/// Where in the lowest layer a signature begins.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The tree. 64 bits are all used by the set 256f.
    pub(super) tree: u64,
    /// Its leaf.
    pub(super) leaf: u32,
}

impl Place {
    /// The address of its tree in the lowest layer.
    pub(super) const fn address(self) -> Address {
        Address::tree(0, self.tree)
    }

    /// The places in all layers, from the lowest one up.
    fn path(self, set: &Parameters) -> impl Iterator<Item = (Address, u32)> {
        let (mut place, height) = (self, set.tree_height());
        (0..set.d as u8).map(move |layer| {
            let here = (Address::tree(layer, place.tree), place.leaf);
            place.leaf = (place.tree & ((1 << height) - 1)) as u32;
            place.tree >>= height;
            here
        })
    }
}

/// The root of the top tree, and the path of its first leaf (algorithm 18).
///
/// Time: depends on the set.
#[inline(never)] // its frame is large
pub(super) fn root<F: Functions>(functions: &F, set: &Parameters, secret: &[u8], path: &mut [u8]) -> Value {
    let tree = Address::tree(set.d as u8 - 1, 0);
    let root = tree::root(
        functions,
        set.tree_height(),
        Path { leaf: 0, nodes: path },
        |height, index| tree.node(height, index),
        |first, leaves| wots::public_keys(functions, secret, tree, first, None, leaves),
    );
    declassify(root, "the root is part of the verifying key")
}

/// Signs a value of n bytes, and gives the root that belongs to the signature (algorithm 12).
///
/// Time: depends on the set, and on the place.
#[inline(never)] // its frame is large
pub(super) fn sign<F: Functions>(
    functions: &F,
    set: &Parameters,
    secret: &[u8],
    place: Place,
    value: &Value,
    signature: &mut [u8],
) -> Value {
    let (n, mut value) = (functions.n(), *value);
    for ((tree, leaf), signature) in place.path(set).zip(signature.chunks_exact_mut(set.layer_size())) {
        let (signature, path) = signature.split_at_mut(wots::len(n) * n);
        let mut signing = Signing { key_pair: leaf, digits: wots::digits(&value[..n]), signature };
        let root = tree::root(
            functions,
            set.tree_height(),
            Path { leaf, nodes: path },
            |height, index| tree.node(height, index),
            |first, leaves| wots::public_keys(functions, secret, tree, first, Some(&mut signing), leaves),
        );
        value = declassify(root, "who verifies the signature computes the root");
    }
    value
}

/// The root that the signature of a value gives (algorithm 13).
///
/// Time: depends on everything.
#[inline(never)] // its frame is large
pub(super) fn root_of<F: Functions>(
    functions: &F,
    set: &Parameters,
    place: Place,
    value: &Value,
    signature: &[u8],
) -> Value {
    let mut value = *value;
    for (place, signature) in place.path(set).zip(signature.chunks_exact(set.layer_size())) {
        value = root_of_tree(functions, set, place, &value, signature);
    }
    value
}

/// The root that the signature with one tree gives (algorithm 11).
///
/// Time: depends on everything.
pub(super) fn root_of_tree<F: Functions>(
    functions: &F,
    set: &Parameters,
    (tree, leaf): (Address, u32),
    value: &Value,
    signature: &[u8],
) -> Value {
    let n = functions.n();
    let (signature, path) = signature.split_at(wots::len(n) * n);
    let mut node = [wots::public_key_of(functions, tree, leaf, &wots::digits(&value[..n]), signature)];
    let address = |_, height, index| tree.node(height, index);
    tree::roots_of(functions, set.tree_height(), &mut node, |_| leaf, |_| path, address);
    node[0]
}
