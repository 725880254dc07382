//! Openers that count.

use super::key;
use qila::Error;
use qila::aead::{AesGcmKey, SequenceOpener, SequenceSealer, Tag};

type Maker<T> = fn(AesGcmKey) -> Result<T, Error>;

/// Each sealer with its opener.
const PAIRS: [(Maker<SequenceSealer>, Maker<SequenceOpener>); 5] = [
    (|key| key.counter_iv_sealer(b"host"), |key| key.counter_iv_opener(b"host")),
    (|key| key.counter_iv_sealer(b"gateway1"), |key| key.counter_iv_opener(b"gateway1")),
    (|key| key.tls12_sealer(b"salt"), |key| key.tls12_opener(b"salt")),
    (|key| key.tls13_sealer(&[0xa5; 12]), |key| key.tls13_opener(&[0xa5; 12])),
    (|key| key.ssh_sealer(&[0xff; 12]), |key| key.ssh_opener(&[0xff; 12])),
];

/// An opener opens what its sealer seals, once, and in that order; no other opener does, from the
/// second message on at the latest.
#[test]
fn openers_count_as_their_sealers() {
    for (which, (sealer, opener)) in PAIRS.iter().enumerate() {
        let (mut sealer, mut opener) = (sealer(key()).unwrap(), opener(key()).unwrap());
        let mut messages = Vec::new();
        for number in 0..5_u8 {
            let mut data = vec![number; 20];
            let tag = sealer.seal_in_place(b"header", &mut data).unwrap().tag;
            messages.push((data, tag));
        }
        let refused = |opener: &mut SequenceOpener, (data, tag): &(Vec<u8>, Tag)| {
            let (mut data, number) = (data.clone(), opener.next_number());
            assert_eq!(opener.open_in_place(b"header", &mut data, tag), Err(Error::TagMismatch));
            assert_eq!((data, opener.next_number()), (vec![0; 20], number));
        };
        for number in 0..3 {
            assert_eq!(opener.next_number(), number as u64);
            for other in (0..5).filter(|other| *other != number) {
                refused(&mut opener, &messages[other]);
            }
            let (mut data, tag) = messages[number].clone();
            opener.open_in_place(b"header", &mut data, &tag).unwrap();
            assert_eq!(data, [number as u8; 20]);
        }
        // What is lost is left out, and does not come later.
        opener.skip_to(4).unwrap();
        refused(&mut opener, &messages[3]);
        assert_eq!(opener.skip_to(3), Err(Error::InvalidParameter));
        let (mut data, tag) = messages[4].clone();
        opener.open_in_place(b"header", &mut data, &tag).unwrap();
        for (other, (_, make)) in PAIRS.iter().enumerate().filter(|(other, _)| *other != which) {
            let mut opener = make(key()).unwrap();
            opener.skip_to(1).unwrap();
            let (mut data, tag) = messages[1].clone();
            assert_eq!(opener.open_in_place(b"header", &mut data, &tag), Err(Error::TagMismatch), "{other}");
        }
    }
}

/// The numbers of an opener end as those of its sealer; a key that has sealed may open.
#[test]
fn an_opener_ends() {
    for len in 0..20 {
        assert_eq!(key().counter_iv_opener(&vec![1; len]).is_ok(), (4..=8).contains(&len), "{len}");
    }
    let (mut sealer, mut opener) =
        (key().counter_iv_sealer(b"gateway1").unwrap(), key().counter_iv_opener(b"gateway1").unwrap());
    assert_eq!(opener.skip_to(1 << 32), Err(Error::KeyExhausted));
    opener.skip_to(u64::from(u32::MAX)).unwrap();
    sealer.skip_to(u64::from(u32::MAX)).unwrap();
    let mut data = *b"last";
    let tag = sealer.seal_in_place(&[], &mut data).unwrap().tag;
    assert_eq!(opener.open_in_place(&[], &mut data, &tag[..15]), Err(Error::InvalidTagLength));
    opener.open_in_place(&[], &mut data, &tag).unwrap();
    assert_eq!((&data, opener.open_in_place(&[], &mut [], &tag)), (b"last", Err(Error::KeyExhausted)));

    let used = key();
    used.caller_iv_sealer().unwrap().seal_in_place(&[7; 12], &[], &mut []).unwrap();
    assert!(used.tls13_opener(&[7; 12]).is_ok());
}
