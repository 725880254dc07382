//! Self-test of key confirmation.

use super::cmac::CMAC;
use super::hmac::HMAC_SHA2_256;
use super::kmac::KMAC;
use super::{Probe, self_test};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::key_confirmation::{Contribution, Direction, Exchange, MacFunction, Party};
use crate::base::hex::hex;

self_test! {
    /// One tag with each of HMAC-SHA-256, CMAC with AES-128, KMAC128 and KMAC256.
    KEY_CONFIRMATION = "Key confirmation", "SP 800-56A r3", after [HMAC_SHA2_256, CMAC, KMAC] => test;
}

const KEY: [u8; 16] = *b"a MAC key, 16 b.";
const ID_U: [u8; 5] = *b"Alice";
const EPHEMERAL_V: [u8; 8] = *b"a nonce.";

/// Bilateral confirmation by the responder, which gave a nonce.
fn test(probe: &mut Probe) -> bool {
    let (key, id, nonce) = (probe.input(KEY), probe.input(ID_U), probe.input(EPHEMERAL_V));
    let u = Contribution { id: &id, ephemeral: &[] };
    let v = Contribution { id: b"Bob", ephemeral: &nonce };
    let exchange = Exchange { direction: Direction::Bilateral, u, v };
    let gives = |function: MacFunction, expected: &[u8; 16]| {
        let mut tag = [0; 16];
        function.tag(&key, &exchange.mac_data(Party::V, b""), &mut tag).is_ok() && tag == *expected
    };
    gives(MacFunction::Hmac(HashAlgorithm::Sha256), &BY_HMAC)
        && gives(MacFunction::Cmac, &BY_CMAC)
        && gives(MacFunction::Kmac128, &BY_KMAC128)
        && gives(MacFunction::Kmac256, &BY_KMAC256)
}

// SP 800-56A r3 in Python (`kat-vectors/generate/self_tests.py`).
const BY_HMAC: [u8; 16] = hex!("c6a513968ea91cbede0acdad12c707db");
const BY_CMAC: [u8; 16] = hex!("6e7f487ca3c1b5b36950afba7dd9b502");
const BY_KMAC128: [u8; 16] = hex!("067c135f83fce7dbacc9551ec1a91579");
const BY_KMAC256: [u8; 16] = hex!("a0312e7402855e61a30fd3bafd0282b4");
