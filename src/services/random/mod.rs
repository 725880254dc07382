//! Random bits (SP 800-90A, 90B, 90C).
//!
//! [`Rng`] is what products use: a generator of their own under the module's root generator, which notices forks and
//! restarts by itself. [`Drbg`] is for those who must choose the mechanism, the personalization or when to reseed.

mod drbg;
mod rng;
pub(crate) mod root;

pub use crate::algorithms::drbg::any::Mechanism;
pub use crate::algorithms::hash::HashAlgorithm;
pub use crate::entropy::{GivenSource, GivenSourceOfC, MinEntropy, Source, VERSION as ENTROPY_VERSION};
pub use drbg::{Drbg, DrbgBuilder};
#[cfg(feature = "std")]
pub use rng::fill;
pub use rng::{Rng, indicator};

use crate::base::error::Result;
use crate::module::cast::{self, Cast};
use crate::module::gate;

/// The most bytes that one request to a generator gives: 2^19 bits (SP 800-90A table 3). [`Rng::fill`] makes as many
/// requests as it needs.
pub const MAX_REQUEST: usize = crate::algorithms::drbg::MAX_REQUEST;

/// The source of entropy in use.
#[must_use]
pub fn source() -> Source {
    root::source()
}

/// Chooses the source of entropy. Every generator, in every thread, is seeded from it before its next output, after its
/// start-up test, also where it was in use before. There is no way from one source to another but this: one that fails is an error, never a silent change.
///
/// Errors: [`ModuleInErrorState`](crate::Error::ModuleInErrorState).
pub fn set_source(source: Source) -> Result<()> {
    let _entry = gate::operational()?;
    root::set_source(source);
    Ok(())
}

/// Tests the generators and the source of entropy now: the known answers, limits, error handling and uninstantiation of
/// every mechanism (SP 800-90A section 11.3), and the start-up test of the source (SP 800-90B section 4.3). The root
/// generator is reseeded; no other generator is touched.
///
/// Errors: [`ModuleInErrorState`](crate::Error::ModuleInErrorState) if a test fails;
/// [`EntropyUnavailable`](crate::Error::EntropyUnavailable).
pub fn health_test() -> Result<()> {
    let _entry = gate::enter_all(&SELF_TESTS)?;
    for mechanism in [Cast::CtrDrbg, Cast::HmacDrbg, Cast::HashDrbg] {
        cast::run_now(mechanism)?;
    }
    root::test_source()
}

/// Wipes the root generator and that of the calling thread. Generators of other threads cannot be reached from here.
pub(crate) fn zeroize() {
    root::zeroize();
    #[cfg(feature = "std")]
    rng::zeroize();
}

/// The self-tests that stand before the module's own generators: the conditioner of the entropy and the mechanism.
const SELF_TESTS: [Cast; 2] = [Cast::Sha2_512, Cast::CtrDrbg];

/// The self-tests that stand before a mechanism: the conditioner of the entropy, its hash function, for Hash_DRBG also of several
/// messages at once, and itself.
pub(crate) const fn self_tests(mechanism: Mechanism) -> [Cast; 4] {
    let [conditioner, ctr] = SELF_TESTS;
    match mechanism {
        Mechanism::Hmac(hash) => [conditioner, conditioner, Cast::of_hash(hash), Cast::HmacDrbg],
        Mechanism::Hash(hash) => {
            let [one, batch] = Cast::of_hash_batch(hash);
            [conditioner, one, batch, Cast::HashDrbg]
        }
        _ => [conditioner, conditioner, conditioner, ctr],
    }
}
