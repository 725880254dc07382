//! Identities that do not rest on the code: Fermat's theorem for known primes, products and rests.

use super::divide::{common_divisor, common_multiple, divide, invert, invert_exponent};
use super::limbs::{add, equal, from_bytes, less, multiply, to_bytes};
use super::modulus::{Modulus, Residue, zero};
use super::power::power_both;
use crate::machine::wipe::Wiped;
use std::vec::Vec;

impl<const B: usize> Modulus<B> {
    /// All ones if two residues are the same number, else zero.
    pub(crate) fn is_same(&self, a: &Residue<B>, b: &Residue<B>) -> u64 {
        let [mut x, mut y] = [(); 2].map(|()| Wiped::new(zero::<B>()));
        self.leave(a, &mut x.as_flattened_mut()[..self.len()]);
        self.leave(b, &mut y.as_flattened_mut()[..self.len()]);
        equal(x.as_flattened(), y.as_flattened())
    }
}

/// Numbers by a simple generator.
fn random(limbs: usize, seed: u64) -> Vec<u64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        state ^ state >> 31
    };
    (0..limbs).map(|_| next()).collect()
}

/// 2^bits - c, which is prime for these.
fn prime(bits: usize, c: u64) -> Vec<u64> {
    let mut p = std::vec![u64::MAX; bits.div_ceil(64)];
    if !bits.is_multiple_of(64) {
        p[bits / 64] = (1 << (bits % 64)) - 1;
    }
    p[0] -= c - 1;
    p
}

/// Mersenne's primes, and primes of full limbs (2^512 - 569, 2^1024 - 105).
fn primes() -> [Vec<u64>; 5] {
    [prime(521, 1), prime(607, 1), prime(1279, 1), prime(512, 569), prime(1024, 105)]
}

#[test]
fn fermat() {
    for p in primes() {
        let m = Modulus::<16>::new(&p, super::limbs::bits(&p)).unwrap();
        let x = m.enter(&random(p.len(), 1));
        let mut less_one = p.clone();
        less_one[0] -= 1;
        assert_eq!(m.is_same(&m.power_public(&x, &less_one), &m.one()), u64::MAX);
        less_one[0] -= 1;
        assert_eq!(m.is_same(&m.power_public(&x, &less_one), &m.one()), 0);
        // Secret exponents.
        let mut whole = p.clone();
        whole[0] -= 1;
        let [one, inverse] = power_both([&m, &m], [&x, &x], [&whole, &less_one]);
        assert_eq!(m.is_same(&one, &m.one()), u64::MAX);
        let mut product = inverse.clone();
        m.multiply(&mut product, &x);
        assert_eq!(m.is_same(&product, &m.one()), u64::MAX);
    }
}

/// Exponents 0, 1 and all ones; numbers 0, 1, m - 1.
#[test]
fn edges_of_powers() {
    for p in primes() {
        let m = Modulus::<16>::new(&p, super::limbs::bits(&p)).unwrap();
        let mut minus_one = p.clone();
        minus_one[0] -= 1;
        let numbers = [std::vec![0; p.len()], random(p.len(), 7), minus_one];
        for x in numbers.each_ref().map(|x| m.enter(x)) {
            for exponent in [std::vec![0; 3], std::vec![1, 0, 0], std::vec![u64::MAX; 3], std::vec![0, 0, 1]] {
                let [a, b] = power_both([&m, &m], [&x, &x], [&exponent, &exponent]);
                assert_eq!(*a, *b);
                let zeroth = super::limbs::bits(&exponent) == 0;
                let expected = if zeroth { m.one() } else { m.power_public(&x, &exponent) };
                assert_eq!(m.is_same(&a, &expected), u64::MAX);
            }
        }
        let square = [&numbers[2]; 2].map(|x| m.enter(x));
        let mut product = square[0].clone();
        m.multiply(&mut product, &square[1]);
        assert_eq!(m.is_same(&product, &m.one()), u64::MAX, "(m - 1)^2 is one");
    }
}

#[test]
fn remainders_of_long_numbers() {
    for p in primes() {
        let m = Modulus::<16>::new(&p, super::limbs::bits(&p)).unwrap();
        for limbs in [1, p.len(), p.len() + 1, 2 * p.len()] {
            let number = random(limbs, 3);
            let (mut quotient, mut rest) = (std::vec![0; limbs], std::vec![0; p.len()]);
            divide(&number, &p, &mut quotient, &mut rest);
            let mut again = std::vec![0; limbs + p.len()];
            multiply(&quotient, &p, &mut again);
            add(&mut again, &rest);
            assert_eq!(equal(&again, &number) & less(&rest, &p), u64::MAX);
            let mut same = std::vec![0; p.len()];
            m.remainder_by(&m.power_of_two(64 * p.len()), &number, &mut same);
            assert_eq!(same, rest);
        }
    }
}

#[test]
fn inverses() {
    for p in primes() {
        let a = random(p.len() - 1, 9).into_iter().chain([0]).collect::<Vec<_>>();
        let mut inverse = std::vec![0; p.len()];
        assert_eq!(invert(&a, &p, &mut inverse), u64::MAX);
        let m = Modulus::<16>::new(&p, super::limbs::bits(&p)).unwrap();
        let mut product = m.enter(&a);
        m.multiply(&mut product, &m.enter(&inverse));
        assert_eq!(m.is_same(&product, &m.one()), u64::MAX);
        assert_eq!(invert(&std::vec![0; p.len()], &p, &mut inverse), 0);
    }
    // Fifteen has no inverse modulo 21, two has.
    let mut inverse = [0];
    assert_eq!(invert(&[15], &[21], &mut inverse), 0);
    assert_eq!(invert(&[2], &[21], &mut inverse), u64::MAX);
    assert_eq!(inverse, [11]);
}

#[test]
fn inverses_of_public_exponents() {
    for e in [std::vec![3], std::vec![65_537], std::vec![u64::MAX, 5, 0, 1 << 63]] {
        for p in primes() {
            let mut even = p.clone();
            even[0] -= 1;
            let mut d = std::vec![0; p.len()];
            let exists = invert_exponent(&e, &even, &mut d);
            let (mut product, mut rest) = (std::vec![0; p.len() + e.len()], std::vec![0; p.len()]);
            multiply(&d, &e, &mut product);
            let mut quotient = product.clone();
            divide(&product, &even, &mut quotient, &mut rest);
            // Three divides 2^521 - 2 and its like.
            assert_eq!(exists, equal(&rest, &[1]), "{e:x?} {p:x?}");
        }
    }
}

#[test]
fn common_divisors_and_multiples() {
    for factor in [std::vec![1, 0], std::vec![12, 0], std::vec![0, 48], random(2, 4)] {
        let (p, q) = (prime(127, 1), prime(107, 1));
        let (mut a, mut b, mut divisor) = (std::vec![0; 4], std::vec![0; 4], std::vec![0; 4]);
        multiply(&p, &factor, &mut a);
        multiply(&q, &factor, &mut b);
        common_divisor(&a, &b, &mut divisor);
        assert_eq!(equal(&divisor, &factor), u64::MAX);
        let (mut multiple, mut expected) = (std::vec![0; 8], std::vec![0; 6]);
        common_multiple(&a, &b, &mut multiple);
        multiply(&a, &q, &mut expected);
        assert_eq!(equal(&multiple, &expected), u64::MAX);
    }
}

#[test]
fn bytes_of_numbers() {
    let mut limbs = [0; 2];
    assert!(from_bytes(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], &mut limbs));
    assert_eq!(limbs, [0x0203_0405_0607_0809, 1]);
    let mut bytes = [0xff; 10];
    to_bytes(&limbs, &mut bytes);
    assert_eq!(bytes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert!(from_bytes(&[0; 20], &mut limbs));
    assert!(!from_bytes(&[&[1][..], &[0; 16]].concat(), &mut limbs));
}

#[test]
fn moduli_that_are_none() {
    for limbs in [&[][..], &[0], &[1], &[4], &[1, 0, 0]] {
        assert!(Modulus::<16>::new(limbs, super::limbs::bits(limbs)).is_none(), "{limbs:?}");
    }
    assert!(Modulus::<2>::new(&random(17, 1), 17 * 64).is_none());
    assert_eq!(zero::<3>().len(), 3);
}
