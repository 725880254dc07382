//! Self-test of the pseudorandom function of TLS 1.2.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::tls12;
use crate::base::hex::hex;

self_test! {
    /// A key block and master secrets with SHA-256.
    TLS12 = "TLS 1.2 KDF", "SP 800-135 r1, RFC 7627", after [HMAC_SHA2_256] => test;
}

/// A key that counts up from 0x40.
const KEY: [u8; 32] = *b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";

/// With SHA-256 and each label that the services have of their own.
fn test(probe: &mut Probe) -> bool {
    use tls12::{EXTENDED_MASTER_SECRET, KEY_EXPANSION, MASTER_SECRET};
    let secret = probe.input(KEY);
    let (server, client) = (probe.input(*b"server random"), probe.input(*b"client random"));
    // Not a table: answers beside pointers would lie where the loader writes.
    let gives = |label: &[u8], expected: &[u8; 40]| {
        let mut out = [0; 40];
        tls12::prf::<Sha256>(&secret, label, [&server, &client], &mut out);
        out == *expected
    };
    gives(KEY_EXPANSION, &KEY_BLOCK) && gives(EXTENDED_MASTER_SECRET, &EXTENDED) && gives(MASTER_SECRET, &UNBOUND)
}

/// Python's hmac (`kat-vectors/generate/derivations.py`).
const KEY_BLOCK: [u8; 40] =
    hex!("00c595a40ee677b6646a0b1af0a7625194c38fa8ab94798810246a4a2c083623", "11a96c9cff694106",);

// As the other (`kat-vectors/generate/self_tests.py`).
const EXTENDED: [u8; 40] =
    hex!("e8368da52666e501bff40af5b9c61aa8b438f3672f53646a337ed7d797f83aba", "8b1c76b1b172bbd5",);
const UNBOUND: [u8; 40] =
    hex!("07d62028753411069b46511e5f546a27ac02fbae1cedef6c3e9ced3f81bba4f1", "10f42e62886fbc21",);
