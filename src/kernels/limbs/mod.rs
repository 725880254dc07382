//! Integers of limbs: 64 bits each, the least significant first. Nothing here but `nist` knows a
//! modulus; who has one gives it.
//!
//! | file      | holds |
//! |-----------|-------|
//! | `words`   | one limb: carry, borrow, product, masks |
//! | `arrays`  | integers of a number of limbs that is known to the compiler: `[u64; N]` |
//! | `inverse` | inverses modulo an odd number, of such integers |
//! | `nist`    | products modulo three primes of NIST's curves |
//! | `tables`  | entries of tables, of such integers |
//! | `slices`  | products modulo an odd number whose size is known at run time |
//!
//! Contract of every function: time is constant for the number of limbs. What is secret decides no
//! branch and no address. The portable functions are `const`, so that constants are computed by
//! what they are used with.

pub(crate) mod arrays;
pub(crate) mod inverse;
pub(crate) mod nist;
pub(crate) mod slices;
pub(crate) mod tables;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub use arrays::Modulus;
