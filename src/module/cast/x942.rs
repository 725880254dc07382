//! Self-test of the key derivations of ANS X9.42.

use super::hash::SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::x942::{OtherInfo, concatenation, der};
use crate::base::hex::hex;

self_test! {
    /// Concatenation and DER with SHA-256.
    X942 = "ANS X9.42 KDF", "SP 800-135 r1", after [SHA2_256] => test;
}

/// The key wrapping with Triple DES of RFC 3370, whose identifier ACVP uses.
const OID: [u8; 11] = hex!("2a864886f70d0109100306");

/// Both derivations with SHA-256.
fn test(probe: &mut Probe) -> bool {
    let secret = probe.input(*b"shared secret Z!");
    let info = OtherInfo {
        oid: &probe.input(OID),
        party_u: &probe.input(*b"party U"),
        supp_pub: &probe.input(*b"public"),
        ..OtherInfo::default()
    };
    let mut out = [[0; 40]; 2];
    concatenation::<Sha256>(&secret, &probe.input(*b"other information"), &mut out[0]).is_ok()
        && der::<Sha256>(&secret, &info, &mut out[1]).is_ok()
        && out == [CONCATENATION, DER]
}

/// The Python package cryptography (`kat-vectors/generate/derivations.py`).
const CONCATENATION: [u8; 40] =
    hex!("24994747f13a919ac97234e9d8cb39072e83aef1a5ec9d93b0b0f95d196f8269", "e486d07d711ff84c",);

/// Python's hashlib, with DER written there.
const DER: [u8; 40] = hex!("776edea35f59a3f8aaca3f9179d5454da3c403b433c8d1599e8b1c5a77171e80", "6041a948521d51ed",);
