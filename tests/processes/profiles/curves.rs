//! EdDSA and finite-field Diffie-Hellman, for which CNSA 2.0 has no place, and X25519 and X448,
//! which NIST does not approve.

use super::{BASELINE_ONLY, N, NOT_CNSA, Row};
use qila::ffdh::{Group, PrivateKey};
use qila::{Indicator, Result, eddsa, xdh};

fn signing<C: eddsa::Curve, const LEN: usize>() -> Result<Indicator> {
    let sk = eddsa::SigningKey::<C>::from_seed(&[1; LEN])?;
    assert_eq!(sk.indicator(), sk.verifying_key()?.indicator());
    Ok(sk.indicator())
}

fn agreement<C: xdh::Curve, const LEN: usize>() -> Result<Indicator> {
    let key = xdh::PrivateKey::<C>::from_bytes(&[1; LEN])?;
    assert_eq!(key.indicator(), key.public_key()?.indicator());
    Ok(key.indicator())
}

fn group(group: Group) -> Result<Indicator> {
    let key = PrivateKey::from_bytes(group, &[9])?;
    assert_eq!(key.indicator(), key.public_key()?.indicator());
    Ok(key.indicator())
}

pub const CURVES: &[Row] = &[
    ("Ed25519", NOT_CNSA, signing::<eddsa::Ed25519, 32>),
    ("Ed448", NOT_CNSA, signing::<eddsa::Ed448, 57>),
    ("X25519", [N; 4], agreement::<xdh::X25519, 32>),
    ("ffdhe2048", BASELINE_ONLY, || group(Group::Ffdhe2048)),
    ("MODP-3072", NOT_CNSA, || group(Group::Modp3072)),
    ("X448", [N; 4], agreement::<xdh::X448, 56>),
];
