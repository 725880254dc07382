//! Multiples of a generator, by the formulas of `src/algorithms/ec/jacobian.rs`.

use crate::kernels::limbs::Modulus;
use crate::kernels::limbs::arrays::{
    add_modulo, montgomery_multiply as multiply, small, subtract_modulo as subtract,
};

/// A point in Jacobian coordinates.
#[derive(Clone, Copy)]
struct Point<const N: usize> {
    x: [u64; N],
    y: [u64; N],
    z: [u64; N],
}

fn double<const N: usize>(a: &[u64; N], m: &[u64; N]) -> [u64; N] {
    add_modulo(a, a, m)
}

/// 2 P.
fn doubled<const N: usize>(p: &Point<N>, modulus: &Modulus<[u64; N]>) -> Point<N> {
    let m = &modulus.limbs;
    let delta = multiply(&p.z, &p.z, modulus);
    let gamma = multiply(&p.y, &p.y, modulus);
    let beta = multiply(&p.x, &gamma, modulus);
    let alpha = multiply(&subtract(&p.x, &delta, m), &add_modulo(&p.x, &delta, m), modulus);
    let alpha = add_modulo(&alpha, &double(&alpha, m), m);
    let beta4 = double(&double(&beta, m), m);
    let x = subtract(&multiply(&alpha, &alpha, modulus), &double(&beta4, m), m);
    let z = double(&multiply(&p.y, &p.z, modulus), m);
    let gamma2 = double(&gamma, m);
    let y = multiply(&alpha, &subtract(&beta4, &x, m), modulus);
    let y = subtract(&y, &double(&multiply(&gamma2, &gamma2, modulus), m), m);
    Point { x, y, z }
}

/// P + Q of different points.
fn added<const N: usize>(p: &Point<N>, q: &Point<N>, modulus: &Modulus<[u64; N]>) -> Point<N> {
    let m = &modulus.limbs;
    let (pzz, qzz) = (multiply(&p.z, &p.z, modulus), multiply(&q.z, &q.z, modulus));
    let (px, qx) = (multiply(&p.x, &qzz, modulus), multiply(&q.x, &pzz, modulus));
    let py = multiply(&multiply(&p.y, &q.z, modulus), &qzz, modulus);
    let qy = multiply(&multiply(&q.y, &p.z, modulus), &pzz, modulus);
    let (h, r) = (subtract(&qx, &px, m), subtract(&qy, &py, m));
    let hh = multiply(&h, &h, modulus);
    let hhh = multiply(&h, &hh, modulus);
    let v = multiply(&px, &hh, modulus);
    let x = subtract(&subtract(&multiply(&r, &r, modulus), &hhh, m), &double(&v, m), m);
    let y = subtract(&multiply(&r, &subtract(&v, &x, m), modulus), &multiply(&py, &hhh, modulus), m);
    let z = multiply(&h, &multiply(&p.z, &q.z, modulus), modulus);
    Point { x, y, z }
}

/// The power of the prime less 2, which is the inverse.
fn inverted<const N: usize>(a: &[u64; N], modulus: &Modulus<[u64; N]>) -> [u64; N] {
    let (exponent, mut power) = (subtract(&modulus.limbs, &small(2), &modulus.limbs), modulus.one);
    let mut bit = 64 * N;
    while bit > 0 {
        bit -= 1;
        power = multiply(&power, &power, modulus);
        if exponent[bit / 64] >> (bit % 64) & 1 == 1 {
            power = multiply(&power, a, modulus);
        }
    }
    power
}

/// The odd multiples 1, 3, ... of the generator; then those of its multiple by 2^`doublings`, and
/// so on.
pub(crate) fn tables<const N: usize, const ENTRIES: usize, const TABLES: usize>(
    modulus: &Modulus<[u64; N]>,
    generator: &[[u64; N]; 2],
    doublings: usize,
) -> [[[[u64; N]; 2]; ENTRIES]; TABLES] {
    let mut base = Point { x: generator[0], y: generator[1], z: modulus.one };
    let mut points = [[base; ENTRIES]; TABLES];
    // The products of all z before each point.
    let mut products = [[modulus.one; ENTRIES]; TABLES];
    let (mut product, mut t) = (modulus.one, 0);
    while t < TABLES {
        let (twice, mut next, mut e) = (doubled(&base, modulus), base, 0);
        while e < ENTRIES {
            points[t][e] = next;
            products[t][e] = product;
            product = multiply(&product, &next.z, modulus);
            next = added(&next, &twice, modulus);
            e += 1;
        }
        let mut i = 0;
        while i < doublings {
            base = doubled(&base, modulus);
            i += 1;
        }
        t += 1;
    }
    affine(&points, &products, inverted(&product, modulus), modulus)
}

/// The points with a z of 1: one inverse, of the product of all z, gives each of them.
fn affine<const N: usize, const ENTRIES: usize, const TABLES: usize>(
    points: &[[Point<N>; ENTRIES]; TABLES],
    products: &[[[u64; N]; ENTRIES]; TABLES],
    mut inverse: [u64; N],
    modulus: &Modulus<[u64; N]>,
) -> [[[[u64; N]; 2]; ENTRIES]; TABLES] {
    let (mut entries, mut t) = ([[[[0; N]; 2]; ENTRIES]; TABLES], TABLES);
    while t > 0 {
        t -= 1;
        let mut e = ENTRIES;
        while e > 0 {
            e -= 1;
            let Point { x, y, z } = &points[t][e];
            let over_z = multiply(&inverse, &products[t][e], modulus);
            inverse = multiply(&inverse, z, modulus);
            let over_zz = multiply(&over_z, &over_z, modulus);
            let y = multiply(y, &over_z, modulus);
            entries[t][e] = [multiply(x, &over_zz, modulus), multiply(&y, &over_zz, modulus)];
        }
    }
    entries
}
