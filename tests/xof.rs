//! Extendable-output functions, TupleHash, ParallelHash: samples, messages and outputs in parts,
//! bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::xof::XofAlgorithm::{self, Shake128, Shake256};
use qila::xof::{self, ParallelHash, TupleHash, Xof, shake128, shake256};
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

#[test]
fn parallel_hash_refuses_bad_lengths_in_bits() {
    let mut tag = [0x55; 5];
    let mut hash = ParallelHash::new(Shake128, 8).unwrap();
    hash.update(b"message");
    assert_eq!(hash.clone().finalize_bits_into(0, 8, &mut tag, 40), Err(Error::InvalidParameter));
    assert_eq!(hash.clone().finalize_bits_into(0, 0, &mut tag, 41), Err(Error::InvalidParameter));
    assert_eq!(hash.clone().finalize_bits_xof(0, 9).map(drop), Err(Error::InvalidParameter));
    assert_eq!(hash.finalize_xof().unwrap().read_bits(&mut tag, 32), Err(Error::InvalidParameter));
    assert_eq!(tag, [0x55; 5]);
}
