//! The hint of a signature: up to omega places, and how many each polynomial has (FIPS 204 section
//! 7.1).

use crate::kernels::ntt::ml_dsa::Poly;

/// HintBitPack (algorithm 20): the places of the ones of polynomial after polynomial, at most
/// `omega`, and where those of each end.
///
/// Time: depends on the hint, which is public.
pub(super) fn encode(omega: usize, hint: &[Poly], bytes: &mut [u8]) {
    let (places, ends) = bytes.split_at_mut(omega);
    let mut written = 0;
    for (poly, end) in hint.iter().zip(ends) {
        for (i, _) in poly.0.iter().enumerate().filter(|(_, one)| **one != 0) {
            if let Some(place) = places.get_mut(written) {
                *place = i as u8;
                written += 1;
            }
        }
        *end = written as u8;
    }
    if let Some(rest) = places.get_mut(written..) {
        rest.fill(0);
    }
}

/// The places of a hint that is one.
pub(super) struct Hint<'a> {
    places: &'a [u8],
    ends: &'a [u8],
}

impl<'a> Hint<'a> {
    /// HintBitUnpack (algorithm 21): `None` where the bytes are not those of a hint. The places of
    /// a polynomial rise, the ends do not fall and are at most `omega`, and what follows is zero: a
    /// hint has one encoding.
    ///
    /// Time: depends on the bytes, which are public.
    pub(super) fn decode(omega: usize, bytes: &'a [u8]) -> Option<Self> {
        let (places, ends) = bytes.split_at_checked(omega)?;
        let mut first = 0;
        for end in ends {
            let end = usize::from(*end);
            // `get` refuses an end before `first` or behind the places.
            let of_poly = places.get(first..end)?;
            if of_poly.windows(2).any(|two| two[0] >= two[1]) {
                return None;
            }
            first = end;
        }
        places.get(first..)?.iter().all(|place| *place == 0).then_some(Self { places, ends })
    }

    /// The polynomial `i`, of ones and zeros.
    pub(super) fn poly(&self, i: usize, poly: &mut Poly) {
        *poly = Poly::ZERO;
        let end = |i: usize| self.ends.get(i).map_or(0, |end| usize::from(*end));
        let first = if i == 0 { 0 } else { end(i - 1) };
        for place in self.places.get(first..end(i)).unwrap_or_default() {
            poly.0[usize::from(*place)] = 1;
        }
    }
}
