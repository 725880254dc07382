//! edwards448, and how EdDSA uses it (RFC 8032 section 5.2, SP 800-186 section 3.2.3.2).

use super::curve::{Curve, EddsaCurve, EdwardsCurve};
use super::point::{Addend, Point, Projective, Sum};
use super::table::{MULTIPLES, ODD_MULTIPLES, Table, base_tables};
use crate::algorithms::field::{Modulus, Prime};
use crate::algorithms::hash::shake::Shake;
use crate::algorithms::hash::sponge::Rate;
use crate::base::hex::hex;
use crate::kernels::element::{Element, Ring};
use crate::kernels::f448::{self, P, portable};
use crate::kernels::four::{Four, Work};
use crate::kernels::limbs::arrays::from_be_bytes;
use subtle::Choice;

/// The curve edwards448 with SHAKE256.
#[derive(Clone, Copy, Debug)]
pub enum Ed448 {}

type Words = [u64; 7];

/// The order of the base point, 2^446 -
/// 13818066809895115352007386748515426880336692474882178609894547503885.
#[derive(Clone, Copy)]
pub enum Order {}

impl Prime for Order {
    type Limbs = Words;
    const MODULUS: Modulus<Words> = Modulus::from_be_bytes(&hex!(
        "3fffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "7cca23e9c44edb49aed63690216cc2728dc58f552378c292ab5844f3"
    ));
}

/// -d.
const MINUS_D: u32 = 39081;

const BASE_X: Words = from_be_bytes(&hex!(
    "4f1970c66bed0ded221d15a622bf36da9e146570470f1767ea6de324",
    "a3d3a46412ae1af72ab66511433b80e18b00938e2626a82bc70cc05e"
));
const BASE_Y: Words = from_be_bytes(&hex!(
    "693f46716eb6bc248876203756c9c7624bea73736ca3984087789c1e",
    "05a0c2d73ad3ff1ce67c39c4fdbd132c4ed7c8ad9808795bf230fa14"
));

/// The law, as constants are computed with it.
const fn sum(p: [portable::Element; 4], q: [portable::Element; 4]) -> [portable::Element; 4] {
    let ([x1, y1, z1, t1], [x2, y2, z2, t2]) = (p, q);
    let (a, b) = (x1.mul(x2), y1.mul(y2));
    let (c, d) = (t1.mul(t2).scaled(MINUS_D).neg(), z1.mul(z2));
    let e = x1.add(y1).mul(x2.add(y2)).sub(a.add(b));
    let (f, g, h) = (d.sub(c), d.add(c), b.sub(a));
    [e.mul(f), g.mul(h), f.mul(g), e.mul(h)]
}

/// x, y, and d x y.
const fn addend(x: portable::Element, y: portable::Element) -> [Words; 3] {
    [x.number(), y.number(), x.mul(y).scaled(MINUS_D).neg().number()]
}

base_tables!(portable::Element, Words, P, windows 38, stride 3, base BASE_X, BASE_Y);

/// The sum; `z` is the product of both Z.
#[inline(always)]
fn sum_of<F: Four>(point: &Point<F>, other: &Addend<F>, z: F::Element) -> Sum<F> {
    let ([y, x, _, t], [other_x, other_y, _, other_t]) = (point.0.elements(), other.0.elements());
    let (a, b, c) = (x * other_x, y * other_y, t * other_t);
    let e = (x + y) * (other_x + other_y) - (a + b);
    Sum(point.0.with([b - a, e, z + c, z - c]))
}

impl Curve for Ed448 {
    const VALUE: EddsaCurve = EddsaCurve::Ed448;
}

impl EdwardsCurve for Ed448 {
    type Words = Words;
    type Order = Order;
    type Encoding = [u8; 57];
    type Signature = [u8; 114];
    type Digest = [u8; 114];

    const NAME: &'static str = "ED-448";
    const COFACTOR_BITS: u32 = 2;
    const DIGITS: usize = 112;
    const STRIDE: usize = 3;
    const BASE: &'static Table<Words> = &BASE;
    const ODD: &'static [[Words; 3]] = &ODD;
    const NEUTRAL: [u64; 4] = [0, 1, 1, 0];

    #[inline(always)]
    fn run<W: Work<Words>>(work: W) -> W::Output {
        f448::run(work)
    }

    fn ratio<E: Element<Words = Words>>(cpu: E::Cpu, yy: E) -> [E; 2] {
        let one = E::bit(cpu, 1);
        [yy - one, -yy.times(MINUS_D) - one]
    }

    /// u^5 v^3.
    fn radicand<E: Element<Words = Words>>(u: E, v: E) -> E {
        let uv = u * v;
        u.square() * uv.square() * uv
    }

    /// Section 5.2.3 step 3: u^3 v (u^5 v^3)^((p - 3) / 4).
    fn root<E: Element<Words = Words>>(_cpu: E::Cpu, u: E, v: E, power: E) -> (E, Choice) {
        let root = u.square() * (u * v) * power;
        (root, (v * root.square()).is(u))
    }

    #[inline(always)]
    fn double<F: Four<Words = Words>>(point: &Projective<F>) -> Sum<F> {
        let [y, x, z, _] = point.0.elements();
        let (xx, yy, zz) = (x.square(), y.square(), z.square());
        let (g, h) = (xx + yy, xx - yy);
        Sum(point.0.with([h, (x + y).square() - g, g, g - (zz + zz)]))
    }

    #[inline(always)]
    fn add<F: Four<Words = Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F> {
        let ([.., z, _], [.., other_z, _]) = (point.0.elements(), other.0.elements());
        sum_of(point, other, z * other_z)
    }

    #[inline(always)]
    fn add_affine<F: Four<Words = Words>>(point: &Point<F>, other: &Addend<F>) -> Sum<F> {
        let [.., z, _] = point.0.elements();
        sum_of(point, other, z)
    }

    /// X, Y, Z and d T.
    #[inline(always)]
    fn addend<F: Four<Words = Words>>(_cpu: F::Cpu, point: &Point<F>) -> Addend<F> {
        let [y, x, z, t] = point.0.elements();
        Addend(point.0.with([x, y, z, -t.times(MINUS_D)]))
    }

    #[inline(always)]
    fn negative<F: Four<Words = Words>>(addend: Addend<F>, choice: Choice) -> Addend<F> {
        let [x, y, z, t] = addend.0.elements();
        Addend(addend.0.with([x.or(-x, choice), y, z, t.or(-t, choice)]))
    }

    /// dom4.
    fn domain(flag: Option<u8>, context_len: u8) -> ([u8; 34], usize) {
        let mut domain = [0; 34];
        domain[..8].copy_from_slice(b"SigEd448");
        (domain[8], domain[9]) = (flag.unwrap_or(0), context_len);
        (domain, 10)
    }

    fn hash(parts: &[&[u8]]) -> [u8; 114] {
        shake256(parts)
    }

    fn prehash(message: &[u8]) -> [u8; 64] {
        shake256(&[message])
    }

    fn clamp(scalar: &mut [u8; 57]) {
        scalar[0] &= 0b1111_1100;
        (scalar[55], scalar[56]) = (scalar[55] | 0b1000_0000, 0);
    }
}

fn shake256<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let (mut message, mut value) = (Shake::new(Rate::OF_256), [0; N]);
    parts.iter().for_each(|part| message.update(part));
    message.finalize_bits(0, 0).read(&mut value);
    value
}
