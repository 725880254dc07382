//! Self-tests of X25519 and X448.

use super::tables::{OF_448, OF_25519};
use super::{SelfTest, self_test};
use crate::algorithms::xdh::{Curve, PrivateKey, PublicKey, X448, X25519, XdhCurve, agree_many};
use crate::base::hex::hex;

self_test! {
    /// The public key of a private key, and the secret that it shares. Not approved.
    X25519_TEST = "X25519", "RFC 7748", after [OF_25519] => |probe| {
        gives::<X25519>(&ALICE_25519, &probe.input(OF_BOB_25519), &[PUBLIC_25519, SECRET_25519])
    };
    /// The secret of two key pairs, which both sides compute in lanes of one batch. Not approved.
    X25519_BATCH = "X25519 batch", "RFC 7748", after [X25519_TEST] => |probe| {
        all_give(&probe.input(OF_BOB_25519), &SECRET_25519)
    };
    /// The public key of a private key, and the secret that it shares. Not approved.
    X448_TEST = "X448", "RFC 7748", after [OF_448] => |probe| {
        gives::<X448>(&ALICE_448, &probe.input(OF_BOB_448), &[PUBLIC_448, SECRET_448])
    };
}

/// The self-test of a curve.
pub(crate) const fn of<C: Curve>() -> &'static SelfTest {
    match C::VALUE {
        XdhCurve::X25519 => &X25519_TEST,
        XdhCurve::X448 => &X448_TEST,
    }
}

/// Whether the private key has this public key, and this secret with the holder of another one. Of
/// a private key some bits are not used, so that it cannot be spoiled.
fn gives<C: Curve>(private: &C::Encoding, other: &C::Encoding, [public, secret]: &[C::Encoding; 2]) -> bool {
    let keys = (PrivateKey::<C>::new(private.as_ref()), PublicKey::<C>::new(other.as_ref()));
    let (Ok(own), Ok(other)) = keys else { return false };
    let Ok(shared) = own.agree(&other) else { return false };
    own.public_key().as_bytes() == public.as_ref() && (*shared).as_ref() == secret.as_ref()
}

/// Whether Alice in every other lane, and Bob in those between, give this secret.
fn all_give(of_bob: &[u8; 32], expected: &[u8; 32]) -> bool {
    let keys = (PrivateKey::new(&ALICE_25519), PrivateKey::new(&BOB_25519));
    let (Ok(alice), Ok(bob)) = keys else { return false };
    let (Ok(of_alice), Ok(of_bob)) = (PublicKey::new(&PUBLIC_25519), PublicKey::new(of_bob)) else { return false };
    let (mut count, mut all) = (0, true);
    agree_many(
        [[(&alice, &of_bob), (&bob, &of_alice)]; 4].as_flattened(),
        |pair| *pair,
        |secret| {
            count += 1;
            all &= secret.is_ok_and(|secret| *secret == *expected);
        },
    );
    all && count == 8
}

// RFC 7748 sections 6.1 and 6.2.
const ALICE_25519: [u8; 32] = hex!("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
const PUBLIC_25519: [u8; 32] = hex!("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
const BOB_25519: [u8; 32] = hex!("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
const OF_BOB_25519: [u8; 32] = hex!("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
const SECRET_25519: [u8; 32] = hex!("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
const ALICE_448: [u8; 56] = hex!(
    "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28d",
    "d9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b"
);
const PUBLIC_448: [u8; 56] = hex!(
    "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c",
    "22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0"
);
const OF_BOB_448: [u8; 56] = hex!(
    "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b430",
    "27d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609"
);
const SECRET_448: [u8; 56] = hex!(
    "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282b",
    "b60c0b56fd2464c335543936521c24403085d59a449a5037514a879d"
);
