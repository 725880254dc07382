//! Elliptic curves over prime fields: y^2 = x^3 - 3 x + b (SP 800-186 section 3.2.1). Their order
//! is prime, and their cofactor 1.
//!
//! | file       | holds |
//! |------------|-------|
//! | `curve`    | what a curve is |
//! | `p224` ... | a curve each: its numbers |
//! | `point`    | points, and formulas that are right for every pair of them |
//! | `jacobian` | doubling and addition that are faster, for pairs known to be different |
//! | `multiply` | scalar multiples, by a fixed schedule |
//! | `key`      | key pairs, and how they are made |
//! | `encoding` | points in bytes (SEC 1 section 2.3), and what makes them valid |

pub(crate) mod curve;
pub(crate) mod encoding;
mod jacobian;
pub(crate) mod key;
pub(crate) mod multiply;
mod p224;
mod p256;
mod p384;
mod p521;
pub(crate) mod point;
#[cfg(test)]
mod tests;

pub use {
    curve::{Curve, NistCurve},
    p224::P224,
    p256::P256,
    p384::P384,
    p521::P521,
};
