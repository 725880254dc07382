//! Self-test of the key derivations of ANS X9.42.

use super::{Cast, Probe};
use crate::algorithms::hash::HashAlgorithm;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::x942::{OtherInfo, concatenation, der};

impl Cast {
    /// The self-tests of the derivations, that of the hash function first.
    #[inline]
    pub(crate) const fn of_x942(algorithm: HashAlgorithm) -> [Self; 2] {
        [Self::of_hash(algorithm), Self::X942]
    }
}

/// The key wrapping with Triple DES of RFC 3370, whose identifier ACVP uses.
const OID: [u8; 11] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x03, 0x06];

/// Both derivations with SHA-256.
pub(super) fn test(probe: &mut Probe) -> bool {
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
#[rustfmt::skip]
const CONCATENATION: [u8; 40] = [
    0x24, 0x99, 0x47, 0x47, 0xf1, 0x3a, 0x91, 0x9a, 0xc9, 0x72, 0x34, 0xe9, 0xd8, 0xcb, 0x39, 0x07,
    0x2e, 0x83, 0xae, 0xf1, 0xa5, 0xec, 0x9d, 0x93, 0xb0, 0xb0, 0xf9, 0x5d, 0x19, 0x6f, 0x82, 0x69,
    0xe4, 0x86, 0xd0, 0x7d, 0x71, 0x1f, 0xf8, 0x4c,
];

/// Python's hashlib, with DER written there.
#[rustfmt::skip]
const DER: [u8; 40] = [
    0x77, 0x6e, 0xde, 0xa3, 0x5f, 0x59, 0xa3, 0xf8, 0xaa, 0xca, 0x3f, 0x91, 0x79, 0xd5, 0x45, 0x4d,
    0xa3, 0xc4, 0x03, 0xb4, 0x33, 0xc8, 0xd1, 0x59, 0x9e, 0x8b, 0x1c, 0x5a, 0x77, 0x17, 0x1e, 0x80,
    0x60, 0x41, 0xa9, 0x48, 0x52, 0x1d, 0x51, 0xed,
];
