//! Self-test of the derivation of keys from keys.

use super::cmac::CMAC;
use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::kbkdf::{CounterLocation, CounterSize, Mode, derive};
use crate::algorithms::kdf::prf::Prf;
use crate::algorithms::mac::cmac::CmacKey;
use crate::algorithms::mac::hmac::HmacKey;
use crate::base::hex::hex;

self_test! {
    /// Counter, feedback and double-pipeline modes with HMAC-SHA-256, and counter mode with CMAC.
    KBKDF = "KBKDF", "SP 800-108 r1", after [HMAC_SHA2_256, CMAC] => test;
}

/// A key that counts up from 0x40.
const KEY: [u8; 32] = *b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";
/// Label, zero, context, and a length.
const FIXED: [u8; 17] = *b"label\0context\0\0\x01\x40";
const IV: [u8; 13] = *b"initial value";

/// The three modes with HMAC-SHA-256, and the first with CMAC and AES-256; each with another place
/// and size of the counter.
fn test(probe: &mut Probe) -> bool {
    use CounterLocation::{AfterFixedData, BeforeFixedData, BeforeIterator, MiddleFixedData};
    use CounterSize::{Bits8, Bits16, Bits24, Bits32};
    let hmac = HmacKey::<Sha256>::new(&probe.input(KEY));
    let Ok(cmac) = CmacKey::new(&probe.input(KEY)) else { return false };
    let (fixed, iv) = (&probe.input(FIXED), probe.input(IV));
    gives(&hmac, Mode::Counter, BeforeFixedData, Bits32, fixed, &COUNTER)
        && gives(&hmac, Mode::Feedback(&iv), AfterFixedData, Bits8, fixed, &FEEDBACK)
        && gives(&hmac, Mode::DoublePipeline, BeforeIterator, Bits16, fixed, &DOUBLE_PIPELINE)
        && gives(&cmac, Mode::Counter, MiddleFixedData(44), Bits24, fixed, &WITH_CMAC)
}

fn gives<P: Prf>(
    prf: &P,
    mode: Mode<'_>,
    location: CounterLocation,
    size: CounterSize,
    fixed: &[u8],
    expected: &[u8; 40],
) -> bool {
    let mut out = [0; 40];
    derive(prf, mode, location, size, [fixed, &[], &[], &[]], &mut out).is_ok() && out == *expected
}

/// This and the rest: Python, on hashlib and the package cryptography
/// (`kat-vectors/generate/derivations.py`).
const COUNTER: [u8; 40] =
    hex!("d7df85ce32e422f0b860df4bc8003936f43f497fbf520df4f49b2eb8d3178d30", "cd8475c61e4b3561",);

const FEEDBACK: [u8; 40] =
    hex!("6cdde32008cacfeb064e656e6691ad9d65ace8711117cef9ff4fb324747c7c02", "81cc4c5c7f57d9b2",);

const DOUBLE_PIPELINE: [u8; 40] =
    hex!("d8dfcdaa2f67a2d2465ffe0d38f045eab9b3f1a5d9d8617371f4a9e2310a4fd7", "3e12fa9cee3f0327",);

const WITH_CMAC: [u8; 40] =
    hex!("5d55a4eab176153d9322b5e978aa8d05ed36625c024e368bf451b57687f0d025", "b15336b330880ed2",);
