//! RSA: the size of the key, its exponent, hash function, salt and mask; DSA. CNSA 2.0 has none of
//! it.

use super::{BASELINE_ONLY, NEVER, NOT_CNSA, Row, S, SHORT_NOT_CNSA};
use qila::dsa::{Domain, VerifyingKey as DsaKey};
use qila::hash::HashAlgorithm::{Sha1, Sha224, Sha256};
use qila::random::Rng;
use qila::rsa::{Digest, EncryptionKey, Mask, Oaep, Pss, VerifyingKey};
use qila::{Indicator, Result};

/// A number of so many bits, which is odd.
fn key(bits: usize, e: &[u8]) -> Result<VerifyingKey> {
    VerifyingKey::new(&vec![0xff; bits / 8], e)
}

const E: &[u8] = &[1, 0, 1];

/// What is approved for legacy use is not refused.
fn lawful(indicator: Indicator) -> Result<Indicator> {
    Ok(if indicator.is_approved() { Indicator::Approved } else { indicator })
}

fn verification(bits: usize, digest: impl Into<Digest>) -> Result<Indicator> {
    lawful(key(bits, E)?.pkcs1_indicator(digest))
}

fn transport(oaep: Oaep) -> Result<Indicator> {
    Ok(EncryptionKey::new(&[0xff; 384], E)?.oaep_indicator(oaep))
}

/// A key of the example among the operations.
fn dsa() -> Result<Indicator> {
    let (p, rest) = include_bytes!("../../common/operations/dsa.bin").split_at(128);
    let ((q, rest), mut rng) = (rest.split_at(20), Rng::new()?);
    let (g, rest) = rest.split_at(128);
    let domain = Domain::new(p, q, g, &mut rng)?;
    assert_eq!(domain.indicator(), DsaKey::new(&domain, &rest[..128])?.indicator());
    Ok(domain.indicator())
}

pub const RSA: &[Row] = &[
    ("verification with RSA-1024", SHORT_NOT_CNSA, || lawful(key(1024, E)?.indicator())),
    ("verification with RSA-2048", SHORT_NOT_CNSA, || Ok(key(2048, E)?.indicator())),
    ("verification with RSA-3072", NOT_CNSA, || Ok(key(3072, E)?.indicator())),
    ("verification with an exponent of 3", BASELINE_ONLY, || lawful(key(3072, &[3])?.indicator())),
    ("verification with RSA-3072 and SHA-1", BASELINE_ONLY, || verification(3072, Sha1)),
    ("verification with RSA-3072 and SHA2-224", BASELINE_ONLY, || verification(3072, Sha224)),
    ("verification with RSA-3072 and SHA2-256", NOT_CNSA, || verification(3072, Sha256)),
    ("PSS with a long salt", NEVER, || Ok(key(3072, E)?.pss_indicator(Pss::new(Sha256).with_salt(33)))),
    ("PSS with SHAKE128", NOT_CNSA, || Ok(key(3072, E)?.pss_indicator(Pss::new(Digest::Shake128)))),
    ("PSS with a mask by SHA-1", BASELINE_ONLY, || {
        Ok(key(3072, E)?.pss_indicator(Pss::new(Sha256).with_mask(Mask::Mgf1(Sha1.into()))))
    }),
    ("encryption with RSA-2048", [None, S, super::O, S], || Ok(EncryptionKey::new(&[0xff; 256], E)?.indicator())),
    ("verification with DSA", BASELINE_ONLY, || lawful(dsa()?)),
    ("OAEP with SHA-1", BASELINE_ONLY, || transport(Oaep::new(Sha1))),
    ("OAEP with SHA2-256", NOT_CNSA, || transport(Oaep::new(Sha256))),
    ("OAEP with SHAKE128", NEVER, || transport(Oaep::new(Digest::Shake128))),
];
