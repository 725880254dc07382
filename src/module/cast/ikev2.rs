//! Self-test of the key derivation of IKE version 2.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::ikev2::{prf_plus, rekeyed, skeyseed};
use crate::base::hex::hex;

self_test! {
    /// Keying material and a new SKEYSEED with SHA-256.
    IKEV2 = "IKEv2 KDF", "SP 800-135 r1", after [HMAC_SHA2_256] => test;
}

/// Keying material with SHA-256, and the SKEYSEED that follows on it.
fn test(probe: &mut Probe) -> bool {
    let (ni, nr) = (probe.input(*b"initiator nonce"), probe.input(*b"responder nonce"));
    let (spi_i, spi_r) = (probe.input(*b"SPI init"), probe.input(*b"SPI resp"));
    let shared = probe.input(*b"shared secret g^ir");
    let seed = skeyseed::<Sha256>(&ni, &nr, &shared);
    let mut out = [0; 72];
    prf_plus::<Sha256>(&*seed, [&ni, &nr, &spi_i, &spi_r], &mut out).is_ok()
        && out == KEYS
        && *rekeyed::<Sha256>(&out[..32], &ni, &nr, &shared) == REKEYED
}

/// This and the next: Python's hmac (`kat-vectors/generate/derivations.py`), which agrees with
/// NIST's CAVP vectors for IKE version 2.
const KEYS: [u8; 72] = hex!(
    "d878dd3404ad2a7b37585c5fce301f1214ff196e1bb31ea03f4f3528136ffb96",
    "18570252bb77198411eeaf4427a6cecbed23c72a3d94e86693499fe2f71e0442",
    "f2834916f6c6d6da",
);

const REKEYED: [u8; 32] = hex!("d8d46f6741cd0fab28489753bce24ab3ec6d76dc81995ed91f2646546ac0455b");
