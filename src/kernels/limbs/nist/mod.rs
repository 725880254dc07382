//! Products modulo the primes of P-256, P-384 and P-521, in Montgomery's way: `a b / r`, where r is
//! 2^256, 2^384 and 2^576.
//!
//! The primes are few powers of 2, so that a multiple of them takes few products, or none. One of
//! the two factors is below the prime; the other one is any number of as many limbs. The result is
//! below the prime.
//!
//! Which kernel serves is asked with each product: that is a load and a comparison.

#[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))] // which cannot follow assembly
mod adx;
mod portable;
pub(crate) mod sums;
#[cfg(test)]
mod tests;

use crate::kernels::choice::kernels;
use core::convert::identity;

kernels! {
    @type { #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))] Adx adx "adx"; }
}

/// The products of a prime, by the kernel that serves.
macro_rules! products {
    ($curve:literal: $limbs:literal limbs, $multiply:ident, $square:ident, $kept:ident) => {
        impl Kernel {
            #[doc = concat!("The product modulo the prime of ", $curve, ".")]
            #[inline(always)]
            pub(crate) fn $multiply(self, a: &[u64; $limbs], b: &[u64; $limbs]) -> [u64; $limbs] {
                match self.0 {
                    Choice::Portable => $kept(portable::$multiply(a, b)),
                    #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
                    Choice::Adx(cpu) => adx::$multiply(cpu, a, b),
                }
            }

            #[doc = concat!("The square of a number below the prime of ", $curve, ".")]
            #[inline(always)]
            pub(crate) fn $square(self, a: &[u64; $limbs]) -> [u64; $limbs] {
                match self.0 {
                    Choice::Portable => $kept(portable::$square(a)),
                    #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
                    Choice::Adx(cpu) => adx::$square(cpu, a),
                }
            }
        }
    };
}

/// The limbs, of which the compiler knows nothing, one by one. So it keeps them apart, and does not
/// copy arrays in larger pieces than they were written in, which would stall the processor. Nine
/// are too many for that.
#[inline(always)]
fn apart<const N: usize>(limbs: [u64; N]) -> [u64; N] {
    #[cfg(all(target_arch = "x86_64", not(qila_taint = "msan")))]
    let limbs = {
        let mut limbs = limbs;
        for limb in &mut limbs {
            // SAFETY: there is no instruction.
            unsafe {
                core::arch::asm!("/* {} */", inout(reg) * limb, options(pure, nomem, nostack, preserves_flags))
            };
        }
        limbs
    };
    limbs
}

products! { "P-256": 4 limbs, multiply_256, square_256, apart }
products! { "P-384": 6 limbs, multiply_384, square_384, apart }
products! { "P-521": 9 limbs, multiply_521, square_521, identity }
