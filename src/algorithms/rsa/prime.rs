//! Which numbers are prime (FIPS 186-5 appendix B.3), by fixed schedules.

use super::{MAX_PRIME, P_BLOCKS, Random};
use crate::algorithms::bignum::limbs::{
    self, bit, copy_masked, equal, is_zero, is_zero_limb, less, mask_of, subtract, swap_masked,
};
use crate::algorithms::bignum::modulus::Modulus;
use crate::algorithms::bignum::power::power_both;
use crate::base::error::Result;
use crate::kernels::limbs::words::negated_inverse;
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// A number of the size of a prime.
pub(super) type Prime = Wiped<[u64; MAX_PRIME]>;

/// Zero.
pub(super) const fn number() -> Prime {
    Wiped::new([0; MAX_PRIME])
}

/// The trailing zeros that a prime from outside, less one, may have.
pub(in super::super) const IMPORT_TAIL: usize = 64;

/// Small primes whose product has 64 bits.
#[derive(Clone, Copy)]
struct Group {
    product: u64,
    /// -1 divided by the product, modulo 2^64.
    inverse: u64,
    /// Which of the small primes they are.
    first: usize,
    end: usize,
}

/// How many odd primes are tried.
const SMALL: usize = 341;
/// The first of them.
const PRIMES: [u16; SMALL] = {
    let (mut primes, mut found, mut number) = ([0; SMALL], 0, 3_u16);
    while found < SMALL {
        let (mut i, mut is_prime) = (0, true);
        while i < found {
            is_prime &= !number.is_multiple_of(primes[i]);
            i += 1;
        }
        if is_prime {
            primes[found] = number;
            found += 1;
        }
        number += 2;
    }
    primes
};
/// How many groups they make.
const COUNT: usize = groups().1;
const GROUPS: [Group; COUNT] = {
    let (all, mut groups, mut i) = (groups().0, [Group { product: 1, inverse: 0, first: 0, end: 0 }; COUNT], 0);
    while i < COUNT {
        groups[i] = all[i];
        i += 1;
    }
    groups
};

/// As many primes in a group as there is room for.
const fn groups() -> ([Group; SMALL], usize) {
    let none = Group { product: 1, inverse: 0, first: 0, end: 0 };
    let (mut groups, mut count, mut group, mut i) = ([none; SMALL], 0, none, 0);
    while i < SMALL {
        match group.product.checked_mul(PRIMES[i] as u64) {
            Some(product) => group = Group { product, inverse: 0, first: group.first, end: i + 1 },
            None => {
                groups[count] = group.inverted();
                count += 1;
                group = Group { product: PRIMES[i] as u64, inverse: 0, first: i, end: i + 1 };
            }
        }
        i += 1;
    }
    groups[count] = group.inverted();
    (groups, count + 1)
}

impl Group {
    const fn inverted(mut self) -> Self {
        self.inverse = negated_inverse(self.product);
        self
    }

    /// Whether one of the primes divides the number.
    fn divides(&self, number: &[u64]) -> bool {
        // The number divided by a power of 2^64, modulo the product, which the same primes divide.
        let mut rest = 0_u64;
        for limb in number {
            let sum = u128::from(*limb) + u128::from(rest);
            let factor = (sum as u64).wrapping_mul(self.inverse);
            rest = ((sum + u128::from(factor) * u128::from(self.product)) >> 64) as u64;
        }
        // A multiple of a prime, divided by it modulo 2^64, is small.
        let divides = PRIMES[self.first..self.end].iter().fold(0, |all, prime| {
            let (prime, quotient) =
                (u64::from(*prime), rest.wrapping_mul(negated_inverse(u64::from(*prime)).wrapping_neg()));
            all | !limbs::less(&[u64::MAX / prime], &[quotient])
        });
        declassify(divides != 0, "a candidate that is refused tells nothing of the one that is not")
    }
}

/// Whether a small prime divides the number, which is larger than all of them.
///
/// Time: depends on which is the first that does.
pub(super) fn has_small_factor(number: &[u64]) -> bool {
    GROUPS.iter().any(|group| group.divides(number))
}

/// A round of Miller and Rabin's test (appendix B.3.1) for two odd numbers: masks that are all ones
/// where the base is no witness. A number less one has at most `tail` trailing zeros, or fails: one
/// for a number of the form 4 k + 3.
///
/// The bases are random numbers of as many limbs; that one is 0, 1 or -1, which step 4.2 refuses,
/// has a probability below 2^-500.
///
/// Time: constant for the lengths.
pub(super) fn round(m: [&Modulus<P_BLOCKS>; 2], bases: [&[u64]; 2], tail: usize) -> [u64; 2] {
    let len = m[0].len();
    let [b, c] = [m[0].enter(bases[0]), m[1].enter(bases[1])];
    let less_one = m.map(|m| {
        let mut less_one = number();
        less_one[..len].copy_from_slice(m.limbs());
        less_one[0] &= !1;
        less_one
    });
    let upper = less_one.each_ref().map(|less_one| {
        let mut upper = less_one.clone();
        (0..tail).for_each(|_| limbs::halve_masked(&mut upper[..len], 0, u64::MAX));
        upper
    });
    let powers = power_both(m, [&b, &c], upper.each_ref().map(|upper| &upper[..len]));
    let mut passes = [0; 2];
    for (((m, base), (less_one, mut power)), passes) in
        m.iter().zip([b, c]).zip(less_one.iter().zip(powers)).zip(&mut passes)
    {
        // The power by the number less one without its lowest j bits.
        for j in (1..=tail).rev() {
            if j < tail {
                m.square(&mut power, 1);
                let mut product = power.clone();
                m.multiply(&mut product, &base);
                copy_masked(power.as_flattened_mut(), product.as_flattened(), mask_of(bit(&less_one[..len], j)));
            }
            // All ones if there is no one below bit j, and if bit j is one.
            let zeros = (0..j).fold(u64::MAX, |all, i| all & is_zero_limb(bit(&less_one[..len], i)));
            let is_last = zeros & mask_of(bit(&less_one[..len], j));
            let mut value = number();
            m.leave(&power, &mut value[..len]);
            let is_minus_one = equal(&value[..len], &less_one[..len]);
            *passes |= zeros & is_minus_one | is_last & equal(&value[..len], &[1]);
        }
    }
    passes
}

/// Rounds with random bases: masks as those of [`round`].
///
/// Time: constant for the lengths and the number.
///
/// Errors: as `random`.
pub(in super::super) fn rounds(
    m: [&Modulus<P_BLOCKS>; 2],
    tail: usize,
    rounds: usize,
    random: Random<'_>,
) -> Result<[u64; 2]> {
    let mut passes = [u64::MAX; 2];
    for _ in 0..rounds {
        let mut bases = [number(), number()];
        for base in &mut bases {
            fill(&mut base[..m[0].len()], random)?;
        }
        let now = round(m, bases.each_ref().map(|base| &base[..m[0].len()]), tail);
        passes = [passes[0] & now[0], passes[1] & now[1]];
    }
    Ok(passes)
}

/// Random limbs.
///
/// Errors: as `random`.
pub(super) fn fill(limbs: &mut [u64], random: Random<'_>) -> Result<()> {
    let mut bytes = Wiped::new([0; 8 * 2 * MAX_PRIME]);
    let bytes = &mut bytes[..8 * limbs.len()];
    random(bytes)?;
    limbs::from_bytes(bytes, limbs);
    Ok(())
}

/// All ones if two primes differ by more than 2^(nlen/2 - 100) (step 5.4), else zero.
pub(super) fn is_far(p: &[u64], q: &[u64]) -> u64 {
    let (mut larger, mut smaller) = (number(), number());
    let (larger, smaller) = (&mut larger[..p.len()], &mut smaller[..p.len()]);
    larger.copy_from_slice(p);
    smaller.copy_from_slice(q);
    swap_masked(larger, smaller, less(p, q));
    subtract(larger, smaller);
    // The bits from that power on, of primes whose limbs are full.
    let start = 64 * p.len() - 100;
    larger[start / 64] &= u64::MAX << (start % 64);
    !is_zero(&larger[start / 64..])
}
