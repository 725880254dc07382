//! SLH-DSA, for which CNSA 2.0 has no place.

use super::{BASELINE_ONLY, NOT_CNSA, Row};
use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f, SlhDsaSha2_256f, SlhDsaShake192f};
use qila::{Indicator, Result, lab};

fn pure<P: ParameterSet, const N: usize>() -> Result<Indicator> {
    let sk = lab::slh_dsa::key::<P>([&[1; N]; 3])?;
    assert_eq!(sk.indicator(), sk.verifying_key()?.indicator());
    Ok(sk.indicator())
}

fn hashed<P: ParameterSet, const N: usize>(hash: PreHash) -> Result<Indicator> {
    let sk: SigningKey<P> = lab::slh_dsa::key([&[1; N]; 3])?;
    assert_eq!(sk.hash_indicator(hash), sk.verifying_key()?.hash_indicator(hash));
    Ok(sk.hash_indicator(hash))
}

pub const HASH_BASED: &[Row] = &[
    ("SLH-DSA-SHA2-128f", NOT_CNSA, pure::<SlhDsaSha2_128f, 16>),
    ("SLH-DSA-SHAKE-192f", NOT_CNSA, pure::<SlhDsaShake192f, 24>),
    ("SLH-DSA-SHA2-256f", NOT_CNSA, pure::<SlhDsaSha2_256f, 32>),
    ("HashSLH-DSA-SHA2-128f with SHA2-224", BASELINE_ONLY, || hashed::<SlhDsaSha2_128f, 16>(PreHash::Sha224)),
    ("HashSLH-DSA-SHA2-256f with SHA2-512/224", BASELINE_ONLY, || hashed::<SlhDsaSha2_256f, 32>(PreHash::Sha512_224)),
    ("HashSLH-DSA-SHA2-128f with SHA2-256", NOT_CNSA, || hashed::<SlhDsaSha2_128f, 16>(PreHash::Sha256)),
    ("HashSLH-DSA-SHAKE-192f with SHAKE-128", NOT_CNSA, || hashed::<SlhDsaShake192f, 24>(PreHash::Shake128)),
    ("HashSLH-DSA-SHA2-256f with SHA2-512", NOT_CNSA, || hashed::<SlhDsaSha2_256f, 32>(PreHash::Sha512)),
];
