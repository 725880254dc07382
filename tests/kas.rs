//! Key agreement: both parties of a scheme have the same keys, and those of two groups none. Key
//! confirmation: bad input, and tags of another kind.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::ecdh::{self, P224, P256, P384, P521};
use qila::ffdh::{self, Group};
use qila::hash::HashAlgorithm;
use qila::kas::{Agreed, Ffdh, Primitive};
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};
use qila::random::Rng;
use qila::{Error, Indicator, Reason, Result, Secret, lab};

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

/// Derives a key with its scheme's bytes.
fn key<P: Primitive>(agreed: Result<Agreed<P>>) -> Vec<u8> {
    let key: Secret<32> =
        agreed.unwrap().one_step_hash(HashAlgorithm::Sha256).unwrap().derive_new(b"both parties").unwrap();
    key.as_bytes().to_vec()
}

/// Both parties get the same key from each scheme, and another one from each: a scheme with two
/// secrets takes both, in their order.
macro_rules! schemes_agree {
    ($P:ty, $static_key:expr, $ephemeral_key:expr) => {{
        let (u, v) = ($static_key, $static_key);
        let (u_public, v_public) = (u.public_key().unwrap(), v.public_key().unwrap());
        let mut keys = Vec::new();
        let mut both = |one: Vec<u8>, other: Vec<u8>| {
            assert_eq!(one, other, "scheme {}", keys.len());
            assert!(!keys.contains(&one), "scheme {}", keys.len());
            keys.push(one);
        };
        let (a, b) = ($ephemeral_key, $ephemeral_key);
        let (a_public, b_public) = (a.public_key().unwrap(), b.public_key().unwrap());
        both(
            key(Agreed::<$P>::full(a, &u, &b_public, &v_public)),
            key(Agreed::<$P>::full(b, &v, &a_public, &u_public)),
        );
        let (a, b) = ($ephemeral_key, $ephemeral_key);
        let (a_public, b_public) = (a.public_key().unwrap(), b.public_key().unwrap());
        both(key(Agreed::<$P>::ephemeral(a, &b_public)), key(Agreed::<$P>::ephemeral(b, &a_public)));
        let a = $ephemeral_key;
        let a_public = a.public_key().unwrap();
        both(
            key(Agreed::<$P>::one_pass_u(a, &u, &v_public)),
            key(Agreed::<$P>::one_pass_v(&v, &a_public, &u_public)),
        );
        let a = $ephemeral_key;
        let a_public = a.public_key().unwrap();
        both(key(Agreed::<$P>::one_pass_dh_u(a, &v_public)), key(Agreed::<$P>::one_pass_dh_v(&v, &a_public)));
        both(key(Agreed::<$P>::of_static(&u, &v_public)), key(Agreed::<$P>::of_static(&v, &u_public)));
        assert_eq!(keys.len(), 5);
    }};
}

#[test]
fn both_parties_have_the_same_keys() {
    let mut rng = Rng::new().unwrap();
    macro_rules! on_curves {
        ($($curve:ident)+) => {$(
            schemes_agree!(
                $curve,
                ecdh::PrivateKey::<$curve>::generate(&mut rng).unwrap(),
                ecdh::EphemeralKey::<$curve>::generate(&mut rng).unwrap()
            );
        )+};
    }
    on_curves!(P224 P256 P384 P521);
    let mut fresh = || ffdh::PrivateKey::generate(Group::Ffdhe2048, &mut rng).unwrap();
    schemes_agree!(Ffdh, fresh(), fresh());
}

/// Two groups have primes of one size: their keys do not meet in a scheme, wherever they stand.
#[test]
fn keys_of_two_groups_do_not_meet() {
    let mut rng = Rng::new().unwrap();
    let mut pair = |group| {
        let own = ffdh::PrivateKey::generate(group, &mut rng).unwrap();
        let public = own.public_key().unwrap();
        (own, public)
    };
    let refused = |agreed: Result<Agreed<Ffdh>>| assert_eq!(agreed.err(), Some(Error::InvalidParameter));
    let ((u, u_public), (v, v_public)) = (pair(Group::Ffdhe2048), pair(Group::Modp2048));
    refused(Agreed::of_static(&u, &v_public));
    refused(Agreed::one_pass_dh_v(&v, &u_public));
    refused(Agreed::one_pass_dh_u(pair(Group::Ffdhe2048).0, &v_public));
    refused(Agreed::ephemeral(pair(Group::Ffdhe2048).0, &v_public));
    // Both agreements would be possible by themselves.
    let (a, b_public) = (pair(Group::Ffdhe2048).0, pair(Group::Ffdhe2048).1);
    refused(Agreed::full(a, &v, &b_public, &v_public));
    refused(Agreed::one_pass_u(pair(Group::Ffdhe2048).0, &v, &u_public));
    refused(Agreed::one_pass_v(&v, &v_public, &u_public));
}
