//! Random bits (SP 800-90A, 90B, 90C).
//!
//! [`Rng`] is what products use: a generator of their own under the module's root generator, which
//! notices forks and restarts by itself. [`Drbg`] is for those who must choose the mechanism, the
//! personalization or when to reseed.
//!
//! ```
//! # #[cfg(feature = "std")] {
//! let mut token = [0; 32];
//! qila::random::fill(&mut token)?; // from the generator of this thread
//! # }
//! # Ok::<(), qila::Error>(())
//! ```

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
use crate::module::cast::drbg::{CTR_DRBG, HASH_DRBG, HMAC_DRBG};
use crate::module::cast::hash::SHA2_512;
use crate::module::cast::{self, SelfTest};
use crate::module::indicator::Indicator;
use crate::module::{gate, policy};

/// The most bytes that one request to a generator gives: 2^19 bits (SP 800-90A table 3).
/// [`Rng::fill`] makes as many requests as it needs.
pub const MAX_REQUEST: usize = crate::algorithms::drbg::MAX_REQUEST;

/// The source of entropy in use.
#[must_use]
pub fn source() -> Source {
    root::source()
}

/// Chooses the source of entropy. Every generator, in every thread, is seeded from it before its
/// next output, after its start-up test, also where it was in use before. There is no way from one
/// source to another but this: one that fails is an error, never a silent change.
///
/// It works in every state: after a source has failed its health tests, another one is chosen here,
/// and [`restart`](crate::admin::restart) leaves the error state.
///
/// # Errors
/// None; the type is for sources to come that can be refused.
pub fn set_source(source: Source) -> Result<()> {
    root::set_source(source);
    Ok(())
}

/// Hands in entropy for [`Source::Loaded`], before it is needed: `entropy` holds `claimed_bits` of
/// it, 576 at least (512 for a seed and 64 so that it has full entropy, SP 800-90C section 3.2.2),
/// for which the caller answers. Each call makes one seed, of the root generator or of a [`Drbg`],
/// now or when one is reseeded; it is used once and wiped. Up to 8 wait. A forked process has none
/// of them.
///
/// Time: depends on the length.
///
/// # Errors
/// [`InvalidInputLength`](crate::Error::InvalidInputLength) for a claim of less than 576 bits;
/// [`InvalidParameter`](crate::Error::InvalidParameter) for more than the bytes can hold, by their
/// number or by the health tests of SP 800-90B section 4.4, and for the bytes of the call before;
/// [`InputTooLong`](crate::Error::InputTooLong) where 8 wait;
/// [`ModuleInErrorState`](crate::Error::ModuleInErrorState). A generator that finds nothing loaded
/// gives [`EntropyUnavailable`](crate::Error::EntropyUnavailable).
pub fn load_entropy(entropy: &[u8], claimed_bits: usize) -> Result<()> {
    gate::clean(|| {
        let entry = gate::enter(&SHA2_512)?;
        root::load(entropy, claimed_bits)?;
        entry.release_value(())
    })
}

/// What the policy says of the source in use: with
/// [`require_assessed_entropy`](crate::admin::require_assessed_entropy) it needs a certificate.
pub(crate) fn source_rule() -> Indicator {
    if policy::requires_assessed_entropy() { policy::entropy(source().is_assessed()) } else { Indicator::Approved }
}

/// Lets a generator go on, or not. A source that the policy does not take is refused also where the
/// policy only reports.
///
/// # Errors
/// [`NotApproved`](crate::Error::NotApproved).
#[inline]
fn permit(rule: impl FnOnce() -> Indicator) -> Result<()> {
    policy::permit_rule(rule)?;
    match source_rule() {
        Indicator::NotApproved(reason) => Err(policy::refusal(reason)),
        _ => Ok(()),
    }
}

/// Tests the generators and the source of entropy now: the known answers, limits, error handling
/// and uninstantiation of every mechanism (SP 800-90A section 11.3), and the start-up test of the
/// source (SP 800-90B section 4.3). The root generator is reseeded; no other generator is touched.
///
/// # Errors
/// [`ModuleInErrorState`](crate::Error::ModuleInErrorState) if a test fails;
/// [`EntropyUnavailable`](crate::Error::EntropyUnavailable).
pub fn health_test() -> Result<()> {
    gate::clean(|| {
        let entry = gate::enter_all(&SELF_TESTS)?;
        let mechanisms = [&CTR_DRBG, &HMAC_DRBG, &HASH_DRBG];
        gate::test_again(|run| mechanisms.iter().all(|&mechanism| cast::run_now(mechanism, run)))?;
        root::test_source()?;
        entry.release_value(())
    })
}

/// Wipes the root generator and that of the calling thread. Generators of other threads cannot be
/// reached from here.
pub(crate) fn zeroize() {
    root::zeroize();
    #[cfg(feature = "std")]
    rng::zeroize();
}

/// The self-tests that stand before the module's own generators: the conditioner of the entropy and
/// the mechanism.
const SELF_TESTS: [&SelfTest; 2] = [CONDITIONER, &CTR_DRBG];
const CONDITIONER: &SelfTest = &SHA2_512;

/// The self-tests that stand before a mechanism: the conditioner of the entropy, its hash function
/// (for Hash_DRBG of several messages at once), and itself.
pub(crate) fn self_tests(mechanism: Mechanism) -> [&'static SelfTest; 3] {
    match mechanism {
        Mechanism::Hmac(hash) => [CONDITIONER, cast::hmac::of(hash), &HMAC_DRBG],
        Mechanism::Hash(hash) => [CONDITIONER, cast::hash::of_batch(hash), &HASH_DRBG],
        _ => [CONDITIONER, CONDITIONER, &CTR_DRBG],
    }
}
