//! WOTS+ (FIPS 205 section 5): one-time signatures of values of n bytes, with w = 16.

use super::address::Address;
use super::functions::{Functions, LANES, Lanes, MAX_N, ROOM, Value};
use crate::algorithms::wots::{MAX_LEN, STEPS, by_digit};
pub(super) use crate::algorithms::wots::{digits, len};
use crate::machine::wipe::Wiped;

/// How many keys are made side by side: their ends are hashed together. One, where the stack is
/// small.
const KEYS: usize = if cfg!(target_os = "none") { 1 } else { 4 };

/// What one of the keys signs while all of them are made.
pub(super) struct Signing<'a> {
    /// The number of the key.
    pub(super) key_pair: u32,
    /// What it signs (see [`digits`]).
    pub(super) digits: [u8; MAX_LEN],
    /// len values of n bytes.
    pub(super) signature: &'a mut [u8],
}

/// The public keys of a tree from the one at `first` on (algorithm 6), and the signature of one of
/// them (algorithm 7).
///
/// Time: depends on the number, and on whose signature is made.
pub(super) fn public_keys<F: Functions>(
    functions: &F,
    secret: &[u8],
    tree: Address,
    first: u32,
    mut signing: Option<&mut Signing<'_>>,
    keys: &mut [Value],
) {
    for (group, keys) in keys.chunks_mut(KEYS).enumerate() {
        let first = first + (group * KEYS) as u32;
        some_public_keys(functions, secret, tree, first, signing.as_deref_mut(), keys);
    }
}

/// As [`public_keys`] for a few of them, all chains of which go side by side.
#[inline(never)] // its frame is large
fn some_public_keys<F: Functions>(
    functions: &F,
    secret: &[u8],
    tree: Address,
    first: u32,
    mut signing: Option<&mut Signing<'_>>,
    keys: &mut [Value],
) {
    let (n, len) = (functions.n(), len(functions.n()));
    let mut ends = Wiped::new([0; KEYS * (ROOM + MAX_LEN * MAX_N)]);
    for chain in (0..keys.len() * len).step_by(LANES) {
        // The key and the chain of each lane.
        let places: [(usize, usize); LANES] =
            core::array::from_fn(|lane| ((chain + lane) / len, (chain + lane) % len));
        let places = &places[..LANES.min(keys.len() * len - chain)];
        let mut lanes = Lanes::new();
        for (key, chain) in places {
            lanes.push(tree.wots_prf(first + *key as u32, *chain as u32), secret, 0);
        }
        functions.chain(&mut lanes, 1);
        for (lane, (key, chain)) in places.iter().enumerate() {
            let key_pair = first + *key as u32;
            let signed = signing.as_ref().filter(|signing| signing.key_pair == key_pair);
            let stop = signed.map_or(0, |signing| signing.digits[*chain]);
            lanes.restart(lane, tree.wots_hash(key_pair, *chain as u32, 0), u32::from(stop));
        }
        functions.chain(&mut lanes, STEPS);
        for (lane, (key, chain)) in places.iter().enumerate() {
            let place = key * (ROOM + len * n) + ROOM + chain * n;
            ends[place..place + n].copy_from_slice(&lanes.values[lane][..n]);
            if let Some(signing) = signing.as_mut().filter(|signing| signing.key_pair == first + *key as u32) {
                signing.signature[chain * n..(chain + 1) * n].copy_from_slice(&lanes.kept[lane][..n]);
            }
        }
    }
    let mut inputs = ends.chunks_exact_mut(ROOM + len * n);
    let mut inputs: [&mut [u8]; KEYS] = core::array::from_fn(|_| inputs.next().unwrap_or_default());
    let addresses: [Address; KEYS] = core::array::from_fn(|key| tree.wots_pk(first + key as u32));
    functions.hash(&addresses[..keys.len()], &mut inputs[..keys.len()], keys);
}

/// The public key that a signature gives (algorithm 8). Chains with about as far to go are side by
/// side.
///
/// Time: depends on the digits.
#[inline(never)] // its frame is large
pub(super) fn public_key_of<F: Functions>(
    functions: &F,
    tree: Address,
    key_pair: u32,
    digits: &[u8; MAX_LEN],
    signature: &[u8],
) -> Value {
    let (n, len) = (functions.n(), len(functions.n()));
    let (mut ends, mut key) = ([0; ROOM + MAX_LEN * MAX_N], [[0; MAX_N]]);
    for chains in by_digit(&digits[..len])[..len].chunks(LANES) {
        let mut lanes = Lanes::new();
        for &chain in chains {
            let digit = digits[usize::from(chain)];
            let value = &signature[usize::from(chain) * n..][..n];
            lanes.push(tree.wots_hash(key_pair, chain.into(), digit.into()), value, STEPS - u32::from(digit));
        }
        let steps = lanes.stops[..lanes.count].iter().copied().max().unwrap_or_default();
        functions.chain(&mut lanes, steps);
        for (&chain, value) in chains.iter().zip(&*lanes.kept) {
            ends[ROOM + usize::from(chain) * n..][..n].copy_from_slice(&value[..n]);
        }
    }
    functions.hash(&[tree.wots_pk(key_pair)], &mut [&mut ends[..ROOM + len * n]], &mut key);
    key[0]
}
