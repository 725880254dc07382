//! The indicator: what the catalogue says of each service is what the service says of itself, and
//! the policy "approved only" refuses the rest. Each in a process of its own, because policy and
//! seal are settings of the process.

use crate::common::child;
use crate::common::operations::{OPERATIONS, OUTPUT, SENTINEL};
use qila::admin::{self, Policy, Profile, catalogue};
use qila::hash::HashAlgorithm::{Sha1, Sha3_384, Sha3_512, Sha224, Sha256, Sha384, Sha512, Sha512_256};
use qila::kdf::Pbkdf2;
use qila::random::{Drbg, Mechanism};
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
    let exports = include_str!("../../ffi/exports.txt");
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
    child::run("indicator::child_sealed", &[]);
}

#[test]
fn child_sealed() {
    if !child::is("indicator::child_sealed") {
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

/// Nothing is approved in an image that was never sealed, and of all reasons that one is told.
#[test]
fn an_unsealed_image_has_no_approved_service() {
    child::run("indicator::child_unsealed", &[]);
}

#[test]
fn child_unsealed() {
    if !child::is("indicator::child_unsealed") {
        return;
    }
    for operation in OPERATIONS {
        let prepared = (operation.prepare)().unwrap();
        assert_eq!(prepared.indicator, Indicator::NotApproved(Reason::Unsealed), "{}", operation.name());
    }
    admin::set_policy(Policy::ApprovedOnly);
    for operation in OPERATIONS {
        assert_eq!(attempt(operation), Err(Error::NotApproved(Reason::Unsealed)), "{}", operation.name());
    }
}

#[test]
fn approved_only_refuses_the_rest() {
    child::run("indicator::child_approved_only", &[]);
}

#[test]
fn child_approved_only() {
    if !child::is("indicator::child_approved_only") {
        return;
    }
    lab::assume_sealed(true);
    let mut made: Vec<_> = OPERATIONS.iter().map(|operation| (operation.prepare)().unwrap()).collect();
    admin::set_policy(Policy::ApprovedOnly);
    for ((row, operation), made) in catalogue::SERVICES.iter().zip(OPERATIONS).zip(&mut made) {
        let expected = match row.indicator {
            Indicator::NotApproved(reason) => Err(Error::NotApproved(reason)),
            _ => Ok(()),
        };
        assert_eq!(attempt(operation), expected, "{}", operation.name());
        // Keys and contexts that were made before the policy obey it, too.
        let mut out = [SENTINEL; OUTPUT];
        assert_eq!((made.action)(&mut out), expected, "{} made before", operation.name());
        assert_eq!(out == [SENTINEL; OUTPUT], expected.is_err(), "{} made before", operation.name());
    }
}

/// Prepares and does; on an error nothing may have been written.
fn attempt(operation: &crate::common::operations::Operation) -> Result<(), Error> {
    let mut out = [SENTINEL; OUTPUT];
    let done = (operation.prepare)().and_then(|mut prepared| (prepared.action)(&mut out));
    assert_eq!(out == [SENTINEL; OUTPUT], done.is_err(), "{}", operation.name());
    done
}

#[test]
fn profiles_take_away() {
    child::run("indicator::child_profiles", &[]);
}

#[test]
fn child_profiles() {
    if !child::is("indicator::child_profiles") {
        return;
    }
    use Indicator::{Approved, NotApproved};
    lab::assume_sealed(true);
    judge_hash_functions_and_generators();
    judge_password_derivations();
    let profiles = [Profile::Baseline112, Profile::Strict128, Profile::Cnsa2, Profile::Pakistan];
    let outside = NotApproved(Reason::OutsideProfile);
    let short = NotApproved(Reason::KeyTooShort);
    let tag = NotApproved(Reason::TagTooShort);
    for (profile, expected) in profiles.into_iter().zip([
        [Approved, Approved, Approved, Approved, Approved, Approved, Approved, Approved, Approved],
        [outside, outside, Approved, Approved, Approved, short, outside, Approved, tag],
        [outside, outside, outside, outside, outside, outside, outside, outside, outside],
        [outside, outside, Approved, Approved, Approved, short, outside, Approved, tag],
    ]) {
        admin::set_profile(profile);
        let hmac = mac::HmacKey::<hash::Sha256>::new(&[1; 15]).unwrap().indicator();
        let aes = cipher::AesKey::new(&[1; 16]).unwrap();
        let gcm = aead::AesGcmKey::with_tag_length(&[1; 16], aead::TagLength::for_packets(8, 1024).unwrap()).unwrap();
        let sha224 = hash::Sha224::new().unwrap().indicator();
        let sha256 = hash::Sha256::new().unwrap().indicator();
        let sha1 = hash::indicator(Sha1);
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

/// What a profile says of a hash function holds for all that rests on it, and of an
/// extendable-output function, too.
fn judge_hash_functions_and_generators() {
    for profile in [Profile::Baseline112, Profile::Strict128, Profile::Cnsa2, Profile::Pakistan] {
        admin::set_profile(profile);
        for algorithm in [Sha1, Sha224, Sha256, Sha384, Sha512, Sha512_256, Sha3_384, Sha3_512] {
            let expected = match profile {
                Profile::Baseline112 => true,
                Profile::Cnsa2 => [Sha384, Sha512].contains(&algorithm),
                _ => ![Sha1, Sha224].contains(&algorithm),
            };
            let said = [
                hash::indicator(algorithm),
                mac::DynHmacKey::new(algorithm, &[1; 32]).unwrap().indicator(),
                Drbg::builder(Mechanism::Hmac(algorithm)).instantiate().unwrap().indicator(),
                Drbg::builder(Mechanism::Hash(algorithm)).instantiate().unwrap().indicator(),
            ];
            assert_eq!(said.map(|said| said.is_approved()), [expected; 4], "{profile:?} {algorithm:?} {said:?}");
        }
        for (mechanism, strength) in
            [(Mechanism::CtrAes128, 128), (Mechanism::CtrAes192, 192), (Mechanism::CtrAes256, 256)]
        {
            let said = Drbg::builder(mechanism).instantiate().unwrap().indicator();
            assert_eq!(said.is_approved(), profile != Profile::Cnsa2 || strength == 256, "{profile:?} {mechanism:?}");
        }
        let kmac = mac::KmacKey::new(XofAlgorithm::Shake256, &[1; 32]).unwrap();
        let said = [kmac.indicator(), xof::indicator(XofAlgorithm::Shake256)];
        assert_eq!(said.map(|said| said.is_approved()), [profile != Profile::Cnsa2; 2], "{profile:?} {said:?}");
    }
}

/// A key has the strength of the profile.
fn judge_password_derivations() {
    let derivation = Pbkdf2::new(Sha512, &[b'p'; 14], &[1; 16], 1000).unwrap();
    for (profile, bytes) in
        [(Profile::Baseline112, 14), (Profile::Strict128, 16), (Profile::Cnsa2, 32), (Profile::Pakistan, 16)]
    {
        admin::set_profile(profile);
        assert!(derivation.indicator(bytes).is_approved(), "{profile:?}");
        assert!(!derivation.indicator(bytes - 1).is_approved(), "{profile:?}");
    }
}

/// What an algorithm rests on is in the catalogue, and everything that a derivation can be made of
/// is among it. The kernel is that of what it rests on.
#[test]
fn prerequisites_of_the_catalogue() {
    let row = |name: &str, mode: &str| {
        let found = catalogue::ALGORITHMS.iter().find(|row| row.name == name && row.mode == mode);
        found.unwrap_or_else(|| panic!("{name} {mode} is not in the catalogue"))
    };
    // What each of the prerequisites stands for.
    let stands_for = |prerequisite: &str, name: &str| match prerequisite {
        "AES" => name.starts_with("ACVP-AES-"),
        "DRBG" => name.ends_with("DRBG"),
        "SHA" => name.starts_with("SHA-") || name.starts_with("SHA2-") || name.starts_with("SHA3-"),
        "CMAC" | "HMAC" | "KMAC" => name.split('-').next() == Some(prerequisite),
        other => panic!("{other} is none of ACVP's names"),
    };
    for algorithm in catalogue::ALGORITHMS {
        for prerequisite in algorithm.prerequisites {
            assert!(catalogue::ALGORITHMS.iter().any(|row| stands_for(prerequisite, row.name)), "{prerequisite}");
        }
    }
    for (name, mode, ground) in [
        ("ACVP-AES-GCM", "", &["AES", "DRBG"][..]),
        ("CMAC-AES", "", &["AES"]),
        ("HMAC-SHA3-512", "", &["SHA"]),
        ("KDF", "", &["HMAC", "CMAC"]),
        ("KDF", "KMAC", &["KMAC"]),
        ("KDA", "HKDF", &["HMAC"]),
        ("KDA", "TwoStep", &["HMAC", "CMAC"]),
        ("KDA", "OneStep", &["SHA", "HMAC", "KMAC"]),
        ("KDA", "OneStepNoCounter", &["SHA", "HMAC", "KMAC"]),
        ("hashDRBG", "", &["SHA"]),
    ] {
        assert_eq!(row(name, mode).prerequisites, ground, "{name} {mode}");
    }
    for (name, mode, ground) in
        [("kdf-components", "srtp", "ACVP-AES-ECB"), ("kdf-components", "snmp", "SHA-1"), ("KDF", "KMAC", "KMAC-128")]
    {
        assert!(core::ptr::fn_addr_eq(row(name, mode).kernel, row(ground, "").kernel), "{name} {mode}");
    }
}
