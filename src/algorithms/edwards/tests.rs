use super::curve::EdwardsCurve;
use super::encoding::{decode, encode};
use super::multiply::{Affine, times_base};
use super::point::Point;
use super::relation::HasOrder;
use super::table::MULTIPLES;
use super::{Ed448, Ed25519, Message, SigningKey, VerifyingKey};
use crate::algorithms::array::Array;
use crate::algorithms::field::{Prime, Residue};
use crate::base::error::Error;
use crate::base::hex::hex;
use crate::kernels::element::{Element, Words};
use crate::kernels::four::{Four, Work};
use std::vec::Vec;

/// Numbers of a generator that needs no seed of quality.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ *state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ z >> 27
}

/// Scalars at the edges of digits and of L, and some others.
fn scalars<C: EdwardsCurve>() -> Vec<C::Words> {
    let order = C::Order::MODULUS.limbs;
    let small = |number: u64| {
        let mut words = C::Words::ZERO;
        words.as_mut()[0] = number;
        words
    };
    let mut all: Vec<C::Words> = (0..40).chain([127, 128, u64::MAX]).map(small).collect();
    for less in 1..20 {
        let mut words = order;
        words.as_mut()[0] -= less;
        all.push(words);
    }
    for fill in [0x77, 0x88, 0xff] {
        let mut bytes = C::Digest::ZERO;
        bytes.as_mut().fill(fill);
        all.push(Residue::<C::Order>::reduced_le_bytes(bytes.as_ref()).canonical());
    }
    let mut state = 1;
    for _ in 0..20 {
        let mut bytes = C::Digest::ZERO;
        bytes.as_mut().iter_mut().for_each(|byte| *byte = next(&mut state) as u8);
        all.push(Residue::<C::Order>::reduced_le_bytes(bytes.as_ref()).canonical());
    }
    all
}

/// The affine law of RFC 8032 sections 5.1.4 and 5.2.4, with inversions.
struct Law<'a, C: EdwardsCurve>(&'a [C::Words; 2], &'a [C::Words; 2]);

impl<C: EdwardsCurve> Work<C::Words> for Law<'_, C> {
    type Output = [C::Words; 2];

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> [C::Words; 2] {
        let cpu = F::one(cpu);
        let number = |number| F::Element::of(cpu, number);
        let [[x1, y1], [x2, y2]] = [self.0, self.1].map(|point| point.each_ref().map(number));
        let one = F::Element::bit(cpu, 1);
        // d y^2 - a, at y = 0 and y = 1, gives -a and d - a.
        let [minus_a, d_minus_a] = [0, 1].map(|y| C::ratio(cpu, F::Element::bit(cpu, y))[1]);
        let product = (d_minus_a - minus_a) * x1 * x2 * y1 * y2;
        let x = (x1 * y2 + y1 * x2) * (one + product).invert();
        let y = (y1 * y2 + minus_a * (x1 * x2)) * (one - product).invert();
        [x.words(), y.words()]
    }
}

fn base<C: EdwardsCurve>() -> [C::Words; 2] {
    let mut one = C::Words::ZERO;
    one.as_mut()[0] = 1;
    times_base::<C, Affine, 2>(&one)
}

/// `scalar` times a point, bit by bit, by the law.
fn times<C: EdwardsCurve>(scalar: &C::Words, point: [C::Words; 2]) -> [C::Words; 2] {
    let mut sum = times_base::<C, Affine, 2>(&C::Words::ZERO);
    for word in scalar.as_ref().iter().rev() {
        for bit in (0..64).rev() {
            sum = C::run(Law::<C>(&sum, &sum));
            if word >> bit & 1 == 1 {
                sum = C::run(Law::<C>(&sum, &point));
            }
        }
    }
    sum
}

/// The tables and the formulas give what the law does, for the multiples of the base point.
#[test]
fn multiples_follow_the_law() {
    fn check<C: EdwardsCurve>() {
        let mut expected = times_base::<C, Affine, 2>(&C::Words::ZERO);
        for scalar in &scalars::<C>()[..40] {
            assert!(times_base::<C, Affine, 2>(scalar) == expected, "{}", C::NAME);
            expected = C::run(Law::<C>(&expected, &base::<C>()));
        }
        for scalar in scalars::<C>().iter().skip(40).step_by(9) {
            let multiple = times_base::<C, Affine, 2>(scalar);
            assert!(multiple == times::<C>(scalar, base::<C>()), "{}", C::NAME);
        }
        assert_eq!(C::BASE.len(), C::DIGITS.div_ceil(C::STRIDE));
        assert!(C::BASE.len() * MULTIPLES * 3 * size_of::<C::Words>() <= 64 << 10);
    }
    check::<Ed25519>();
    check::<Ed448>();
}

/// Encodings come back, and every other spelling is refused.
#[test]
fn encodings() {
    fn check<C: EdwardsCurve>(p: &[u64]) {
        for scalar in scalars::<C>() {
            let point = times_base::<C, Affine, 2>(&scalar);
            let mut bytes = encode::<C>(&point);
            assert!(decode::<C>(&bytes) == Some(point));
            let last = size_of::<C::Encoding>() - 1;
            bytes.as_mut()[last] ^= 0x80;
            let other = decode::<C>(&bytes);
            // The other root, but for x = 0.
            assert_eq!(other.is_none(), point[0].as_ref().iter().all(|word| *word == 0));
            assert!(other.is_none_or(|other| other[1] == point[1] && other[0] != point[0]));
        }
        // y + p, where it has room: those of 0 and 1, which are points.
        for small in [0, 1] {
            let mut words = C::Words::ZERO;
            words.as_mut().copy_from_slice(p);
            words.as_mut()[0] = words.as_mut()[0].wrapping_add(small);
            let mut bytes = C::Encoding::ZERO;
            words.to_bytes(&mut bytes.as_mut()[..size_of::<C::Words>()]);
            assert!(decode::<C>(&bytes).is_none());
        }
    }
    check::<Ed25519>(&crate::kernels::f25519::P);
    check::<Ed448>(&crate::kernels::f448::P);
    // The bits of the last octet of Ed448 below the sign.
    let good = encode::<Ed448>(&base::<Ed448>());
    for bit in 0..7 {
        let mut bytes = good;
        bytes[56] |= 1 << bit;
        assert!(decode::<Ed448>(&bytes).is_none());
    }
    // Half of the numbers are no y.
    let count = |found: usize| assert!((30..70).contains(&found), "{found}");
    let y = |i: u8| [i.wrapping_mul(77), i, 1, i, 9];
    count((0..100).filter(|i| decode::<Ed25519>(&y(*i).repeat(7)[..32].try_into().unwrap()).is_some()).count());
}

/// Points of every order but L: those of small order, and the base point with one of them added.
#[test]
fn only_the_order_is_taken() {
    fn check<C: EdwardsCurve>(torsion: &[[C::Words; 2]]) {
        let order = |point: &[C::Words; 2]| C::run(HasOrder::<C> { order: &C::Order::MODULUS.limbs, a: point });
        assert!(order(&base::<C>()));
        for point in torsion {
            let mixed = C::run(Law::<C>(&base::<C>(), point));
            let is_neutral = *point == times_base::<C, Affine, 2>(&C::Words::ZERO);
            assert!(!order(point) && order(&mixed) == is_neutral, "{}", C::NAME);
            for (key, is_taken) in [(point, false), (&mixed, is_neutral)] {
                let taken = VerifyingKey::<C>::new(encode::<C>(key).as_ref());
                assert_eq!(taken.err(), (!is_taken).then_some(Error::InvalidKey));
            }
        }
    }
    fn torsion<C: EdwardsCurve>(generator: [C::Words; 2], order: usize) -> Vec<[C::Words; 2]> {
        let mut all = std::vec![times_base::<C, Affine, 2>(&C::Words::ZERO)];
        for i in 1..order {
            all.push(C::run(Law::<C>(&all[i - 1], &generator)));
        }
        assert!(C::run(Law::<C>(&all[order - 1], &generator)) == all[0]);
        assert!(all[1..].iter().all(|point| *point != all[0]));
        all
    }
    // A point of order 8, and one of order 4.
    let eight = hex!("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    check::<Ed25519>(&torsion::<Ed25519>(decode::<Ed25519>(&eight).unwrap(), 8));
    check::<Ed448>(&torsion::<Ed448>(decode::<Ed448>(&[0; 57]).unwrap(), 4));
}

/// A signature whose R has a part of small order satisfies the equation with the cofactor, and S +
/// L is refused, whatever it satisfies.
#[test]
fn verification() {
    fn check<C: EdwardsCurve>(small: [C::Words; 2]) {
        let mut seed = C::Encoding::ZERO;
        seed.as_mut().fill(7);
        let sk = SigningKey::<C>::from_seed(seed.as_ref()).unwrap();
        assert_eq!(sk.seed(), seed.as_ref());
        let vk = sk.verifying_key().unwrap();
        let mut signature = sk.sign(Message::Pure(b"message")).unwrap();
        vk.verify(Message::Pure(b"message"), signature.as_ref()).unwrap();
        let size = size_of::<C::Encoding>();
        for i in 0..2 * size {
            let mut bad = signature;
            bad.as_mut()[i] ^= 1 << (i % 8);
            assert!(vk.verify(Message::Pure(b"message"), bad.as_ref()).is_err(), "{} {i}", C::NAME);
        }
        assert!(vk.verify(Message::Pure(b"message"), &signature.as_ref()[1..]).is_err());
        // S + L.
        let mut carry = 0;
        let order = C::Order::MODULUS.limbs;
        for (i, byte) in signature.as_mut()[size..].iter_mut().enumerate() {
            let word = order.as_ref().get(i / 8).copied().unwrap_or(0);
            let sum = u16::from(*byte) + u16::from((word >> (8 * (i % 8))) as u8) + carry;
            (*byte, carry) = (sum as u8, sum >> 8);
        }
        assert_eq!(vk.verify(Message::Pure(b"message"), signature.as_ref()), Err(Error::SignatureMismatch));
        // R of small order alone, with S = h s: the same secret scalar, and r = 0.
        let mut made = C::Signature::ZERO;
        let (r, s) = made.as_mut().split_at_mut(size);
        r.copy_from_slice(encode::<C>(&small).as_ref());
        let (domain, len) = C::domain(None, 0);
        let domain = &domain[..len];
        let h = Residue::<C::Order>::reduced_le_bytes(C::hash(&[domain, r, vk.as_bytes(), b"message"]).as_ref());
        (h * Residue::reduced_le_bytes(sk.scalar())).to_le_bytes(s);
        vk.verify(Message::Pure(b"message"), made.as_ref()).unwrap();
    }
    let eight = hex!("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    check::<Ed25519>(decode::<Ed25519>(&eight).unwrap());
    check::<Ed448>(decode::<Ed448>(&[0; 57]).unwrap());
}

/// The neutral point is recognised whatever its Z.
#[test]
fn neutral() {
    struct Neutral;
    impl Work<[u64; 4]> for Neutral {
        type Output = [bool; 3];

        #[inline(always)]
        fn run<F: Four<Words = [u64; 4]>>(self, cpu: F::Cpu) -> [bool; 3] {
            let seven = F::Element::bit(F::one(cpu), 7);
            let [zero, minus_seven, seven] = [seven - seven, -seven, seven].map(F::Element::words);
            // The last but one is the point of order 2.
            [[seven, zero, seven, zero], [minus_seven, zero, seven, zero], [zero, seven, seven, zero]]
                .map(|numbers| Point(F::of(cpu, &numbers)).is_neutral())
        }
    }
    assert_eq!(Ed25519::run(Neutral), [true, false, false]);
}
