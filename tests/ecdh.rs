//! Agreement on curves: what SP 800-56A says, and where others went wrong.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use qila::ecdh::{
    Curve, EcdhCurve, EphemeralKey, EphemeralPublicKey, NistCurve, P224, P256, P384, P521, PrivateKey, PublicKey,
};
use qila::random::Rng;
use qila::{Error, Indicator, lab};

/// A test of one curve, for each of them.
macro_rules! on_every_curve {
    ($(#[$doc:meta])* $name:ident<$C:ident> $body:block) => {
        $(#[$doc])*
        #[test]
        fn $name() {
            fn check<$C: EcdhCurve>() $body
            check::<P224>();
            check::<P256>();
            check::<P384>();
            check::<P521>();
        }
    };
}

fn scalar<C: Curve>(last: u8) -> Vec<u8> {
    let mut scalar = vec![0; C::SCALAR_SIZE];
    *scalar.last_mut().unwrap() = last;
    scalar
}

/// The answers of both doors to a point.
fn doors<C: EcdhCurve>(point: &[u8]) -> [Option<Error>; 2] {
    [PublicKey::<C>::new(point).err(), EphemeralPublicKey::<C>::new(point).err()]
}

on_every_curve! {
    /// Static and ephemeral keys on either side, and public keys of both kinds.
    every_pair_of_kinds_agrees<C> {
        let mut rng = Rng::new().unwrap();
        let ours = PrivateKey::<C>::generate(&mut rng).unwrap();
        let theirs = EphemeralKey::<C>::generate(&mut rng).unwrap();
        let public = theirs.public_key().unwrap();
        let in_full = PublicKey::<C>::new(public.to_compressed().unwrap().as_ref()).unwrap();
        let secret = ours.agree(&public).unwrap();
        assert!(ours.agree(&in_full).unwrap() == secret);
        assert!(theirs.agree(&ours.public_key().unwrap()).unwrap() == secret);
        let (one, other) = [(); 2].map(|()| EphemeralKey::<C>::generate(&mut rng).unwrap()).into();
        let publics = [one.public_key().unwrap(), other.public_key().unwrap()];
        assert_ne!(publics[0].as_bytes(), publics[1].as_bytes());
        assert!(one.agree(&publics[1]).unwrap() == other.agree(&publics[0]).unwrap());
        let again = PrivateKey::<C>::from_both(ours.as_bytes(), ours.public_key().unwrap().as_bytes()).unwrap();
        assert!(again.agree(&public).unwrap() == secret);
    }
}

on_every_curve! {
    /// One and the order less one give the x of the other side's point, which is that of its
    /// negative.
    the_ends_of_the_range_serve<C> {
        let one = PrivateKey::<C>::from_scalar(&scalar::<C>(1)).unwrap();
        let theirs = PrivateKey::<C>::from_scalar(&scalar::<C>(9)).unwrap().public_key().unwrap();
        let secret = one.agree(&theirs).unwrap();
        assert_eq!(secret.as_bytes(), &theirs.as_bytes()[1..=C::COORDINATE_SIZE]);
        let order = hex::decode(match C::VALUE {
            NistCurve::P224 => "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d".to_owned(),
            NistCurve::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".to_owned(),
            NistCurve::P384 => {
                ["ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf", "581a0db248b0a77aecec196accc52973"]
                    .concat()
            }
            NistCurve::P521 => [
                "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa",
                "51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
            ]
            .concat(),
        })
        .unwrap();
        let mut less = order.clone();
        *less.last_mut().unwrap() -= 1;
        assert!(PrivateKey::<C>::from_scalar(&less).unwrap().agree(&theirs).unwrap() == secret);
        let refused = |bytes: &[u8]| PrivateKey::<C>::from_scalar(bytes).err();
        assert_eq!(refused(&order), Some(Error::InvalidKey));
        assert_eq!(refused(&scalar::<C>(0)), Some(Error::InvalidKey));
        assert_eq!(refused(&vec![0xFF; C::SCALAR_SIZE]), Some(Error::InvalidKey));
        assert_eq!(refused(&less[1..]), Some(Error::InvalidKeyLength));
        assert_eq!(refused(&[&[0], &less[..]].concat()), Some(Error::InvalidKeyLength));
    }
}

on_every_curve! {
    /// Points that are none: infinity, other forms, coordinates beyond the prime, another curve.
    what_is_no_point_is_refused<C> {
        let theirs = PrivateKey::<C>::from_scalar(&scalar::<C>(9)).unwrap().public_key().unwrap();
        let point = theirs.as_bytes();
        assert_eq!(doors::<C>(point), [None; 2]);
        assert_eq!(doors::<C>(&[]), [Some(Error::InvalidKeyLength); 2]);
        // Infinity (SEC 1 section 2.3.3), and what some write for it.
        assert_eq!(doors::<C>(&[0]), [Some(Error::InvalidKeyLength); 2]);
        for none in [
            [&[4], &vec![0; point.len() - 1][..]].concat(),
            [&[0], &point[1..]].concat(),
            [&[6 | point[point.len() - 1] & 1], &point[1..]].concat(),
            [&[4], &vec![0xFF; point.len() - 1][..]].concat(),
            [&[5], &point[1..=C::COORDINATE_SIZE]].concat(),
        ] {
            assert_eq!(doors::<C>(&none), [Some(Error::InvalidKey); 2], "{none:?}");
        }
        for end in [C::COORDINATE_SIZE, point.len() - 1] {
            let mut spoiled = point.to_vec();
            spoiled[end] ^= 1;
            assert_eq!(doors::<C>(&spoiled), [Some(Error::InvalidKey); 2]);
        }
        let own = PrivateKey::<C>::from_scalar(&scalar::<C>(8)).unwrap();
        let of_another = PrivateKey::<C>::from_both(own.as_bytes(), point);
        assert_eq!(of_another.err(), Some(Error::InvalidKey));
    }
}

/// A point of P-256 lies on no other curve, whatever is put before it.
#[test]
fn a_point_of_another_curve_is_refused() {
    let theirs = PrivateKey::<P256>::from_scalar(&scalar::<P256>(9)).unwrap().public_key().unwrap();
    let (x, y) = theirs.as_bytes()[1..].split_at(32);
    let longer = [&[4], &[0; 16][..], x, &[0; 16], y].concat();
    assert_eq!(doors::<P384>(&longer), [Some(Error::InvalidKey); 2]);
    assert_eq!(doors::<P521>(theirs.as_bytes()), [Some(Error::InvalidKeyLength); 2]);
}

/// A secret whose bytes are all zero is lawful: x of its point is zero, and only infinity is an
/// error (SP 800-56A r3 section 5.7.1.2 step 2).
#[test]
fn an_x_of_zero_is_a_secret() {
    let point = hex::decode(concat!(
        "040000000000000000000000000000000000000000000000000000000000000000",
        "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"
    ));
    let theirs = PublicKey::<P256>::new(&point.unwrap()).unwrap();
    let own = PrivateKey::<P256>::from_scalar(&scalar::<P256>(1)).unwrap();
    assert_eq!(own.agree(&theirs).unwrap().as_bytes(), [0; 32]);
}

#[test]
fn agreement_is_approved() {
    lab::assume_sealed(true);
    let own = PrivateKey::<P256>::from_scalar(&scalar::<P256>(1)).unwrap();
    assert_eq!((own.indicator(), own.public_key().unwrap().indicator()), (Indicator::Approved, Indicator::Approved));
    let ephemeral = EphemeralKey::<P256>::generate(&mut Rng::new().unwrap()).unwrap();
    assert_eq!(ephemeral.indicator(), ephemeral.public_key().unwrap().indicator());
    assert!(ephemeral.indicator().is_approved());
}
