//! Self-test of ML-DSA, and the pairwise consistency test of its keys.

use super::hash::SHA3;
use super::{Probe, self_test};
use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::ml_dsa::{Message, MlDsa44, MlDsa65, MlDsa87, ParameterSet, RND_SIZE, SEED_SIZE, SigningKey};
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// Key generation, a deterministic signature whose first candidates are rejected, and its
    /// verification, with every parameter set. Another message is refused.
    ML_DSA = "ML-DSA", "FIPS 204", after [SHA3] => test;
}

/// The halves belong together if one verifies what the other one signs.
impl<P: ParameterSet> PairTest for SigningKey<P> {
    fn is_consistent(&self) -> bool {
        let (verifying, mut signature) = (self.verifying_key(), P::Signature::ZERO);
        let message = Message::Mu(verifying.hash());
        self.sign(message, &[0; RND_SIZE], &mut signature).is_ok()
            && verifying.verify(message, signature.as_ref()).is_ok()
    }
}

/// xi: bytes that count up from 0.
const SEED: [u8; SEED_SIZE] = {
    let mut bytes = [0; SEED_SIZE];
    let mut i = 0;
    while i < bytes.len() {
        bytes[i] = i as u8;
        i += 1;
    }
    bytes
};

fn test(probe: &mut Probe) -> bool {
    let seed = probe.input(SEED);
    gives::<MlDsa44>(&seed, 6, &OF_44) && gives::<MlDsa65>(&seed, 5, &OF_65) && gives::<MlDsa87>(&seed, 6, &OF_87)
}

/// Whether the signing key, the verifying key, and the signature of a message of one byte have this
/// SHA3-256 together, and the signature is that of this message and not of another one.
#[inline(never)] // the frames of three sets would be one
fn gives<P: ParameterSet>(seed: &[u8; SEED_SIZE], message: u8, expected: &[u8; 32]) -> bool {
    let Ok(key) = SigningKey::<P>::from_seed(seed) else { return false };
    let (verifying, mut signature) = (key.verifying_key(), P::Signature::ZERO);
    key.sign(Message::Pure(&[message], &[]), &[0; RND_SIZE], &mut signature).is_ok()
        && verifying.verify(Message::Pure(&[message], &[]), signature.as_ref()).is_ok()
        && verifying.verify(Message::Pure(&[message ^ 1], &[]), signature.as_ref()).is_err()
        && Sha3_256::digest(&[key.as_bytes(), verifying.as_bytes(), signature.as_ref()]) == *expected
}

// By dilithium-py 1.5.1 (`kat-vectors/generate/self_tests.py`). Candidates are rejected for r0, for
// z, and for both.
const OF_44: [u8; 32] = hex!("7aada2d1975a58e2a2587d3eb977e343", "fb83d1e07829a821baede4fcbed649cb");
const OF_65: [u8; 32] = hex!("62ff0d6829526697fbcb39e6ceb8d245", "be85f919a8c56a5cea92ae6cb7373d34");
const OF_87: [u8; 32] = hex!("9be2409f589877096b1179f66101f049", "0c751dc69fc9bc35baaf2d301ffde286");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::ml_dsa::VerifyingKey;

    /// A pair passes. The signature of one half of it is refused by the half of another pair: that
    /// is how the test would find it.
    #[test]
    fn halves_of_two_pairs_are_inconsistent() {
        fn check<P: ParameterSet>() {
            let [one, other] = [[1; SEED_SIZE], [2; SEED_SIZE]]
                .map(|seed| SigningKey::<P>::from_seed(&seed).map_err(|_| P::NAME).unwrap());
            assert!(one.is_consistent() && other.is_consistent(), "{}", P::NAME);
            let verifying: VerifyingKey<P> = other.verifying_key();
            let message = Message::Mu(verifying.hash());
            let mut signature = P::Signature::ZERO;
            one.sign(message, &[0; RND_SIZE], &mut signature).unwrap();
            assert!(verifying.verify(message, signature.as_ref()).is_err(), "{}", P::NAME);
            let mixed = one.with_verifying_key_of(&other);
            assert!(!mixed.is_consistent(), "{}", P::NAME);
        }
        check::<MlDsa44>();
        check::<MlDsa65>();
        check::<MlDsa87>();
    }
}
