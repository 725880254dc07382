//! Extendable-output functions: the standards' examples, messages and outputs in parts, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::xof::{self, Xof, XofAlgorithm, shake128, shake256};
use qila::{Error, Indicator, lab};

/// The output for a message of one part.
fn output(algorithm: XofAlgorithm, customization: &[u8], message: &[u8], len: usize) -> Vec<u8> {
    let mut xof = Xof::customized(algorithm, customization).unwrap();
    xof.update(message);
    let mut out = vec![0; len];
    xof.finalize().unwrap().read(&mut out).unwrap();
    out
}

/// The samples that NIST gives for cSHAKE (SP 800-185, cSHAKE_samples, numbers 1 to 4).
#[test]
fn samples_of_sp_800_185() {
    let long: Vec<u8> = (0..200).collect();
    for (algorithm, message, expected) in [
        (XofAlgorithm::Shake128, &long[..4], "c1c36925b6409a04f1b504fcbca9d82b4017277cb5ed2b2065fc1d3814d5aaf5"),
        (XofAlgorithm::Shake128, &long, "c5221d50e4f822d96a2e8881a961420f294b7b24fe3d2094baed2c6524cc166b"),
        (
            XofAlgorithm::Shake256,
            &long[..4],
            "d008828e2b80ac9d2218ffee1d070c48b8e4c87bff32c9699d5b6896eee0edd1\
             64020e2be0560858d9c00c037e34a96937c561a74c412bb4c746469527281c8c",
        ),
        (
            XofAlgorithm::Shake256,
            &long,
            "07dc27b11e51fbac75bc7b3c1d983e8b4b85fb1defaf218912ac864302730917\
             27f42b17ed1df63e8ec118f04b23633c1dfb1574c8fb55cb45da8e25afb092bb",
        ),
    ] {
        assert_eq!(hex::encode(output(algorithm, b"Email Signature", message, expected.len() / 2)), expected);
    }
}

/// Without strings cSHAKE is SHAKE, and the calls for one message give the same.
#[test]
fn one_call_is_many() {
    let message: Vec<u8> = (0..500_u32).map(|i| (i * i % 251) as u8).collect();
    for len in [0, 1, 135, 136, 137, 168, 169, 336, 500] {
        let mut out = vec![0; 2 * len];
        shake128(&message[..len], &mut out).unwrap();
        assert_eq!(out, output(XofAlgorithm::Shake128, b"", &message[..len], 2 * len));
        shake256(&message[..len], &mut out).unwrap();
        assert_eq!(out, output(XofAlgorithm::Shake256, b"", &message[..len], 2 * len));
    }
}

/// However message and output are cut, it is the same; and a copy goes its own way.
#[test]
fn parts_make_the_whole() {
    let message: Vec<u8> = (0..400_u32).map(|i| (i * 7 % 253) as u8).collect();
    for &algorithm in XofAlgorithm::ALL {
        let whole = output(algorithm, b"parts", &message, 700);
        for part in [1, 7, 136, 168, 399] {
            let mut xof = Xof::customized(algorithm, b"parts").unwrap();
            message.chunks(part).for_each(|part| xof.update(part));
            let mut other = xof.clone();
            let mut reader = xof.finalize().unwrap();
            let mut out = vec![0; 700];
            out.chunks_mut(part).for_each(|part| reader.read(part).unwrap());
            assert_eq!(out, whole);
            other.update(b"more");
            other.finalize().unwrap().read(&mut out).unwrap();
            assert_ne!(out, whole);
        }
    }
}

/// Name and customization each change the output, and do not run into one another. What callers
/// give is the customization alone.
#[test]
fn strings_are_kept_apart() {
    let first = |name: &[u8], customization: &[u8]| {
        let mut out = [0; 32];
        let xof = lab::xof::named(XofAlgorithm::Shake128, name, customization).unwrap();
        xof.finalize().unwrap().read(&mut out).unwrap();
        out
    };
    let all = [first(b"", b""), first(b"ab", b""), first(b"", b"ab"), first(b"a", b"b")];
    for (i, one) in all.iter().enumerate() {
        assert!(!all[..i].contains(one));
    }
    assert_eq!(first(b"", b"ab")[..], output(XofAlgorithm::Shake128, b"ab", b"", 32));
}

#[test]
fn a_byte_has_less_than_eight_bits_left() {
    for bits in [8, 9, u32::MAX] {
        let xof = Xof::new(XofAlgorithm::Shake256).unwrap();
        assert_eq!(xof.finalize_bits(0xff, bits).map(|_| ()), Err(Error::InvalidParameter));
    }
}

/// The image of a test was never sealed, so nothing is approved, whichever way one asks.
#[test]
fn indicators() {
    for &algorithm in XofAlgorithm::ALL {
        let indicator = xof::indicator(algorithm);
        assert!(matches!(indicator, Indicator::NotApproved(_)), "{indicator:?}");
        let xof = Xof::new(algorithm).unwrap();
        assert_eq!((xof.algorithm(), xof.indicator()), (algorithm, indicator));
        assert_eq!(xof.finalize().unwrap().indicator(), indicator);
    }
}
