//! FORS (FIPS 205 section 8): few-time signatures of a digest, by a forest of k trees of 2^a
//! leaves.

use super::address::Address;
use super::functions::{Functions, LANES, Lanes, MAX_N, ROOM, Value};
use super::parameters::Parameters;
use super::tree::{self, Path};
use crate::machine::wipe::Wiped;

/// The most trees of a forest.
const MAX_K: usize = 35;

/// The leaves that a digest points at, one in each tree (base_2b, algorithm 4).
fn leaves_of(set: &Parameters, digest: &[u8]) -> [u32; MAX_K] {
    let mut leaves = [0; MAX_K];
    for (i, leaf) in leaves.iter_mut().enumerate().take(set.k) {
        for bit in i * set.a..(i + 1) * set.a {
            *leaf = *leaf << 1 | u32::from(digest[bit / 8] >> (7 - bit % 8) & 1);
        }
    }
    leaves
}

/// Signs a digest with the forest of a key pair, and gives the public key (algorithms 14 to 17).
/// For each tree, the signature has a secret and the path to the root.
///
/// Time: depends on the set, and on the digest.
#[inline(never)] // its frame is large
pub(super) fn sign<F: Functions>(
    functions: &F,
    set: &Parameters,
    secret: &[u8],
    (forest, key_pair): (Address, u32),
    digest: &[u8],
    signature: &mut [u8],
) -> Value {
    let (n, leaves) = (functions.n(), leaves_of(set, digest));
    let mut roots = Wiped::new([[0; MAX_N]; MAX_K]);
    for (i, signature) in signature.chunks_exact_mut((1 + set.a) * n).enumerate().take(set.k) {
        let (value, path) = signature.split_at_mut(n);
        let first = (i << set.a) as u32;
        let path = Path { leaf: leaves[i], nodes: path };
        let node = |height: u32, index| forest.fors_node(key_pair, height, (first >> height) + index);
        roots[i] = tree::root(functions, set.a, path, node, |batch, nodes| {
            for (group, nodes) in nodes.chunks_mut(LANES).enumerate() {
                let (batch, mut lanes) = (batch + (group * LANES) as u32, Lanes::new());
                for leaf in batch..batch + nodes.len() as u32 {
                    lanes.push(forest.fors_prf(key_pair, first + leaf), secret, 0);
                }
                functions.chain(&mut lanes, 1);
                if let Some(secret) = lanes.values[..nodes.len()].get(leaves[i].wrapping_sub(batch) as usize) {
                    value.copy_from_slice(&secret[..n]);
                }
                for lane in 0..nodes.len() {
                    lanes.restart(lane, node(0, batch + lane as u32), 0);
                }
                functions.chain(&mut lanes, 1);
                nodes.copy_from_slice(&lanes.values[..nodes.len()]);
            }
        });
    }
    public_key(functions, forest.fors_roots(key_pair), &roots[..set.k])
}

/// The public key that the signature of a digest gives (algorithm 17).
///
/// Time: depends on the set, and on the digest.
#[inline(never)] // its frame is large
pub(super) fn public_key_of<F: Functions>(
    functions: &F,
    set: &Parameters,
    (forest, key_pair): (Address, u32),
    digest: &[u8],
    signature: &[u8],
) -> Value {
    let (n, leaves) = (functions.n(), leaves_of(set, digest));
    let part = |i: usize| &signature[i * (1 + set.a) * n..][..(1 + set.a) * n];
    let node = |i: usize, height: u32, index: u32| {
        forest.fors_node(key_pair, height, ((i << set.a) as u32 >> height) + index)
    };
    let mut roots = [[0; MAX_N]; MAX_K];
    for (group, roots) in roots[..set.k].chunks_mut(LANES).enumerate() {
        let (first, mut lanes) = (group * LANES, Lanes::new());
        for (i, leaf) in leaves[..set.k].iter().enumerate().skip(first).take(LANES) {
            lanes.push(node(i, 0, *leaf), &part(i)[..n], 0);
        }
        functions.chain(&mut lanes, 1);
        roots.copy_from_slice(&lanes.values[..roots.len()]);
    }
    tree::roots_of(functions, set.a, &mut roots[..set.k], |i| leaves[i], |i| &part(i)[n..], node);
    public_key(functions, forest.fors_roots(key_pair), &roots[..set.k])
}

/// T of the roots.
#[inline(never)] // its frame is large
fn public_key<F: Functions>(functions: &F, address: Address, roots: &[Value]) -> Value {
    let (n, mut input, mut key) = (functions.n(), [0; ROOM + MAX_K * MAX_N], [[0; MAX_N]]);
    for (place, root) in input[ROOM..].chunks_exact_mut(n).zip(roots) {
        place.copy_from_slice(&root[..n]);
    }
    functions.hash(&[address], &mut [&mut input[..ROOM + roots.len() * n]], &mut key);
    key[0]
}
