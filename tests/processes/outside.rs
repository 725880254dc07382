//! A key that has served a service that is not approved serves no approved one (ISO/IEC 19790
//! 7.2.4.2, AS02.21).

use crate::common::child;
use qila::admin::catalogue::SERVICES;
use qila::admin::ssp::SSPS;
use qila::admin::{self, Policy};
use qila::aead::AesGcmKey;
use qila::mac::GmacKey;
use qila::random::Rng;
use qila::{Error, Indicator, Reason, lab};

const USED: Indicator = Indicator::NotApproved(Reason::UsedOutside);
const EXTERNAL: Indicator = Indicator::NotApproved(Reason::ExternalIv);

/// Whether a service is refused for what its key or algorithm is, so that nothing with the same
/// object is approved.
const fn is_of_the_key(reason: Reason) -> bool {
    matches!(reason, Reason::KeyTooShort | Reason::OutsideProfile | Reason::NotApprovedAlgorithm | Reason::NotTested)
}

/// What is refused for something else than its key, and what keeps the key from approved services.
const REMEMBERED: &[&str] = &["aead::CallerIvSealer", "mac::CallerIvGmac"];
/// They borrow the secret of their caller for one derivation, and the module holds none.
const BORROWING: &[&str] = &["kdf::Tls12::master_secret", "kdf::Pbkdf2", "kdf::snmp"];

/// Every service of the catalogue that is not approved under a key that could serve an approved one
/// is in a list above: the keys of the first are tried below, and the second hold nothing.
#[test]
fn every_such_service_is_tried() {
    for row in SERVICES {
        match row.indicator {
            Indicator::NotApproved(reason) if !is_of_the_key(reason) => {
                assert!([REMEMBERED, BORROWING].concat().contains(&row.name), "{}: {reason}", row.name);
            }
            _ => {}
        }
    }
    for name in BORROWING {
        assert!(SSPS.iter().all(|row| !name.starts_with(row.holder)), "{name} holds a secret");
    }
}

#[test]
fn keys_remember_what_they_served() {
    child::run("outside::child_with_a_seal", &[]);
}

#[test]
fn child_with_a_seal() {
    if !child::is("outside::child_with_a_seal") {
        return;
    }
    lab::assume_sealed(true);
    gcm();
    gmac();
}

fn gcm() {
    let (key, mut rng) = (AesGcmKey::new(&[7; 32]).unwrap(), Rng::new().unwrap());
    let mut random = key.random_iv_sealer().unwrap();
    let mut data = [3; 16];
    let sealed = random.seal_in_place(&[], &mut data, &mut rng).unwrap();
    let caller = key.caller_iv_sealer().unwrap();
    // A sealer that was only made has served nobody.
    assert_eq!(
        [key.indicator(), random.indicator(), caller.indicator()],
        [Indicator::Approved, Indicator::Approved, EXTERNAL]
    );
    caller.seal_in_place(&[1; 12], &[], &mut [0; 16]).unwrap();
    assert_eq!([key.indicator(), random.indicator(), caller.indicator()], [USED, USED, EXTERNAL]);

    admin::set_policy(Policy::ApprovedOnly);
    let ciphertext = data;
    let refused = Err(Error::NotApproved(Reason::UsedOutside));
    let external = Err(Error::NotApproved(Reason::ExternalIv));
    assert_eq!(random.seal_in_place(&[], &mut data, &mut rng).map(drop), refused);
    assert_eq!(caller.seal_in_place(&[2; 12], &[], &mut data).map(drop), external);
    assert_eq!(key.open_in_place(&sealed.iv, &[], &mut data, &sealed.tag), refused);
    assert_eq!(key.random_iv_sealer().map(drop), refused);
    assert_eq!(data, ciphertext);
    assert_eq!(key.counter_iv_sealer(b"host").map(drop), refused);

    // Where it is refused, nothing was served.
    let key = AesGcmKey::new(&[8; 32]).unwrap();
    assert_eq!(key.caller_iv_sealer().map(drop), external);
    assert_eq!(key.indicator(), Indicator::Approved);
    admin::set_policy(Policy::Report);

    // A sequence never begins behind other IVs, whosever they were.
    key.caller_iv_sealer().unwrap().seal_in_place(&[1; 12], &[], &mut [0; 16]).unwrap();
    assert_eq!(key.tls13_sealer(&[0; 12]).map(drop), Err(Error::KeyExhausted));
    // Of another object with the same bytes nothing is known.
    assert_eq!(AesGcmKey::new(&[8; 32]).unwrap().indicator(), Indicator::Approved);
}

fn gmac() {
    let (key, mut rng) = (GmacKey::new(&[9; 32]).unwrap(), Rng::new().unwrap());
    let mut random = key.random_iv().unwrap();
    let made = random.authenticate(b"data", &mut rng).unwrap();
    assert_eq!([key.indicator(), random.indicator()], [Indicator::Approved; 2]);
    key.caller_iv().unwrap().authenticate(&[1; 12], b"data").unwrap();
    assert_eq!([key.indicator(), random.indicator()], [USED; 2]);
    admin::set_policy(Policy::ApprovedOnly);
    assert_eq!(random.authenticate(b"data", &mut rng).map(drop), Err(Error::NotApproved(Reason::UsedOutside)));
    assert_eq!(key.verify(&made.iv, b"data", &made.tag), Err(Error::NotApproved(Reason::UsedOutside)));
    admin::set_policy(Policy::Report);
    key.verify(&made.iv, b"data", &made.tag).unwrap();
}
