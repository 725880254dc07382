//! The field of the integers modulo p = 2^448 - 2^224 - 1 (RFC 7748 section 4.2).
//!
//! The contract is [`Element`]'s: any sum of up to three reduced elements goes in, and the numbers
//! that come out are below p.

pub(crate) mod portable;
#[cfg(test)]
mod tests;

use super::element::Element;
use super::four::{self, Work};
use super::limbs::Modulus;

/// p.
pub(crate) const P: [u64; 7] = [u64::MAX, u64::MAX, u64::MAX, u64::MAX - (1 << 32), u64::MAX, u64::MAX, u64::MAX];

/// As inverses take it.
const MODULUS: Modulus<[u64; 7]> = Modulus::new(P);

/// The name of the kernel that serves.
pub(crate) fn kernel_name() -> &'static str {
    "portable"
}

/// Does work with the elements of the kernel that serves.
#[inline(always)]
pub(crate) fn run<W: Work<[u64; 7]>>(work: W) -> W::Output {
    four::run::<[portable::Element; 4], _>(work, ())
}

/// The power (p - 3) / 4 = 2^446 - 2^222 - 1.
#[inline(never)]
fn root_power<E: Element>(x: E) -> E {
    let ones_2 = x.square() * x;
    let ones_3 = ones_2.square() * x;
    let ones_6 = ones_3.squares(3) * ones_3;
    let ones_9 = ones_6.squares(3) * ones_3;
    let ones_18 = ones_9.squares(9) * ones_9;
    let ones_19 = ones_18.square() * x;
    let ones_37 = ones_19.squares(18) * ones_18;
    let ones_74 = ones_37.squares(37) * ones_37;
    let ones_111 = ones_74.squares(37) * ones_37;
    let ones_222 = ones_111.squares(111) * ones_111;
    let ones_223 = ones_222.square() * x;
    ones_223.squares(223) * ones_222
}
