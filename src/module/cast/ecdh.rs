//! Self-tests of Diffie-Hellman on curves, one for each, and the pairwise consistency test of its
//! keys.

use super::tables::{OF_P224, OF_P256, OF_P384, OF_P521};
use super::{Probe, SelfTest, self_test};
use crate::algorithms::array::Array;
use crate::algorithms::ec::key::{KeyPair, PublicKey};
use crate::algorithms::ec::{Curve, P224, P256, P384, P521};
use crate::algorithms::ecdh::AgreementKey;
use crate::base::error::Result;
use crate::base::hex::hex;
use crate::module::pairwise::PairTest;

self_test! {
    /// The public key of a private key on P-224, and the secret that it shares.
    ECDH_P224 = "ECDH-P-224", "SP 800-56A r3", after [OF_P224] => test_p224;
    /// The public key of a private key on P-256, and the secret that it shares.
    ECDH_P256 = "ECDH-P-256", "SP 800-56A r3", after [OF_P256] => test_p256;
    /// The public key of a private key on P-384, and the secret that it shares.
    ECDH_P384 = "ECDH-P-384", "SP 800-56A r3", after [OF_P384] => test_p384;
    /// The public key of a private key on P-521, and the secret that it shares.
    ECDH_P521 = "ECDH-P-521", "SP 800-56A r3", after [OF_P521] => test_p521;
}

/// A curve that key agreement serves. No other crate can make one.
pub trait EcdhCurve: Curve {
    /// The self-test of agreement on the curve.
    #[doc(hidden)]
    fn self_test() -> &'static SelfTest;
}

macro_rules! serves {
    ($($curve:ident $test:ident;)+) => {$(
        impl EcdhCurve for $curve {
            fn self_test() -> &'static SelfTest {
                &$test
            }
        }
    )+};
}

serves! {
    P224 ECDH_P224;
    P256 ECDH_P256;
    P384 ECDH_P384;
    P521 ECDH_P521;
}

/// The halves belong together if the private one gives the public one (SP 800-56A r3 section
/// 5.6.2.1.4).
impl<C: Curve> PairTest for AgreementKey<C> {
    fn is_consistent(&self) -> bool {
        self.belongs_together().unwrap_or(false)
    }
}

/// Whether the private key has a public key with this x, and this secret with the holder of the
/// other one.
fn gives<C: Curve>(d: &[u8], peer: &[u8], x: &C::Coordinate, z: &C::Coordinate) -> bool {
    let agree = || -> Result<bool> {
        let own = AgreementKey(KeyPair::<C>::new(d)?);
        let shared = own.agree(&PublicKey::new(peer)?)?;
        let own = own.0.public().as_bytes().get(1..=C::COORDINATE_SIZE);
        Ok(own == Some(x.as_ref()) && (*shared).as_ref() == z.as_ref())
    };
    size_of_val(z) == size_of_val(&C::Coordinate::ZERO) && agree().unwrap_or(false)
}

fn test_p224(probe: &mut Probe) -> bool {
    gives::<P224>(&probe.input(D_P224), &probe.input(PEER_P224), &X_P224, &Z_P224)
}

fn test_p256(probe: &mut Probe) -> bool {
    gives::<P256>(&probe.input(D_P256), &probe.input(PEER_P256), &X_P256, &Z_P256)
}

fn test_p384(probe: &mut Probe) -> bool {
    gives::<P384>(&probe.input(D_P384), &probe.input(PEER_P384), &X_P384, &Z_P384)
}

fn test_p521(probe: &mut Probe) -> bool {
    gives::<P521>(&probe.input(D_P521), &probe.input(PEER_P521), &X_P521, &Z_P521)
}

// The first example of CAVP for each curve ("ECC CDH Primitive", 2012): the private key, the other
// side's public key, x of the own one, the shared secret.
const D_P224: [u8; 28] = hex!("8346a60fc6f293ca5a0d2af68ba71d1dd389e5e40837942df3e43cbd");
const PEER_P224: [u8; 57] = hex!(
    "04",
    "af33cd0629bc7e996320a3f40368f74de8704fa37b8fab69abaae280",
    "882092ccbba7930f419a8a4f9bb16978bbc3838729992559a6f2e2d7"
);
const X_P224: [u8; 28] = hex!("8de2e26adf72c582d6568ef638c4fd59b18da171bdf501f1d929e048");
const Z_P224: [u8; 28] = hex!("7d96f9a3bd3c05cf5cc37feb8b9d5209d5c2597464dec3e9983743e8");

const D_P256: [u8; 32] = hex!("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534");
const PEER_P256: [u8; 65] = hex!(
    "04",
    "700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287",
    "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac"
);
const X_P256: [u8; 32] = hex!("ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230");
const Z_P256: [u8; 32] = hex!("46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b");

const D_P384: [u8; 48] =
    hex!("3cc3122a68f0d95027ad38c067916ba0eb8c38894d22e1b15618b6818a661774", "ad463b205da88cf699ab4d43c9cf98a1");
const PEER_P384: [u8; 97] = hex!(
    "04",
    "a7c76b970c3b5fe8b05d2838ae04ab47697b9eaf52e76459",
    "2efda27fe7513272734466b400091adbf2d68c58e0c50066",
    "ac68f19f2e1cb879aed43a9969b91a0839c4c38a49749b66",
    "1efedf243451915ed0905a32b060992b468c64766fc8437a"
);
const X_P384: [u8; 48] =
    hex!("9803807f2f6d2fd966cdd0290bd410c0190352fbec7ff6247de1302df86f25d3", "4fe4a97bef60cff548355c015dbb3e5f");
const Z_P384: [u8; 48] =
    hex!("5f9d29dc5e31a163060356213669c8ce132e22f57c9a04f40ba7fcead493b457", "e5621e766c40a2e3d4d6a04b25e533f1");

const D_P521: [u8; 66] = hex!(
    "00e548a79d8b05f923b9825d11b656f222e8cb98b0f89de1d317184dc5a698f7c7",
    "1161ee7dc11cd31f4f4f8ae3a981e1a3e78bdebb97d7c204b9261b4ef92e0918e0"
);
const PEER_P521: [u8; 133] = hex!(
    "04",
    "00fdd40d9e9d974027cb3bae682162eac1328ad61bc4353c45bf5afe76bf607d28",
    "94c8cce23695d920f2464fda4773d4693be4b3773584691bdb0329b7f4c86cc299",
    "0034ceac6a3fef1c3e1c494bfe8d872b183832219a7e14da414d4e3474573671ec",
    "19b033be831b915435905925b44947c592959945b4eb7c951c3b9c8cf52530ba23"
);
const X_P521: [u8; 66] = hex!(
    "000ce800217ed243dd10a79ad73df578aa8a3f9194af528cd1094bbfee27a3b548",
    "1ad5862c8876c0c3f91294c0ab3aa806d9020cbaa2ed72b7fecdc5a09a6dad6f32"
);
const Z_P521: [u8; 66] = hex!(
    "00fbbcd0b8d05331fef6086f22a6cce4d35724ab7a2f49dd8458d0bfd57a0b8b70",
    "f246c17c4468c076874b0dff7a0336823b19e98bf1cec05e4beffb0591f97713c6"
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
            assert!(AgreementKey(pair(1)).is_consistent(), "{}", C::NAME);
            assert!(!AgreementKey(pair(1).with_public_of(&pair(2))).is_consistent(), "{}", C::NAME);
        }
        check::<P224>();
        check::<P256>();
        check::<P384>();
        check::<P521>();
    }
}
