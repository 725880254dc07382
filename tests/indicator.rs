//! The indicator: what the catalogue says of each service is what the service says of itself, and the policy "approved
//! only" refuses the rest. Each in a process of its own, because policy and seal are settings of the process.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use common::operations::{OPERATIONS, OUTPUT, SENTINEL};
use qila::admin::{self, Policy, Profile, catalogue};
use qila::hash::HashAlgorithm;
use qila::xof::XofAlgorithm;
use qila::{Error, Indicator, Reason, aead, cipher, hash, lab, mac, xof};

/// Every row of the catalogue has its operation, in the same order, and nothing else does.
#[test]
fn the_table_is_complete() {
    let rows: Vec<_> = catalogue::SERVICES.iter().map(|row| (row.name, row.parameters)).collect();
    let operations: Vec<_> = OPERATIONS.iter().map(|operation| (operation.service, operation.parameters)).collect();
    assert_eq!(rows, operations);
}

/// The functions of the C interface that the rows name are those that its library exports.
#[test]
fn the_c_functions_exist() {
    let exports = include_str!("../ffi/exports.txt");
    for row in catalogue::SERVICES {
        for name in row.c.split(", ").filter(|name| !name.is_empty()) {
            let found = match name.strip_suffix('*') {
                Some(prefix) => exports.lines().any(|export| export.starts_with(prefix)),
                None => exports.lines().any(|export| export == name),
            };
            assert!(found, "{} names {name}", row.name);
        }
    }
}

#[test]
fn services_say_what_the_catalogue_says() {
    child::run("child_sealed", &[]);
}

#[test]
fn child_sealed() {
    if !child::is("child_sealed") {
        return;
    }
    lab::assume_sealed(true);
    for (row, operation) in catalogue::SERVICES.iter().zip(OPERATIONS) {
        let mut prepared = (operation.prepare)().unwrap();
        assert_eq!(prepared.indicator, row.indicator, "{}", operation.name());
        let mut out = [SENTINEL; OUTPUT];
        assert_eq!((prepared.action)(&mut out), Ok(()), "{}", operation.name());
        assert_ne!(out, [SENTINEL; OUTPUT], "{}", operation.name());
    }
}

/// Nothing is approved in an image that was never sealed, and a worse reason is not hidden by a better one.
#[test]
fn an_unsealed_image_has_no_approved_service() {
    child::run("child_unsealed", &[]);
}

#[test]
fn child_unsealed() {
    if !child::is("child_unsealed") {
        return;
    }
    for (row, operation) in catalogue::SERVICES.iter().zip(OPERATIONS) {
        let expected = match row.indicator {
            Indicator::NotApproved(reason) => reason,
            _ => Reason::Unsealed,
        };
        let prepared = (operation.prepare)().unwrap();
        assert_eq!(prepared.indicator, Indicator::NotApproved(expected), "{}", operation.name());
    }
    admin::set_policy(Policy::ApprovedOnly);
    for operation in OPERATIONS {
        assert_eq!(attempt(operation), Err(Error::NotApproved), "{}", operation.name());
    }
}

#[test]
fn approved_only_refuses_the_rest() {
    child::run("child_approved_only", &[]);
}

#[test]
fn child_approved_only() {
    if !child::is("child_approved_only") {
        return;
    }
    lab::assume_sealed(true);
    let mut made: Vec<_> = OPERATIONS.iter().map(|operation| (operation.prepare)().unwrap()).collect();
    admin::set_policy(Policy::ApprovedOnly);
    for ((row, operation), made) in catalogue::SERVICES.iter().zip(OPERATIONS).zip(&mut made) {
        let expected = if row.indicator.is_approved() { Ok(()) } else { Err(Error::NotApproved) };
        assert_eq!(attempt(operation), expected, "{}", operation.name());
        // Keys and contexts that were made before the policy obey it, too.
        let mut out = [SENTINEL; OUTPUT];
        assert_eq!((made.action)(&mut out), expected, "{} made before", operation.name());
        assert_eq!(out == [SENTINEL; OUTPUT], expected.is_err(), "{} made before", operation.name());
    }
}

/// Prepares and does; on an error nothing may have been written.
fn attempt(operation: &common::operations::Operation) -> Result<(), Error> {
    let mut out = [SENTINEL; OUTPUT];
    let done = (operation.prepare)().and_then(|mut prepared| (prepared.action)(&mut out));
    assert_eq!(out == [SENTINEL; OUTPUT], done.is_err(), "{}", operation.name());
    done
}

#[test]
fn profiles_take_away() {
    child::run("child_profiles", &[]);
}

#[test]
fn child_profiles() {
    if !child::is("child_profiles") {
        return;
    }
    use Indicator::{Approved, NotApproved};
    lab::assume_sealed(true);
    let profiles = [Profile::Baseline112, Profile::Strict128, Profile::Cnsa2, Profile::Pakistan];
    let outside = NotApproved(Reason::OutsideProfile);
    let short = NotApproved(Reason::KeyTooShort);
    let tag = NotApproved(Reason::TagTooShort);
    for (profile, expected) in profiles.into_iter().zip([
        [Approved, Approved, Approved, Approved, Approved, Approved, Approved, Approved, Approved],
        [outside, outside, Approved, Approved, Approved, short, outside, Approved, tag],
        [outside, outside, outside, outside, Approved, outside, outside, outside, outside],
        [outside, outside, Approved, Approved, Approved, short, outside, Approved, tag],
    ]) {
        admin::set_profile(profile);
        let hmac = mac::HmacKey::<hash::Sha256>::new(&[1; 15]).unwrap().indicator();
        let aes = cipher::AesKey::new(&[1; 16]).unwrap();
        let gcm = aead::AesGcmKey::with_tag_length(&[1; 16], aead::TagLength::Bits64).unwrap();
        let sha224 = hash::Sha224::new().unwrap().indicator();
        let sha256 = hash::Sha256::new().unwrap().indicator();
        let sha1 = hash::indicator(HashAlgorithm::Sha1);
        let [shake128, shake256] = [XofAlgorithm::Shake128, XofAlgorithm::Shake256].map(xof::indicator);
        let said = [
            sha1,
            sha224,
            sha256,
            shake128,
            shake256,
            hmac,
            aes.ecb_encrypt_indicator(),
            aes.indicator(),
            gcm.indicator(),
        ];
        let same = said.iter().zip(&expected).all(|(said, expected)| {
            // Of several reasons any may be given.
            said == expected || !said.is_approved() && !expected.is_approved()
        });
        assert!(same, "{profile:?}: {said:?}");
        assert_eq!(admin::profile(), profile);
    }
}
