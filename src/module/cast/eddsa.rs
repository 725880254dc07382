//! Self-tests of EdDSA, and the pairwise consistency test of its keys.

use super::hash::{SHA2_512, SHA3};
use super::tables::{OF_448, OF_25519};
use super::{SelfTest, self_test};
use crate::algorithms::edwards::{Curve, Ed448, Ed25519, EddsaCurve, Message, SigningKey};
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// Key generation, a signature, and its verification. Another message is refused.
    ED25519 = "Ed25519", "FIPS 186-5", after [SHA2_512, OF_25519] => |probe| {
        gives::<Ed25519>(&probe.input(SEED_25519), 0x72, &SIGNATURE_25519)
    };
    /// Key generation, a signature, and its verification. Another message is refused.
    ED448 = "Ed448", "FIPS 186-5", after [SHA3, OF_448] => |probe| gives::<Ed448>(&probe.input(SEED_448), 0x03, &SIGNATURE_448);
}

/// The self-test of a curve.
pub(crate) const fn of<C: Curve>() -> &'static SelfTest {
    match C::VALUE {
        EddsaCurve::Ed25519 => &ED25519,
        EddsaCurve::Ed448 => &ED448,
    }
}

/// The halves belong together if one verifies what the other one signs.
impl<C: Curve> PairTest for SigningKey<C> {
    fn is_consistent(&self) -> bool {
        let message = Message::Pure(b"pair");
        let (Ok(verifying), Ok(signature)) = (self.verifying_key(), self.sign(message)) else { return false };
        verifying.verify(message, signature.as_ref()).is_ok()
    }
}

/// Whether the key of the seed makes this signature of a message of one byte, and the signature is
/// that of this message and not of another one.
fn gives<C: Curve>(seed: &C::Encoding, message: u8, expected: &C::Signature) -> bool {
    let Ok(key) = SigningKey::<C>::from_seed(seed.as_ref()) else { return false };
    let (message, other) = ([message], [message ^ 1]);
    let (Ok(verifying), Ok(signature)) = (key.verifying_key(), key.sign(Message::Pure(&message))) else {
        return false;
    };
    signature.as_ref() == expected.as_ref()
        && verifying.verify(Message::Pure(&message), signature.as_ref()).is_ok()
        && verifying.verify(Message::Pure(&other), signature.as_ref()).is_err()
}

// RFC 8032 sections 7.1 (test 2) and 7.4 (1 octet).
const SEED_25519: [u8; 32] = hex!("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const SIGNATURE_25519: [u8; 64] = hex!(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
);
const SEED_448: [u8; 57] = hex!(
    "c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463a",
    "fbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e",
);
const SIGNATURE_448: [u8; 114] = hex!(
    "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f435",
    "2541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cb",
    "cee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0f",
    "f3348ab21aa4adafd1d234441cf807c03a00",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::array::Array;

    /// A pair passes; with the verifying key of another one it does not.
    #[test]
    fn halves_of_two_pairs_are_inconsistent() {
        fn check<C: Curve>() {
            let pair = |byte| {
                let mut seed = C::Encoding::ZERO;
                seed.as_mut().fill(byte);
                SigningKey::<C>::from_seed(seed.as_ref()).unwrap()
            };
            let (one, other) = (pair(1), pair(2));
            assert!(one.is_consistent() && other.is_consistent(), "{}", C::NAME);
            assert!(!one.with_verifying_key_of(&other).is_consistent(), "{}", C::NAME);
        }
        check::<Ed25519>();
        check::<Ed448>();
    }
}
