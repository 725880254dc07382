//! The definition, for any modulus.

use super::super::arrays::{Modulus, montgomery_multiply};

pub(super) const P256: Modulus<[u64; 4]> = Modulus::new([u64::MAX, 0xffff_ffff, 0, 0xffff_ffff_0000_0001]);
pub(super) const P384: Modulus<[u64; 6]> =
    Modulus::new([0xffff_ffff, 0xffff_ffff_0000_0000, u64::MAX - 1, u64::MAX, u64::MAX, u64::MAX]);
pub(super) const P521: Modulus<[u64; 9]> = {
    let mut limbs = [u64::MAX; 9];
    limbs[8] = 0x1ff;
    Modulus::new(limbs)
};

/// The two functions of a prime.
macro_rules! products {
    ($limbs:literal limbs, $modulus:ident: $multiply:ident, $square:ident) => {
        #[inline(never)]
        pub(super) fn $multiply(a: &[u64; $limbs], b: &[u64; $limbs]) -> [u64; $limbs] {
            montgomery_multiply(a, b, &$modulus)
        }

        #[inline]
        pub(super) fn $square(a: &[u64; $limbs]) -> [u64; $limbs] {
            $multiply(a, a)
        }
    };
}

products! { 4 limbs, P256: multiply_256, square_256 }
products! { 6 limbs, P384: multiply_384, square_384 }
products! { 9 limbs, P521: multiply_521, square_521 }
