//! Points in bytes (RFC 8032 sections 5.1.2, 5.1.3, 5.2.2 and 5.2.3): y, and in the last bit
//! whether x is odd.

use super::curve::EdwardsCurve;
use crate::algorithms::array::Array;
use crate::kernels::element::{Element, Words, Work};
use crate::kernels::four::Four;

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
    let mut rest = *bytes;
    let last = rest.as_mut().last_mut()?;
    let is_odd = *last & ODD != 0;
    *last &= !ODD;
    let (number, above) = rest.as_ref().split_at(size_of::<C::Words>());
    let y = C::Words::of_bytes(number);
    let x = if above.iter().all(|byte| *byte == 0) { C::run(FindX::<C> { y: &y, is_odd })? } else { return None };
    Some([x, y])
}

/// The x of a point (sections 5.1.3 and 5.2.3).
struct FindX<'a, C: EdwardsCurve> {
    y: &'a C::Words,
    is_odd: bool,
}

impl<C: EdwardsCurve> Work<C::Words> for FindX<'_, C> {
    type Output = Option<C::Words>;

    #[inline(always)]
    fn run<F: Four<Words = C::Words>>(self, cpu: F::Cpu) -> Option<C::Words> {
        let cpu = F::one(cpu);
        let y = F::Element::of(cpu, self.y);
        let [u, v] = C::ratio(cpu, y.square());
        let (x, is_root) = C::root(cpu, u, v);
        let is_other = bool::from(x.is_odd()) != self.is_odd;
        let is_point = y.words() == *self.y && bool::from(is_root) && !(self.is_odd && bool::from(x.is_zero()));
        is_point.then(|| if is_other { -x } else { x }.words())
    }
}
