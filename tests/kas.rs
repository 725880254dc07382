//! Key confirmation: bad input, and tags of another kind.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash::HashAlgorithm;
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};
use qila::{Error, Indicator, Reason, lab};

const FUNCTIONS: [(MacFunction, usize); 4] = [
    (MacFunction::Hmac(HashAlgorithm::Sha384), 48),
    (MacFunction::Cmac, 16),
    (MacFunction::Kmac128, 64),
    (MacFunction::Kmac256, 64),
];

const EXCHANGE: Exchange<'static> = Exchange {
    direction: Direction::Unilateral,
    u: Contribution { id: b"Alice", ephemeral: b"key" },
    v: Contribution { id: b"Bob", ephemeral: b"nonce" },
};

#[test]
fn lengths_of_confirmation_keys() {
    lab::assume_sealed(true);
    for (function, _) in FUNCTIONS {
        for len in 0..80 {
            let taken = match function {
                MacFunction::Cmac => [16, 24, 32].contains(&len),
                _ => (1..=64).contains(&len),
            };
            match ConfirmationKey::new(function, &vec![7; len]) {
                Ok(key) => {
                    assert!(taken, "{function:?} {len}");
                    let refused = Indicator::NotApproved(Reason::KeyTooShort);
                    assert_eq!(
                        key.indicator(),
                        if len < 14 { refused } else { Indicator::Approved },
                        "{function:?} {len}"
                    );
                }
                Err(error) => assert!(!taken && error == Error::InvalidKeyLength, "{function:?} {len}: {error}"),
            }
        }
    }
}

#[test]
fn lengths_of_confirmation_tags() {
    for (function, longest) in FUNCTIONS {
        let key = ConfirmationKey::new(function, &[7; 32]).unwrap();
        for len in 0..80 {
            let mut tag = vec![0xa5; len];
            let made = key.provide(&EXCHANGE, Party::U, b"", &mut tag);
            let checked = key.verify(&EXCHANGE, Party::U, b"", &tag);
            if (8..=longest).contains(&len) {
                assert_eq!((made, checked), (Ok(()), Ok(())), "{function:?} {len}");
            } else {
                assert_eq!((made, checked), (Err(Error::InvalidTagLength), Err(Error::InvalidTagLength)));
                assert_eq!(tag, vec![0xa5; len], "{function:?} {len}");
            }
        }
    }
}

/// A tag is the one of its provider, its direction, both sides' data and its text, and of no other.
#[test]
fn a_tag_confirms_one_exchange() {
    let other = Contribution { id: b"Mallory", ephemeral: b"key" };
    let swapped = Exchange { u: EXCHANGE.v, v: EXCHANGE.u, ..EXCHANGE };
    for (function, _) in FUNCTIONS {
        let key = ConfirmationKey::new(function, &[7; 32]).unwrap();
        let mut tag = [0; 16];
        key.provide(&EXCHANGE, Party::V, b"text", &mut tag).unwrap();
        assert_eq!(key.verify(&EXCHANGE, Party::V, b"text", &tag), Ok(()));
        let bilateral = Exchange { direction: Direction::Bilateral, ..EXCHANGE };
        for exchange in [bilateral, swapped, Exchange { u: other, ..EXCHANGE }, Exchange { v: other, ..EXCHANGE }] {
            assert_eq!(key.verify(&exchange, Party::V, b"text", &tag), Err(Error::TagMismatch), "{function:?}");
        }
        assert_eq!(key.verify(&EXCHANGE, Party::U, b"text", &tag), Err(Error::TagMismatch));
        assert_eq!(key.verify(&swapped, Party::U, b"text", &tag), Err(Error::TagMismatch));
        assert_eq!(key.verify(&EXCHANGE, Party::V, b"", &tag), Err(Error::TagMismatch));
        for bit in 0..128 {
            let mut wrong = tag;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verify(&EXCHANGE, Party::V, b"text", &wrong), Err(Error::TagMismatch), "bit {bit}");
        }
        let another = ConfirmationKey::new(function, &[8; 32]).unwrap();
        assert_eq!(another.verify(&EXCHANGE, Party::V, b"text", &tag), Err(Error::TagMismatch));
    }
}
