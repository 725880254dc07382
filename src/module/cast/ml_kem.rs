//! Self-test of ML-KEM, and the pairwise consistency test of its keys.

use super::hash::SHA3;
use super::{Probe, self_test};
use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::ml_kem::{DecapsulationKey, MlKem512, MlKem768, MlKem1024, ParameterSet, SEED_SIZE, is_equal};
use crate::base::hex::hex;
use crate::machine::taint::declassify;
use crate::module::pairwise::PairTest;

self_test! {
    /// Key generation, encapsulation, and decapsulation of a right and of a wrong ciphertext, with
    /// every parameter set.
    ML_KEM = "ML-KEM", "FIPS 203", after [SHA3] => test;
}

/// The halves belong together if both give the same shared secret, by their use.
impl<P: ParameterSet> PairTest for DecapsulationKey<P> {
    fn is_consistent(&self) -> bool {
        let (ek, mut c) = (self.encapsulation_key(), P::Ciphertext::ZERO);
        // The randomness need not be secret: the shared secret serves nothing else.
        let Ok(sent) = ek.encapsulate(ek.hash(), &mut c) else { return false };
        let Ok(received) = self.decapsulate(&c) else { return false };
        declassify(is_equal(&*sent, &*received), "whether a new pair is consistent is the answer")
    }
}

/// d and z, and m: bytes that count up from 0, from 64.
const SEED: [u8; SEED_SIZE] = counted();
const M: [u8; 32] = {
    let mut m: [u8; 32] = counted();
    let mut i = 0;
    while i < m.len() {
        m[i] += SEED_SIZE as u8;
        i += 1;
    }
    m
};

const fn counted<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let mut i = 0;
    while i < N {
        bytes[i] = i as u8;
        i += 1;
    }
    bytes
}

fn test(probe: &mut Probe) -> bool {
    let (seed, m) = (probe.input(SEED), probe.input(M));
    gives::<MlKem512>(&seed, &m, &OF_512)
        && gives::<MlKem768>(&seed, &m, &OF_768)
        && gives::<MlKem1024>(&seed, &m, &OF_1024)
}

/// Whether the decapsulation key, which holds the other one, the ciphertext, the shared secret, and
/// the secret of the ciphertext with its first bit flipped have this SHA3-256 together.
fn gives<P: ParameterSet>(seed: &[u8; SEED_SIZE], m: &[u8; 32], expected: &[u8; 32]) -> bool {
    let Ok(dk) = DecapsulationKey::<P>::from_seed(seed) else { return false };
    let mut c = P::Ciphertext::ZERO;
    let Ok(secret) = dk.encapsulation_key().encapsulate(m, &mut c) else { return false };
    let mut wrong = c;
    if let Some(first) = wrong.as_mut().first_mut() {
        *first ^= 1;
    }
    let (Ok(received), Ok(rejected)) = (dk.decapsulate(&c), dk.decapsulate(&wrong)) else { return false };
    *received == *secret && Sha3_256::digest(&[dk.as_bytes(), c.as_ref(), &*secret, &*rejected]) == *expected
}

// By kyber-py 1.2.0 (`kat-vectors/generate/self_tests.py`).
const OF_512: [u8; 32] = hex!("3940cd2a0d52404abebe99c1625a6e6ac3bef751885e89a790ad3ecaaa43c3ab");
const OF_768: [u8; 32] = hex!("95376d5cae13b0a5b7409a85678f970cf4767612ee8289395d3016b30069c961");
const OF_1024: [u8; 32] = hex!("f2c91e0e90364497acbbbbe685ae2a4650269266bb56448d9bb6890430c71c9b");

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair passes. A decapsulation key with the encapsulation key of another pair, and with its
    /// hash value, can be imported; the pairwise consistency test finds it.
    #[test]
    fn halves_of_two_pairs_are_inconsistent() {
        fn check<P: ParameterSet>() {
            let [one, other] = [[1; SEED_SIZE], [2; SEED_SIZE]]
                .map(|seed| DecapsulationKey::<P>::from_seed(&seed).map_err(|_| P::NAME).unwrap());
            assert!(one.is_consistent() && other.is_consistent(), "{}", P::NAME);
            let mixed = [&one.as_bytes()[..384 * P::K], &other.as_bytes()[384 * P::K..]].concat();
            let mixed = DecapsulationKey::<P>::from_expanded(&mixed).map_err(|_| P::NAME).unwrap();
            assert!(!mixed.is_consistent(), "{}", P::NAME);
        }
        check::<MlKem512>();
        check::<MlKem768>();
        check::<MlKem1024>();
    }
}
