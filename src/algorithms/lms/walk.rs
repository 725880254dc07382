//! A tree whose leaves sign one after the other, and the nodes that are kept of it: those beside
//! the way up from the leaf, and those that will be when later leaves sign (the traversal of
//! Buchmann, Dahmen and Schneider, PQCrypto 2008). Nodes are no secrets: each is in a signature
//! some day.

use super::function::{MAX_N, Value};
use super::parameters::MAX_HEIGHT;
use super::tree::SecretTree;
use zeroize::Zeroize;

/// What is kept of a tree.
#[derive(Clone)]
pub(super) struct Walk {
    /// The leaf that signs.
    q: u32,
    /// How many leaves the tree has taken in: all of them, or it is not there yet.
    taken: u32,
    pub(super) root: Value,
    /// The nodes beside the way up from the leaf, by their height.
    path: [Value; MAX_HEIGHT],
    /// The nodes on the right that come into the path, by their height.
    ahead: [Ahead; MAX_HEIGHT],
    /// Nodes whose neighbour on the right comes later, by their height. Two that are made at once
    /// never wait at the same height, because the one that is lowest goes on first.
    waiting: [Value; MAX_HEIGHT],
}

/// A node that is made in time.
#[derive(Clone, Copy)]
struct Ahead {
    node: Value,
    /// The first leaf below it.
    first: u32,
    /// How many leaves below it are still to take in.
    missing: u32,
}

impl Zeroize for Walk {
    fn zeroize(&mut self) {
        let Self { q, taken, root, path, ahead, waiting } = self;
        [q, taken].into_iter().for_each(Zeroize::zeroize);
        root.zeroize();
        path.zeroize();
        waiting.zeroize();
        for Ahead { node, first, missing } in ahead {
            node.zeroize();
            [first, missing].into_iter().for_each(Zeroize::zeroize);
        }
    }
}

impl Ahead {
    /// The height at which it goes on: of its lowest node that waits, or its own.
    const fn lowest(&self) -> u32 {
        self.missing.trailing_zeros()
    }
}

impl Walk {
    /// A tree without leaves, whose leaf `q` signs first.
    pub(super) const fn new(q: u32) -> Self {
        let none = Ahead { node: [0; MAX_N], first: 0, missing: 0 };
        Self {
            q,
            taken: 0,
            root: [0; MAX_N],
            path: [[0; MAX_N]; MAX_HEIGHT],
            ahead: [none; MAX_HEIGHT],
            waiting: [[0; MAX_N]; MAX_HEIGHT],
        }
    }

    /// Begins anew.
    pub(super) fn reset(&mut self, q: u32) {
        (self.q, self.taken) = (q, 0);
    }

    /// Whether all leaves are there, and leaf `q` signs.
    pub(super) fn is_at(&self, q: u32, tree: &SecretTree) -> bool {
        self.q == q && self.taken == tree.leaves()
    }

    /// The nodes beside the way up from the leaf.
    pub(super) fn path(&self, tree: &SecretTree) -> &[Value] {
        &self.path[..tree.set.height]
    }

    /// Takes in one more leaf, if there is one.
    ///
    /// Time: one one-time key, and up to h nodes.
    pub(super) fn take(&mut self, tree: &SecretTree) {
        if self.taken == tree.leaves() {
            return;
        }
        let (leaf, signer) = (self.taken, tree.leaves() | self.q);
        let (path, ahead) = (&mut self.path, &mut self.ahead);
        let root = rise(tree, leaf, tree.set.height, &mut self.waiting, |height, number, node| {
            let above = signer >> height >> 1;
            if number ^ 1 == signer >> height {
                path[height] = *node;
            } else if number == 2 * (above + 1) + 1 {
                ahead[height].node = *node;
            }
        });
        self.root = root.unwrap_or(self.root);
        self.taken += 1;
    }

    /// Takes in all leaves that are not there.
    pub(super) fn complete(&mut self, tree: &SecretTree) {
        for _ in self.taken..tree.leaves() {
            self.take(tree);
        }
    }

    /// Goes to the next leaf from the one that signs, whose hash value is given.
    ///
    /// Time: h / 2 one-time keys, and about h nodes.
    pub(super) fn advance(&mut self, tree: &SecretTree, leaf: &Value) {
        // Up to here the way comes from the right.
        let height = self.q.trailing_ones() as usize;
        let (mut number, mut node) = (tree.leaves() | self.q, *leaf);
        for left in self.path.iter().take(height) {
            number /= 2;
            node = tree.inner(number, left, &node);
        }
        self.q += 1;
        if self.q == tree.leaves() {
            return;
        }
        // What is left behind is beside the new way; below it come the nodes that were made.
        self.path[height] = node;
        for (below, (place, ahead)) in self.path.iter_mut().zip(&mut self.ahead).enumerate().take(height) {
            *place = ahead.node;
            ahead.first = self.q + (3 << below);
            ahead.missing = if ahead.first < tree.leaves() { 1 << below } else { 0 };
        }
        for _ in 0..tree.set.height / 2 {
            self.look_ahead(tree);
        }
    }

    /// Takes in one more leaf below the node ahead that is lowest. With h / 2 of these for each
    /// leaf every node is there in time.
    fn look_ahead(&mut self, tree: &SecretTree) {
        let open = self.ahead.iter_mut().enumerate().filter(|(_, ahead)| ahead.missing > 0);
        let Some((height, ahead)) = open.min_by_key(|(_, ahead)| ahead.lowest()) else { return };
        let leaf = ahead.first + (1 << height) - ahead.missing;
        if let Some(node) = rise(tree, leaf, height, &mut self.waiting, |_, _, _| ()) {
            ahead.node = node;
        }
        ahead.missing -= 1;
    }
}

/// Makes a leaf, and goes up from it as long as the neighbours on the left wait (RFC 8554 appendix
/// C). Gives the node at `top`, if the way leads there, and shows those below it.
fn rise(
    tree: &SecretTree,
    leaf: u32,
    top: usize,
    waiting: &mut [Value; MAX_HEIGHT],
    mut see: impl FnMut(usize, u32, &Value),
) -> Option<Value> {
    let (mut number, mut node) = (tree.leaves() | leaf, tree.leaf(leaf, &mut None));
    for (height, left) in waiting.iter_mut().enumerate().take(top) {
        see(height, number, &node);
        if number.is_multiple_of(2) {
            *left = node;
            return None;
        }
        number /= 2;
        node = tree.inner(number, left, &node);
    }
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::lms::tree::of_codes;

    /// From every leaf on the path leads to the root, at each leaf behind it. Both parities of the
    /// height count, because h / 2 rounds down.
    #[test]
    fn every_leaf_leads_to_the_root() {
        // LMS_SHA256_M24_H5 and _H10 with LMOTS_SHA256_N24_W1, which are made fastest.
        for (code, every) in [(10, 1), (11, 300)] {
            let tree = SecretTree::top(of_codes([code, 5]).unwrap(), &[7; 16], &[9; 24]);
            let mut last = None;
            for start in (0..tree.leaves()).step_by(every) {
                let mut walk = Walk::new(start);
                walk.complete(&tree);
                assert!(walk.is_at(start, &tree));
                assert_eq!(*last.get_or_insert(walk.root), walk.root);
                for q in start..tree.leaves() {
                    let leaf = tree.leaf(q, &mut None);
                    let (mut number, mut node) = (tree.leaves() | q, leaf);
                    for sibling in walk.path(&tree) {
                        let [left, right] = if number % 2 == 0 { [&node, sibling] } else { [sibling, &node] };
                        (number, node) = (number / 2, tree.inner(number / 2, left, right));
                    }
                    assert_eq!(node, walk.root, "{code} {start} {q}");
                    walk.advance(&tree, &leaf);
                }
            }
        }
    }
}
