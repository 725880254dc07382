//! The finite state model (ISO/IEC 19790 7.11.4).
//!
//! ```text
//! PowerOff --first gate--> SelfTest --integrity passed--> Operational
//!                             |                               |
//!                             +------- any failed test -------+--> Error --admin::restart()--> PowerOff
//! ```
//!
//! The state only rises, so no lock is needed: threads that meet at power-on may each run the tests, and a failure
//! cannot be painted over. The one way down is [`reset`], which only `admin::restart` calls.

use core::fmt;
use core::sync::atomic::{AtomicU8, AtomicU32, Ordering};

/// Where the module stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum State {
    /// Loaded, nothing tested.
    PowerOff = 0,
    /// The pre-operational tests are running.
    SelfTest = 1,
    /// Services are given.
    Operational = 2,
    /// A test has failed; no service gives output.
    Error = 3,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PowerOff => "power-off",
            Self::SelfTest => "self-test",
            Self::Operational => "operational",
            Self::Error => "error",
        })
    }
}

static STATE: AtomicU8 = AtomicU8::new(State::PowerOff as u8);
static EPOCH: AtomicU32 = AtomicU32::new(0);

/// The present state.
#[inline]
pub(crate) fn now() -> State {
    match STATE.load(Ordering::Acquire) {
        0 => State::PowerOff,
        1 => State::SelfTest,
        2 => State::Operational,
        _ => State::Error,
    }
}

/// Rises to `state`; never falls.
pub(crate) fn rise(state: State) {
    STATE.fetch_max(state as u8, Ordering::AcqRel);
}

/// Enters the error state: a self-test, a pairwise test or a health test has failed.
#[cold]
pub(crate) fn fail() {
    rise(State::Error);
}

/// A number that changes whenever every secret made before must not be used any more: at a restart and when the
/// module is zeroized. Generators compare it with the one they were seeded under.
#[inline]
pub(crate) fn epoch() -> u32 {
    EPOCH.load(Ordering::Acquire)
}

/// Begins a new epoch.
pub(crate) fn next_epoch() {
    EPOCH.fetch_add(1, Ordering::AcqRel);
}

/// Back to power-off, for `admin::restart` alone.
pub(crate) fn reset() {
    next_epoch();
    STATE.store(State::PowerOff as u8, Ordering::Release);
}
