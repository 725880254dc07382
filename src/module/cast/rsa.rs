//! Self-test of RSA, and the pairwise consistency test of its keys.

use super::hash::{SHA2_256, SHA3};
use super::{Probe, SelfTest, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::hash::{Hash, HashAlgorithm};
use crate::algorithms::rsa::{Blinding, Digest, Factors, MAX_SIZE, Mask, Oaep, PrivateKey, Pss};
use crate::base::error::{Error, Result};
use crate::base::hex::hex;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;
use crate::module::pairwise::PairTest;

self_test! {
    /// A key of two primes, a PKCS#1 v1.5 signature by both halves of it, and its verification.
    /// Another message is refused.
    RSA = "RSA", "FIPS 186-5", after [SHA2_256] => test;
}

/// The self-test of a hash function of signatures or of OAEP.
pub(crate) const fn of(digest: Digest) -> &'static SelfTest {
    match digest {
        Digest::Hash(hash) => super::hash::of(hash),
        Digest::Shake128 | Digest::Shake256 => &SHA3,
    }
}

const fn of_mask(mask: Mask) -> &'static SelfTest {
    match mask {
        Mask::Mgf1(digest) => of(digest),
        Mask::Shake128 | Mask::Shake256 => &SHA3,
    }
}

/// The self-tests of a PSS signature.
pub(crate) const fn of_pss(pss: Pss) -> [&'static SelfTest; 3] {
    [&RSA, of(pss.digest), of_mask(pss.mask)]
}

/// The self-tests of OAEP.
pub(crate) const fn of_oaep(oaep: Oaep) -> [&'static SelfTest; 3] {
    [&RSA, of(oaep.digest), of_mask(oaep.mask)]
}

/// The random bytes of one private operation: a factor of 64 bits for each exponent.
pub(crate) const MASKS: usize = 16;

/// A key that was just made or taken, and what one operation with it needs.
pub(crate) struct Fresh {
    pub(crate) key: PrivateKey,
    pub(crate) factors: Factors,
    pub(crate) masks: Wiped<[u8; MASKS]>,
}

/// The halves belong together if one verifies what the other one signs.
impl PairTest for Fresh {
    fn is_consistent(&self) -> bool {
        let mut place = Wiped::new([0; MAX_SIZE]);
        let (size, digest) = (self.key.public().size(), HashAlgorithm::Sha256.into());
        let mut masks = self.masks.chunks(MASKS / 2);
        let mut random = |bytes: &mut [u8]| -> Result<()> {
            let mask = masks.next().filter(|mask| mask.len() == bytes.len());
            bytes.copy_from_slice(mask.ok_or(Error::EntropyUnavailable)?);
            Ok(())
        };
        let is_signed = self.key.sign_pkcs1(digest, MESSAGE, &self.factors, &mut random, &mut place[..size]).is_ok();
        let signature = declassify(*place, "a signature may be known");
        is_signed && self.key.public().verify_pkcs1(digest, MESSAGE, &signature[..size]).is_ok()
    }
}

/// What the test of a pair signs.
const MESSAGE: &[u8] = b"pairwise consistency";

/// Bytes that count up from 0.
const COUNTING: [u8; 32] = {
    let mut bytes = [0; 32];
    let mut i = 0;
    while i < bytes.len() {
        bytes[i] = i as u8;
        i += 1;
    }
    bytes
};

#[inline(never)] // its frame is large
fn test(probe: &mut Probe) -> bool {
    let (p, q, message) = (probe.input(P), probe.input(Q), probe.input(COUNTING));
    let Ok(key) = PrivateKey::of_prime_bytes(&[1, 0, 1], &p, &q) else { return false };
    // No secret is at stake, so any bytes can blind.
    let mut random = |bytes: &mut [u8]| {
        bytes.fill(0x35);
        Ok(())
    };
    let (mut signature, digest) = ([0; 256], HashAlgorithm::Sha256.into());
    let Ok(factors) = key.factors(&mut Blinding::new(), &mut random) else { return false };
    key.sign_pkcs1(digest, &message, &factors, &mut random, &mut signature).is_ok()
        && Sha256::digest(&[&signature]) == EXPECTED
        && key.public().verify_pkcs1(digest, &message, &signature).is_ok()
        && key.public().verify_pkcs1(digest, &message[1..], &signature).is_err()
}

// By OpenSSL through the Python package cryptography (`kat-vectors/generate/self_tests.py`): the
// primes of a key of 2048 bits, and SHA-256 of the signature.
const P: [u8; 128] = hex!(
    "ddc0f9b6c682be09acfe65cedd148a1a8b0c3099b0a3dc36024b6d46efcb8fd8",
    "3276b22dfeddb6ed960d93a258d8b0de2321fa92aa57b54b0411121a161a84a6",
    "71bded30c22ca0a7b38938791693e2801207057cb8eeb88be5fe5db5966b0dbd",
    "1c20718988774293f434487c4291107835a495e9e455f534969d243ab0ee5b13",
);
const Q: [u8; 128] = hex!(
    "c1c1ec7938362f6325fd63462926ddb01eaa2955d953078cf80d89d9e3acfecc",
    "84612fe7ca56cd664b7e0fffe88ee51011897ceaaa283b8b9d447ee9d54b46b8",
    "d184513651979f31476adfc7c3c337cdc0706bb13ba7726f6e16c06c82b1a161",
    "8bff3b4bf8ecfe23364294c52c58546ee88ed9536373872a7cd7fb27e4d1684f",
);
const EXPECTED: [u8; 32] = hex!("c97114c08cbe1e394461c9c156aaec61f6f8e27fed9779c32675aaa1f66a1b2e",);
