//! Random bits (SP 800-90A, 90B, 90C).

pub use crate::algorithms::drbg::any::Mechanism;
pub use crate::algorithms::hash::HashAlgorithm;

use crate::module::cast::Cast;

/// The self-test that stands before a mechanism.
pub(crate) const fn self_test_of(mechanism: Mechanism) -> Cast {
    match mechanism {
        Mechanism::Hmac(_) => Cast::HmacDrbg,
        Mechanism::Hash(_) => Cast::HashDrbg,
        _ => Cast::CtrDrbg,
    }
}
