//! Self-test of the key localization of SNMP.

use super::hash::SHA1;
use super::{Probe, self_test};
use crate::algorithms::kdf::snmp;
use crate::base::hex::hex;

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

const KEY: [u8; 20] = hex!("6695febc9288e36282235fc7151f128497b38f3f");
