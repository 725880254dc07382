//! The definition against the standard's words, in big arithmetic with divisions; the kernels
//! against the definition.

use super::constants::{Q_INVERSE, ROOTS};
use super::{Factor, Kernel, MAX_TERMS, N, PRODUCT, Poly, Q, SPREAD, portable};
use std::vec::Vec;

const D: [usize; 6] = [1, 4, 5, 10, 11, 12];

/// Numbers that look random, the same in every run.
fn random() -> impl FnMut() -> u64 {
    let mut seed = 1_u64;
    move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    }
}

/// Polynomials between two bounds: random ones, and those that lie at the bounds.
fn polynomials(lowest: i32, highest: i32) -> Vec<Poly> {
    let mut next = random();
    let span = (highest - lowest + 1) as u64;
    let mut all: Vec<Poly> =
        (0..20).map(|_| Poly(core::array::from_fn(|_| (lowest + (next() % span) as i32) as i16))).collect();
    all.push(Poly([lowest as i16; N]));
    all.push(Poly([highest as i16; N]));
    all.push(Poly(core::array::from_fn(|i| if i % 2 == 0 { lowest as i16 } else { highest as i16 })));
    all.push(Poly(core::array::from_fn(|_| if next().is_multiple_of(2) { lowest as i16 } else { highest as i16 })));
    all
}

fn of_q(x: i64) -> i16 {
    x.rem_euclid(i64::from(Q)) as i16
}

/// The same modulo q, and within a bound.
fn assert_same(f: &Poly, expected: &Poly, bound: i32, what: &str) {
    for (f, expected) in f.0.iter().zip(&expected.0) {
        assert_eq!(of_q((*f).into()), of_q((*expected).into()), "{what}");
        assert!(i32::from(*f).abs() <= bound, "{what}: {f}");
    }
}

/// The product modulo X^256 + 1, coefficient by coefficient.
fn schoolbook(f: &Poly, g: &Poly) -> Poly {
    let mut product = [0_i64; N];
    for (i, f) in f.0.iter().enumerate() {
        for (j, g) in g.0.iter().enumerate() {
            let sign = if i + j < N { 1 } else { -1 };
            product[(i + j) % N] += sign * i64::from(*f) * i64::from(*g);
        }
    }
    Poly(product.map(of_q))
}

/// Every 32-bit number that a product can be: the result is right and within its bound.
#[test]
fn montgomery_reduction_of_every_number() {
    let q = i64::from(Q);
    // Within q for every number within 2^15 q; the sums of products stay below.
    let limit = q << 15;
    let sum = MAX_TERMS as i64 * 2 * (q - 1) * i64::from(super::after_product(SPREAD, super::CENTRED));
    assert!(sum < limit);
    // The low half decides what is subtracted, the high half is the rest: each half over its whole
    // range.
    for low in 0..=u16::MAX {
        let reduced = portable::montgomery(i32::from(low));
        assert_eq!((i64::from(reduced) << 16).rem_euclid(q), i64::from(low) % q);
        assert!(2 * i32::from(reduced).abs() <= i32::from(Q) + 1);
        for high in [-(limit >> 16), -1, 1, 1000, (limit >> 16) - 1] {
            let a = ((high << 16) + i64::from(low)) as i32;
            assert_eq!(i64::from(portable::montgomery(a)), i64::from(reduced) + high);
        }
    }
    assert_eq!(Q.wrapping_mul(Q_INVERSE), 1);
}

#[test]
fn reductions_of_every_number() {
    for a in i16::MIN..=i16::MAX {
        let reduced = portable::reduce(a);
        assert_eq!(of_q(reduced.into()), of_q(a.into()));
        assert!(i32::from(reduced).abs() <= super::after_reduction(i32::from(a).abs()), "{a}");
        assert_eq!(portable::canonical(a), of_q(a.into()));
    }
    for root in ROOTS {
        for a in i16::MIN..=i16::MAX {
            let product = portable::product(a, root);
            assert_eq!(of_q(i64::from(product) << 16), of_q(i64::from(a) * i64::from(root)));
            let bound = super::after_product(i32::from(a).abs(), i32::from(root).abs());
            assert!(i32::from(product).abs() <= bound, "{a} {root}");
        }
    }
}

/// Section 4.2.1 with its division, for every number.
#[test]
fn compression_of_every_number() {
    let q = u32::from(Q as u16);
    for d in [1, 4, 5, 10, 11] {
        for x in 0..q {
            let expected = ((x << (d + 1)) + q) / (2 * q) % (1 << d);
            assert_eq!(portable::compress(d, x as i16), expected as i16, "{d} {x}");
        }
        for y in 0..1_u32 << d {
            let expected = (2 * q * y + (1 << d)) / (2 << d);
            assert_eq!(portable::decompress(d, y as i16), expected as i16, "{d} {y}");
        }
    }
}

/// Every kernel: transforms and products against schoolbook multiplication, at the bounds of the
/// contract.
#[test]
fn products_are_those_of_the_schoolbook() {
    let q = i32::from(Q);
    for kernel in Kernel::all() {
        let name = kernel.name();
        let (left, right) = (polynomials(0, q - 1), polynomials(1 - q, q - 1));
        for (f, g) in left.iter().zip(&right) {
            let (mut f_hat, mut g_hat) = (*f, *g);
            kernel.ntt(&mut f_hat);
            kernel.add(&mut f_hat, &Poly::ZERO);
            kernel.ntt(&mut g_hat);
            let mut factor = [Poly::ZERO; 2];
            kernel.prepare(&g_hat, &mut factor);
            let expected = schoolbook(f, g);
            for terms in 1..=MAX_TERMS {
                let mut sum = Poly::ZERO;
                kernel.multiply(&[f_hat; MAX_TERMS][..terms], &[factor; MAX_TERMS], &mut sum);
                kernel.inverse_ntt(&mut sum);
                let expected = Poly(expected.0.map(|x| of_q(terms as i64 * i64::from(x))));
                assert_same(&sum, &expected, q - 1, name);
            }
        }
    }
}

/// The transform is the one of the standard: its pairs are the remainders modulo X^2 - zeta^(2
/// BitRev_7(i) + 1).
#[test]
fn the_transform_is_that_of_the_definition() {
    for kernel in Kernel::all() {
        for f in polynomials(1 - i32::from(Q), i32::from(Q) - 1) {
            let mut f_hat = f;
            kernel.ntt(&mut f_hat);
            let mut expected = Poly::ZERO;
            for i in 0..N / 2 {
                let exponent = 2 * u32::from((i as u8).reverse_bits() >> 1) + 1;
                let gamma = (0..exponent).fold(1_i64, |power, _| power * 17 % i64::from(Q));
                let mut power = 1;
                let mut remainder = [0_i64; 2];
                for pair in f.0.as_chunks::<2>().0 {
                    for (sum, f) in remainder.iter_mut().zip(pair) {
                        *sum += power * i64::from(*f);
                    }
                    power = power * gamma % i64::from(Q);
                }
                (expected.0[2 * i], expected.0[2 * i + 1]) = (of_q(remainder[0]), of_q(remainder[1]));
            }
            assert_same(&f_hat, &expected, SPREAD, kernel.name());
        }
    }
}

/// Number for number what the definition gives, at the bounds.
#[test]
fn kernels_agree() {
    let definition = Kernel::PORTABLE;
    let q = i32::from(Q);
    let both = |f: &Poly, what: &str, work: &dyn Fn(Kernel, &mut Poly)| {
        let mut expected = *f;
        work(definition, &mut expected);
        for kernel in Kernel::all() {
            let mut g = *f;
            work(kernel, &mut g);
            assert_eq!(g.0, expected.0, "{} {what}", kernel.name());
        }
    };
    polynomials(1 - q, q - 1).iter().for_each(|f| both(f, "ntt", &|kernel, f| kernel.ntt(f)));
    polynomials(-PRODUCT, PRODUCT).iter().for_each(|f| both(f, "inverse", &|kernel, f| kernel.inverse_ntt(f)));
    for (f, g) in polynomials(-SPREAD, SPREAD).iter().zip(&polynomials(-PRODUCT, PRODUCT)) {
        both(f, "add", &|kernel, f| kernel.add(f, g));
        both(g, "subtract", &|kernel, f| kernel.subtract(f, g));
        let mut expected: Factor = [Poly::ZERO; 2];
        definition.prepare(f, &mut expected);
        for kernel in Kernel::all() {
            let mut factor: Factor = [Poly::ZERO; 2];
            kernel.prepare(f, &mut factor);
            assert_eq!(factor.map(|f| f.0), expected.map(|f| f.0), "{}", kernel.name());
        }
        let a = [Poly(f.0.map(portable::canonical)); MAX_TERMS];
        both(f, "multiply", &|kernel, sum| kernel.multiply(&a, &[expected; MAX_TERMS], sum));
    }
}

/// Encodings, with every number there is, and back.
#[test]
fn encodings_agree() {
    let mut next = random();
    for d in D {
        let numbers = if d < 12 { u32::from(Q as u16) } else { 1 << 12 };
        for first in (0..numbers).step_by(N - 10) {
            let f = Poly(core::array::from_fn(|i| ((first + i as u32) % numbers) as i16));
            // The definition of ByteEncode_d, bit by bit (algorithm 5).
            let mut expected = std::vec![0_u8; 32 * d];
            for (i, x) in f.0.iter().enumerate() {
                let number = if d < 12 { portable::compress(d, *x) } else { *x };
                (0..d).for_each(|bit| {
                    expected[(i * d + bit) / 8] |= ((number >> bit & 1) as u8) << ((i * d + bit) % 8)
                });
            }
            for kernel in Kernel::all() {
                let mut bytes = std::vec![0_u8; 32 * d];
                kernel.encode(d, &f, &mut bytes);
                assert_eq!(bytes, expected, "{} {d}", kernel.name());
            }
        }
        for _ in 0..50 {
            let bytes: Vec<u8> = (0..32 * d).map(|_| next() as u8).collect();
            let bit = |i: usize| i16::from(bytes[i / 8] >> (i % 8) & 1);
            let number = |i: usize| (0..d).rev().fold(0, |number, b| number << 1 | bit(i * d + b));
            let expected: [i16; N] =
                core::array::from_fn(|i| if d < 12 { portable::decompress(d, number(i)) } else { number(i) });
            for kernel in Kernel::all() {
                let mut f = Poly::ZERO;
                kernel.decode(d, &bytes, &mut f);
                assert_eq!(f.0, expected, "{} {d}", kernel.name());
            }
        }
    }
}

/// Algorithm 8, bit by bit.
#[test]
fn noise_is_that_of_the_definition() {
    let mut next = random();
    for eta in [2, 3] {
        for _ in 0..100 {
            let bytes: Vec<u8> = (0..64 * eta).map(|_| next() as u8).collect();
            let ones =
                |first: usize| (first..first + eta).map(|i| i16::from(bytes[i / 8] >> (i % 8) & 1)).sum::<i16>();
            let expected: [i16; N] = core::array::from_fn(|i| ones(2 * i * eta) - ones(2 * i * eta + eta));
            for kernel in Kernel::all() {
                let mut f = Poly::ZERO;
                kernel.sample_noise(eta, &bytes, &mut f);
                assert_eq!(f.0, expected, "{} {eta}", kernel.name());
            }
        }
    }
}

/// Algorithm 7, number by number: random bytes, all taken, none taken, every length, and every
/// room.
#[test]
fn uniform_samples_are_those_of_the_definition() {
    let mut next = random();
    let random: Vec<u8> = (0..504).map(|_| next() as u8).collect();
    for bytes in [random, std::vec![0; 504], std::vec![255; 504]] {
        for len in (0..=504).step_by(3) {
            for room in [0, 1, 15, 16, 17, 100, 256] {
                let mut expected: Vec<i16> = Vec::new();
                for b in bytes[..len].as_chunks::<3>().0 {
                    let [b0, b1, b2] = b.map(i16::from);
                    expected.extend([b0 + 256 * (b1 % 16), b1 / 16 + 16 * b2].iter().filter(|d| **d < Q));
                }
                expected.truncate(room);
                for kernel in Kernel::all() {
                    let mut out = [0; N];
                    let written = kernel.sample_uniform(&bytes[..len], &mut out[..room]);
                    assert_eq!(out[..written], expected, "{} {len} {room}", kernel.name());
                }
            }
        }
    }
}
