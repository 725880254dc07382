//! Self-test of the key derivation of IKE version 1.

use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::ikev1::{Authentication, Exchange, derive};

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
#[rustfmt::skip]
const SKEYID_E: [[u8; 32]; 3] = [
    [
        0x90, 0xb4, 0x07, 0xba, 0xd8, 0x05, 0xc0, 0x4d, 0xd7, 0xed, 0x15, 0xe9, 0x40, 0x4f, 0xa5, 0xee,
        0x8d, 0x41, 0x9d, 0xf8, 0x01, 0x13, 0xf0, 0x68, 0xad, 0xf6, 0x98, 0x4a, 0x83, 0xab, 0x9f, 0x72,
    ],
    [
        0x66, 0x37, 0x06, 0xd1, 0x5a, 0x3c, 0xed, 0xed, 0xee, 0xd5, 0xc8, 0xdd, 0xe9, 0x07, 0x33, 0x1b,
        0xcf, 0xac, 0x18, 0x32, 0xe5, 0x41, 0xc3, 0xec, 0xec, 0x18, 0xfe, 0x48, 0x42, 0x30, 0x5d, 0xc9,
    ],
    [
        0x48, 0x04, 0xf2, 0xf8, 0x35, 0x1d, 0x63, 0x62, 0x19, 0x30, 0x59, 0x20, 0x2e, 0xaf, 0xb8, 0x22,
        0xbf, 0x42, 0xc6, 0xf9, 0x66, 0x17, 0x5a, 0x9e, 0xc6, 0x06, 0xad, 0x2a, 0x01, 0xb2, 0xbd, 0x86,
    ],
];
