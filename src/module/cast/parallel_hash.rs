//! Self-test of ParallelHash.

use super::hash::SHA3;
use super::{Probe, self_test};
use crate::algorithms::hash::parallel_hash::ParallelHash;
use crate::algorithms::hash::sponge::{LastBits, Rate};
use crate::base::hex::hex;

self_test! {
    /// A message of more than eight blocks through ParallelHash128 and ParallelHash256, with and
    /// without a customization string.
    PARALLEL_HASH = "ParallelHash", "SP 800-185", after [SHA3] => test;
}

/// The bytes of a block.
const BLOCK: usize = 8;

/// A message that counts up from zero: eight blocks side by side, two more, and a part of one. For
/// each rate without a customization string, where the module has a state that was computed when it
/// was compiled, and with one.
fn test(probe: &mut Probe) -> bool {
    let customization = probe.input(*b"Parallel Data");
    let data = probe.input::<85>(core::array::from_fn(|i| i as u8));
    let gives = |rate, customization: &[u8], expected: &[u8]| {
        let mut message = ParallelHash::new(rate, BLOCK, customization);
        message.update(&data);
        let mut value = [0; 64];
        let value = &mut value[..expected.len()];
        message.finalize(LastBits::NONE, Some(8 * value.len() as u64)).read(value);
        value == expected
    };
    gives(Rate::OF_128, &[], &ALONE_128)
        && gives(Rate::OF_128, &customization, &CUSTOMIZED_128)
        && gives(Rate::OF_256, &[], &ALONE_256)
        && gives(Rate::OF_256, &customization, &CUSTOMIZED_256)
}

// Keccak in Python, which agrees with NIST's samples of ParallelHash
// (`kat-vectors/generate/self_tests.py`).
const ALONE_128: [u8; 32] = hex!("68f3bd8968f6c1604ac55fd869a38a1512bac7c16a40fa10f6277639debe92c9");
const CUSTOMIZED_128: [u8; 32] = hex!("01e0fb7138edd471a603a265637a243fc938daffff8bb1109a9d764300e41ea6");
const ALONE_256: [u8; 64] = hex!(
    "0fd5d75e194fa1196556bb951e22da20acc2c5bb87884d3ef8fdbb9226567f4e",
    "6d35dba3d65c5cbb2480fdefbe4f7a1c701886b8e216231862555f204e1cba83",
);
const CUSTOMIZED_256: [u8; 64] = hex!(
    "f4a27851d4d4d39bc6cceedc66dc5f134b2b1a78ecad3d05376d8e00be89f71a",
    "2163db391ca0bf15c6f33c590ecec7c4ec01bef7b4075ce35d3e5ec963e02eb5",
);
