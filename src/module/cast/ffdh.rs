//! Self-test of finite-field Diffie-Hellman, and the pairwise consistency test of its keys.

use super::{Probe, self_test};
use crate::algorithms::ffdh::{Group, PrivateKey, PublicKey, Validation};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha256;
use crate::base::hex::hex;
use crate::machine::wipe::on_clean_stack;
use crate::module::pairwise::PairTest;

self_test! {
    /// The public half of a private key in ffdhe2048, and the secret that it shares. A number above
    /// p is refused.
    FFDH = "FFDH", "SP 800-56A r3", after [super::hash::SHA2_256] => test;
}

/// The halves belong together if the private one gives the public one again, which is in the group.
impl PairTest for PrivateKey {
    fn is_consistent(&self) -> bool {
        self.is_consistent()
    }
}

/// What the test works in, which it leaves wiped.
const STACK: usize = 64 << 10;

fn test(probe: &mut Probe) -> bool {
    on_clean_stack::<STACK, _>(|| agrees(probe))
}

#[inline(never)] // its frame is large
fn agrees(probe: &mut Probe) -> bool {
    let (group, ours, theirs) = (Group::Ffdhe2048, probe.input(OURS), probe.input(THEIRS));
    let keys = (PrivateKey::new(group, &ours), PrivateKey::new(group, &theirs));
    let (Ok(ours), Ok(theirs)) = keys else { return false };
    let (public, mut secret) = (theirs.public(), [0; 256]);
    ours.agree(&public, &mut secret).is_ok()
        && Sha256::digest(&[public.as_bytes(), &secret]) == EXPECTED
        && PublicKey::new(group, &[0xff; 256], Validation::Partial).is_err()
}

// By OpenSSL through the Python package cryptography (`kat-vectors/generate/self_tests.py`): two
// private keys, and SHA-256 of the second one's public key and the secret.
const OURS: [u8; 32] = hex!("7bcc1b49adb062181df44fce5dfe7f78f106291185aedd854618e07ac33914f2");
const THEIRS: [u8; 32] = hex!("4819a53116f4084b0eb086b884cfb6c6fc9b3a984a57469110e9b2aae9ca418b");
const EXPECTED: [u8; 32] = hex!("adc3f7cb7bab561c9f974a91d590656f7336ab56da827f0a4f9cfdd936d131ca");
