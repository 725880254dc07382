//! Every curve: its numbers, its tables, and multiples beside repeated addition.

use super::curve::{Coordinate, Curve, Scalar};
use super::encoding::{compressed, decode, uncompressed, validate};
use super::multiply::{Public, Secret, multiply, multiply_base, multiply_both};
use super::point::{Affine, Projective};
use super::{P224, P256, P384, P521};
use crate::algorithms::field::{Limbs, Prime, Residue};

fn same<C: Curve>(a: &Projective<C>, b: &Projective<C>) -> bool {
    let equal = |a: Coordinate<C>, b: Coordinate<C>| a.mask_of_equal(&b) != 0;
    let is_infinite = [a.mask_of_infinity(), b.mask_of_infinity()].map(|mask| mask != 0);
    is_infinite[0] == is_infinite[1] && equal(a.x * b.z, b.x * a.z) && equal(a.y * b.z, b.y * a.z)
}

/// The multiple by the definition: complete additions, bit after bit.
fn slow<C: Curve>(k: &Scalar<C>, point: &Affine<C>) -> Projective<C> {
    let (limbs, point) = (k.canonical(), (*point).into());
    (0..8 * <C::Order as Prime>::Limbs::SIZE).rev().fold(Projective::INFINITY, |sum: Projective<C>, bit| {
        let sum = sum.add(&sum);
        if limbs.limb(bit / 64) >> (bit % 64) & 1 == 1 { sum.add(&point) } else { sum }
    })
}

/// Scalars at both ends, those whose last sum is of equal points or of opposite ones, and others.
fn scalars<C: Curve>() -> std::vec::Vec<Scalar<C>> {
    let mut scalars = std::vec![Residue::ZERO];
    for small in [1, 2, 3, 30, 62, 63, 64, 65] {
        let scalar = Scalar::<C>::small(small);
        scalars.extend([scalar, -scalar]);
    }
    // The last sum is of equal points where it is of twice the digit of the top window.
    let top = C::WINDOW * (C::ORDER_BITS.div_ceil(C::WINDOW) - 1);
    let power = Scalar::<C>::small(2).power_vartime([top as u64].into_iter());
    for digit in [1, 3, 13, 15, 16] {
        let scalar = power * Scalar::<C>::small(digit);
        scalars.extend([scalar, -scalar, scalar.double(), -scalar.double(), scalar + Residue::ONE]);
    }
    let mut random = Scalar::<C>::small(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4 {
        random = random.square() + Residue::ONE;
        scalars.push(random);
    }
    scalars
}

fn check<C: Curve>() {
    let generator = Affine::<C>::GENERATOR;
    assert_ne!(generator.mask_of_curve(), 0, "{}", C::NAME);
    validate(&generator).unwrap();
    let other = slow(&Scalar::<C>::small(0xdead_beef), &generator).to_affine();
    for (i, k) in scalars::<C>().iter().enumerate() {
        let expected = slow(k, &generator);
        assert!(same(&multiply_base::<C, Secret>(k), &expected), "{} {i}", C::NAME);
        assert!(same(&multiply::<C, Secret>(k, &generator), &expected), "{} {i}", C::NAME);
        if i % 8 == 0 {
            assert!(same(&multiply_base::<C, Public>(k), &expected), "{} {i}", C::NAME);
            assert!(same(&multiply::<C, Public>(k, &other), &slow(k, &other)), "{} {i}", C::NAME);
        }
        check_both(k, &scalars::<C>()[(7 * i + 3) % 20], &other);
        if i % 4 == 1 && expected.mask_of_infinity() == 0 {
            let point = expected.to_affine();
            assert_ne!(point.mask_of_curve(), 0);
            for bytes in [uncompressed(&point).as_ref(), compressed(&point).as_ref()] {
                let read = decode::<C>(bytes).unwrap();
                assert!(same(&read.into(), &expected), "{} {i}", C::NAME);
            }
        }
    }
}

/// The sum of two multiples, also where they are equal or opposite, or the point is the generator
/// or its negative.
fn check_both<C: Curve>(base: &Scalar<C>, k: &Scalar<C>, other: &Affine<C>) {
    let generator = Affine::<C>::GENERATOR;
    let of_generator = slow(base, &generator);
    for point in [*other, generator, generator.negate_if(u64::MAX)] {
        for k in [*k, *base, -*base] {
            let expected = of_generator.add(&slow(&k, &point));
            assert!(same(&multiply_both(base, &k, &point), &expected), "{}", C::NAME);
        }
    }
}

#[test]
fn p224() {
    check::<P224>();
}

#[test]
fn p256() {
    check::<P256>();
}

#[test]
fn p384() {
    check::<P384>();
}

#[test]
fn p521() {
    check::<P521>();
}
