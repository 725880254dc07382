//! Inverses modulo an odd number, by a fixed schedule: Bernstein and Yang, "Fast constant-time gcd
//! computation and modular inversion" (2019), with the variant that begins at one half.
//!
//! A step takes an odd f, any g, and delta. It keeps gcd(f, g) and divides g by 2, until g is 0.
//! How many steps that takes at most follows from the number of bits alone. `BATCH` steps depend
//! only on the lowest bits of f and g, and are a matrix that multiplies both.

use super::Modulus;
use super::arrays::{add, mask_of_zero, select, subtract};
use super::words;

/// Steps that one matrix does.
const BATCH: u32 = 60;
/// Steps that fit into two registers.
#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
const CHUNK: u32 = 20;

/// As many batches as make g zero, for a modulus of `bits` bits: (9437 bits + 1) / 4096 steps.
/// s2n-bignum proves this bound (`Divstep/divstep_bounds.ml`); it is 590 for 256 bits, as Wuille's
/// convex hulls give it ("Bounds on divsteps iterations in safegcd").
const fn batches(bits: usize) -> usize {
    ((9437 * bits + 1).div_ceil(4096)).div_ceil(BATCH as usize)
}

/// What `BATCH` steps do, times 2^60: the rows give the next f and g. |u| + |v| <= 2^60, and so
/// |q| + |r|.
#[derive(Clone, Copy)]
struct Matrix {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// The steps for the lowest limbs of f, which is odd, and g. `zeta` is -(delta + 1/2).
#[cfg(any(test, not(all(target_arch = "x86_64", not(qila_taint = "msan")))))]
#[inline(always)]
fn steps_by_masks(mut zeta: i64, f: u64, g: u64) -> (i64, Matrix) {
    let (mut f, mut g) = (f, g);
    let (mut u, mut v, mut q, mut r) = (1_u64, 0_u64, 0_u64, 1_u64);
    for _ in 0..BATCH {
        // Where delta > 0 and g is odd, f and g change places, and the new g is negative f.
        let negative = (zeta >> 63) as u64;
        let odd = words::mask(g & 1);
        let negate = |x: u64| (x ^ negative).wrapping_sub(negative);
        let (x, y, z) = (negate(f), negate(u), negate(v));
        g = g.wrapping_add(x & odd);
        q = q.wrapping_add(y & odd);
        r = r.wrapping_add(z & odd);
        let swap = negative & odd;
        zeta = (zeta ^ swap as i64).wrapping_sub(1);
        f = f.wrapping_add(g & swap);
        u = u.wrapping_add(q & swap);
        v = v.wrapping_add(r & swap);
        g >>= 1;
        u <<= 1;
        v <<= 1;
    }
    (zeta, Matrix { u: u as i64, v: v as i64, q: q as i64, r: r as i64 })
}

#[cfg(not(all(target_arch = "x86_64", not(qila_taint = "msan"))))]
use steps_by_masks as steps;

/// As [`steps_by_masks`], by chunks of which each is a matrix of its own.
#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
#[inline(always)]
fn steps(zeta: i64, f: u64, g: u64) -> (i64, Matrix) {
    let (mut zeta, mut all) = (zeta, Matrix { u: 1, v: 0, q: 0, r: 1 });
    let (mut f, mut g) = (f as i64, g as i64);
    for _ in 0..BATCH / CHUNK {
        let Matrix { u, v, q, r } = all;
        let one;
        (zeta, one) = chunk(zeta, f, g);
        let row = |a: i64, b: i64, x: i64, y: i64| a.wrapping_mul(x).wrapping_add(b.wrapping_mul(y));
        (f, g) = (row(one.u, one.v, f, g) >> CHUNK, row(one.q, one.r, f, g) >> CHUNK);
        all = Matrix {
            u: row(one.u, one.v, u, q),
            v: row(one.u, one.v, v, r),
            q: row(one.q, one.r, u, q),
            r: row(one.q, one.r, v, r),
        };
    }
    (zeta, all)
}

/// `CHUNK` steps, times 2^20. A register is the low bits of f - 2^41 u - 2^62 v, another one so of
/// g, q and r. A step does the same with all three, and what halves g leaves 2^21 for 2^41, and
/// 2^42 for 2^62. The numbers are negative, because -2^20 has room in 21 bits, and 2^20 has not.
#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
#[inline(always)]
fn chunk(mut zeta: i64, f: i64, g: i64) -> (i64, Matrix) {
    const LOW: i64 = (1 << CHUNK) - 1;
    let (mut f, mut g) = ((f & LOW) - (1 << 41), (g & LOW) - (1 << 62));
    // SAFETY: these are moves and sums in registers.
    unsafe {
        core::arch::asm!(
            "2:",
            // Where g is odd, f is added, or subtracted where delta > 0.
            "lea {sum}, [{f} + {g}]; mov {x}, {g}; sub {x}, {f}",
            "test {zeta}, {zeta}; cmovs {sum}, {x}",
            "test {g:e}, 1; cmovz {sum}, {g}",
            // Where delta > 0 and g is odd, f becomes g.
            "mov {x}, {g}; shl {x}, 63; mov {y}, {zeta}; not {y}; and {x}, {zeta}",
            "cmovs {f}, {g}; cmovs {zeta}, {y}; dec {zeta}",
            "mov {g}, {sum}; sar {g}, 1",
            "dec {count:e}; jnz 2b",
            f = inout(reg) f, g = inout(reg) g, zeta = inout(reg) zeta,
            sum = out(reg) _, x = out(reg) _, y = out(reg) _, count = inout(reg) CHUNK => _,
            options(pure, nomem, nostack),
        );
    }
    // What is below half of a field belongs to the field below, which has a sign.
    let upper = |packed: i64| -((packed + (1 << 41) + (1 << 20)) >> 42);
    let lower = |packed: i64| -((packed + (1 << 20)) << 22 >> 43);
    (zeta, Matrix { u: lower(f), v: upper(f), q: lower(g), r: upper(g) })
}

/// `a x + b y` for signed `x` and `y`, whose limb above the array is given; divided by 2^60.
#[inline(always)]
fn combine<const N: usize>(a: i64, b: i64, x: (&[u64; N], i64), y: (&[u64; N], i64)) -> ([u64; N], i64) {
    let (mut result, mut carry) = ([0; N], 0_i128);
    let mut below = 0_u64;
    for i in 0..N {
        // |a| + |b| <= 2^60, so the sum is less than 2^125.
        carry += i128::from(a) * i128::from(x.0[i]) + i128::from(b) * i128::from(y.0[i]);
        let limb = carry as u64;
        if i > 0 {
            result[i - 1] = below >> BATCH | limb << (64 - BATCH);
        }
        below = limb;
        carry >>= 64;
    }
    carry += i128::from(a) * i128::from(x.1) + i128::from(b) * i128::from(y.1);
    result[N - 1] = below >> BATCH | (carry as u64) << (64 - BATCH);
    (result, (carry >> BATCH) as i64)
}

/// `(a x + b y) / 2^60` modulo the modulus, for `x` and `y` below it.
#[inline(always)]
fn combine_modulo<const N: usize>(
    a: i64,
    b: i64,
    x: &[u64; N],
    y: &[u64; N],
    modulus: &Modulus<[u64; N]>,
) -> [u64; N] {
    const LOW: u64 = (1 << BATCH) - 1;
    let m = &modulus.limbs;
    let lowest = (a as u64).wrapping_mul(x[0]).wrapping_add((b as u64).wrapping_mul(y[0]));
    // The multiple of the modulus that makes the sum divisible.
    let times = i128::from(lowest.wrapping_mul(modulus.negated_inverse) & LOW);
    let (mut sum, mut carry, mut below) = ([0; N], 0_i128, 0_u64);
    for i in 0..N {
        // |a| + |b| + times < 2^61 + 2^60, so the sum is less than 2^126.
        carry += i128::from(a) * i128::from(x[i]) + i128::from(b) * i128::from(y[i]) + times * i128::from(m[i]);
        let limb = carry as u64;
        if i > 0 {
            sum[i - 1] = below >> BATCH | limb << (64 - BATCH);
        }
        below = limb;
        carry >>= 64;
    }
    sum[N - 1] = below >> BATCH | (carry as u64) << (64 - BATCH);
    let top = (carry >> BATCH) as u64; // 0, 1, or -1
    // It lies between the negative modulus and twice the modulus.
    let is_negative = words::mask(top >> 63);
    let (less, borrow) = subtract(&sum, m);
    let (more, _) = add(&sum, m);
    let is_below = words::mask(borrow & !top);
    select(is_negative, &more, &select(is_below, &sum, &less))
}

/// The inverse of `a`, which is below the modulus, modulo the modulus; zero for zero. The modulus
/// is odd and has no divisor in common with another `a`.
///
/// Time: depends on the number of bits of the modulus, which is public.
#[inline(never)] // its frame is large
pub(crate) fn invert<const N: usize>(a: &[u64; N], modulus: &Modulus<[u64; N]>) -> [u64; N] {
    let leading = modulus.limbs.iter().rev().take_while(|limb| **limb == 0).count();
    let bits = 64 * (N - leading) - modulus.limbs[N - 1 - leading].leading_zeros() as usize;
    let (mut f, mut g) = ((modulus.limbs, 0_i64), (*a, 0_i64));
    // d a = f and e a = g modulo the modulus.
    let (mut d, mut e) = ([0; N], super::arrays::small(1));
    let mut zeta = -1;
    for _ in 0..batches(bits) {
        let matrix;
        (zeta, matrix) = steps(zeta, f.0[0], g.0[0]);
        let Matrix { u, v, q, r } = matrix;
        (d, e) = (combine_modulo(u, v, &d, &e, modulus), combine_modulo(q, r, &d, &e, modulus));
        let (x, y) = ((&f.0, f.1), (&g.0, g.1));
        (f, g) = (combine(u, v, x, y), combine(q, r, x, y));
    }
    // f is 1 or -1, and for an `a` of zero the modulus, which d is a zero for.
    let is_negative = words::mask(f.1 as u64 >> 63 & 1);
    let (negated, _) = subtract(&modulus.limbs, &d);
    select(is_negative & !mask_of_zero(&d), &negated, &d)
}

#[cfg(test)]
mod tests {
    use super::{steps, steps_by_masks};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn steps_agree(zeta in -1300_i64..1300, f: u64, g: u64) {
            let (found, expected) = (steps(zeta, f | 1, g), steps_by_masks(zeta, f | 1, g));
            prop_assert_eq!(found.0, expected.0);
            let numbers = |m: super::Matrix| [m.u, m.v, m.q, m.r];
            prop_assert_eq!(numbers(found.1), numbers(expected.1));
        }
    }
}
