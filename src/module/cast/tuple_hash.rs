//! Self-test of TupleHash.

use super::hash::SHA3;
use super::{Probe, self_test};
use crate::algorithms::hash::sponge::Rate;
use crate::algorithms::hash::tuple_hash::TupleHash;
use crate::base::hex::hex;

self_test! {
    /// One list of two elements through TupleHash128 and TupleHash256, with and without a
    /// customization string.
    TUPLE_HASH = "TupleHash", "SP 800-185", after [SHA3] => test;
}

/// NIST's samples 1, 2, 4 and 5 of TupleHash for SP 800-185: two elements, for each rate without a
/// customization string, where the module has a state that was computed when it was compiled, and
/// with one.
fn test(probe: &mut Probe) -> bool {
    let (first, second) = (probe.input([0x00, 0x01, 0x02]), probe.input([0x10, 0x11, 0x12, 0x13, 0x14, 0x15]));
    let customization = probe.input(*b"My Tuple App");
    let gives = |rate, customization: &[u8], expected: &[u8]| {
        let mut list = TupleHash::new(rate, customization);
        list.add(&first);
        list.add(&second);
        let mut value = [0; 64];
        let value = &mut value[..expected.len()];
        list.finalize(Some(8 * value.len() as u64)).read(value);
        value == expected
    };
    gives(Rate::OF_128, &[], &ALONE_128)
        && gives(Rate::OF_128, &customization, &CUSTOMIZED_128)
        && gives(Rate::OF_256, &[], &ALONE_256)
        && gives(Rate::OF_256, &customization, &CUSTOMIZED_256)
}

const ALONE_128: [u8; 32] = hex!("c5d8786c1afb9b82111ab34b65b2c0048fa64e6d48e263264ce1707d3ffc8ed1");
const CUSTOMIZED_128: [u8; 32] = hex!("75cdb20ff4db1154e841d758e24160c54bae86eb8c13e7f5f40eb35588e96dfb");
const ALONE_256: [u8; 64] = hex!(
    "cfb7058caca5e668f81a12a20a2195ce97a925f1dba3e7449a56f82201ec6073",
    "11ac2696b1ab5ea2352df1423bde7bd4bb78c9aed1a853c78672f9eb23bbe194",
);
const CUSTOMIZED_256: [u8; 64] = hex!(
    "147c2191d5ed7efd98dbd96d7ab5a11692576f5fe2a5065f3e33de6bba9f3aa1",
    "c4e9a068a289c61c95aab30aee1e410b0b607de3620e24a4e3bf9852a1d4367e",
);
