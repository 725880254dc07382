//! Self-test of ParallelHash.

use super::{Cast, Probe};
use crate::algorithms::hash::parallel_hash::ParallelHash;
use crate::algorithms::hash::sponge::{LastBits, Rate};

impl Cast {
    /// The self-tests of ParallelHash, that of the permutation first.
    pub(crate) const OF_PARALLEL_HASH: [Self; 2] = [Self::Sha3, Self::ParallelHash];
}

/// The bytes of a block.
const BLOCK: usize = 8;

/// ParallelHash128 of a message that counts up from zero: eight blocks side by side, two more, and a part of one.
pub(super) fn test(probe: &mut Probe) -> bool {
    let mut message = ParallelHash::new(Rate::OF_128, BLOCK, &probe.input(*b"Parallel Data"));
    message.update(&probe.input::<85>(core::array::from_fn(|i| i as u8)));
    let mut value = [0; 32];
    message.finalize(LastBits::NONE, Some(8 * value.len() as u64)).read(&mut value);
    value == VALUE
}

/// Keccak in Python, which agrees with NIST's samples of ParallelHash (`kat-vectors/generate/keccak.py`).
#[rustfmt::skip]
const VALUE: [u8; 32] = [
    0x01, 0xe0, 0xfb, 0x71, 0x38, 0xed, 0xd4, 0x71, 0xa6, 0x03, 0xa2, 0x65, 0x63, 0x7a, 0x24, 0x3f,
    0xc9, 0x38, 0xda, 0xff, 0xff, 0x8b, 0xb1, 0x10, 0x9a, 0x9d, 0x76, 0x43, 0x00, 0xe4, 0x1e, 0xa6,
];
