//! Keys, signatures and ciphertexts against an independent implementation are in the vectors; here
//! is what only the inside shows.

use super::{Blinding, Components, Digest, Mask, Oaep, Parts, PrivateKey, Pss};
use crate::algorithms::hash::HashAlgorithm;
use crate::base::error::{Error, Result};
use std::vec::Vec;

/// Bytes by a simple generator.
fn stream(seed: u64) -> impl FnMut(&mut [u8]) -> Result<()> {
    let mut state = seed;
    move |bytes| {
        for byte in bytes {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            *byte = (state >> 56) as u8;
        }
        Ok(())
    }
}

fn key(bits: usize, seed: u64) -> PrivateKey {
    super::generate(bits, &[65_537, 0, 0, 0], &mut stream(seed)).map_err(|e| std::format!("{e}")).unwrap()
}

/// The numbers of a key: n, e, d, p, q, dP, dQ, qInv.
fn numbers(key: &PrivateKey) -> [Vec<u8>; 8] {
    let (size, half) = (key.public().size(), key.public().size() / 2);
    let mut n = std::vec![0; size];
    key.public().modulus_bytes(&mut n);
    let (mut d, mut parts) = (std::vec![0; size], [(); 5].map(|()| std::vec![0; half]));
    let [p, q, dp, dq, inverse] = &mut parts;
    key.export(&mut Parts { d: &mut d, p, q, dp, dq, inverse }).unwrap();
    let [p, q, dp, dq, inverse] = parts;
    [n, key.public().exponent_bytes().to_vec(), d, p, q, dp, dq, inverse]
}

fn import(numbers: &[Vec<u8>; 8], with_crt: bool) -> Result<PrivateKey> {
    let [n, e, d, p, q, dp, dq, inverse] = numbers.each_ref().map(|number| &number[..]);
    let crt = with_crt.then_some([dp, dq, inverse]);
    PrivateKey::new(&Components { n, e, d, p, q, crt }, &mut stream(9))
}

#[test]
fn a_generated_key_signs() {
    let key = key(2048, 1);
    let (mut blinding, mut random) = (Blinding::new(), stream(2));
    let mut signature = [0; 256];
    for digest in HashAlgorithm::ALL.iter().map(|hash| Digest::Hash(*hash)) {
        key.sign_pkcs1(
            digest,
            b"message",
            &key.factors(&mut blinding, &mut random).unwrap(),
            &mut random,
            &mut signature,
        )
        .unwrap();
        key.public().verify_pkcs1(digest, b"message", &signature).unwrap();
        assert_eq!(key.public().verify_pkcs1(digest, b"messagf", &signature), Err(Error::SignatureMismatch));
    }
    for digest in [HashAlgorithm::Sha256.into(), Digest::Shake128, Digest::Shake256] {
        for salt in [0, 20, 32] {
            let pss = Pss::new(digest).with_salt(salt);
            key.sign_pss(
                pss,
                b"message",
                &key.factors(&mut blinding, &mut random).unwrap(),
                &mut random,
                &mut signature,
            )
            .unwrap();
            key.public().verify_pss(pss, b"message", false, &signature).unwrap();
            key.public().verify_pss(pss.with_salt(7), b"message", true, &signature).unwrap();
            for (pss, message) in [
                (pss.with_salt(7), b"message"),
                (pss, b"messagf"),
                (pss.with_mask(Mask::Mgf1(HashAlgorithm::Sha1.into())), b"message"),
            ] {
                assert_eq!(key.public().verify_pss(pss, message, false, &signature), Err(Error::SignatureMismatch));
            }
        }
    }
}

#[test]
fn a_generated_key_decrypts() {
    let key = key(2048, 8);
    let (mut blinding, mut random) = (Blinding::new(), stream(2));
    let oaep = Oaep::new(HashAlgorithm::Sha256);
    for len in [0, 1, 100, 190] {
        let (message, mut ciphertext, mut out) = (std::vec![7; len], [0; 256], [1; 256]);
        key.public().encrypt(oaep, &message, b"label", &mut random, &mut ciphertext).unwrap();
        let found = key
            .decrypt(
                oaep,
                (&ciphertext, b"label"),
                &key.factors(&mut blinding, &mut random).unwrap(),
                &mut random,
                &mut out,
            )
            .unwrap();
        assert_eq!(out[..found], message);
        for (label, place) in [(&b"other"[..], 300), (b"label", 255), (b"label", 1)] {
            let (mut bad, mut out) = (ciphertext, [1; 256]);
            if let Some(byte) = bad.get_mut(place) {
                *byte ^= 1;
            }
            let found = key.decrypt(
                oaep,
                (&bad, label),
                &key.factors(&mut blinding, &mut random).unwrap(),
                &mut random,
                &mut out,
            );
            assert_eq!((found, out), (Err(Error::InvalidPadding), [1; 256]));
        }
    }
}

/// The blinding is drawn anew after its uses, and no two operations have the same.
#[test]
fn blinding_is_renewed() {
    let (key, mut blinding, mut random) = (key(2048, 3), Blinding::new(), stream(4));
    let mut seen = Vec::new();
    for _ in 0..70 {
        let mut bytes = [1; 256];
        bytes[0] = 0;
        let factors = key.factors(&mut blinding, &mut random).unwrap();
        key.raise_bytes(&factors, &mut random, &mut bytes).unwrap();
        assert!(!seen.contains(&factors.unblind));
        seen.push(factors.unblind);
    }
}

/// A generator that is broken ends, and nothing is written.
#[test]
fn too_large_secrets_end() {
    let (key, mut draws) = (key(2048, 6), 0);
    let (mut secret, mut ciphertext) = ([7; 256], [7; 256]);
    let made = key.public().encapsulate(
        &mut |bytes| {
            draws += 1;
            bytes.fill(0xff);
            Ok(())
        },
        &mut secret,
        &mut ciphertext,
    );
    assert_eq!((made, draws), (Err(Error::EntropyUnavailable), 256));
    assert_eq!((secret, ciphertext), ([0; 256], [7; 256]));
}

/// What does not belong to a key is refused, wherever it is.
#[test]
fn inconsistent_keys_are_refused() {
    let key = key(2048, 5);
    let good = numbers(&key);
    assert!(import(&good, true).is_ok());
    let again = import(&good, false).map_err(|e| std::format!("{e}")).unwrap();
    assert_eq!(numbers(&again), good);
    for place in 0..8 {
        for (byte, bit) in [(0, 1), (0, 0x80), (1, 2)] {
            let mut bad = good.clone();
            let at = bad[place].len() - 1 - byte * (bad[place].len() - 1);
            bad[place][at] ^= bit;
            assert!(import(&bad, true).is_err(), "number {place}, {byte} {bit}");
        }
    }
    // The primes are found from d, unless d belongs to another key.
    let mut without = good.clone();
    (without[3], without[4]) = (Vec::new(), Vec::new());
    let found = import(&without, false).map_err(|e| std::format!("{e}")).unwrap();
    let mut found = [numbers(&found)[3].clone(), numbers(&found)[4].clone()];
    let mut primes = [good[3].clone(), good[4].clone()];
    found.sort();
    primes.sort();
    assert_eq!(found, primes);
    without[2][255] ^= 2;
    assert_eq!(import(&without, false).err(), Some(Error::InvalidKey));
    // p and q in the other order need another inverse.
    let mut swapped = good.clone();
    swapped.swap(3, 4);
    swapped.swap(5, 6);
    assert_eq!(import(&swapped, true).err(), Some(Error::InvalidKey));
    assert!(import(&swapped, false).is_ok());
}
