//! Self-tests of ECDSA, one for each curve, and the pairwise consistency test of its keys.

use super::hash::{SHA2_256, SHA2_512};
use super::tables::{OF_P224, OF_P256, OF_P384, OF_P521};
use super::{Probe, SelfTest, self_test};
use crate::algorithms::array::Array;
use crate::algorithms::ec::key::{KeyPair, candidate};
use crate::algorithms::ec::{Curve, P224, P256, P384, P521};
use crate::algorithms::ecdsa::{SigningKey, sign_deterministic_with, sign_with, verify};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::{Sha256, Sha512};
use crate::base::error::Error;
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// A signature with a given per-message secret on P-224, and its verification. Another hash
    /// value is refused.
    ECDSA_P224 = "ECDSA-P-224", "FIPS 186-5", after [SHA2_256, OF_P224] => test_p224;
    /// A signature with a given per-message secret on P-256, and its verification. Another hash
    /// value is refused.
    ECDSA_P256 = "ECDSA-P-256", "FIPS 186-5", after [SHA2_256, OF_P256] => test_p256;
    /// A signature with a given per-message secret on P-384, and its verification. Another hash
    /// value is refused.
    ECDSA_P384 = "ECDSA-P-384", "FIPS 186-5", after [SHA2_512, OF_P384] => test_p384;
    /// A signature with a given per-message secret on P-521, and its verification. Another hash
    /// value is refused.
    ECDSA_P521 = "ECDSA-P-521", "FIPS 186-5", after [SHA2_512, OF_P521] => test_p521;
}

/// A curve that ECDSA serves. No other crate can make one.
pub trait EcdsaCurve: Curve {
    /// The self-test of ECDSA on the curve.
    #[doc(hidden)]
    fn self_test() -> &'static SelfTest;
}

macro_rules! serves {
    ($($curve:ident $test:ident;)+) => {$(
        impl EcdsaCurve for $curve {
            fn self_test() -> &'static SelfTest {
                &$test
            }
        }
    )+};
}

serves! {
    P224 ECDSA_P224;
    P256 ECDSA_P256;
    P384 ECDSA_P384;
    P521 ECDSA_P521;
}

/// The halves belong together if one verifies what the other one signs. The per-message secret
/// follows from the key: a known one would let the time of verification tell of the key.
impl<C: Curve> PairTest for SigningKey<C> {
    fn is_consistent(&self) -> bool {
        let digest = Sha256::digest(&[self.0.public().as_bytes()]);
        sign_deterministic_with::<C, Sha256>(&self.0, &digest)
            .is_ok_and(|signature| verify(self.0.public(), &digest, signature.as_ref()).is_ok())
    }
}

/// Whether the hash value is signed so with the per-message secret k.
fn gives<C: Curve>(d: &[u8], k: &[u8], digest: &[u8], expected: &C::Signature) -> bool {
    let sign = || {
        let key = KeyPair::<C>::new(d)?;
        let signature = sign_with(&key, digest, || candidate::<C>(k).ok_or(Error::InvalidParameter))?;
        verify(key.public(), digest, signature.as_ref())?;
        let other = verify(key.public(), &digest[1..], signature.as_ref()).is_err();
        Ok::<_, Error>(other && signature.as_ref() == expected.as_ref())
    };
    size_of_val(expected) == size_of_val(&C::Signature::ZERO) && sign().unwrap_or(false)
}

/// The message of RFC 6979 appendix A.2, whose keys, secrets and signatures follow.
const MESSAGE: [u8; 6] = *b"sample";

/// Section A.2.4, SHA-256.
fn test_p224(probe: &mut Probe) -> bool {
    let (d, digest) = (probe.input(D_P224), Sha256::digest(&[&probe.input(MESSAGE)]));
    gives::<P224>(&d, &K_P224, &digest, &SIGNATURE_P224)
}

/// Section A.2.5, SHA-256.
fn test_p256(probe: &mut Probe) -> bool {
    let (d, digest) = (probe.input(D_P256), Sha256::digest(&[&probe.input(MESSAGE)]));
    gives::<P256>(&d, &K_P256, &digest, &SIGNATURE_P256)
}

/// Section A.2.6, SHA-512.
fn test_p384(probe: &mut Probe) -> bool {
    let (d, digest) = (probe.input(D_P384), Sha512::digest(&[&probe.input(MESSAGE)]));
    gives::<P384>(&d, &K_P384, &digest, &SIGNATURE_P384)
}

/// Section A.2.7, SHA-512. The secret is the leftmost 521 bits of its bytes.
fn test_p521(probe: &mut Probe) -> bool {
    let (d, digest) = (probe.input(D_P521), Sha512::digest(&[&probe.input(MESSAGE)]));
    gives::<P521>(&d, &K_P521, &digest, &SIGNATURE_P521)
}

const D_P224: [u8; 28] = hex!("f220266e1105bfe3083e03ec7a3a654651f45e37167e88600bf257c1");
const K_P224: [u8; 28] = hex!("ad3029e0278f80643de33917ce6908c70a8ff50a411f06e41dedfcdc");
const SIGNATURE_P224: [u8; 56] = hex!(
    "61aa3da010e8e8406c656bc477a7a7189895e7e840cdfe8ff42307ba",
    "bc814050dab5d23770879494f9e0a680dc1af7161991bde692b10101"
);

const D_P256: [u8; 32] = hex!("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
const K_P256: [u8; 32] = hex!("a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60");
const SIGNATURE_P256: [u8; 64] = hex!(
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
);

const D_P384: [u8; 48] =
    hex!("6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba", "9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5");
const K_P384: [u8; 48] =
    hex!("92fc3c7183a883e24216d1141f1a8976c5b0dd797dfa597e", "3d7b32198bd35331a4e966532593a52980d0e3aaa5e10ec3");
const SIGNATURE_P384: [u8; 96] = hex!(
    "ed0959d5880ab2d869ae7f6c2915c6d60f96507f9cb3e047c0046861da4a799c",
    "fe30f35cc900056d7c99cd7882433709512c8cceee3890a84058ce1e22dbc219",
    "8f42323ce8aca9135329f03c068e5112dc7cc3ef3446defceb01a45c2667fdd5"
);

const D_P521: [u8; 66] = hex!(
    "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75ca",
    "a896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538"
);
const K_P521: [u8; 66] = hex!(
    "ed7175038fc0886e134416a6af570310d192b7e4423fdc811715be94737880cc58",
    "aba7ee81d4829e0450c2a50b4552d2ba38764beeae704809277a9517bf65ffe980"
);
const SIGNATURE_P521: [u8; 132] = hex!(
    "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f17",
    "4e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa",
    "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af28",
    "2623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a"
);

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair passes, and the halves of two pairs do not.
    #[test]
    fn halves_of_two_pairs_are_inconsistent() {
        fn check<C: Curve>() {
            let pair = |fill: u8| {
                KeyPair::<C>::generate(|bytes| {
                    bytes.fill(fill);
                    Ok(())
                })
                .unwrap()
            };
            assert!(SigningKey(pair(1)).is_consistent(), "{}", C::NAME);
            assert!(!SigningKey(pair(1).with_public_of(&pair(2))).is_consistent(), "{}", C::NAME);
        }
        check::<P224>();
        check::<P256>();
        check::<P384>();
        check::<P521>();
    }
}
