//! Key agreement: both parties of a scheme have the same keys, and those of two groups none. Key
//! confirmation: bad input, and tags of another kind.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::ecdh::{self, P224, P256, P384, P521};
use qila::ffdh::{self, Group};
use qila::hash::HashAlgorithm;
use qila::kas::{Agreed, Ffdh, Sent, Source};
use qila::key_confirmation::{ConfirmationKey, Contribution, Direction, Exchange, MacFunction, Party};
use qila::random::Rng;
use qila::rsa::{DecryptionKey, KeyTransport, Oaep};
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
fn key<S: Source>(agreed: Result<Agreed<S>>) -> Vec<u8> {
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

/// With keys of RSA, of two sizes: both parties get the same key, and another one where a
/// ciphertext or the order of the secrets is another.
#[test]
fn both_parties_have_the_same_keys_by_rsa() {
    let mut rng = Rng::new().unwrap();
    let u = Box::new(DecryptionKey::generate(2048, &mut rng).unwrap());
    let v = Box::new(DecryptionKey::generate(3072, &mut rng).unwrap());
    let (u_public, v_public) = (u.encryption_key().unwrap(), v.encryption_key().unwrap());
    let (mut to_u, mut to_v) = ([0; 256], [0; 384]);
    let sent = Sent::new(&v_public, &mut rng, &mut to_v).unwrap();
    let one_sided = key(Agreed::kas1_u(sent));
    assert_eq!(one_sided, key(Agreed::kas1_v(&v, &to_v, &mut rng)));

    let from_u = Sent::new(&v_public, &mut rng, &mut to_v).unwrap();
    let from_v = Sent::new(&u_public, &mut rng, &mut to_u).unwrap();
    let mutual = key(Agreed::kas2_u(from_u, &u, &to_u, &mut rng));
    assert_eq!(mutual, key(Agreed::kas2_v(from_v, &v, &to_v, &mut rng)));
    // Both in the part of U, or of V, have the secrets in different orders.
    for is_u in [true, false] {
        let from_u = Sent::new(&v_public, &mut rng, &mut to_v).unwrap();
        let from_v = Sent::new(&u_public, &mut rng, &mut to_u).unwrap();
        let agree = if is_u { Agreed::kas2_u } else { Agreed::kas2_v };
        assert_ne!(key(agree(from_u, &u, &to_u, &mut rng)), key(agree(from_v, &v, &to_v, &mut rng)));
    }
    to_v[383] ^= 1;
    assert_ne!(one_sided, key(Agreed::kas1_v(&v, &to_v, &mut rng)));
}

/// What is no ciphertext, in length or in range, is refused in each part.
#[test]
fn no_scheme_takes_what_is_no_ciphertext() {
    let mut rng = Rng::new().unwrap();
    let own = Box::new(DecryptionKey::generate(2048, &mut rng).unwrap());
    let public = own.encryption_key().unwrap();
    let (mut n, mut one, mut sent) = ([0; 256], [0; 256], [0; 256]);
    public.modulus(&mut n).unwrap();
    one[255] = 1;
    let mut last = n;
    last[255] ^= 1;
    let refused: [(&[u8], Error); 6] = [
        (&[0; 256], Error::InvalidParameter),
        (&one, Error::InvalidParameter),
        (&last, Error::InvalidParameter),
        (&n, Error::InvalidParameter),
        (&one[1..], Error::InvalidInputLength),
        (&[1; 257], Error::InvalidInputLength),
    ];
    for (ciphertext, error) in refused {
        let mut send = || Sent::new(&public, &mut Rng::new().unwrap(), &mut sent).unwrap();
        assert_eq!(Agreed::kas1_v(&own, ciphertext, &mut rng).err(), Some(error));
        assert_eq!(Agreed::kas2_u(send(), &own, ciphertext, &mut rng).err(), Some(error));
        assert_eq!(Agreed::kas2_v(send(), &own, ciphertext, &mut rng).err(), Some(error));
    }
    let mut short = [7; 255];
    assert_eq!(Sent::new(&public, &mut rng, &mut short).err(), Some(Error::InvalidInputLength));
    assert_eq!(short, [7; 255]);
}

/// KTS-OAEP with confirmation.
fn transport() -> KeyTransport<'static> {
    KeyTransport {
        oaep: Oaep::new(HashAlgorithm::Sha256),
        associated_data: b"Alice to Bob",
        mac: MacFunction::Kmac128,
        mac_key_size: 16,
    }
}

/// A transported key has a tag that is that of this ciphertext and this MAC key.
#[test]
fn transported_keys_are_confirmed() {
    let mut rng = Rng::new().unwrap();
    let own = Box::new(DecryptionKey::generate(2048, &mut rng).unwrap());
    let public = own.encryption_key().unwrap();
    let (mut ciphertext, mut other, mut key) = ([0; 256], [0; 256], [0; 32]);
    let at_alice = public.transport(&transport(), &[9; 32], &mut rng, &mut ciphertext).unwrap();
    let at_bob = own.receive(&transport(), &ciphertext, &mut rng, &mut key).unwrap();
    assert_eq!(key, [9; 32]);
    let exchange = |ciphertext| Exchange {
        direction: Direction::Unilateral,
        u: Contribution { id: b"Alice", ephemeral: ciphertext },
        v: Contribution { id: b"Bob", ephemeral: b"" },
    };
    let mut tag = [0; 16];
    at_bob.provide(&exchange(&ciphertext), Party::V, b"", &mut tag).unwrap();
    assert_eq!(at_alice.verify(&exchange(&ciphertext), Party::V, b"", &tag), Ok(()));
    let mut wrong = tag;
    wrong[15] ^= 1;
    assert_eq!(at_alice.verify(&exchange(&ciphertext), Party::V, b"", &wrong), Err(Error::TagMismatch));
    // The same key again goes with another MAC key.
    let again = public.transport(&transport(), &[9; 32], &mut rng, &mut other).unwrap();
    assert_eq!(at_alice.verify(&exchange(&other), Party::V, b"", &tag), Err(Error::TagMismatch));
    assert_eq!(again.verify(&exchange(&ciphertext), Party::V, b"", &tag), Err(Error::TagMismatch));
}

/// What differs in the parameters or the length is refused, and nothing is written.
#[test]
fn transported_keys_have_their_parameters() {
    let mut rng = Rng::new().unwrap();
    let own = Box::new(DecryptionKey::generate(2048, &mut rng).unwrap());
    let (public, right, mut ciphertext) = (own.encryption_key().unwrap(), transport(), [0; 256]);
    public.transport(&right, &[9; 32], &mut rng, &mut ciphertext).unwrap();
    let mut refused = |transport: &KeyTransport<'_>, len: usize, error| {
        let mut key = vec![0xa5; len];
        assert_eq!(own.receive(transport, &ciphertext, &mut rng, &mut key).err(), Some(error));
        assert!(key.iter().all(|byte| *byte == 0xa5));
    };
    for len in [0, 31, 33, 200] {
        refused(&right, len, Error::InvalidPadding);
    }
    refused(&KeyTransport { associated_data: b"Alice to Eve", ..right }, 32, Error::InvalidPadding);
    refused(&KeyTransport { oaep: Oaep::new(HashAlgorithm::Sha384), ..right }, 32, Error::InvalidPadding);
    refused(&KeyTransport { mac_key_size: 49, ..right }, 0, Error::InvalidPadding);
    refused(&KeyTransport { mac_key_size: 0, ..right }, 48, Error::InvalidKeyLength);

    // 190 bytes are the most for 2048 bits and SHA2-256.
    assert!(public.transport(&right, &[9; 174], &mut rng, &mut ciphertext).is_ok());
    let sizes = [0, 65, 16, usize::MAX].map(|mac_key_size| KeyTransport { mac_key_size, ..right });
    let errors = [Error::InvalidKeyLength, Error::InvalidKeyLength, Error::InputTooLong, Error::InputTooLong];
    ciphertext = [7; 256];
    for (transport, error) in sizes.iter().zip(errors) {
        let key = if transport.mac_key_size == 16 { &[9; 175][..] } else { &[9; 16] };
        assert_eq!(public.transport(transport, key, &mut rng, &mut ciphertext).err(), Some(error));
    }
    assert_eq!(ciphertext, [7; 256]);
}
