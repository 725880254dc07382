//! Agreement on curves: as strong as the curve, and no part of CNSA 2.0.

use super::{BASELINE_ONLY, NOT_CNSA, Row};
use qila::ecdh::{EcdhCurve, P224, P256, P384, P521, PrivateKey};
use qila::{Indicator, Result};

fn of<C: EcdhCurve>() -> Result<Indicator> {
    let own = PrivateKey::<C>::from_scalar(&[1; 66][..size_of::<C::ScalarBytes>()])?;
    assert_eq!(own.indicator(), own.public_key()?.indicator());
    Ok(own.indicator())
}

pub const ECDH: &[Row] = &[
    ("ECDH on P-224", BASELINE_ONLY, of::<P224>),
    ("ECDH on P-256", NOT_CNSA, of::<P256>),
    ("ECDH on P-384", NOT_CNSA, of::<P384>),
    ("ECDH on P-521", NOT_CNSA, of::<P521>),
];
