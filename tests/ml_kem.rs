//! ML-KEM through its services: what makes a key or a ciphertext wrong, on every kernel.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use qila::admin::Feature;
use qila::ml_kem::{
    DecapsulationKey, EncapsulationKey, MlKem512, MlKem768, MlKem1024, MlKemSet, ParameterSet, SEED_SIZE,
};
use qila::random::Rng;
use qila::{Error, lab, xof};

/// A seed whose bytes differ.
fn seed() -> [u8; SEED_SIZE] {
    core::array::from_fn(|i| (37 * i + 11) as u8)
}

/// The test for each parameter set.
macro_rules! for_each_set {
    ($check:ident) => {
        $check::<MlKem512>();
        $check::<MlKem768>();
        $check::<MlKem1024>();
    };
}

#[test]
fn fresh_keys_agree() {
    fn check<P: ParameterSet>() {
        let mut rng = Rng::new().unwrap();
        let dk = DecapsulationKey::<P>::generate(&mut rng).unwrap();
        let ek = EncapsulationKey::<P>::new(dk.encapsulation_key().unwrap().as_bytes()).unwrap();
        let (first, sent) = ek.encapsulate(&mut rng).unwrap();
        let (second, other) = ek.encapsulate(&mut rng).unwrap();
        assert_eq!(dk.decapsulate(first.as_ref()).unwrap(), sent, "{}", P::NAME);
        assert_eq!(dk.decapsulate(second.as_ref()).unwrap(), other, "{}", P::NAME);
        assert!(sent != other && first.as_ref() != second.as_ref(), "{}", P::NAME);
    }
    for_each_set!(check);
    assert_eq!(MlKemSet::ALL.len(), 3);
}

/// The comparison of the Fujisaki-Okamoto transform covers every octet: with one bit of one octet
/// changed, the message inside stays what it was most of the time, and the secret is that of
/// rejection, J(z || c).
#[test]
fn every_octet_of_a_ciphertext_is_compared() {
    for hidden in [0, Feature::Avx512 as u32 | Feature::Avx2 as u32] {
        child::run("child_every_octet", &[("QILA_HIDDEN", &hidden.to_string())]);
    }
}

#[test]
fn child_every_octet() {
    let Some(hidden) = child::value("child_every_octet", "QILA_HIDDEN") else { return };
    lab::hide_features(hidden.parse().unwrap()).unwrap();
    fn check<P: ParameterSet>() {
        let dk = DecapsulationKey::<P>::from_seed(&seed()).unwrap();
        let (c, secret) = lab::ml_kem::encapsulate(&dk.encapsulation_key().unwrap(), &[0x42; 32]).unwrap();
        assert_eq!(dk.decapsulate(c.as_ref()).unwrap(), secret);
        // Without optimization, which takes minutes for all, every seventh.
        for place in (0..c.as_ref().len()).step_by(if cfg!(debug_assertions) { 7 } else { 1 }) {
            let mut wrong = c.as_ref().to_vec();
            wrong[place] ^= 1 << (place % 8);
            let mut rejected = [0; 32];
            xof::shake256(&[&seed()[32..], &wrong].concat(), &mut rejected).unwrap();
            assert_eq!(dk.decapsulate(&wrong).unwrap().as_bytes(), &rejected, "{} {place}", P::NAME);
        }
    }
    for_each_set!(check);
}

/// A ciphertext of another length is an error, also that of another parameter set.
#[test]
fn lengths_are_exact() {
    fn check<P: ParameterSet>() {
        let dk = DecapsulationKey::<P>::from_seed(&seed()).unwrap();
        let ek = dk.encapsulation_key().unwrap();
        let c = lab::ml_kem::encapsulate(&ek, &[1; 32]).unwrap().0;
        let around = |len: usize| [0, 1, 32, len - 1, len + 1, 768, 1088, 1568, 4096].map(|other| vec![0_u8; other]);
        for wrong in around(c.as_ref().len()).iter().filter(|wrong| wrong.len() != c.as_ref().len()) {
            assert_eq!(dk.decapsulate(wrong).err(), Some(Error::InvalidInputLength), "{} {}", P::NAME, wrong.len());
        }
        let (ek, expanded) = (ek.as_bytes(), dk.as_bytes());
        for wrong in around(ek.len()).iter().filter(|wrong| wrong.len() != ek.len()) {
            assert_eq!(EncapsulationKey::<P>::new(wrong).err(), Some(Error::InvalidKeyLength));
        }
        for wrong in around(expanded.len()) {
            assert_eq!(DecapsulationKey::<P>::from_expanded(&wrong).err(), Some(Error::InvalidKeyLength));
            assert_eq!(DecapsulationKey::<P>::from_both(&seed(), &wrong).err(), Some(Error::InvalidKeyLength));
        }
        for len in [0, 31, 32, 63, 65, 96] {
            assert_eq!(DecapsulationKey::<P>::from_seed(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
            assert_eq!(
                DecapsulationKey::<P>::from_both(&vec![0; len], expanded).err(),
                Some(Error::InvalidKeyLength)
            );
        }
        assert_eq!(
            lab::ml_kem::encapsulate(&dk.encapsulation_key().unwrap(), &[1; 31]).err(),
            Some(Error::InvalidInputLength)
        );
    }
    for_each_set!(check);
}

/// Seed and expanded form: each gives the key, both together must agree in every byte, z too, and a
/// key that came expanded gives no seed.
#[test]
fn forms_of_a_key() {
    fn check<P: ParameterSet>() {
        let of_seed = DecapsulationKey::<P>::from_seed(&seed()).unwrap();
        assert_eq!(of_seed.seed(), Some(&seed()));
        let expanded = of_seed.as_bytes().to_vec();
        assert_eq!(expanded[expanded.len() - 32..], seed()[32..]);
        let alone = DecapsulationKey::<P>::from_expanded(&expanded).unwrap();
        assert_eq!((alone.seed(), alone.as_bytes()), (None, expanded.as_slice()));
        let both = DecapsulationKey::<P>::from_both(&seed(), &expanded).unwrap();
        assert_eq!((both.seed(), both.as_bytes()), (Some(&seed()), expanded.as_slice()));
        let (c, secret) = lab::ml_kem::encapsulate(&of_seed.encapsulation_key().unwrap(), &[9; 32]).unwrap();
        for key in [&alone, &both] {
            assert_eq!(key.decapsulate(c.as_ref()).unwrap(), secret);
        }
        // A few places of each part, and all of the hash value and of z.
        let parts = [0, 1, 384 * P::K - 1, 384 * P::K, 768 * P::K - 1, 768 * P::K, 768 * P::K + 31];
        for place in parts.into_iter().chain(768 * P::K + 32..expanded.len()) {
            let mut wrong = expanded.clone();
            wrong[place] ^= 1;
            let key = DecapsulationKey::<P>::from_both(&seed(), &wrong);
            assert_eq!(key.err(), Some(Error::InvalidKey), "{} {place}", P::NAME);
            // Alone, what belongs together is the encapsulation key and its hash value.
            let is_hashed = (384 * P::K..768 * P::K + 64).contains(&place);
            let key = DecapsulationKey::<P>::from_expanded(&wrong);
            assert_eq!(key.is_err(), is_hashed, "{} {place}", P::NAME);
        }
        for place in [0, 31, 32, 63] {
            let mut other = seed();
            other[place] ^= 0x80;
            let key = DecapsulationKey::<P>::from_both(&other, &expanded);
            assert_eq!(key.err(), Some(Error::InvalidKey), "{} {place}", P::NAME);
        }
    }
    for_each_set!(check);
}
