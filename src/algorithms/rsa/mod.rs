//! RSA (FIPS 186-5 section 5, RFC 8017): keys of two primes, signatures, OAEP.
//!
//! A private key that exists is consistent: n is the product of the primes, and its exponents
//! belong to them. Each private operation has one exit, behind which the result, raised to e, was
//! the input.

mod blinding;
mod components;
mod digest;
mod factor;
mod generate;
mod mask;
mod oaep;
mod pkcs1;
pub(super) mod prime;
mod private;
mod pss;
mod public;
mod sve;
#[cfg(test)]
mod tests;

pub(crate) use blinding::{Blinding, Factors};
pub use components::{Components, Parts};
pub use digest::Digest;
pub(crate) use generate::generate;
pub use mask::Mask;
pub use oaep::Oaep;
pub(crate) use private::PrivateKey;
#[cfg(feature = "lab")]
pub use private::{Fault, provoke};
pub use pss::Pss;
pub(crate) use public::PublicKey;
pub use public::Strength;

use crate::base::error::Result;

/// The bits of the largest modulus.
pub(crate) const MAX_BITS: usize = 8192;
/// The bytes of the largest modulus.
pub(crate) const MAX_SIZE: usize = MAX_BITS / 8;
/// The limbs of the largest modulus.
const MAX_LIMBS: usize = MAX_BITS / 64;
/// The limbs of the largest prime.
const MAX_PRIME: usize = MAX_LIMBS / 2;
/// The blocks of words of a modulus, and of a prime.
const N_BLOCKS: usize = 16;
pub(super) const P_BLOCKS: usize = 10;

/// Where random bytes come from.
pub(crate) type Random<'a> = &'a mut dyn FnMut(&mut [u8]) -> Result<()>;
