//! The primes of a key of which n, e and d are known (SP 800-56B r2 appendix C.1), by a fixed
//! schedule.

use super::prime::{Prime, fill, number};
use super::{MAX_LIMBS, N_BLOCKS, Random};
use crate::algorithms::bignum::divide::{self, common_divisor, divide};
use crate::algorithms::bignum::limbs::{
    bit, copy_masked, equal, halve_masked, is_zero_limb, mask_of, multiply, subtract, subtract_masked,
};
use crate::algorithms::bignum::modulus::Modulus;
use crate::algorithms::bignum::power::power_both;
use crate::base::error::{Error, Result};
use crate::machine::taint::declassify;
use crate::machine::wipe::Wiped;

/// How many bases are tried; each fails with a probability of one half at most.
const BASES: usize = 64;
/// The trailing zeros that e d - 1 may have.
const TAIL: usize = 64;

/// The factors of n. Each is as long as half of n, or the key is refused elsewhere.
///
/// Time: depends on n, e, and how many bases are tried.
///
/// Errors: [`Error::InvalidKey`] where no base gives a factor, as for a d of another key; as
/// `random`.
#[inline(never)] // its frame is large
pub(super) fn factors(n: &Modulus<N_BLOCKS>, e: &[u64], d: &[u64], random: Random<'_>) -> Result<[Prime; 2]> {
    let (len, half) = (n.len(), n.len().div_ceil(2));
    let mut k = divide::number();
    let k = &mut k[..len + e.len()];
    multiply(&d[..len], e, k);
    subtract(k, &[1]);
    for _ in 0..BASES {
        let mut base = Wiped::new([0; MAX_LIMBS]);
        fill(&mut base[..len], random)?;
        let root = root(n, k, &base[..len]);
        let (mut divisor, mut quotient, mut rest) = (divide::number(), divide::number(), divide::number());
        common_divisor(&root[..len], n.limbs(), &mut divisor[..len]);
        let is_proper = !equal(&divisor[..len], &[1]) & !equal(&divisor[..len], n.limbs());
        if declassify(is_proper, "whether a base gives a factor is no property of the factor") != 0 {
            divide(n.limbs(), &divisor[..len], &mut quotient[..len], &mut rest[..len]);
            let mut primes = [number(), number()];
            primes[0][..half].copy_from_slice(&divisor[..half]);
            primes[1][..half].copy_from_slice(&quotient[..half]);
            return Ok(primes);
        }
    }
    Err(Error::InvalidKey)
}

/// A root of one modulo n that is neither one nor -1, less one; zero where the base gives none. The
/// powers of the base by k / 2^j are squares of each other, where 2^j divides k.
fn root(n: &Modulus<N_BLOCKS>, k: &[u64], base: &[u64]) -> Wiped<[u64; MAX_LIMBS]> {
    let mut upper = divide::number();
    let upper = &mut upper[..k.len()];
    upper.copy_from_slice(k);
    (0..TAIL).for_each(|_| halve_masked(upper, 0, u64::MAX));
    let base = n.enter(base);
    let [mut power, _] = power_both([n, n], [&base, &base], [upper, upper]);
    let (mut root, mut before) = (Wiped::new([0; MAX_LIMBS]), Wiped::new([0; MAX_LIMBS]));
    let mut minus_one = Wiped::new([0; MAX_LIMBS]);
    minus_one[..n.len()].copy_from_slice(n.limbs());
    minus_one[0] &= !1;
    for j in (0..TAIL).rev() {
        n.leave(&power, &mut before[..n.len()]);
        n.square(&mut power, 1);
        let mut product = power.clone();
        n.multiply(&mut product, &base);
        copy_masked(power.as_flattened_mut(), product.as_flattened(), mask_of(bit(k, j)));
        let mut value = Wiped::new([0; MAX_LIMBS]);
        n.leave(&power, &mut value[..n.len()]);
        let divides = (0..=j).fold(u64::MAX, |all, i| all & is_zero_limb(bit(k, i)));
        let is_root = divides & equal(&value[..n.len()], &[1]);
        let is_trivial = equal(&before[..n.len()], &[1]) | equal(&before[..n.len()], &minus_one[..n.len()]);
        copy_masked(&mut root[..n.len()], &before[..n.len()], is_root & !is_trivial);
    }
    let is_there = !crate::algorithms::bignum::limbs::is_zero(&root[..n.len()]);
    subtract_masked(&mut root[..n.len()], &[1], is_there);
    root
}
