//! Self-tests of SLH-DSA, one for each family of hash functions, and the pairwise consistency test
//! of its keys.

use super::hash::{SHA2_256, SHA2_512, SHA3};
use super::hmac::{HMAC_SHA2_256, HMAC_SHA2_512};
use super::{Probe, SelfTest, self_test};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::slh_dsa::{
    Fresh, Message, ParameterSet, SigningKey, SlhDsaSet, SlhDsaSha2_128f, SlhDsaSha2_192f, SlhDsaShake128f,
};
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// Key generation, a deterministic signature and its verification with SLH-DSA-SHA2-128f.
    /// Another message is refused. Key generation with SLH-DSA-SHA2-192f, whose trees are made by
    /// SHA-512.
    SLH_DSA_SHA2 = "SLH-DSA-SHA2", "FIPS 205", after [SHA2_256, SHA2_512, HMAC_SHA2_256, HMAC_SHA2_512] => test_sha2;
    /// Key generation, a deterministic signature and its verification with SLH-DSA-SHAKE-128f.
    /// Another message is refused.
    SLH_DSA_SHAKE = "SLH-DSA-SHAKE", "FIPS 205", after [SHA3] => test_shake;
}

/// The self-test of the hash functions of a set.
pub(crate) const fn test_of(set: SlhDsaSet) -> &'static SelfTest {
    use SlhDsaSet::*;
    match set {
        SlhDsaSha2_128s | SlhDsaSha2_128f | SlhDsaSha2_192s | SlhDsaSha2_192f | SlhDsaSha2_256s | SlhDsaSha2_256f => {
            &SLH_DSA_SHA2
        }
        SlhDsaShake128s | SlhDsaShake128f | SlhDsaShake192s | SlhDsaShake192f | SlhDsaShake256s | SlhDsaShake256f => {
            &SLH_DSA_SHAKE
        }
    }
}

/// The halves belong together if a one-time key signs, and the signature gives the root. IG 10.3.A
/// would be content with the same PK.seed in both; a whole signature would take longer than to make
/// the key.
impl<P: ParameterSet> PairTest for Fresh<P> {
    fn is_consistent(&self) -> bool {
        self.is_consistent()
    }
}

fn test_sha2(probe: &mut Probe) -> bool {
    signs::<SlhDsaSha2_128f, Sha256>(&probe.input(KEY_SHA2_128F), &SIGNATURE_SHA2_128F)
        && SigningKey::<SlhDsaSha2_192f>::new(&probe.input(KEY_SHA2_192F)).is_ok()
}

fn test_shake(probe: &mut Probe) -> bool {
    signs::<SlhDsaShake128f, Sha3_256>(&probe.input(KEY_SHAKE_128F), &SIGNATURE_SHAKE_128F)
}

/// The bytes of a signature of the sets that sign.
const SIZE: usize = SlhDsaSha2_128f::SIGNATURE_SIZE;

/// Whether the key is one, its signature of a byte has this hash value, and is that of no other
/// message. To take a key is to generate it from its seeds.
#[inline(never)] // its frame is large
fn signs<P: ParameterSet, H: Hash<Output = [u8; 32]>>(key: &[u8], expected: &[u8; 32]) -> bool {
    let Ok(key) = SigningKey::<P>::new(key) else { return false };
    let mut signature = [0; SIZE];
    key.sign(Message::Pure(&[7], &[]), None, &mut signature).is_ok()
        && key.verifying_key().verify(Message::Pure(&[6], &[]), &signature).is_err()
        && H::digest(&[&signature]) == *expected
}

// Keys whose seeds count up from 0, and signatures of one byte, 7, by the Python package slh-dsa
// 0.2.5 (`kat-vectors/generate/self_tests.py`).
const KEY_SHA2_128F: [u8; 64] = key(&hex!("3b56e816847f000386aeec2e2bb9e1b5"));
const SIGNATURE_SHA2_128F: [u8; 32] = hex!("84e37a9afea4f064d798a8e9322d0c00", "a3c116719daaf74f38b1c35c28657fa5");
const KEY_SHA2_192F: [u8; 96] = key(&hex!("9236ccebbb3a90ac2452dd89de49dab1", "340ec02419a2870e"));
const KEY_SHAKE_128F: [u8; 64] = key(&hex!("a90e4715b9a925c332801767fd786371"));
const SIGNATURE_SHAKE_128F: [u8; 32] = hex!("36c9c11504e8c6cf989d502150858dd2", "7667bebe04515defbfa77019401a21c5");

/// Seeds that count up from 0, and a root.
const fn key<const SIZE: usize>(root: &[u8]) -> [u8; SIZE] {
    let (mut key, mut i) = ([0; SIZE], 0);
    while i < SIZE {
        let before = SIZE - root.len();
        key[i] = if i < before { i as u8 } else { root[i - before] };
        i += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair passes; the root of another one does not.
    #[test]
    fn halves_of_two_pairs_are_inconsistent() {
        let fresh = |first: u8| {
            let mut fresh = Fresh::<SlhDsaSha2_128f>::EMPTY;
            fresh.seeds_mut().fill(first);
            fresh.complete();
            fresh
        };
        let (one, other) = (fresh(1), fresh(2));
        assert!(one.is_consistent() && other.is_consistent());
        assert!(!one.with_root_of(&other).is_consistent());
    }
}
