//! Self-test of the derivation of keys from keys.

use super::cmac::CMAC;
use super::hmac::HMAC_SHA2_256;
use super::{Probe, self_test};
use crate::algorithms::hash::sha2::Sha256;
use crate::algorithms::kdf::kbkdf::{CounterLocation, CounterSize, Mode, derive};
use crate::algorithms::kdf::prf::Prf;
use crate::algorithms::mac::cmac::CmacKey;
use crate::algorithms::mac::hmac::HmacKey;

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
#[rustfmt::skip]
const COUNTER: [u8; 40] = [
    0xd7, 0xdf, 0x85, 0xce, 0x32, 0xe4, 0x22, 0xf0, 0xb8, 0x60, 0xdf, 0x4b, 0xc8, 0x00, 0x39, 0x36,
    0xf4, 0x3f, 0x49, 0x7f, 0xbf, 0x52, 0x0d, 0xf4, 0xf4, 0x9b, 0x2e, 0xb8, 0xd3, 0x17, 0x8d, 0x30,
    0xcd, 0x84, 0x75, 0xc6, 0x1e, 0x4b, 0x35, 0x61,
];

#[rustfmt::skip]
const FEEDBACK: [u8; 40] = [
    0x6c, 0xdd, 0xe3, 0x20, 0x08, 0xca, 0xcf, 0xeb, 0x06, 0x4e, 0x65, 0x6e, 0x66, 0x91, 0xad, 0x9d,
    0x65, 0xac, 0xe8, 0x71, 0x11, 0x17, 0xce, 0xf9, 0xff, 0x4f, 0xb3, 0x24, 0x74, 0x7c, 0x7c, 0x02,
    0x81, 0xcc, 0x4c, 0x5c, 0x7f, 0x57, 0xd9, 0xb2,
];

#[rustfmt::skip]
const DOUBLE_PIPELINE: [u8; 40] = [
    0xd8, 0xdf, 0xcd, 0xaa, 0x2f, 0x67, 0xa2, 0xd2, 0x46, 0x5f, 0xfe, 0x0d, 0x38, 0xf0, 0x45, 0xea,
    0xb9, 0xb3, 0xf1, 0xa5, 0xd9, 0xd8, 0x61, 0x73, 0x71, 0xf4, 0xa9, 0xe2, 0x31, 0x0a, 0x4f, 0xd7,
    0x3e, 0x12, 0xfa, 0x9c, 0xee, 0x3f, 0x03, 0x27,
];

#[rustfmt::skip]
const WITH_CMAC: [u8; 40] = [
    0x5d, 0x55, 0xa4, 0xea, 0xb1, 0x76, 0x15, 0x3d, 0x93, 0x22, 0xb5, 0xe9, 0x78, 0xaa, 0x8d, 0x05,
    0xed, 0x36, 0x62, 0x5c, 0x02, 0x4e, 0x36, 0x8b, 0xf4, 0x51, 0xb5, 0x76, 0x87, 0xf0, 0xd0, 0x25,
    0xb1, 0x53, 0x36, 0xb3, 0x30, 0x88, 0x0e, 0xd2,
];
