//! Self-test of TupleHash.

use super::{Cast, Probe};
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::tuple_hash::TupleHash;

impl Cast {
    /// The self-tests of TupleHash, that of the permutation first.
    pub(crate) const OF_TUPLE_HASH: [Self; 2] = [Self::Sha3, Self::TupleHash];
}

/// NIST's sample 2 of TupleHash for SP 800-185: TupleHash128 of two elements.
pub(super) fn test(probe: &mut Probe) -> bool {
    let mut list = TupleHash::new(Rate::OF_128, &probe.input(*b"My Tuple App"));
    list.add(&probe.input([0x00, 0x01, 0x02]));
    list.add(&probe.input([0x10, 0x11, 0x12, 0x13, 0x14, 0x15]));
    let mut value = [0; 32];
    list.finalize(Some(8 * value.len() as u64)).read(&mut value);
    value == VALUE
}

#[rustfmt::skip]
const VALUE: [u8; 32] = [
    0x75, 0xcd, 0xb2, 0x0f, 0xf4, 0xdb, 0x11, 0x54, 0xe8, 0x41, 0xd7, 0x58, 0xe2, 0x41, 0x60, 0xc5,
    0x4b, 0xae, 0x86, 0xeb, 0x8c, 0x13, 0xe7, 0xf5, 0xf4, 0x0e, 0xb3, 0x55, 0x88, 0xe9, 0x6d, 0xfb,
];
