//! The field of the integers modulo p = 2^255 - 19 (RFC 7748 section 4.1).
//!
//! The contract is [`Element`]'s: any sum of up to three reduced elements goes in, and the numbers
//! that come out are below p.

#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
mod adx;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
mod ifma512;
pub(crate) mod portable;
#[cfg(test)]
mod tests;

use super::choice::kernels;
use super::eight::EightWork;
use super::element::Ring;
use super::four::{Work, run};
use super::limbs::Modulus;

/// 2^255 is 19.
const SMALL: u64 = 19;

/// p.
pub(crate) const P: [u64; 4] = [u64::MAX - 18, u64::MAX, u64::MAX, u64::MAX >> 1];

kernels! {
    @type {
        #[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
        Ifma512 ifma512 "ifma512";
        #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))] Adx adx "adx";
    }
}

impl Kernel {
    /// Does work with the elements of this kernel.
    #[inline(always)]
    pub(crate) fn run<W: Work<[u64; 4]>>(self, work: W) -> W::Output {
        match self.0 {
            Choice::Portable => run::<[portable::Element; 4], _>(work, ()),
            #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
            Choice::Adx(cpu) => run::<[adx::Element; 4], _>(work, cpu),
            // SAFETY: the token proves the features that the function is compiled for.
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
            Choice::Ifma512(cpu) => unsafe { ifma512::run(cpu, work) },
        }
    }

    /// Does work with eight elements side by side, where this kernel has as many lanes.
    #[allow(unused_variables)] // where no kernel has them
    #[inline(always)]
    pub(crate) fn run_eight<W: EightWork<[u64; 4]>>(self, work: W) -> Option<W::Output> {
        match self.0 {
            // SAFETY: the token proves the features that the function is compiled for.
            #[cfg(all(target_arch = "x86_64", target_feature = "sse2", not(qila_taint = "msan")))]
            Choice::Ifma512(cpu) => Some(unsafe { ifma512::run_eight(cpu, work) }),
            _ => None,
        }
    }
}

/// As inverses take it.
const MODULUS: Modulus<[u64; 4]> = Modulus::new(P);

/// The power (p - 5) / 8 = 2^252 - 3.
#[inline(always)]
fn root_power<R: Ring>(x: R) -> R {
    let two = x.square();
    let nine = two.squares(2) * x;
    let eleven = nine * two;
    let ones_5 = eleven.square() * nine;
    let ones_10 = ones_5.squares(5) * ones_5;
    let ones_20 = ones_10.squares(10) * ones_10;
    let ones_40 = ones_20.squares(20) * ones_20;
    let ones_50 = ones_40.squares(10) * ones_10;
    let ones_100 = ones_50.squares(50) * ones_50;
    let ones_200 = ones_100.squares(100) * ones_100;
    let ones_250 = ones_200.squares(50) * ones_50;
    ones_250.squares(2) * x
}
