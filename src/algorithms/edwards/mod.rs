//! Edwards curves and EdDSA (FIPS 186-5 section 7, RFC 8032, SP 800-186 section 3.2.3).
//!
//! Verification has one equation, with the cofactor (FIPS 186-5 section 7.7):
//! `[2^c S] B = [2^c] R + [2^c h] A`. Before it stands what makes it the only question: S is below
//! L, R and A are the canonical encodings of points, and A has the order L, which is known since
//! its import. So an encoding has no second spelling, and a key has no part of small order.

mod batch;
mod curve;
mod ed25519;
mod ed448;
mod eddsa;
mod encoding;
mod multiply;
mod point;
mod relation;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use batch::{GROUP, verify_group};
pub(crate) use curve::EdwardsCurve;
pub use curve::{Curve, EddsaCurve};
pub use ed448::Ed448;
pub use ed25519::Ed25519;
pub(crate) use eddsa::{MAX_CONTEXT, Message, PREHASH_SIZE, SigningKey, VerifyingKey};
pub(crate) use multiply::{Shown, times_base};
pub(crate) use point::Point;
