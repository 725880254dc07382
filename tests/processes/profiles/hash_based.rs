//! SLH-DSA, for which CNSA 2.0 has no place, and LMS and XMSS, which it has.

use super::{ALWAYS, BASELINE_ONLY, N, NOT_CNSA, Row};
use qila::slh_dsa::{ParameterSet, PreHash, SigningKey, SlhDsaSha2_128f, SlhDsaSha2_256f, SlhDsaShake192f};
use qila::{Indicator, Result, lab, lms, xmss};

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
    ("LMS_SHA256_M24_H5", ALWAYS, || Ok(lms::VerifyingKey::<lms::Lms>::new(&keyed::<48>([10, 5]))?.indicator())),
    ("LMS_SHAKE_M32_H25", ALWAYS, || Ok(lms::VerifyingKey::<lms::Lms>::new(&keyed::<56>([19, 12]))?.indicator())),
    ("HSS of one level", ALWAYS, || Ok(lms::VerifyingKey::<lms::Hss>::new(&hierarchy())?.indicator())),
    ("a signing key of LMS", [N; 4], || {
        let mut nodes = lms::Nodes::<1>::new();
        Ok(lab::lms::key::<lms::Lms, 1>(&[[5, 3]], &[1; 16], &[2; 32], &mut nodes)?.indicator())
    }),
    ("XMSS-SHA2_10_192", ALWAYS, || Ok(xmss::VerifyingKey::<xmss::Xmss>::new(&keyed::<52>([13, 0]))?.indicator())),
    ("XMSSMT-SHA2_20/2_256", ALWAYS, || {
        Ok(xmss::VerifyingKey::<xmss::XmssMt>::new(&keyed::<68>([1, 0]))?.indicator())
    }),
];

/// A key of zeros behind one or two numbers.
fn keyed<const N: usize>(numbers: [u8; 2]) -> [u8; N] {
    let mut key = [0; N];
    (key[3], key[7]) = (numbers[0], numbers[1]);
    key
}

fn hierarchy() -> [u8; 60] {
    let mut key = [0; 60];
    (key[3], key[7], key[11]) = (1, 5, 4);
    key
}
