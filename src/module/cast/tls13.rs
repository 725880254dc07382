//! Self-test of the key schedule of TLS 1.3.

use super::hkdf::HKDF;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::tls13;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::hex::hex;

self_test! {
    /// A traffic secret with SHA-256.
    TLS13 = "TLS 1.3 KDF", "RFC 8446", after [HKDF] => test;
}

/// A client's handshake traffic secret with SHA-256, from a pre-shared key and a shared secret.
fn test(probe: &mut Probe) -> bool {
    let early = tls13::early_secret::<Sha256>(&probe.input(*b"pre-shared key of 28 bytes.."));
    let shared = probe.input(*b"shared secret of 32 bytes.......");
    let Ok(handshake) = tls13::next_secret::<Sha256>(&early, &shared) else { return false };
    let transcript = probe.input(*b"a transcript hash of 32 bytes...");
    let mut out = [0; 32];
    let key = HmacKey::<Sha256>::new(&*handshake);
    tls13::expand_label(&key, b"c hs traffic", &transcript, &mut out).is_ok() && out == TRAFFIC_SECRET
}

/// Python's hmac (`kat-vectors/generate/derivations.py`), whose other values are those of RFC 8448.
const TRAFFIC_SECRET: [u8; 32] = hex!("eda152e0823c40d81c0cf59cd0f37acf293e2dece7fa5451722205c1631c9d2a");
