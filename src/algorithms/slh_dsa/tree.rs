//! Trees of hash values (FIPS 205 sections 6 and 8): those of XMSS, and those of the forest.

use super::address::Address;
use super::functions::{Functions, MAX_N, Value};
use crate::machine::wipe::Wiped;

/// The leaves that are made at once.
const LEAVES: usize = 64;
/// The highest tree, of the forest of 192s and 256s.
const MAX_HEIGHT: usize = 14;

/// The path from a leaf to the root: n bytes for each height, which are filled while the tree is
/// made.
pub(super) struct Path<'a> {
    pub(super) leaf: u32,
    pub(super) nodes: &'a mut [u8],
}

impl Path<'_> {
    /// Takes what it needs of nodes side by side, from the one at `first` on.
    fn take(&mut self, n: usize, height: usize, first: u32, nodes: &[Value]) {
        let Some(place) = self.nodes.get_mut(height * n..(height + 1) * n) else { return };
        let sibling = (self.leaf >> height ^ 1).wrapping_sub(first) as usize;
        if let Some(node) = nodes.get(sibling) {
            place.copy_from_slice(&node[..n]);
        }
    }
}

/// The root of a tree of 2^`height` leaves, and the path of one of them (algorithms 9, 10, 15, 16).
/// `leaves` makes leaves from a number on, `node` gives the address of a height and a number.
///
/// Time: depends on the height, and on the leaf that the path is of.
#[inline(never)] // its frame is large
pub(super) fn root<F: Functions>(
    functions: &F,
    height: usize,
    mut path: Path<'_>,
    node: impl Fn(u32, u32) -> Address,
    mut leaves: impl FnMut(u32, &mut [Value]),
) -> Value {
    let n = functions.n();
    let size = LEAVES.min(1 << height);
    // The nodes that wait for their right neighbours, by their height.
    let mut waiting = Wiped::new([[0; MAX_N]; MAX_HEIGHT + 1]);
    let mut nodes = Wiped::new([[0; MAX_N]; LEAVES]);
    for batch in (0..1_u32 << height).step_by(size) {
        let (mut count, mut level, mut first) = (size, 0, batch);
        leaves(first, &mut nodes[..count]);
        path.take(n, level, first, &nodes[..count]);
        while count > 1 {
            (level, first) = (level + 1, first / 2);
            functions.pair(&mut nodes[..count], |i| node(level as u32, first + i as u32));
            count /= 2;
            path.take(n, level, first, &nodes[..count]);
        }
        while first % 2 == 1 {
            nodes[1] = nodes[0];
            nodes[0] = waiting[level];
            (level, first) = (level + 1, first / 2);
            functions.pair(&mut nodes[..2], |_| node(level as u32, first));
            path.take(n, level, first, &nodes[..1]);
        }
        waiting[level] = nodes[0];
    }
    waiting[height]
}

/// The roots that leaves and their paths give, of as many trees of one height side by side: in the
/// place of the leaves (algorithms 11 and 17). `leaf` gives the number of the leaf in each tree,
/// `path` its path, and `node` the address of a height and a number in it.
///
/// Time: depends on the numbers.
#[inline(never)] // its frame is large
pub(super) fn roots_of<'a, F: Functions>(
    functions: &F,
    height: usize,
    values: &mut [Value],
    leaf: impl Fn(usize) -> u32,
    path: impl Fn(usize) -> &'a [u8],
    node: impl Fn(usize, u32, u32) -> Address,
) {
    let n = functions.n();
    for level in 0..height {
        for (group, values) in values.chunks_mut(PAIRS).enumerate() {
            let first = group * PAIRS;
            let mut pairs = [[0; MAX_N]; 2 * PAIRS];
            for (i, (pair, value)) in pairs.as_chunks_mut::<2>().0.iter_mut().zip(&*values).enumerate() {
                let is_right = (leaf(first + i) >> level & 1) as usize;
                pair[is_right] = *value;
                pair[1 - is_right][..n].copy_from_slice(&path(first + i)[level * n..][..n]);
            }
            functions.pair(&mut pairs[..2 * values.len()], |i| {
                node(first + i, level as u32 + 1, leaf(first + i) >> (level + 1))
            });
            values.copy_from_slice(&pairs[..values.len()]);
        }
    }
}

/// The pairs that are made at once.
const PAIRS: usize = super::functions::LANES;
