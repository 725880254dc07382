//! The accumulated vectors of CCTV, hints, masks, and the matrix in both ways.

use super::hint::{self, Hint};
use super::key::{Parts, hash_of, publish};
use super::sign::sign_on_stack;
use super::{Message, MlDsa44, MlDsa65, MlDsa87, ParameterSet, RND_SIZE, SEED_SIZE, SigningKey, sample};
use crate::algorithms::array::Array;
use crate::algorithms::hash::shake::{Reader, Shake, shake};
use crate::algorithms::hash::sponge::Rate;
use crate::base::error::Error;
use crate::kernels::ntt::ml_dsa::Poly;
use std::vec::Vec;

fn stream() -> Reader {
    Shake::new(Rate::OF_128).finalize_bits(0, 0)
}

/// A key pair and the deterministic signature of nothing for each round. Seeds come from SHAKE128
/// of nothing, outputs go into SHAKE128.
fn accumulated<P: ParameterSet>(rounds: usize) -> std::string::String {
    let (mut seeds, mut outputs) = (stream(), Shake::new(Rate::OF_128));
    for _ in 0..rounds {
        let (mut seed, mut signature) = ([0; SEED_SIZE], P::Signature::ZERO);
        seeds.read(&mut seed);
        let key = SigningKey::<P>::from_seed(&seed).unwrap();
        key.sign(Message::Pure(b"", b""), &[0; RND_SIZE], &mut signature).unwrap();
        let verifying = key.verifying_key();
        verifying.verify(Message::Pure(b"", b""), signature.as_ref()).unwrap();
        outputs.update(verifying.as_bytes());
        outputs.update(signature.as_ref());
    }
    let mut digest = [0; 32];
    outputs.finalize_bits(0, 0).read(&mut digest);
    hex::encode(digest)
}

#[test]
fn a_hundred_rounds() {
    assert_eq!(accumulated::<MlDsa44>(100), "d51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4");
    assert_eq!(accumulated::<MlDsa65>(100), "8358a1843220194417cadbc2651295cd8fc65125b5a5c1a239a16dc8b57ca199");
    assert_eq!(accumulated::<MlDsa87>(100), "8c3ad714777622b8f21ce31bb35f71394f23bc0fcf3c78ace5d608990f3b061b");
}

/// As above; `cargo test --release -p qila --lib -- --ignored ten_thousand`.
#[test]
#[ignore = "seconds in release builds, minutes in others"]
fn ten_thousand_rounds() {
    assert_eq!(accumulated::<MlDsa44>(10_000), "e7fd21f6a59bcba60d65adc44404bb29a7c00e5d8d3ec06a732c00a306a7d143");
    assert_eq!(accumulated::<MlDsa65>(10_000), "5ff5e196f0b830c3b10a9eb5358e7c98a3a20136cb677f3ae3b90175c3ace329");
    assert_eq!(accumulated::<MlDsa87>(10_000), "80a8cf39317f7d0be0e24972c51ac152bd2a3e09bc0c32ce29dd82c4e7385e60");
}

/// Without a heap, where each round makes the matrix anew, a signature is the same.
#[test]
fn signatures_without_a_heap() {
    fn check<P: ParameterSet>() {
        let key = SigningKey::<P>::from_seed(&[3; SEED_SIZE]).unwrap();
        for rnd in [[0; RND_SIZE], [1; RND_SIZE]] {
            let (mut one, mut other) = (P::Signature::ZERO, P::Signature::ZERO);
            let mu = [9; 64];
            key.sign(Message::Mu(&mu), &rnd, &mut one).unwrap();
            let bytes = key.as_bytes();
            let mut seed = [0; 64];
            shake(Rate::OF_256, &[&bytes[32..64], &rnd, &mu], &mut seed);
            let mut array = P::SigningKey::ZERO;
            array.as_mut().copy_from_slice(bytes);
            sign_on_stack::<P>(&Parts::of::<P>(&array), &mu, &seed, &mut other).unwrap();
            assert_eq!(one.as_ref(), other.as_ref(), "{}", P::NAME);
        }
    }
    check::<MlDsa44>();
    check::<MlDsa65>();
    check::<MlDsa87>();
}

/// A key that is right in all but a secret out of its bound: t0 and tr are those that belong to it.
#[test]
fn secrets_out_of_their_bound_are_refused() {
    fn check<P: ParameterSet>() {
        let bytes = SigningKey::<P>::from_seed(&[5; SEED_SIZE]).unwrap().as_bytes().to_vec();
        // Every bit of the first coefficient of s1 and of the last one of s2.
        let bits = if P::ETA == 2 { 3 } else { 4 };
        let end = 128 + 32 * bits * (P::K + P::L);
        for (place, mask) in [(128, (1_u8 << bits) - 1), (end - 1, !(0xff_u8 >> bits))] {
            let (mut array, mut verifying) = (P::SigningKey::ZERO, P::VerifyingKey::ZERO);
            array.as_mut().copy_from_slice(&bytes);
            array.as_mut()[place] |= mask;
            let copy = array;
            let parts = Parts::of::<P>(&copy);
            let (mut s1, mut s2) = (std::vec![Poly::ZERO; P::L], std::vec![Poly::ZERO; P::K]);
            parts.s1::<P>(&mut s1);
            parts.s2::<P>(&mut s2);
            let mut rest = std::vec![Poly::ZERO; P::ROWS * P::L + 2];
            let (front, t0) = array.as_mut().split_at_mut(end);
            publish::<P>(&parts.rho(), [&mut s1, &mut s2, &mut rest], &mut verifying, t0).unwrap();
            hash_of::<P>(&verifying, &mut front[64..128]);
            let mut key = SigningKey::<P>::EMPTY;
            assert_eq!(key.fill_from_expanded(array.as_ref()), Err(Error::InvalidKey), "{}", P::NAME);
        }
    }
    check::<MlDsa44>();
    check::<MlDsa65>();
    check::<MlDsa87>();
}

/// Hints come back as they were, and whatever is no encoding of one is refused: places that do not
/// rise, ends that fall or are beyond the places, and places that belong to no polynomial.
#[test]
fn hints_have_one_encoding() {
    const OMEGA: usize = 10;
    const K: usize = 3;
    let places = [std::vec![0, 1, 255], std::vec![], std::vec![3, 200]];
    let polys = places.clone().map(|places| {
        let mut poly = Poly::ZERO;
        places.into_iter().for_each(|place: u8| poly.0[usize::from(place)] = 1);
        poly
    });
    let mut bytes = [0xff; OMEGA + K];
    hint::encode(OMEGA, &polys, &mut bytes);
    assert_eq!(bytes, [0, 1, 255, 3, 200, 0, 0, 0, 0, 0, 3, 3, 5]);
    let decoded = Hint::decode(OMEGA, &bytes).unwrap();
    for (i, expected) in polys.iter().enumerate() {
        let mut poly = Poly([9; 256]);
        decoded.poly(i, &mut poly);
        assert_eq!(poly.0, expected.0);
    }
    let is_hint = |change: &[(usize, u8)]| {
        let mut bytes = bytes;
        change.iter().for_each(|(place, byte)| bytes[*place] = *byte);
        Hint::decode(OMEGA, &bytes).is_some()
    };
    assert!(is_hint(&[]));
    // All places taken, the first of a polynomial below the last of the one before.
    let full: Vec<(usize, u8)> = (5..10).map(|place| (place, 201 + place as u8)).chain([(12, 10)]).collect();
    assert!(is_hint(&full) && is_hint(&[(3, 0), (10, 3), (11, 3)]));
    // Twice the same place, and falling ones, in each polynomial.
    assert!(!is_hint(&[(1, 0)]) && !is_hint(&[(0, 2)]) && !is_hint(&[(2, 1)]) && !is_hint(&[(4, 3)]));
    // Ends that fall, that are beyond the places, and of which only a later one is in order.
    assert!(!is_hint(&[(11, 2)]) && !is_hint(&[(12, 2)]) && !is_hint(&[(12, 11)]) && !is_hint(&[(10, 11)]));
    assert!(!is_hint(&[(10, 255)]) && !is_hint(&[(10, 4), (11, 3)]));
    // Places of no polynomial.
    assert!((5..10).all(|place| !is_hint(&[(place, 1)])));
    // No hint at all.
    let none = [0; OMEGA + K];
    assert!(Hint::decode(OMEGA, &none).is_some() && Hint::decode(OMEGA, &none[..9]).is_none());
}

/// Masks reach their whole range, and no two of a vector share a pattern: a signer whose masks
/// repeat gives signatures that verify.
#[test]
fn masks_are_masks() {
    fn check<P: ParameterSet>() {
        let (mut lowest, mut highest) = (0, 0);
        for key in 0..40 {
            let mut y = std::vec![Poly::ZERO; P::L];
            sample::masks(P::Z_BITS, &[key; 64], 21 * u16::from(key), &mut y);
            for (i, poly) in y.iter().enumerate() {
                lowest = poly.0.iter().fold(lowest, |lowest, x| lowest.min(*x));
                highest = poly.0.iter().fold(highest, |highest, x| highest.max(*x));
                for other in &y[..i] {
                    let same = poly.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
                    assert!(same < 4, "{} {i}: {same}", P::NAME);
                }
                let (left, right) = poly.0.split_at(128);
                assert!(left.iter().zip(right).filter(|(a, b)| a == b).count() < 4, "{}", P::NAME);
            }
            // Counters that meet give the same polynomial, and only those.
            let (mut next, mut place) = (std::vec![Poly::ZERO; P::L], 0);
            sample::masks(P::Z_BITS, &[key; 64], 21 * u16::from(key) + 1, &mut next);
            while place + 1 < P::L {
                assert_eq!(next[place].0, y[place + 1].0);
                place += 1;
            }
        }
        let edge = P::GAMMA_1 - P::GAMMA_1 / 1000;
        assert!(-P::GAMMA_1 < lowest && lowest < -edge && edge < highest && highest <= P::GAMMA_1, "{}", P::NAME);
    }
    check::<MlDsa44>();
    check::<MlDsa65>();
    check::<MlDsa87>();
}
