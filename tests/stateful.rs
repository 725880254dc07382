//! LMS, HSS, XMSS and XMSS^MT: nothing passes that is not quite a signature. The vectors are in
//! `kat-vectors`; the examples here are those of `tests/common/operations`, by other
//! implementations.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use qila::lms::{self, Hss, Lms};
use qila::xmss::{self, Xmss, XmssMt};
use qila::{Error, Result};

/// What takes a key and verifies a signature of one byte, 7.
type Verify = fn(&[u8], &[u8]) -> Result<()>;

/// A key and its signature of one byte, 7.
type Example = (&'static str, Verify, &'static [u8], &'static [u8]);

fn examples() -> [Example; 3] {
    let (single, multi) = include_bytes!("common/operations/xmss.bin").split_at(52 + 4 + 24 * (1 + 51 + 10));
    let [hss, xmss, xmss_mt] =
        [include_bytes!("common/operations/hss.bin"), single, multi].map(|bytes| bytes.split_at(52));
    [
        ("HSS", |key, signature| lms::VerifyingKey::<Hss>::new(key)?.verify(&[7], signature), hss.0, hss.1),
        ("XMSS", |key, signature| xmss::VerifyingKey::<Xmss>::new(key)?.verify(&[7], signature), xmss.0, xmss.1),
        (
            "XMSS^MT",
            |key, signature| xmss::VerifyingKey::<XmssMt>::new(key)?.verify(&[7], signature),
            xmss_mt.0,
            xmss_mt.1,
        ),
    ]
}

/// Places all over a string: each at the beginning, where types and numbers stand, and some of the
/// values.
fn places(len: usize) -> impl Iterator<Item = usize> {
    (0..len).filter(move |place| *place < 64 || place % 37 == 0 || *place + 1 == len)
}

#[test]
fn every_part_of_a_signature_counts() {
    for (name, verify, key, signature) in examples() {
        assert_eq!(verify(key, signature), Ok(()), "{name}");
        for place in places(signature.len()) {
            let mut other = signature.to_vec();
            other[place] ^= 1 << (place % 8);
            assert_eq!(verify(key, &other), Err(Error::SignatureMismatch), "{name} {place}");
            assert_eq!(verify(key, &signature[..place]), Err(Error::SignatureMismatch), "{name} {place}");
        }
        assert_eq!(verify(key, &[signature, &[0]].concat()), Err(Error::SignatureMismatch), "{name}");
    }
}

/// A key of another set is none, or its signature is not this one; of another length it is none.
#[test]
fn every_part_of_a_key_counts() {
    for (name, verify, key, signature) in examples() {
        for (place, bit) in (0..key.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut other = key.to_vec();
            other[place] ^= 1 << bit;
            let refused = [Error::InvalidKey, Error::InvalidKeyLength, Error::SignatureMismatch];
            assert!(refused.contains(&verify(&other, signature).unwrap_err()), "{name} {place}");
        }
        for len in 0..key.len() {
            assert!(
                matches!(verify(&key[..len], signature), Err(Error::InvalidKeyLength | Error::InvalidKey)),
                "{name} {len}"
            );
        }
        assert_eq!(verify(&[key, &[0]].concat(), signature), Err(Error::InvalidKeyLength), "{name}");
    }
}

/// The sets of SP 800-208: 20 trees, each with the four one-time keys of its hash function; 12 of
/// XMSS, and 32 of XMSS^MT.
#[test]
fn sets_are_those_of_the_standard() {
    let mut known = [0; 4];
    for tree in 0..=255 {
        for one_time in 0..=255 {
            let codes = [0, 0, 0, tree, 0, 0, 0, one_time];
            let is_one = |n: usize| lms::VerifyingKey::<Lms>::new(&[&codes[..], &[9; 48][..16 + n]].concat()).is_ok();
            known[0] += usize::from(is_one(24));
            known[1] += usize::from(is_one(32));
        }
        let keys = [24, 32].map(|n| [&[0, 0, 0, tree], &[9; 64][..2 * n]].concat());
        known[2] += keys.iter().filter(|key| xmss::VerifyingKey::<Xmss>::new(key).is_ok()).count();
        known[3] += keys.iter().filter(|key| xmss::VerifyingKey::<XmssMt>::new(key).is_ok()).count();
    }
    assert_eq!(known, [10 * 4, 10 * 4, 12, 32]);
    // Nine levels, and none.
    for levels in [0, 9] {
        let key = [&[0, 0, 0, levels, 0, 0, 0, 5, 0, 0, 0, 4], &[9; 48][..]].concat();
        assert_eq!(lms::VerifyingKey::<Hss>::new(&key).err(), Some(Error::InvalidKey));
    }
}
