//! The functions of FIPS 205 section 4.1, as trees and chains need them: many values side by side.

use super::address::{Address, SIZE};
use crate::kernels::groups::MOST;
use crate::machine::wipe::Wiped;

/// The longest value of n bytes; shorter ones stand at the beginning.
pub(crate) const MAX_N: usize = 32;
pub type Value = [u8; MAX_N];

/// The room for an address before an input.
pub(super) const ROOM: usize = SIZE;

/// How many values go side by side at most.
pub(super) const LANES: usize = MOST;

/// Chains that go side by side: values, each at its address. Wipes itself on drop.
pub struct Lanes {
    pub(super) count: usize,
    /// Of the next step; its last number counts up with the steps.
    pub(super) addresses: [Address; LANES],
    pub(super) values: Wiped<[Value; LANES]>,
    /// After how many steps each value is kept; public.
    pub(super) stops: [u32; LANES],
    pub(super) kept: Wiped<[Value; LANES]>,
}

impl Lanes {
    /// No chain.
    pub(super) const fn new() -> Self {
        Self {
            count: 0,
            addresses: [Address::ZERO; LANES],
            values: Wiped::new([[0; MAX_N]; LANES]),
            stops: [0; LANES],
            kept: Wiped::new([[0; MAX_N]; LANES]),
        }
    }

    /// One more, from a value of n bytes at an address, of which the value after `stop` steps is
    /// kept, too.
    pub(super) fn push(&mut self, address: Address, value: &[u8], stop: u32) {
        self.addresses[self.count] = address;
        self.values[self.count][..value.len()].copy_from_slice(value);
        self.kept[self.count][..value.len()].copy_from_slice(value);
        self.stops[self.count] = stop;
        self.count += 1;
    }

    /// Another beginning for the chain of that number, whose value is the one that it has.
    pub(super) fn restart(&mut self, lane: usize, address: Address, stop: u32) {
        self.addresses[lane] = address;
        self.kept[lane] = self.values[lane];
        self.stops[lane] = stop;
    }
}

/// The functions with one PK.seed, and how many bytes n a value has.
pub trait Functions {
    /// With a PK.seed of n bytes.
    fn new(pk_seed: &[u8]) -> Self;

    /// The bytes of a value.
    fn n(&self) -> usize;

    /// F, or PRF, `steps` times along each chain.
    ///
    /// Time: depends on the number of chains and steps.
    fn chain(&self, lanes: &mut Lanes, steps: u32);

    /// H or T: the values of inputs that all have one length, each at its address; 16 at most. Each
    /// stands behind [`ROOM`] bytes, into which the address goes.
    ///
    /// Time: depends on the number and the length of the inputs.
    fn hash(&self, addresses: &[Address], inputs: &mut [&mut [u8]], values: &mut [Value]);

    /// PRF_msg of the message in parts, under SK.prf: n bytes.
    ///
    /// Time: depends on the lengths.
    fn prf_msg(&self, sk_prf: &[u8], opt_rand: &[u8], message: &[&[u8]], r: &mut [u8]);

    /// H_msg of the message in parts: as many bytes as `digest` takes, 64 at most.
    ///
    /// Time: depends on the lengths.
    fn h_msg(&self, r: &[u8], pk_seed: &[u8], pk_root: &[u8], message: &[&[u8]], digest: &mut [u8]);

    /// H of pairs of values: each two become one, at the beginning of `nodes`.
    ///
    /// Time: depends on the number.
    #[inline(never)] // its frame is large
    fn pair(&self, nodes: &mut [Value], address: impl Fn(usize) -> Address) {
        let n = self.n();
        for first in (0..nodes.len() / 2).step_by(LANES) {
            let count = LANES.min(nodes.len() / 2 - first);
            let mut inputs = Wiped::new([[0; ROOM + 2 * MAX_N]; LANES]);
            for (input, children) in inputs.iter_mut().zip(nodes[2 * first..].as_chunks::<2>().0) {
                input[ROOM..][..n].copy_from_slice(&children[0][..n]);
                input[ROOM + n..][..n].copy_from_slice(&children[1][..n]);
            }
            let addresses: [Address; LANES] = core::array::from_fn(|i| address(first + i.min(count - 1)));
            let mut inputs = inputs.each_mut().map(|input| &mut input[..ROOM + 2 * n]);
            self.hash(&addresses[..count], &mut inputs[..count], &mut nodes[first..first + count]);
        }
    }
}
