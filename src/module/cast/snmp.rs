//! Self-test of the key localization of SNMP.

use super::hash::SHA1;
use super::{Probe, self_test};
use crate::algorithms::kdf::snmp;

self_test! {
    /// A password and an engine.
    SNMP = "SNMP KDF", "SP 800-135 r1", after [SHA1] => test;
}

/// RFC 3414 appendix A.3.2.
fn test(probe: &mut Probe) -> bool {
    let password = probe.input(*b"maplesyrup");
    let engine_id = probe.input([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    snmp::derive(&password, &engine_id).is_ok_and(|key| *key == KEY)
}

#[rustfmt::skip]
const KEY: [u8; 20] = [
    0x66, 0x95, 0xfe, 0xbc, 0x92, 0x88, 0xe3, 0x62, 0x82, 0x23, 0x5f, 0xc7, 0x15, 0x1f, 0x12, 0x84,
    0x97, 0xb3, 0x8f, 0x3f,
];
