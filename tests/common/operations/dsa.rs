//! Verification by DSA.

use super::input::called;
use super::{Operation, prepared, public, put};
use qila::dsa::{Domain, VerifyingKey};
use qila::hash::HashAlgorithm::{Sha3_256, Sha256};
use qila::random::Rng;
use qila::{Result, hash};

const SIZE: &str = "any size";
const HASH: &str = "SHA-1, SHA-2";

/// p, q, g and y of 1024 and 160 bits, and signatures of one byte, 7 (`examples` of
/// `kat-vectors/generate/dsa.py`).
const EXAMPLE: &[u8] = include_bytes!("dsa.bin");
const P: &[u8] = EXAMPLE.split_at(128).0;
const Q: &[u8] = EXAMPLE.split_at(128).1.split_at(20).0;
const G: &[u8] = EXAMPLE.split_at(148).1.split_at(128).0;
const Y: &[u8] = EXAMPLE.split_at(276).1.split_at(128).0;
const SIGNATURE: &[u8] = EXAMPLE.split_at(404).1.split_at(40).0;
/// The same after SHA3-256.
const WITH_SHA3: &[u8] = EXAMPLE.split_at(444).1;

fn domain() -> Result<Domain> {
    Domain::new(P, Q, G, &mut Rng::new()?)
}

fn key() -> Result<VerifyingKey> {
    VerifyingKey::new(&domain()?, Y)
}

/// The signature in DER: r begins with a zero, or s, where that shows that it is not negative.
fn der() -> ([u8; 48], usize) {
    let (mut der, mut len) = ([0; 48], 2);
    for half in SIGNATURE.chunks(20) {
        let spare = usize::from(half[0] >> 7);
        der[len] = 2;
        der[len + 1] = (20 + spare) as u8;
        der[len + 2 + spare..len + 22 + spare].copy_from_slice(half);
        len += 22 + spare;
    }
    der[0] = 0x30;
    der[1] = (len - 2) as u8;
    (der, len)
}

pub(super) const OPERATIONS: &[Operation] = &[
    public!("dsa::Domain::new", SIZE, || {
        let (domain, mut rng) = (domain()?, Rng::new()?);
        prepared(domain.indicator(), move |out| {
            let again = called(|| Domain::new(P, Q, G, &mut rng))?;
            put(out, || Ok((again.bits() as u64).to_be_bytes()))
        })
    }),
    public!("dsa::VerifyingKey::new", SIZE, || {
        let domain = domain()?;
        prepared(key()?.indicator(), move |out| {
            let again = called(|| VerifyingKey::new(&domain, Y))?;
            put(out, || Ok((again.bits() as u64).to_be_bytes()))
        })
    }),
    public!("dsa::VerifyingKey::verify", HASH, || {
        let vk = key()?;
        prepared(vk.hash_indicator(Sha256), move |out| {
            called(|| vk.verify(Sha256, &[7], SIGNATURE))?;
            put(out, || Ok(SIGNATURE))
        })
    }),
    public!("dsa::VerifyingKey::verify", "SHA-3", || {
        let vk = key()?;
        prepared(vk.hash_indicator(Sha3_256), move |out| {
            called(|| vk.verify(Sha3_256, &[7], WITH_SHA3))?;
            put(out, || Ok(WITH_SHA3))
        })
    }),
    public!("dsa::VerifyingKey::verify_der", HASH, || {
        let (vk, (der, len)) = (key()?, der());
        prepared(vk.hash_indicator(Sha256), move |out| {
            called(|| vk.verify_der(Sha256, &[7], &der[..len]))?;
            put(out, || Ok(SIGNATURE))
        })
    }),
    public!("dsa::VerifyingKey::verify_digest", HASH, || {
        let (vk, mut digest) = (key()?, [0; 32]);
        hash::digest_into(Sha256, &[7], &mut digest)?;
        prepared(vk.hash_indicator(Sha256), move |out| {
            called(|| vk.verify_digest(Sha256, &digest, SIGNATURE))?;
            put(out, || Ok(SIGNATURE))
        })
    }),
];
