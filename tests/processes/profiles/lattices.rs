//! ML-KEM and ML-DSA, of which CNSA 2.0 wants the strongest sets, and no HashML-DSA; hybrids, which
//! are what the better half is.

use super::{ALWAYS, BASELINE_ONLY, N, NOT_CNSA, Row};
use qila::Result;
use qila::hybrid::{self, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768, XWing};
use qila::ml_dsa::{MlDsa44, MlDsa65, MlDsa87, PreHash, SigningKey};
use qila::ml_kem::{DecapsulationKey, MlKem512, MlKem768, MlKem1024};
use qila::{Indicator, ml_dsa, ml_kem};

fn kem<P: ml_kem::ParameterSet>() -> Result<Indicator> {
    let dk = DecapsulationKey::<P>::from_seed(&[1; 64])?;
    assert_eq!(dk.indicator(), dk.encapsulation_key()?.indicator());
    Ok(dk.indicator())
}

fn hybrid<C: hybrid::Combination, const SEED: usize>() -> Result<Indicator> {
    let dk = hybrid::DecapsulationKey::<C>::from_seed(&[1; SEED])?;
    assert_eq!(dk.indicator(), dk.encapsulation_key()?.indicator());
    Ok(dk.indicator())
}

fn dsa<P: ml_dsa::ParameterSet>() -> Result<Indicator> {
    let sk = SigningKey::<P>::from_seed(&[1; 32])?;
    assert_eq!(sk.indicator(), sk.verifying_key()?.indicator());
    Ok(sk.indicator())
}

fn hashed<P: ml_dsa::ParameterSet>(hash: PreHash) -> Result<Indicator> {
    let sk = SigningKey::<P>::from_seed(&[1; 32])?;
    assert_eq!(sk.hash_indicator(hash), sk.verifying_key()?.hash_indicator(hash));
    Ok(sk.hash_indicator(hash))
}

pub const LATTICES: &[Row] = &[
    ("ML-KEM-512", NOT_CNSA, kem::<MlKem512>),
    ("ML-KEM-768", NOT_CNSA, kem::<MlKem768>),
    ("ML-KEM-1024", ALWAYS, kem::<MlKem1024>),
    ("X25519MLKEM768", NOT_CNSA, hybrid::<X25519MlKem768, 96>),
    ("SecP256r1MLKEM768", NOT_CNSA, hybrid::<SecP256r1MlKem768, 96>),
    ("SecP384r1MLKEM1024", ALWAYS, hybrid::<SecP384r1MlKem1024, 112>),
    ("X-Wing", [N; 4], hybrid::<XWing, 32>),
    ("ML-DSA-44", NOT_CNSA, dsa::<MlDsa44>),
    ("ML-DSA-65", NOT_CNSA, dsa::<MlDsa65>),
    ("ML-DSA-87", ALWAYS, dsa::<MlDsa87>),
    ("HashML-DSA-44 with SHA2-224", BASELINE_ONLY, || hashed::<MlDsa44>(PreHash::Sha224)),
    ("HashML-DSA-87 with SHA2-512/224", BASELINE_ONLY, || hashed::<MlDsa87>(PreHash::Sha512_224)),
    ("HashML-DSA-65 with SHA3-224", BASELINE_ONLY, || hashed::<MlDsa65>(PreHash::Sha3_224)),
    ("HashML-DSA-44 with SHA2-256", NOT_CNSA, || hashed::<MlDsa44>(PreHash::Sha256)),
    ("HashML-DSA-87 with SHAKE-128", NOT_CNSA, || hashed::<MlDsa87>(PreHash::Shake128)),
    ("HashML-DSA-87 with SHA2-512", NOT_CNSA, || hashed::<MlDsa87>(PreHash::Sha512)),
];
