//! The hash function of a tree, of one input and along chains.

use super::parameters::Function;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::shake::shake;
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::{Hash, shake_chains};
use crate::kernels::groups::MOST;
use crate::kernels::sha2_256::chains::{Chains, Shape};
use crate::kernels::sha2_256::{IV_256, Kernel};

/// The longest value of n bytes; shorter ones stand at the beginning.
pub(super) const MAX_N: usize = 32;
pub(super) type Value = [u8; MAX_N];

/// How many chains go side by side at most.
pub(super) const LANES: usize = MOST;
/// What stands before a value on its chain: I, q, i and j (RFC 8554 section 4.3).
pub(super) const HEAD: usize = 23;

/// Chains side by side: each from a value on, as many steps as it has to go.
pub(super) struct Lanes {
    pub(super) count: usize,
    pub(super) heads: [[u8; HEAD]; LANES],
    pub(super) values: [Value; LANES],
    pub(super) stops: [u32; LANES],
}

impl Lanes {
    /// No chain.
    pub(super) const fn new() -> Self {
        Self { count: 0, heads: [[0; HEAD]; LANES], values: [[0; MAX_N]; LANES], stops: [0; LANES] }
    }

    /// One more, from a value of n bytes on.
    pub(super) fn push(&mut self, head: [u8; HEAD], value: &[u8], stop: u32) {
        self.heads[self.count] = head;
        self.values[self.count][..value.len()].copy_from_slice(value);
        self.stops[self.count] = stop;
        self.count += 1;
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

    /// Goes along chains to their stops, and puts what is there in the place of the values.
    ///
    /// Time: depends on the stops.
    pub(super) fn chain(self, lanes: &mut Lanes) {
        let Lanes { count, heads, values, stops } = lanes;
        let steps = stops[..*count].iter().copied().max().unwrap_or_default();
        if self.is_sha2 {
            let mut chains = Chains::new();
            for (block, (head, value)) in chains.blocks.iter_mut().zip(heads.iter().zip(&*values)) {
                block[..HEAD].copy_from_slice(head);
                block[HEAD..HEAD + self.n].copy_from_slice(&value[..self.n]);
                block[HEAD + self.n] = 0x80;
                block[62..].copy_from_slice(&(8 * (HEAD + self.n) as u16).to_be_bytes());
            }
            chains.stops = *stops;
            *chains.kept = *values;
            let shape = Shape { head: HEAD, value: self.n, steps };
            Kernel::choose().run_chains(&IV_256, shape, *count, &mut chains);
            *values = *chains.kept;
            return;
        }
        let heads = heads.map(|head| {
            let mut wide = [0; shake_chains::MAX_HEAD];
            wide[..HEAD].copy_from_slice(&head);
            wide
        });
        let (shape, mut ends) = (shake_chains::Shape { head: HEAD, value: self.n, steps }, *values);
        let (ends, values) = (&mut ends[..*count], &mut values[..*count]);
        shake_chains::run(shape, &heads[..*count], ends, &stops[..*count], values);
    }
}
