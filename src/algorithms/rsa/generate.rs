//! Key generation with probable primes (FIPS 186-5 appendix A.1.3).

use super::prime::{Prime, fill, has_small_factor, is_far, number, rounds};
use super::private::PrivateKey;
use super::{P_BLOCKS, Random};
use crate::algorithms::bignum::divide::{EXPONENT, invert_exponent};
use crate::algorithms::bignum::limbs::{self, less};
use crate::algorithms::bignum::modulus::Modulus;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;

/// The sizes of modulus that keys are made for, in bits.
pub(crate) const SIZES: [usize; 5] = [2048, 3072, 4096, 6144, 8192];
/// The first limb of the square root of two, times 2^63. A prime is above it, so that the product
/// of two has its full size (step 4.4); of those that the standard allows, one in 2^63 is left out.
const SQRT_2: u64 = 0xb504_f333_f9de_6484;
const _: () = {
    let (root, two) = (SQRT_2 as u128, 2 << 126);
    assert!(root * root <= two && (root + 1) * (root + 1) > two);
};
/// The pairs of rounds of a candidate that no first base has refused. With that one they are seven;
/// five are asked for (table B.1: 1024 bits, an error below 2^-112), and fewer for larger ones.
const PAIRS: usize = 3;

/// Makes a key of `bits` with the exponent e, which is odd and has at least 17 bits.
///
/// Time: depends on how many candidates are refused, and for what; not on the primes that stay.
///
/// Errors: [`Error::InvalidKeyLength`] for another size; [`Error::EntropyUnavailable`] where the
/// generator gives no prime among as many candidates as the standard allows; as `random`.
#[inline(never)] // its frame is large
pub(crate) fn generate(bits: usize, e: &[u64; EXPONENT], random: Random<'_>) -> Result<PrivateKey> {
    if !SIZES.contains(&bits) {
        return Err(Error::InvalidKeyLength);
    }
    let p = prime(bits, e, None, random)?;
    let q = prime(bits, e, Some(&p), random)?;
    let len = bits / 128;
    PrivateKey::of_primes(bits, e, [&p[..len], &q[..len]])
}

/// A random prime of half the bits of a modulus, far enough from `other`, if any (step 5.4).
///
/// Errors: as [`generate`].
#[inline(never)] // its frame is large
fn prime(bits: usize, e: &[u64; EXPONENT], other: Option<&Prime>, random: Random<'_>) -> Result<Prime> {
    let len = bits / 128;
    // Steps 4.7 and 5.8. Most candidates have a small factor and are cheap.
    let mut left = if other.is_some() { 20 * bits } else { 10 * bits };
    loop {
        // Two candidates, which are tested in one pass.
        let pair = [candidate(len, &mut left, random)?, candidate(len, &mut left, random)?];
        let [Some(a), Some(b)] =
            pair.each_ref().map(|candidate| Modulus::<P_BLOCKS>::new(&candidate[..len], 64 * len))
        else {
            continue;
        };
        let first = rounds([&a, &b], 1, 1, random)?;
        for ((modulus, candidate), passes) in [a, b].iter().zip(pair).zip(first) {
            if declassify(passes == 0, "a candidate that is refused tells nothing of the one that is not") {
                continue;
            }
            let is_far = other.map_or(u64::MAX, |other| is_far(&candidate[..len], &other[..len]));
            let passes = rounds([modulus; 2], 1, PAIRS, random)?;
            let suits = passes[0] & passes[1] & is_far & is_coprime(e, &candidate[..len]);
            if declassify(suits != 0, "a candidate that is refused tells nothing of the one that is not") {
                return Ok(candidate);
            }
        }
    }
}

/// A random number of the form 4 k + 3 in the range of primes (step 4.3 with a of 3 or 7) without
/// small factors.
///
/// Errors: as [`generate`].
fn candidate(len: usize, left: &mut usize, random: Random<'_>) -> Result<Prime> {
    let mut candidate = number();
    loop {
        *left = left.checked_sub(1).ok_or(Error::EntropyUnavailable)?;
        fill(&mut candidate[..len], random)?;
        candidate[len - 1] |= 1 << 63;
        candidate[0] |= 0b11;
        let is_large = less(&[SQRT_2], &candidate[len - 1..len]);
        if declassify(is_large != 0, "whether a candidate is in range is the answer")
            && !has_small_factor(&candidate[..len])
        {
            return Ok(candidate);
        }
    }
}

/// All ones if e and the prime less one have no common divisor, else zero.
fn is_coprime(e: &[u64; EXPONENT], prime: &[u64]) -> u64 {
    let (mut less_one, mut inverse) = (number(), number());
    less_one[..prime.len()].copy_from_slice(prime);
    less_one[0] &= !1;
    let e = &e[..limbs::bits(e).div_ceil(64)];
    invert_exponent(e, &less_one[..prime.len()], &mut inverse[..prime.len()])
}
