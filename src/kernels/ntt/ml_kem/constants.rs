//! The constants of the transforms, computed: powers of zeta = 17, a primitive 256th root of unity
//! (FIPS 203 section 4.3).

use super::{N, Q};

/// The root of unity.
const ZETA: i64 = 17;

/// q^-1 modulo 2^16, by Newton's iteration. Each step doubles the bits that are right; the first
/// three are those of q itself.
pub(super) const Q_INVERSE: i16 = {
    let mut inverse = Q;
    let mut bits = 3;
    while bits < 16 {
        inverse = inverse.wrapping_mul(2_i16.wrapping_sub(Q.wrapping_mul(inverse)));
        bits *= 2;
    }
    assert!(inverse.wrapping_mul(Q) == 1);
    inverse
};

/// `base^exponent` modulo q.
const fn power(base: i64, exponent: i64) -> i64 {
    let (mut result, mut i) = (1, 0);
    while i < exponent {
        result = result * base % Q as i64;
        i += 1;
    }
    result
}

/// The representative of `a` nearest to zero.
const fn centred(a: i64) -> i16 {
    let a = a.rem_euclid(Q as i64);
    (if a > Q as i64 / 2 { a - Q as i64 } else { a }) as i16
}

/// `a r` modulo q, r = 2^16: the factor by which a Montgomery product multiplies by `a`.
const fn montgomery(a: i64) -> i16 {
    centred(a << 16)
}

/// BitRev_7.
const fn reversed(i: usize) -> i64 {
    ((i as u8).reverse_bits() >> 1) as i64
}

/// r^2: as a factor it gives a transform the r that the reduction of a product takes away.
pub(super) const R_SQUARED: i16 = montgomery(1 << 16);
/// The inverse of the seven doublings of the inverse transform.
pub(super) const INVERSE_OF_128: i16 = montgomery(power(128, Q as i64 - 2));
/// The same, with the root of the last layer.
pub(super) const LAST_ROOT: i16 = montgomery(power(128, Q as i64 - 2) * power(ZETA, 256 - reversed(1)));

/// zeta^BitRev_7(i), as factors.
pub(super) static ROOTS: [i16; 128] = ROOTS_CONST;
pub(super) const ROOTS_CONST: [i16; 128] = roots(false);
/// Their inverses, as factors.
pub(super) static INVERSE_ROOTS: [i16; 128] = INVERSE_ROOTS_CONST;
pub(super) const INVERSE_ROOTS_CONST: [i16; 128] = roots(true);

const fn roots(inverse: bool) -> [i16; 128] {
    let mut roots = [0; 128];
    let mut i = 0;
    while i < roots.len() {
        let exponent = reversed(i);
        roots[i] = montgomery(power(ZETA, if inverse { 256 - exponent } else { exponent }));
        i += 1;
    }
    roots
}

/// What the pairs of a transform are multiplied by in [`super::Kernel::prepare`]: r^2, and r^2
/// gamma with gamma = zeta^(2 BitRev_7(i) + 1) for pair i (algorithm 11).
pub(super) static PAIRS: [i16; N] = PAIRS_CONST;
pub(super) const PAIRS_CONST: [i16; N] = {
    let mut pairs = [R_SQUARED; N];
    let mut i = 0;
    while i < N / 2 {
        pairs[2 * i + 1] = montgomery(power(ZETA, 2 * reversed(i) + 1) << 16);
        i += 1;
    }
    pairs
};

/// The reciprocal of q for rounded quotients of numbers of 16 bits, 2^15 / q.
pub(super) const RECIPROCAL: i16 = 10;
const _: () = assert!(((1 << 16) / Q as i32 + 1) / 2 == RECIPROCAL as i32);

/// 2^(15 + d) / q, rounded down: the first quotient of Compress_d.
pub(super) const fn compression(d: usize) -> i16 {
    ((1 << (15 + d)) / Q as i32) as i16
}
