//! The constants of the transforms, computed: powers of zeta = 1753, a primitive 512th root of
//! unity (FIPS 204 section 2.3).

use super::Q;

/// The root of unity.
pub(super) const ZETA: i64 = 1753;

/// q^-1 modulo 2^32, by Newton's iteration. Each step doubles the bits that are right; the first
/// three are those of q itself.
pub(super) const Q_INVERSE: i32 = {
    let mut inverse = Q;
    let mut bits = 3;
    while bits < 32 {
        inverse = inverse.wrapping_mul(2_i32.wrapping_sub(Q.wrapping_mul(inverse)));
        bits *= 2;
    }
    assert!(inverse.wrapping_mul(Q) == 1);
    inverse
};

/// `base^exponent` modulo q.
pub(super) const fn power(base: i64, exponent: i64) -> i64 {
    let (mut result, mut square, mut rest) = (1, base, exponent);
    while rest > 0 {
        if rest % 2 == 1 {
            result = result * square % Q as i64;
        }
        square = square * square % Q as i64;
        rest /= 2;
    }
    result
}

/// `a r` modulo q, r = 2^32, nearest to zero: the factor by which a Montgomery product multiplies
/// by `a`.
const fn montgomery(a: i64) -> i32 {
    let a = ((a % Q as i64) << 32) % Q as i64;
    (if a > Q as i64 / 2 { a - Q as i64 } else { a }) as i32
}

/// BitRev_8.
const fn reversed(i: usize) -> i64 {
    (i as u8).reverse_bits() as i64
}

/// r and the inverse of the eight doublings of the inverse transform.
pub(super) const R_BY_256: i32 = montgomery(((1 << 32) % Q as i64) * power(256, Q as i64 - 2));
/// The same, with the root of the last layer.
pub(super) const LAST_ROOT: i32 =
    montgomery(((1 << 32) % Q as i64) * power(256, Q as i64 - 2) % Q as i64 * power(ZETA, 512 - reversed(1)));

/// zeta^BitRev_8(i), as factors.
pub(super) static ROOTS: [i32; 256] = ROOTS_CONST;
pub(super) const ROOTS_CONST: [i32; 256] = roots(false);
/// Their inverses, as factors.
pub(super) static INVERSE_ROOTS: [i32; 256] = INVERSE_ROOTS_CONST;
pub(super) const INVERSE_ROOTS_CONST: [i32; 256] = roots(true);

const fn roots(inverse: bool) -> [i32; 256] {
    let mut roots = [0; 256];
    let mut i = 0;
    while i < roots.len() {
        let exponent = reversed(i);
        roots[i] = montgomery(power(ZETA, if inverse { 512 - exponent } else { exponent }));
        i += 1;
    }
    roots
}
