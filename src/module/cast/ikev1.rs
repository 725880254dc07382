//! Self-test of the key derivation of IKE version 1.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::ikev1::{Authentication, Exchange, derive};
use crate::base::hex::hex;

self_test! {
    /// Every way to authenticate with SHA-256.
    IKEV1 = "IKEv1 KDF", "SP 800-135 r1", after [HMAC_SHA2_256] => test;
}

/// SKEYID_e, to which all others lead, with SHA-256 for each way to authenticate.
fn test(probe: &mut Probe) -> bool {
    use Authentication::{PresharedKey, PublicKeyEncryption, Signature};
    let exchange = Exchange {
        initiator_nonce: &probe.input(*b"initiator nonce"),
        responder_nonce: &probe.input(*b"responder nonce"),
        initiator_cookie: &probe.input(*b"cookie I"),
        responder_cookie: &probe.input(*b"cookie R"),
        shared_secret: &probe.input(*b"shared secret g^xy"),
    };
    let psk = probe.input(*b"pre-shared key");
    [Signature, PublicKeyEncryption, PresharedKey(&psk)].iter().zip(&SKEYID_E).all(|(authentication, expected)| {
        let [_, _, _, e] = derive::<Sha256>(*authentication, &exchange);
        *e == *expected
    })
}

/// Python's hmac (`kat-vectors/generate/derivations.py`), which agrees with NIST's CAVP vectors for
/// IKE version 1.
const SKEYID_E: [[u8; 32]; 3] = [
    hex!("90b407bad805c04dd7ed15e9404fa5ee8d419df80113f068adf6984a83ab9f72"),
    hex!("663706d15a3cededeed5c8dde907331bcfac1832e541c3ecec18fe4842305dc9"),
    hex!("4804f2f8351d6362193059202eafb822bf42c6f966175a9ec606ad2a01b2bd86"),
];
