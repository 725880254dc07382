//! edwards25519, and how EdDSA uses it (RFC 8032 section 5.1, SP 800-186 section 3.2.3.1).

use super::curve::{Curve, EddsaCurve, EdwardsCurve};
use super::point::{Addend, Point, Projective, Sum};
use super::table::{MULTIPLES, ODD_MULTIPLES, Table, base_tables};
use crate::algorithms::field::{Modulus, Prime};
use crate::algorithms::hash::Hash;
use crate::algorithms::hash::sha2::Sha512;
use crate::base::hex::hex;
use crate::kernels::element::Element;
use crate::kernels::f25519::{self, P, portable};
use crate::kernels::four::{Four, Work};
use crate::kernels::limbs::arrays::from_be_bytes;
use subtle::Choice;

/// The curve edwards25519 with SHA-512.
#[derive(Clone, Copy, Debug)]
pub enum Ed25519 {}

type Words = [u64; 4];

/// The order of the base point, 2^252 + 27742317777372353535851937790883648493.
#[derive(Clone, Copy)]
pub enum Order {}

impl Prime for Order {
    type Limbs = Words;
    const MODULUS: Modulus<Words> =
        Modulus::from_be_bytes(&hex!("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"));
}

/// d = -121665 / 121666.
const D: Words = from_be_bytes(&hex!("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"));
/// The root of -1.
const ROOT: Words = from_be_bytes(&hex!("2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0"));
const BASE_X: Words = from_be_bytes(&hex!("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"));
const BASE_Y: Words = from_be_bytes(&hex!("6666666666666666666666666666666666666666666666666666666666666658"));

/// 2 d.
const TWICE_D: Words = {
    let d = portable::Element::new(&D);
    d.add(d).number()
};

/// The law, as constants are computed with it.
const fn sum(p: [portable::Element; 4], q: [portable::Element; 4]) -> [portable::Element; 4] {
    let ([x1, y1, z1, t1], [x2, y2, z2, t2]) = (p, q);
    let (a, b) = (y1.sub(x1).mul(y2.sub(x2)), y1.add(x1).mul(y2.add(x2)));
    let (c, d) = (t1.mul(t2).mul(portable::Element::new(&TWICE_D)), z1.mul(z2));
    let (e, f, g, h) = (b.sub(a), d.add(d).sub(c), d.add(d).add(c), b.add(a));
    [e.mul(f), g.mul(h), f.mul(g), e.mul(h)]
}

/// y + x, y - x, and 2 d x y.
const fn addend(x: portable::Element, y: portable::Element) -> [Words; 3] {
    let t = x.mul(y).mul(portable::Element::new(&TWICE_D));
    [y.add(x).number(), y.sub(x).number(), t.number()]
}

base_tables!(portable::Element, Words, P, windows 32, stride 2, base BASE_X, BASE_Y);

impl Curve for Ed25519 {
    const VALUE: EddsaCurve = EddsaCurve::Ed25519;
}

impl EdwardsCurve for Ed25519 {
    type Words = Words;
    type Order = Order;
    type Encoding = [u8; 32];
    type Signature = [u8; 64];
    type Digest = [u8; 64];

    const NAME: &'static str = "ED-25519";
    const COFACTOR_BITS: u32 = 3;
    const DIGITS: usize = 64;
    const STRIDE: usize = 2;
    const BASE: &'static Table<Words> = &BASE;
    const ODD: &'static [[Words; 3]] = &ODD;
    const NEUTRAL: [u64; 4] = [1, 1, 2, 0];

    #[inline(always)]
    fn run<W: Work<Words>>(work: W) -> W::Output {
        f25519::Kernel::choose().run(work)
    }

    fn ratio<E: Element<Words = Words>>(cpu: E::Cpu, yy: E) -> [E; 2] {
        let one = E::bit(cpu, 1);
        [yy - one, E::of(cpu, &D) * yy + one]
    }

    /// u v^7.
    fn radicand<E: Element<Words = Words>>(u: E, v: E) -> E {
        let vvv = v.square() * v;
        u * vvv.square() * v
    }

    /// Section 5.1.3 step 3: u v^3 (u v^7)^((p - 5) / 8), times the root of -1 where that is
    /// the root of -u / v.
    fn root<E: Element<Words = Words>>(cpu: E::Cpu, u: E, v: E, power: E) -> (E, Choice) {
        let root = u * v.square() * v * power;
        let square = v * root.square();
        let other = root * E::of(cpu, &ROOT);
        (other.or(root, square.is(u)), square.is(u) | square.is(-u))
    }

    #[inline(always)]
    fn double<F: Four<Words = Words>>(point: &Projective<F>) -> Sum<F> {
        // All four with the other sign, which the point does not see.
        Sum(point.0.doubled())
    }

    #[inline(always)]
    fn add<F: Four<Words = Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F> {
        Sum(point.0.first_sums().multiply(other.0).sums())
    }

    #[inline(always)]
    fn add_affine<F: Four<Words = Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F> {
        Sum(point.0.first_sums().multiply_by_two(other.0).sums())
    }

    /// Y + X, Y - X, 2 Z and 2 d T.
    #[inline(always)]
    fn addend<F: Four<Words = Words>>(cpu: F::Cpu, point: &Point<F>) -> Addend<F> {
        let factors = F::of(cpu, &[[1, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0], TWICE_D]);
        Addend(point.0.first_sums().multiply(factors))
    }

    #[inline(always)]
    fn negative<F: Four<Words = Words>>(addend: Addend<F>, choice: Choice) -> Addend<F> {
        Addend(addend.0.or(addend.0.opposite(), choice))
    }

    /// dom2, which Ed25519 itself does without.
    fn domain(flag: Option<u8>, context_len: u8) -> ([u8; 34], usize) {
        let mut domain = *b"SigEd25519 no Ed25519 collisions\0\0";
        (domain[32], domain[33]) = (flag.unwrap_or(0), context_len);
        (domain, if flag.is_some() { domain.len() } else { 0 })
    }

    fn hash(parts: &[&[u8]]) -> [u8; 64] {
        Sha512::digest(parts)
    }

    fn prehash(message: &[u8]) -> [u8; 64] {
        Sha512::digest(&[message])
    }

    fn clamp(scalar: &mut [u8; 32]) {
        scalar[0] &= 0b1111_1000;
        scalar[31] = scalar[31] & 0b0111_1111 | 0b0100_0000;
    }
}
