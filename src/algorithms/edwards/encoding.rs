//! Points in bytes (RFC 8032 sections 5.1.2, 5.1.3, 5.2.2 and 5.2.3): y, and in the last bit
//! whether x is odd.

use super::curve::EdwardsCurve;
use crate::algorithms::array::Array;
use crate::kernels::element::{Element, Words};
use crate::kernels::four::{Four, Work};

/// The bit of the last byte that tells of x.
const ODD: u8 = 1 << 7;

/// The bytes of a point.
pub(super) fn encode<C: EdwardsCurve>([x, y]: &[C::Words; 2]) -> C::Encoding {
    let mut bytes = C::Encoding::ZERO;
    let is_odd = (x.as_ref()[0] & 1) as u8;
    y.to_bytes(&mut bytes.as_mut()[..size_of::<C::Words>()]);
    if let Some(last) = bytes.as_mut().last_mut() {
        *last |= is_odd * ODD;
    }
    bytes
}

/// The point of bytes, if they are the encoding of one: y is below p, and 0 is not odd.
///
/// Time: depends on the bytes, which are public.
pub(super) fn decode<C: EdwardsCurve>(bytes: &C::Encoding) -> Option<[C::Words; 2]> {
    C::run(FindX(Read::<C>::of(bytes)?))
}

/// Four points of bytes, if all of them are encodings. Time: as [`decode`].
pub(super) fn decode_four<C: EdwardsCurve>([a, b, c, d]: [&C::Encoding; 4]) -> Option<[[C::Words; 2]; 4]> {
    C::run(FindFourX([Read::<C>::of(a)?, Read::of(b)?, Read::of(c)?, Read::of(d)?]))
}

/// What bytes tell of a point.
#[derive(Clone, Copy)]
struct Read<C: EdwardsCurve> {
    y: C::Words,
    is_odd: bool,
}

impl<C: EdwardsCurve> Read<C> {
    fn of(bytes: &C::Encoding) -> Option<Self> {
        let mut rest = *bytes;
        let last = rest.as_mut().last_mut()?;
        let is_odd = *last & ODD != 0;
        *last &= !ODD;
        let (number, above) = rest.as_ref().split_at(size_of::<C::Words>());
        above.iter().all(|byte| *byte == 0).then(|| Self { y: C::Words::of_bytes(number), is_odd })
    }

    /// u and v, of which the quotient is x^2.
    fn ratio<E: Element<Words = C::Words>>(&self, cpu: E::Cpu) -> [E; 2] {
        C::ratio(cpu, E::of(cpu, &self.y).square())
    }

    /// The point (sections 5.1.3 and 5.2.3), with the power of the radicand of u and v.
    fn point<E: Element<Words = C::Words>>(&self, cpu: E::Cpu, [u, v]: [E; 2], power: E) -> Option<[C::Words; 2]> {
        let (x, is_root) = C::root(cpu, u, v, power);
        let is_other = bool::from(x.is_odd()) != self.is_odd;
        let is_canonical = E::of(cpu, &self.y).words() == self.y;
        let is_point = is_canonical && bool::from(is_root) && !(self.is_odd && bool::from(x.is_zero()));
        is_point.then(|| [if is_other { -x } else { x }.words(), self.y])
    }
}

struct FindX<C: EdwardsCurve>(Read<C>);

impl<C: EdwardsCurve> Work<C::Words> for FindX<C> {
    type Output = Option<[C::Words; 2]>;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> Self::Output {
        let cpu = F::one(cpu);
        let [u, v] = self.0.ratio::<F::Element>(cpu);
        self.0.point(cpu, [u, v], C::radicand(u, v).root_power())
    }
}

struct FindFourX<C: EdwardsCurve>([Read<C>; 4]);

impl<C: EdwardsCurve> Work<C::Words> for FindFourX<C> {
    type Output = Option<[[C::Words; 2]; 4]>;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> Self::Output {
        let one = F::one(cpu);
        let ratios = self.0.map(|read| read.ratio::<F::Element>(one));
        let radicands = ratios.map(|[u, v]| C::radicand(u, v).words());
        let powers = F::of(cpu, &radicands).root_powers().elements();
        let point = |i: usize| self.0[i].point(one, ratios[i], powers[i]);
        Some([point(0)?, point(1)?, point(2)?, point(3)?])
    }
}
