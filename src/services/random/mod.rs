//! Random bits (SP 800-90A, 90B, 90C).
//!
//! [`Rng`] is what products use: a generator of their own under the module's root generator, which notices forks and
//! restarts by itself. [`Drbg`] is for those who must choose the mechanism, the personalization or when to reseed.

mod drbg;
mod rng;
pub(crate) mod root;

pub use crate::algorithms::drbg::any::Mechanism;
pub use crate::algorithms::hash::HashAlgorithm;
pub use crate::entropy::{GivenSource, MinEntropy, Source, VERSION as ENTROPY_VERSION};
pub use drbg::{Drbg, DrbgBuilder};
#[cfg(feature = "std")]
pub use rng::fill;
pub use rng::Rng;

use crate::base::error::Result;
use crate::module::cast::Cast;
use crate::module::gate;

/// The most bytes that one request to a generator gives: 2^19 bits (SP 800-90A table 3). [`Rng::fill`] makes as many
/// requests as it needs.
pub const MAX_REQUEST: usize = crate::algorithms::drbg::MAX_REQUEST;

/// The source of entropy in use.
#[must_use]
pub fn source() -> Source {
    root::source()
}

/// Chooses the source of entropy. Every generator, in every thread, is seeded from it before its next output.
///
/// Errors: [`Error::ModuleInErrorState`](crate::Error::ModuleInErrorState).
pub fn set_source(source: Source) -> Result<()> {
    let _entry = gate::operational()?;
    root::set_source(source);
    Ok(())
}

/// The self-tests that stand before the module's own generators: the conditioner of the entropy and the mechanism.
const SELF_TESTS: [Cast; 2] = [Cast::Sha2_512, Cast::CtrDrbg];

/// The self-test that stands before a mechanism.
pub(crate) const fn self_test_of(mechanism: Mechanism) -> Cast {
    match mechanism {
        Mechanism::Hmac(_) => Cast::HmacDrbg,
        Mechanism::Hash(_) => Cast::HashDrbg,
        _ => Cast::CtrDrbg,
    }
}
