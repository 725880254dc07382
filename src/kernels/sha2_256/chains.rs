//! Hash chains: a value is hashed again and again behind a head whose last byte counts the steps (F
//! of FIPS 205 section 11.2, and LM-OTS of RFC 8554 section 4.3).

use super::{Block, State};
use crate::kernels::groups::MOST;
use crate::machine::wipe::Wiped;

/// A value; shorter ones stand at the beginning.
pub(crate) type Value = [u8; 32];

/// What is the same for all chains.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// The bytes of a head, behind which a value begins: 22 or 23.
    pub(crate) head: usize,
    /// The bytes of a value: 16, 24 or 32.
    pub(crate) value: usize,
    /// How many steps there are.
    pub(crate) steps: u32,
}

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
    shape: Shape,
    count: usize,
    chains: &mut Chains,
) {
    let Shape { head, value: size, steps } = shape;
    for first in (0..count.min(MOST)).step_by(2) {
        for step in 1..=steps {
            let mut states = Wiped::new([*begun; 2]);
            compress_each(&mut states, [&chains.blocks[first], &chains.blocks[first + 1]]);
            for (i, state) in states.iter().enumerate() {
                let value = Wiped::new(state.map(u32::to_be_bytes));
                let (value, block) = (&value.as_flattened()[..size], &mut chains.blocks[first + i]);
                block[head..head + size].copy_from_slice(value);
                block[head - 1] = block[head - 1].wrapping_add(1);
                chains.values[first + i][..size].copy_from_slice(value);
                if chains.stops[first + i] == step {
                    chains.kept[first + i][..size].copy_from_slice(value);
                }
            }
        }
    }
}
