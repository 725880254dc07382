//! LM-OTS (RFC 8554 section 4): one-time signatures.

use super::function::{HEAD, LANES, Lanes, MAX_N, Value};
use super::parameters::Ots;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// The most chains: those of digits of one bit.
pub(super) const MAX_CHAINS: usize = 265;
/// D_PBLC, which tells hash values of the ends from others.
const PUBLIC: [u8; 2] = [0x80; 2];
/// What stands in the place of a step where the beginning of a chain is made of a seed.
const SECRET: u8 = 0xff;
/// D_MESG, which tells hash values of messages from others.
const MESSAGE: [u8; 2] = [0x81; 2];

/// A one-time key: the identifier of its tree and its number in it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) identifier: &'a [u8; 16],
    pub(super) q: u32,
}

impl Place<'_> {
    fn head(self, chain: u16, step: u8) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        head[..16].copy_from_slice(self.identifier);
        head[16..20].copy_from_slice(&self.q.to_be_bytes());
        head[20..22].copy_from_slice(&chain.to_be_bytes());
        head[22] = step;
        head
    }

    /// What stands before a seed where it makes the beginning of a chain (RFC 8554 appendix A).
    pub(super) fn of_seed(self, chain: u16) -> [u8; HEAD] {
        self.head(chain, SECRET)
    }
}

/// The bytes of a signature without its type code: C, and a value for each chain.
pub(super) const fn signature_size(set: Ots) -> usize {
    set.function.n * (1 + set.chains())
}

/// The public key that a signature of a message gives (algorithm 4b). Where chains are long, one
/// that is at its end makes room for another.
///
/// Time: depends on everything, which is public.
pub(super) fn public_key_of(set: Ots, place: Place<'_>, message: &[u8], signature: &[u8]) -> Value {
    let (function, n) = (set.function, set.function.n);
    let (c, values) = signature.split_at(n);
    let digits = digits_of(set, place, c, message);
    let mut ends = [0; MAX_CHAINS * MAX_N];
    ends[..values.len()].copy_from_slice(values);
    // The chains that have the longest way begin; one without a way is at its end.
    let order = by_digit(set, &digits);
    let order = order[..set.chains()].iter().map(|chain| usize::from(*chain));
    let mut open = order.filter(|chain| u32::from(digits[*chain]) < set.steps());
    let (mut lanes, mut own) = (Lanes::new(), [0; LANES]);
    loop {
        while lanes.count < LANES
            && let Some(chain) = open.next()
        {
            own[lanes.count] = chain;
            let way = set.steps() - u32::from(digits[chain]);
            lanes.push(place.head(chain as u16, digits[chain]), &values[chain * n..][..n], way);
        }
        let longest = lanes.stops[..lanes.count].iter().copied().max().unwrap_or_default();
        let steps = longest.min(set.stride());
        if steps == 0 {
            break;
        }
        function.chain(&mut lanes, steps);
        for lane in (0..lanes.count).rev() {
            if lanes.stops[lane] > steps {
                lanes.go_on(lane, steps);
                continue;
            }
            ends[own[lane] * n..][..n].copy_from_slice(&lanes.kept[lane][..n]);
            lanes.swap_remove(lane);
            own[lane] = own[lanes.count];
        }
    }
    let ends = &ends[..set.chains() * n];
    function.digest(&[place.identifier, &place.q.to_be_bytes(), &PUBLIC, ends])
}

/// What a one-time key signs while its public key is made.
pub(super) struct Signing<'a> {
    /// See [`digits_of`].
    pub(super) digits: [u8; MAX_CHAINS],
    /// A value for each chain.
    pub(super) values: &'a mut [u8],
}

/// The public key of a secret seed (RFC 8554 appendix A and algorithm 1), and the signature with it
/// if it signs (algorithm 3).
///
/// Time: depends on the parameter set, and on what is signed.
#[inline(never)] // its frame is large
pub(super) fn public_key(set: Ots, place: Place<'_>, seed: &[u8], signing: &mut Option<Signing<'_>>) -> Value {
    let (function, n) = (set.function, set.function.n);
    let mut ends = Wiped::new([0; MAX_CHAINS * MAX_N]);
    for first in (0..set.chains()).step_by(LANES) {
        let (count, mut lanes) = (LANES.min(set.chains() - first), Lanes::new());
        for chain in first..first + count {
            lanes.push(place.of_seed(chain as u16), seed, 0);
        }
        function.chain(&mut lanes, 1);
        for lane in 0..count {
            let chain = first + lane;
            let stop = signing.as_ref().map_or(0, |signing| signing.digits[chain]);
            lanes.restart(lane, place.head(chain as u16, 0), stop.into());
        }
        function.chain(&mut lanes, set.steps());
        for lane in 0..count {
            let place = (first + lane) * n;
            ends[place..place + n].copy_from_slice(&lanes.values[lane][..n]);
            if let Some(signing) = signing {
                signing.values[place..place + n].copy_from_slice(&lanes.kept[lane][..n]);
            }
        }
    }
    let ends = &ends[..set.chains() * n];
    function.digest(&[place.identifier, &place.q.to_be_bytes(), &PUBLIC, ends])
}

/// The digits of a message with the randomness C of its signature.
pub(super) fn digits_of(set: Ots, place: Place<'_>, c: &[u8], message: &[u8]) -> [u8; MAX_CHAINS] {
    let parts = [place.identifier, &place.q.to_be_bytes()[..], &MESSAGE, c, message];
    digits(set, &declassify(set.function.digest(&parts), "who verifies the signature computes the digits"))
}

/// The digits of a hash value, and those of their checksum (sections 3.1.3 and 4.4).
fn digits(set: Ots, hash: &Value) -> [u8; MAX_CHAINS] {
    let mut digits = [0; MAX_CHAINS];
    let digit = |bytes: &[u8], i: usize| {
        let per_byte = 8 / set.w;
        bytes[i / per_byte] >> (8 - set.w * (i % per_byte + 1)) & set.steps() as u8
    };
    let (front, back) = digits[..set.chains()].split_at_mut(set.digits());
    let mut sum = 0_u16;
    for (i, place) in front.iter_mut().enumerate() {
        *place = digit(hash, i);
        sum += set.steps() as u16 - u16::from(*place);
    }
    let sum = (sum << set.shift()).to_be_bytes();
    for (i, place) in back.iter_mut().enumerate() {
        *place = digit(&sum, i);
    }
    digits
}

/// The numbers of the chains in the order of their digits.
fn by_digit(set: Ots, digits: &[u8]) -> [u16; MAX_CHAINS] {
    let (mut order, mut count) = ([0; MAX_CHAINS], 0);
    for wanted in 0..=set.steps() as u8 {
        for (chain, _) in (0..=u16::MAX).zip(&digits[..set.chains()]).filter(|(_, digit)| **digit == wanted) {
            order[count] = chain;
            count += 1;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of zeros is the greatest, and that of ones zero.
    #[test]
    fn digits_have_a_checksum() {
        for code in 1..=16 {
            let set = Ots::of(code).unwrap();
            let n = set.function.n;
            let ones = digits(set, &[0xff; 32]);
            assert!(ones[..8 * n / set.w].iter().all(|digit| u32::from(*digit) == set.steps()), "{code}");
            assert!(ones[8 * n / set.w..].iter().all(|digit| *digit == 0), "{code}");
            let zeros = digits(set, &[0; 32]);
            let sum =
                zeros[8 * n / set.w..set.chains()].iter().fold(0, |sum, digit| sum << set.w | usize::from(*digit));
            assert_eq!(sum, 8 * n / set.w * set.steps() as usize, "{code}");
        }
        // Digits of four bits: the first half byte first.
        assert_eq!(digits(Ots::of(3).unwrap(), &[0x4b; 32])[..2], [4, 11]);
    }
}
