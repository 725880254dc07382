//! ECDSA: as strong as the weaker of curve and hash function, and no part of CNSA 2.0.

use super::{BASELINE_ONLY, NOT_CNSA, Row};
use qila::ecdsa::{EcdsaCurve, P224, P256, P384, P521, PreHash, SigningKey};
use qila::{Indicator, Result};

fn of<C: EcdsaCurve>(hash: PreHash) -> Result<Indicator> {
    let sk = SigningKey::<C>::from_scalar(&[1; 66][..size_of::<C::ScalarBytes>()])?;
    assert_eq!(sk.indicator(hash), sk.verifying_key()?.indicator(hash));
    Ok(sk.indicator(hash))
}

pub const ECDSA: &[Row] = &[
    ("ECDSA on P-224 with SHA2-224", BASELINE_ONLY, || of::<P224>(PreHash::Sha224)),
    ("ECDSA on P-224 with SHA2-512", BASELINE_ONLY, || of::<P224>(PreHash::Sha512)),
    ("ECDSA on P-256 with SHA2-224", BASELINE_ONLY, || of::<P256>(PreHash::Sha224)),
    ("ECDSA on P-256 with SHA3-224", BASELINE_ONLY, || of::<P256>(PreHash::Sha3_224)),
    ("ECDSA on P-256 with SHA2-256", NOT_CNSA, || of::<P256>(PreHash::Sha256)),
    ("ECDSA on P-384 with SHA2-384", NOT_CNSA, || of::<P384>(PreHash::Sha384)),
    ("ECDSA on P-521 with SHAKE-256", NOT_CNSA, || of::<P521>(PreHash::Shake256)),
];
