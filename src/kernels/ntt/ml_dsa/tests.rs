//! The definition against the standard's words, in big arithmetic with divisions; the kernels
//! against the definition.

use super::constants::{Q_INVERSE, ROOTS, ZETA};
use super::{DROPPED, GAMMA_2_LARGE, GAMMA_2_SMALL, Kernel, MAX_TERMS, N, PRODUCT, Poly, Q, SPREAD, portable};
use std::vec::Vec;

/// The numbers of bits that are encoded, with the tops that they have.
const ENCODINGS: [(usize, i32); 8] =
    [(3, 2), (4, 4), (4, 0), (6, 0), (10, 0), (13, 1 << 12), (18, 1 << 17), (20, 1 << 19)];

/// Numbers that look random, the same in every run.
fn random() -> impl FnMut() -> u64 {
    let mut seed = 1_u64;
    move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 31
    }
}

/// Polynomials between two bounds: random ones, and those that lie at the bounds.
fn polynomials(lowest: i64, highest: i64) -> Vec<Poly> {
    let mut next = random();
    let span = (highest - lowest + 1) as u64;
    let mut all: Vec<Poly> =
        (0..20).map(|_| Poly(core::array::from_fn(|_| (lowest + (next() % span) as i64) as i32))).collect();
    all.push(Poly([lowest as i32; N]));
    all.push(Poly([highest as i32; N]));
    all.push(Poly(core::array::from_fn(|i| if i % 2 == 0 { lowest as i32 } else { highest as i32 })));
    all.push(Poly(core::array::from_fn(|_| if next().is_multiple_of(2) { lowest as i32 } else { highest as i32 })));
    all
}

fn of_q(x: i64) -> i32 {
    x.rem_euclid(i64::from(Q)) as i32
}

/// `x` modulo `modulus`, nearest to zero: in (-modulus / 2, modulus / 2].
fn centred(x: i64, modulus: i64) -> i64 {
    let x = x.rem_euclid(modulus);
    if x > modulus / 2 { x - modulus } else { x }
}

/// The same modulo q, and within a bound.
fn assert_same(f: &Poly, expected: &Poly, bound: i64, what: &str) {
    for (f, expected) in f.0.iter().zip(&expected.0) {
        assert_eq!(of_q((*f).into()), of_q((*expected).into()), "{what}");
        assert!(i64::from(*f).abs() <= bound, "{what}: {f}");
    }
}

/// The product modulo X^256 + 1, coefficient by coefficient.
fn schoolbook(f: &Poly, g: &Poly) -> Poly {
    let mut product = [0_i128; N];
    for (i, f) in f.0.iter().enumerate() {
        for (j, g) in g.0.iter().enumerate() {
            let sign = if i + j < N { 1 } else { -1 };
            product[(i + j) % N] += sign * i128::from(*f) * i128::from(*g);
        }
    }
    Poly(product.map(|x| x.rem_euclid(i128::from(Q)) as i32))
}

/// A low half decides what is subtracted; with it, a high half is the rest, over its whole range.
fn assert_reduction(low: u32) {
    let q = i64::from(Q);
    // Within q for every number within 2^31 q; `mod.rs` asserts that sums of products stay below.
    let limit = q << 31;
    let reduced = portable::montgomery(i64::from(low));
    assert_eq!(of_q(i64::from(reduced) << 32), of_q(i64::from(low)));
    assert!(2 * i64::from(reduced).abs() <= q + 1);
    for high in [-(limit >> 32), -1, 1, (limit >> 32) - 1] {
        assert_eq!(i64::from(portable::montgomery((high << 32) + i64::from(low))), i64::from(reduced) + high);
    }
}

/// Low halves at both ends, around every power of two, and one of every 40,000.
#[test]
fn montgomery_reduction() {
    assert_eq!(Q.wrapping_mul(Q_INVERSE), 1);
    (0..=u32::MAX).step_by(40_000).for_each(assert_reduction);
    for bit in 0..32 {
        (-3..=3).for_each(|near| assert_reduction((1_u32 << bit).wrapping_add_signed(near)));
    }
}

/// Every low half; `cargo test --release -p qila --lib -- --ignored every_number`.
#[test]
#[ignore = "half a minute in release builds, an hour in others"]
fn montgomery_reduction_of_every_number() {
    (0..=u32::MAX).for_each(assert_reduction);
}

/// Every number that [`portable::reduce`] takes. Between two of its quotients it subtracts a
/// constant, so both ends of each such range stand for all between.
#[test]
fn reductions_of_every_number() {
    let quotient = |a: i32| (a + (1 << 22)) >> 23;
    let check = |a: i32| {
        let reduced = portable::reduce(a);
        assert_eq!(reduced, a - quotient(a) * Q);
        assert!(4 * i64::from(reduced).abs() < 3 * i64::from(Q) + 4, "{a}");
        assert_eq!(portable::canonical_of(a), of_q(a.into()), "{a}");
        assert_eq!(i64::from(portable::centred(a)), centred(a.into(), Q.into()), "{a}");
    };
    for step in -256..256_i64 {
        let (first, last) = ((step << 23) - (1 << 22), (step << 23) + (1 << 22) - 1);
        let (first, last) = (first.max(i32::MIN.into()) as i32, last.min(i64::from(i32::MAX) - (1 << 22)) as i32);
        assert_eq!((quotient(first), quotient(last)), (step as i32, step as i32));
        // The ends, and where the sign and the half change in between.
        for a in [first, last] {
            check(a);
        }
        for edge in [0, Q / 2, -(Q / 2), Q, -Q] {
            for near in -2..=2 {
                let a = (step << 23) - step * (i64::from(1 << 23) - i64::from(Q)) + i64::from(edge + near);
                if i64::from(first) <= a && a <= i64::from(last) {
                    check(a as i32);
                }
            }
        }
    }
    for a in -Q..=Q {
        check(a);
    }
}

/// Algorithms 35, 36 and 40 with their divisions, for every number.
#[test]
fn parts_of_every_number() {
    fn check<const GAMMA_2: i32>() {
        let (alpha, m) = (i64::from(2 * GAMMA_2), (Q - 1) / (2 * GAMMA_2));
        for a in 0..Q {
            let mut low = centred(a.into(), alpha);
            let high = if i64::from(a) - low == i64::from(Q - 1) {
                low -= 1;
                0
            } else {
                ((i64::from(a) - low) / alpha) as i32
            };
            assert_eq!(portable::parts::<GAMMA_2>(a), (high, low as i32), "{a}");
            assert_eq!(portable::corrected::<GAMMA_2>(a, 0), high);
            let step = if low > 0 { 1 } else { -1 };
            assert_eq!(portable::corrected::<GAMMA_2>(a, 1), (high + step).rem_euclid(m), "{a}");
        }
    }
    check::<GAMMA_2_LARGE>();
    check::<GAMMA_2_SMALL>();
    for a in 0..Q {
        let low = centred(a.into(), 1 << DROPPED);
        assert_eq!(portable::halves(a), (((i64::from(a) - low) >> DROPPED) as i32, low as i32), "{a}");
    }
}

/// Algorithm 39: whether r and r + z have different high parts, for low parts around every edge.
#[test]
fn hints_are_those_of_the_definition() {
    fn check<const GAMMA_2: i32>() {
        let m = (Q - 1) / (2 * GAMMA_2);
        for high in 0..m {
            let edges = [-2 * GAMMA_2, -GAMMA_2, 0, GAMMA_2, 2 * GAMMA_2];
            for low in edges.iter().flat_map(|edge| (-3..=3).map(move |near| edge + near)) {
                let sum = of_q(i64::from(high) * i64::from(2 * GAMMA_2) + i64::from(low));
                let other = portable::parts::<GAMMA_2>(sum).0;
                assert_eq!(portable::hint::<GAMMA_2>(low, high), i32::from(other != high), "{high} {low}");
            }
        }
    }
    check::<GAMMA_2_LARGE>();
    check::<GAMMA_2_SMALL>();
}

/// Every kernel: transforms and products against schoolbook multiplication, at the bounds of the
/// contract.
#[test]
fn products_are_those_of_the_schoolbook() {
    let q = i64::from(Q);
    for kernel in Kernel::all() {
        let name = kernel.name();
        for (f, g) in polynomials(1 - q, q - 1).iter().zip(&polynomials(1 - q, q - 1)[3..]) {
            let (mut f_hat, mut g_hat) = (*f, *g);
            kernel.ntt(&mut f_hat);
            kernel.ntt(&mut g_hat);
            let expected = schoolbook(f, g);
            for terms in 1..=MAX_TERMS {
                let mut sum = Poly::ZERO;
                kernel.multiply(&[f_hat; MAX_TERMS][..terms], &[g_hat; MAX_TERMS], &mut sum);
                kernel.inverse_ntt(&mut sum);
                let expected = Poly(expected.0.map(|x| of_q(terms as i64 * i64::from(x))));
                assert_same(&sum, &expected, q - 1, name);
            }
        }
    }
}

/// The transform is the one of the standard: its numbers are the values at zeta^(2 BitRev_8(i) + 1)
/// (section 2.5).
#[test]
fn the_transform_is_that_of_the_definition() {
    let q = i64::from(Q);
    for kernel in Kernel::all() {
        for f in &polynomials(1 - q, q - 1)[17..] {
            let mut f_hat = *f;
            kernel.ntt(&mut f_hat);
            let expected = Poly(core::array::from_fn(|i| {
                let exponent = 2 * u32::from((i as u8).reverse_bits()) + 1;
                let root = (0..exponent).fold(1, |power, _| power * ZETA % q);
                f.0.iter().rev().fold(0, |sum, f| (sum * root + i64::from(*f)) % q) as i32
            }));
            assert_same(&f_hat, &expected, SPREAD, kernel.name());
        }
    }
    assert_eq!((0..512).fold(1, |power, _| power * ZETA % q), 1);
    assert_eq!(ROOTS.iter().filter(|root| i64::from(root.abs()) > q / 2).count(), 0);
}

/// Number for number what the definition gives, at the bounds.
#[test]
fn kernels_agree() {
    let definition = Kernel::PORTABLE;
    let q = i64::from(Q);
    let both = |f: &Poly, what: &str, work: &dyn Fn(Kernel, &mut Poly)| {
        let mut expected = *f;
        work(definition, &mut expected);
        for kernel in Kernel::all() {
            let mut g = *f;
            work(kernel, &mut g);
            assert_eq!(g.0, expected.0, "{} {what}", kernel.name());
        }
    };
    let small = polynomials(1 - q, q - 1);
    small.iter().for_each(|f| both(f, "ntt", &|kernel, f| kernel.ntt(f)));
    polynomials(-PRODUCT, PRODUCT).iter().for_each(|f| both(f, "inverse", &|kernel, f| kernel.inverse_ntt(f)));
    for f in polynomials(-SPREAD, SPREAD) {
        both(&f, "canonical", &|kernel, f| kernel.canonical(f));
        both(&f, "multiply", &|kernel, sum| kernel.multiply(&[f; MAX_TERMS], &[f; MAX_TERMS], sum));
    }
    for (f, g) in small.iter().zip(small.iter().rev()) {
        both(f, "add", &|kernel, f| kernel.add(f, g));
        both(f, "subtract", &|kernel, f| kernel.subtract(f, g));
    }
    let mut next = random();
    let hint = Poly(core::array::from_fn(|_| next() as i32 & 1));
    for f in polynomials(0, q - 1) {
        both(&f, "power2_round", &|kernel, f| kernel.power2_round(&mut f.clone(), f));
        both(&f, "power2_round", &|kernel, f| kernel.power2_round(f, &mut Poly::ZERO.clone()));
        for gamma_2 in [GAMMA_2_SMALL, GAMMA_2_LARGE] {
            both(&f, "decompose", &|kernel, f| kernel.decompose(gamma_2, f, &mut Poly::ZERO.clone()));
            both(&f, "decompose", &|kernel, f| kernel.decompose(gamma_2, &mut f.clone(), f));
            both(&f, "use_hint", &|kernel, f| kernel.use_hint(gamma_2, f, &hint));
            for low in polynomials((-2 * gamma_2).into(), (2 * gamma_2).into()) {
                both(&hint, "make_hint", &|kernel, high| {
                    let ones = kernel.make_hint(gamma_2, &low, high);
                    assert_eq!(ones, high.0.iter().sum());
                });
            }
        }
    }
}

/// At each place, on both sides of the bound.
#[test]
fn norms_are_of_every_coefficient() {
    for kernel in Kernel::all() {
        for bound in [1, 2, (1 << 17) - 78, (1 << 19) - 120, GAMMA_2_SMALL, GAMMA_2_LARGE - 196, (Q - 1) / 8] {
            for place in 0..N {
                for (x, is_above) in [(bound - 1, false), (1 - bound, false), (bound, true), (-bound, true)] {
                    let mut f = Poly([bound - 1; N]);
                    f.0[place] = x;
                    assert_eq!(kernel.exceeds(&f, bound) < 0, is_above, "{} {bound} {place} {x}", kernel.name());
                }
            }
        }
    }
}

/// Encodings bit by bit (algorithms 16 and 17), and back.
#[test]
fn encodings_agree() {
    let mut next = random();
    for (d, top) in ENCODINGS {
        for _ in 0..50 {
            let numbers: [u32; N] = core::array::from_fn(|_| next() as u32 & ((1 << d) - 1));
            let f = Poly(numbers.map(|number| if top == 0 { number as i32 } else { top - number as i32 }));
            let mut expected = std::vec![0_u8; 32 * d];
            for (i, number) in numbers.iter().enumerate() {
                (0..d).for_each(|bit| {
                    expected[(i * d + bit) / 8] |= ((number >> bit & 1) as u8) << ((i * d + bit) % 8)
                });
            }
            for kernel in Kernel::all() {
                let (mut bytes, mut g) = (std::vec![0_u8; 32 * d], Poly::ZERO);
                kernel.encode(d, top, &f, &mut bytes);
                assert_eq!(bytes, expected, "{} {d}", kernel.name());
                kernel.decode(d, top, &bytes, &mut g);
                assert_eq!(g.0, f.0, "{} {d}", kernel.name());
            }
        }
    }
}

/// Algorithms 14 and 30, number by number: random bytes, all taken, none taken, every length, and
/// every room.
#[test]
fn uniform_samples_are_those_of_the_definition() {
    let mut next = random();
    let random: Vec<u8> = (0..504).map(|_| next() as u8).collect();
    // Half of them are not below q: their 23 bits are ones but for some of the lowest.
    let high: Vec<u8> =
        (0..504).map(|i| if i % 3 == 0 { next() as u8 } else { 0xff - 0x20 * (i % 3 == 1) as u8 }).collect();
    for bytes in [random, high, std::vec![0; 504], std::vec![255; 504]] {
        for len in (0..=504).step_by(3) {
            for room in [0, 1, 7, 8, 9, 100, 256] {
                let mut expected: Vec<i32> = Vec::new();
                for b in bytes[..len].as_chunks::<3>().0 {
                    let [b0, b1, b2] = b.map(i32::from);
                    expected.extend([b0 + 256 * b1 + 65536 * (b2 % 128)].iter().filter(|z| **z < Q));
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

/// Algorithms 15 and 31, half byte by half byte.
#[test]
fn bounded_samples_are_those_of_the_definition() {
    let mut next = random();
    let bytes: Vec<u8> = (0..272).map(|_| next() as u8).chain(0..=255).collect();
    for eta in [2, 4] {
        for (len, room) in (0..bytes.len()).flat_map(|len| [0, 1, 9, 255, 256].map(|room| (len, room))) {
            let halves = bytes[..len].iter().flat_map(|byte| [byte % 16, byte / 16]).map(i32::from);
            let number = |half: i32| match eta {
                2 => (half < 15).then_some(2 - half % 5),
                _ => (half < 9).then_some(4 - half),
            };
            let expected: Vec<i32> = halves.filter_map(number).take(room).collect();
            for kernel in Kernel::all() {
                let mut out = [0; N];
                let written = kernel.sample_bounded(eta, &bytes[..len], &mut out[..room]);
                assert_eq!(out[..written], expected, "{} {eta} {len} {room}", kernel.name());
            }
        }
    }
}
