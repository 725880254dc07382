//! Every row of the table of key encapsulation. The tests run over the table, so that a new row has
//! its own.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a test fails by panicking

use qila::random::Rng;
use qila_keys::{AnyDecapsulationKey, AnyEncapsulationKey, Error, KemAlgorithm};

/// The algorithm is all that changes.
#[test]
fn one_program_serves_every_algorithm() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in KemAlgorithm::ALL.iter().copied() {
        let key = AnyDecapsulationKey::generate(algorithm, rng).unwrap();
        let public = AnyEncapsulationKey::new(algorithm, &key.public().unwrap().bytes()).unwrap();
        assert_eq!((key.algorithm(), public.algorithm()), (algorithm, algorithm), "{algorithm}");
        assert_eq!(key.indicator(), public.indicator());
        let mut ciphertext = vec![0; algorithm.ciphertext_size() + 1];
        let [mut sent, mut received] = [(); 2].map(|()| vec![0; algorithm.secret_size()]);
        let len = public.encapsulate(&mut ciphertext, &mut sent, rng).unwrap();
        key.decapsulate(&ciphertext[..len], &mut received).unwrap();
        assert!(sent == received && sent.iter().any(|byte| *byte != 0), "{algorithm}");
        ciphertext[len / 2] ^= 1;
        let changed = key.decapsulate(&ciphertext[..len], &mut received);
        assert!(changed.is_err() || sent != received, "{algorithm}");
        assert_eq!(key.decapsulate(&ciphertext[1..len], &mut received), Err(Error::InvalidInputLength));
    }
}

/// Another length of a secret, a room that is too small: nothing is written.
#[test]
fn lengths_are_exact() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in KemAlgorithm::ALL.iter().copied() {
        let key = AnyDecapsulationKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let mut ciphertext = vec![0xAA; algorithm.ciphertext_size()];
        let mut secret = vec![0xAA; algorithm.secret_size() + 1];
        let (len, size) = (ciphertext.len(), algorithm.secret_size());
        for secret in [&mut secret[..], &mut [0xAA; 3]] {
            assert_eq!(public.encapsulate(&mut ciphertext, secret, rng), Err(Error::InvalidParameter));
            assert_eq!(key.decapsulate(&ciphertext, secret), Err(Error::InvalidParameter));
            assert!(secret.iter().all(|byte| *byte == 0xAA));
        }
        let made = public.encapsulate(&mut ciphertext[1..], &mut secret[..size], rng);
        assert_eq!(made, Err(Error::BufferTooSmall));
        assert!(ciphertext.iter().chain(&secret).all(|byte| *byte == 0xAA));
        assert_eq!(public.encapsulate(&mut ciphertext, &mut secret[..size], rng), Ok(len));
    }
}

/// Keys come back from what they give of themselves; another length is none.
#[test]
fn keys_come_back_from_their_bytes() {
    let rng = &mut Rng::new().unwrap();
    for algorithm in KemAlgorithm::ALL.iter().copied() {
        let key = AnyDecapsulationKey::generate(algorithm, rng).unwrap();
        let public = key.public().unwrap();
        let mut again = Vec::new();
        if let Some(seed) = key.seed() {
            again.push(AnyDecapsulationKey::from_seed(algorithm, &seed).unwrap());
            let short = AnyDecapsulationKey::from_seed(algorithm, &seed[1..]);
            assert_eq!(short.err(), Some(Error::InvalidKeyLength));
        }
        if let Some(expanded) = key.expanded() {
            again.push(AnyDecapsulationKey::from_expanded(algorithm, &expanded).unwrap());
            let short = AnyDecapsulationKey::from_expanded(algorithm, &expanded[1..]);
            assert!(matches!(short.err(), Some(Error::InvalidKeyLength | Error::InvalidKey)));
        }
        if let (Some(seed), Some(expanded)) = (key.seed(), key.expanded()) {
            again.push(AnyDecapsulationKey::from_both(algorithm, &seed, &expanded).unwrap());
        }
        assert!(!again.is_empty(), "{algorithm} comes from nothing");
        for again in again {
            assert_eq!(*again.public().unwrap().bytes(), *public.bytes());
            let mut ciphertext = vec![0; algorithm.ciphertext_size()];
            let [mut sent, mut received] = [(); 2].map(|()| vec![0; algorithm.secret_size()]);
            public.encapsulate(&mut ciphertext, &mut sent, rng).unwrap();
            again.decapsulate(&ciphertext, &mut received).unwrap();
            assert_eq!(sent, received, "{algorithm}");
        }
        let short = AnyEncapsulationKey::new(algorithm, &public.bytes()[1..]);
        assert!(matches!(short.err(), Some(Error::InvalidKeyLength | Error::InvalidKey)));
    }
}

/// Names and numbers are each of one algorithm, and find it.
#[test]
fn names_and_numbers_find_their_algorithm() {
    for algorithm in KemAlgorithm::ALL.iter().copied() {
        assert_eq!(KemAlgorithm::by_name(algorithm.name()), Some(algorithm));
        assert_eq!(KemAlgorithm::by_number(algorithm.number()), Some(algorithm));
        assert_eq!(algorithm.to_string(), algorithm.name());
    }
    assert_eq!(KemAlgorithm::by_number(0), None);
}
