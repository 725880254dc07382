//! Self-tests of the hybrids, behind those of their halves, and the pairwise consistency tests of
//! their keys.

use super::ecdh::{ECDH_P256, ECDH_P384};
use super::ml_kem::ML_KEM;
use super::xdh::X25519_TEST;
use super::{Probe, SelfTest, self_test};
use crate::algorithms::array::Array;
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha3::Sha3_256;
use crate::algorithms::hybrid::{
    Combination, DecapsulationKey, Group, Half, HybridKem, SecP256r1MlKem768, SecP384r1MlKem1024, X25519MlKem768,
    XWing,
};
use crate::base::error::Result;
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// Key generation, encapsulation and decapsulation.
    X25519_MLKEM768 = "X25519MLKEM768", "draft-ietf-tls-ecdhe-mlkem", after [ML_KEM, X25519_TEST] => |probe| {
        gives::<X25519MlKem768, 96>(probe, &OF_X25519_MLKEM768)
    };
    /// Key generation, encapsulation and decapsulation.
    SECP256R1_MLKEM768 = "SecP256r1MLKEM768", "draft-ietf-tls-ecdhe-mlkem", after [ML_KEM, ECDH_P256] => |probe| {
        gives::<SecP256r1MlKem768, 96>(probe, &OF_SECP256R1_MLKEM768)
    };
    /// Key generation, encapsulation and decapsulation.
    SECP384R1_MLKEM1024 = "SecP384r1MLKEM1024", "draft-ietf-tls-ecdhe-mlkem", after [ML_KEM, ECDH_P384] => |probe| {
        gives::<SecP384r1MlKem1024, 112>(probe, &OF_SECP384R1_MLKEM1024)
    };
    /// Key generation, encapsulation and decapsulation. Not approved.
    X_WING = "X-Wing", "draft-connolly-cfrg-xwing-kem", after [ML_KEM, X25519_TEST] => |probe| {
        gives::<XWing, 32>(probe, &OF_X_WING)
    };
}

/// The self-test of a combination.
pub(crate) const fn of<C: Combination>() -> &'static SelfTest {
    match C::VALUE {
        HybridKem::X25519MlKem768 => &X25519_MLKEM768,
        HybridKem::SecP256r1MlKem768 => &SECP256R1_MLKEM768,
        HybridKem::SecP384r1MlKem1024 => &SECP384R1_MLKEM1024,
        HybridKem::XWing => &X_WING,
    }
}

/// Each half passes the test of its standard.
impl<C: Combination> PairTest for DecapsulationKey<C> {
    fn is_consistent(&self) -> bool {
        self.lattice().is_consistent() && self.group().is_consistent()
    }
}

/// The ephemeral key of an encapsulation.
impl<G: Group> PairTest for Half<G> {
    fn is_consistent(&self) -> bool {
        Self::is_consistent(self)
    }
}

/// Whether the pair of a seed whose bytes count up from 0, encapsulation of `m`, which count up
/// from 128, and an ephemeral key of bytes 1 give public keys, ciphertext and secret of this
/// SHA3-256 together, and decapsulation gives the secret. No bit of these private keys is ignored.
fn gives<C: Combination, const SEED: usize>(probe: &mut Probe, expected: &[u8; 32]) -> bool {
    let (seed, m) = (probe.input(counted::<SEED>(0)), probe.input(counted::<32>(128)));
    let run = || -> Result<bool> {
        let dk = DecapsulationKey::<C>::from_seed(&seed)?;
        let ek = dk.encapsulation_key();
        let ephemeral = Half::generate(|bytes| {
            bytes.fill(1);
            Ok(())
        })?;
        let mut c = C::Ciphertext::ZERO;
        let secret = ek.encapsulate(&m, &ephemeral, &mut c)?;
        let received = dk.decapsulate(c.as_ref())?;
        let (secret, received) = ((*secret).as_ref(), (*received).as_ref());
        Ok(secret == received && Sha3_256::digest(&[ek.as_bytes(), c.as_ref(), secret]) == *expected)
    };
    run().unwrap_or(false)
}

const fn counted<const N: usize>(first: u8) -> [u8; N] {
    let mut bytes = [0; N];
    let mut i = 0;
    while i < N {
        bytes[i] = first + i as u8;
        i += 1;
    }
    bytes
}

// By kyber-py 1.2.0 and OpenSSL's curves (`kat-vectors/generate/self_tests.py`).
const OF_X25519_MLKEM768: [u8; 32] = hex!("16b6dd575348c7a45d5516c2130c3ed8f0483108632208f243ddb830de384d36");
const OF_SECP256R1_MLKEM768: [u8; 32] = hex!("15c39a7aa9b8d61ccc8bb6442b6d2e449ad6a692c2efa01eef2fd730474e70ab");
const OF_SECP384R1_MLKEM1024: [u8; 32] = hex!("78bce73a2f0a34916b586b5e7c69865e810758d1d57d8f8718a971ec03f3167d");
const OF_X_WING: [u8; 32] = hex!("6aa824ba2468fac640d1b7add5f8cea67193236e357df15538bdd356aecfa22f");
