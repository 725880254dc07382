//! Hash chains: a value is hashed again and again behind a head whose last number counts the steps
//! (F of FIPS 205 section 11.2, along a chain of its algorithm 5).

use super::{Block, State};
use crate::kernels::groups::MOST;
use crate::machine::wipe::Wiped;

/// The bytes between the block that all chains begin with and the value: an address. Its last four
/// count the steps, and do not overflow 16 bits.
pub(crate) const HEAD: usize = 22;

/// A value; shorter ones stand at the beginning.
pub(crate) type Value = [u8; 32];

/// Chains side by side. Wipes itself on drop.
pub(crate) struct Chains {
    /// The first block of each, with its head, its value and the padding.
    pub(crate) blocks: Wiped<[Block; MOST]>,
    /// The values after all steps. Those at the beginning do not matter.
    pub(crate) values: Wiped<[Value; MOST]>,
    /// After which step each value is kept; public.
    pub(crate) stops: [u32; MOST],
    /// The values that were kept, as they are without such a step.
    pub(crate) kept: Wiped<[Value; MOST]>,
}

impl Chains {
    /// Chains of nothing.
    pub(crate) const fn new() -> Self {
        Self {
            blocks: Wiped::new([[0; 64]; MOST]),
            values: Wiped::new([[0; 32]; MOST]),
            stops: [0; MOST],
            kept: Wiped::new([[0; 32]; MOST]),
        }
    }
}

/// Goes along the first `count` chains in pairs.
pub(super) fn in_pairs(
    compress_each: impl Fn(&mut [State; 2], [&Block; 2]),
    begun: &State,
    size: usize,
    steps: u32,
    count: usize,
    chains: &mut Chains,
) {
    for first in (0..count.min(MOST)).step_by(2) {
        for step in 1..=steps {
            let mut states = Wiped::new([*begun; 2]);
            compress_each(&mut states, [&chains.blocks[first], &chains.blocks[first + 1]]);
            for (i, state) in states.iter().enumerate() {
                let value = Wiped::new(state.map(u32::to_be_bytes));
                let (value, block) = (&value.as_flattened()[..size], &mut chains.blocks[first + i]);
                block[HEAD..HEAD + size].copy_from_slice(value);
                block[HEAD - 1] = block[HEAD - 1].wrapping_add(1);
                chains.values[first + i][..size].copy_from_slice(value);
                if chains.stops[first + i] == step {
                    chains.kept[first + i][..size].copy_from_slice(value);
                }
            }
        }
    }
}
