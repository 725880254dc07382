//! The hash function of a tree, of one input and along chains.

use super::parameters::Function;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::shake::shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::{Hash, shake_chains};
use crate::kernels::groups::MOST;
use crate::kernels::sha2_256::chains::{Chains, Shape};
use crate::kernels::sha2_256::{IV_256, Kernel};
use crate::machine::wipe::Wiped;

/// The longest value of n bytes; shorter ones stand at the beginning.
pub(super) const MAX_N: usize = 32;
pub(super) type Value = [u8; MAX_N];

/// How many chains go side by side at most.
pub(super) const LANES: usize = MOST;
/// What stands before a value on its chain: I, q, i and j (RFC 8554 section 4.3).
pub(super) const HEAD: usize = 23;

/// Chains side by side: each from a value on. Wipes itself on drop.
pub(super) struct Lanes {
    pub(super) count: usize,
    pub(super) heads: [[u8; HEAD]; LANES],
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
            heads: [[0; HEAD]; LANES],
            values: Wiped::new([[0; MAX_N]; LANES]),
            stops: [0; LANES],
            kept: Wiped::new([[0; MAX_N]; LANES]),
        }
    }

    /// One more, from a value of n bytes on, of which the value after `stop` steps is kept, too.
    pub(super) fn push(&mut self, head: [u8; HEAD], value: &[u8], stop: u32) {
        self.heads[self.count] = head;
        self.values[self.count][..value.len()].copy_from_slice(value);
        self.kept[self.count][..value.len()].copy_from_slice(value);
        self.stops[self.count] = stop;
        self.count += 1;
    }

    /// Lets a chain go on from the value that it has after so many steps.
    pub(super) fn go_on(&mut self, lane: usize, steps: u32) {
        let last = &mut self.heads[lane][HEAD - 1];
        *last = last.wrapping_add(steps as u8);
        self.stops[lane] -= steps;
    }

    /// Takes a chain out; the last one takes its place.
    pub(super) fn swap_remove(&mut self, lane: usize) {
        self.count -= 1;
        self.heads[lane] = self.heads[self.count];
        self.values[lane] = self.values[self.count];
        self.kept[lane] = self.kept[self.count];
        self.stops[lane] = self.stops[self.count];
    }

    /// Another beginning for the chain of that number, whose value is the one that it has.
    pub(super) fn restart(&mut self, lane: usize, head: [u8; HEAD], stop: u32) {
        self.heads[lane] = head;
        self.kept[lane] = self.values[lane];
        self.stops[lane] = stop;
    }
}

impl Function {
    /// The hash value of parts, one after the other.
    ///
    /// Time: depends on the lengths.
    pub(super) fn digest(self, parts: &[&[u8]]) -> Value {
        if self.is_sha2 {
            return Sha256::digest(parts);
        }
        let mut value = [0; MAX_N];
        shake(Rate::OF_256, parts, &mut value);
        value
    }

    /// Goes along chains.
    ///
    /// Time: depends on the number of chains and steps.
    #[inline(never)] // its frame is large
    pub(super) fn chain(self, lanes: &mut Lanes, steps: u32) {
        if self.is_sha2 {
            let mut chains = Chains::new();
            for (block, (head, value)) in chains.blocks.iter_mut().zip(lanes.heads.iter().zip(&*lanes.values)) {
                block[..HEAD].copy_from_slice(head);
                block[HEAD..HEAD + self.n].copy_from_slice(&value[..self.n]);
                block[HEAD + self.n] = 0x80;
                block[62..].copy_from_slice(&(8 * (HEAD + self.n) as u16).to_be_bytes());
            }
            chains.stops = lanes.stops;
            *chains.kept = *lanes.kept;
            let shape = Shape { head: HEAD, value: self.n, steps };
            Kernel::choose().run_chains(&IV_256, shape, lanes.count, &mut chains);
            *lanes.kept = *chains.kept;
            *lanes.values = *chains.values;
            return;
        }
        let heads = lanes.heads.map(|head| {
            let mut wide = [0; shake_chains::MAX_HEAD];
            wide[..HEAD].copy_from_slice(&head);
            wide
        });
        let (shape, all) = (shake_chains::Shape { head: HEAD, value: self.n, steps }, ..lanes.count);
        let (values, kept) = (&mut lanes.values[all], &mut lanes.kept[all]);
        shake_chains::run(shape, &heads[all], values, &lanes.stops[all], kept);
    }
}
