//! XMSS and XMSS^MT (RFC 8391, SP 800-208): verification of signatures that rest on hash functions,
//! and whose signers have a state.

mod address;
mod function;
mod parameters;

use crate::algorithms::wots::{MAX_LEN, STEPS, by_digit, digits, len};
use crate::base::error::{Error, Result};
use address::Address;
use core::marker::PhantomData;
pub(crate) use function::Value;
use function::{LANES, MAX_N, Seeded};
use parameters::Set;

/// The longest verifying key in bytes.
const MAX_KEY: usize = 4 + 2 * MAX_N;

/// [`Xmss`] or [`XmssMt`]. No other crate can make one.
pub trait Scheme: sealed::Sealed + Copy + Send + Sync + 'static {
    /// The same scheme as a value.
    const VALUE: XmssScheme;
}

mod sealed {
    pub trait Sealed {}
}

/// A scheme of RFC 8391.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum XmssScheme {
    /// One tree.
    Xmss,
    /// Several layers of trees.
    XmssMt,
}

/// XMSS: one tree of one-time keys.
#[derive(Clone, Copy, Debug)]
pub struct Xmss;

/// XMSS^MT: several layers of trees, each of which signs the roots of the layer below.
#[derive(Clone, Copy, Debug)]
pub struct XmssMt;

impl sealed::Sealed for Xmss {}
impl sealed::Sealed for XmssMt {}

impl Scheme for Xmss {
    const VALUE: XmssScheme = XmssScheme::Xmss;
}

impl Scheme for XmssMt {
    const VALUE: XmssScheme = XmssScheme::XmssMt;
}

/// A verifying key.
#[derive(Clone)]
pub struct VerifyingKey<S: Scheme> {
    set: Set,
    bytes: [u8; MAX_KEY],
    scheme: PhantomData<S>,
}

impl<S: Scheme> VerifyingKey<S> {
    /// Takes a verifying key: the identifier of its set, the root, and the seed (RFC 8391 section
    /// 4.1.7), 52 or 68 bytes. Both schemes have the same identifiers.
    ///
    /// Errors: [`Error::InvalidKeyLength`]; [`Error::InvalidKey`] for an identifier that SP 800-208
    /// does not have.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self> {
        let identifier = bytes.first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
        let identifier = identifier.ok_or(Error::InvalidKeyLength)?;
        let set = match S::VALUE {
            XmssScheme::Xmss => Set::single(identifier),
            XmssScheme::XmssMt => Set::multi(identifier),
        };
        let mut key = Self { set: set.ok_or(Error::InvalidKey)?, bytes: [0; MAX_KEY], scheme: PhantomData };
        if bytes.len() != key.len() {
            return Err(Error::InvalidKeyLength);
        }
        key.bytes[..bytes.len()].copy_from_slice(bytes);
        Ok(key)
    }

    const fn len(&self) -> usize {
        4 + 2 * self.set.function.n
    }

    /// The key of 52 or 68 bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len()]
    }

    /// Whether the hash function is SHA-256, and not SHAKE256.
    pub(crate) const fn is_sha2(&self) -> bool {
        self.set.function.is_sha2
    }

    /// Verifies a signature (RFC 8391 algorithms 14 and 17).
    ///
    /// Time: depends on everything, which is public.
    ///
    /// Errors: [`Error::SignatureMismatch`], also for another length.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<()> {
        let root = self.root_of(message, signature)?;
        if root[..self.set.function.n] == *self.root() { Ok(()) } else { Err(Error::SignatureMismatch) }
    }

    /// The root that a signature of a message gives.
    ///
    /// Errors: [`Error::SignatureMismatch`] for another length, and a leaf that is none.
    pub(crate) fn root_of(&self, message: &[u8], signature: &[u8]) -> Result<Value> {
        let (set, function, n) = (self.set, self.set.function, self.set.function.n);
        let layer_size = (len(n) + set.tree_height()) * n;
        if signature.len() != set.number_size() + n + set.layers * layer_size {
            return Err(Error::SignatureMismatch);
        }
        let (number, rest) = signature.split_at(set.number_size());
        let (r, layers) = rest.split_at(n);
        let mut number = number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        if number >> set.height != 0 {
            return Err(Error::SignatureMismatch);
        }
        let seeded = Seeded::new(function, &self.as_bytes()[4 + n..]);
        let mut node = function.h_msg(r, self.root(), number, message);
        for (layer, signature) in (0..=u32::MAX).zip(layers.chunks_exact(layer_size)) {
            let leaf = (number & ((1 << set.tree_height()) - 1)) as u32;
            number >>= set.tree_height();
            node = root_of(&seeded, Address::tree(layer, number), leaf, &node, signature);
        }
        Ok(node)
    }

    fn root(&self) -> &[u8] {
        &self.bytes[4..4 + self.set.function.n]
    }
}

/// The root that the signature with one tree gives (algorithm 13).
fn root_of(seeded: &Seeded<'_>, tree: Address, leaf: u32, value: &Value, signature: &[u8]) -> Value {
    let n = seeded.function.n;
    let (signature, path) = signature.split_at(len(n) * n);
    let mut ends = [[0; MAX_N]; MAX_LEN];
    ends_of(seeded, tree, leaf, &digits(&value[..n]), signature, &mut ends);
    let mut node = compressed(seeded, tree, leaf, &mut ends[..len(n)]);
    for (height, bytes) in (0..u32::BITS).zip(path.chunks_exact(n)) {
        let mut sibling = [0; MAX_N];
        sibling[..n].copy_from_slice(bytes);
        let pair = if leaf >> height & 1 == 0 { [node, sibling] } else { [sibling, node] };
        let address = tree.node(height, leaf >> height >> 1);
        node = seeded.nodes(&[address], &[pair])[0];
    }
    node
}

/// The ends of the chains of a one-time key that a signature gives (algorithm 6). The chains that
/// still have to go are side by side.
fn ends_of(
    seeded: &Seeded<'_>,
    tree: Address,
    key: u32,
    digits: &[u8; MAX_LEN],
    signature: &[u8],
    ends: &mut [Value; MAX_LEN],
) {
    let n = seeded.function.n;
    for (end, bytes) in ends.iter_mut().zip(signature.chunks_exact(n)) {
        end[..n].copy_from_slice(bytes);
    }
    let order = by_digit(&digits[..len(n)]);
    for step in 0..STEPS {
        let begun = digits[..len(n)].iter().filter(|digit| u32::from(**digit) <= step).count();
        for chains in order[..begun].chunks(LANES) {
            let (mut addresses, mut values) = ([tree; LANES], [[0; MAX_N]; LANES]);
            for (chain, (address, value)) in chains.iter().zip(addresses.iter_mut().zip(&mut values)) {
                *address = tree.step(key, u32::from(*chain), step);
                *value = ends[usize::from(*chain)];
            }
            seeded.steps(&addresses[..chains.len()], &mut values[..chains.len()]);
            for (chain, value) in chains.iter().zip(values) {
                ends[usize::from(*chain)] = value;
            }
        }
    }
}

/// The leaf of a one-time key: its ends, pair by pair (ltree, algorithm 8).
fn compressed(seeded: &Seeded<'_>, tree: Address, key: u32, ends: &mut [Value]) -> Value {
    let (mut count, mut height) = (ends.len(), 0);
    while count > 1 {
        for first in (0..count / 2).step_by(LANES) {
            let lanes = LANES.min(count / 2 - first);
            let mut addresses = [tree; LANES];
            for (i, address) in addresses.iter_mut().enumerate() {
                *address = tree.key_node(key, height, (first + i) as u32);
            }
            let (pairs, _) = ends[2 * first..2 * (first + lanes)].as_chunks();
            let nodes = seeded.nodes(&addresses[..lanes], pairs);
            ends[first..first + lanes].copy_from_slice(&nodes[..lanes]);
        }
        // One without a neighbour goes up as it is.
        if count % 2 == 1 {
            ends[count / 2] = ends[count - 1];
        }
        (count, height) = (count.div_ceil(2), height + 1);
    }
    ends[0]
}
