//! Integers of a size known at run time, in fixed arrays: arithmetic modulo odd numbers, and what
//! keys need beside it.
//!
//! Lengths are public; values are not, unless a function says so.

pub(crate) mod divide;
pub(crate) mod limbs;
pub(crate) mod modulus;
pub(crate) mod power;
#[cfg(test)]
mod tests;

pub(crate) use modulus::Modulus;
