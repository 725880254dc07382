//! The error state, provoked, for a laboratory. Not in a product build.

use super::log::Event;
use super::run::Run;
use super::state;
use core::sync::atomic::{AtomicU32, Ordering};

/// Enters the error state as a test that fails would.
pub(crate) fn fail() {
    state::fail(state::now().run(), Event::Provoked);
}

/// How many exits of services are still let through before the module fails; [`NEVER`]: all of
/// them.
static EXITS: AtomicU32 = AtomicU32::new(NEVER);
const NEVER: u32 = u32::MAX;

/// Asks for the error state between the work of a service and its exit: of the next service after
/// `passed` others, once.
pub(crate) fn fail_before_exit(passed: Option<u32>) {
    EXITS.store(passed.unwrap_or(NEVER), Ordering::SeqCst);
}

/// What every exit asks before it looks at the state.
#[inline]
pub(crate) fn strike_before_exit(run: Run) {
    if EXITS.load(Ordering::Relaxed) != NEVER {
        count_exit(run);
    }
}

#[cold]
fn count_exit(run: Run) {
    // One less is let through; from zero the count goes to `NEVER`, and the module fails.
    if EXITS.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| (left != NEVER).then(|| left.wrapping_sub(1)))
        == Ok(0)
    {
        state::fail(run, Event::Provoked);
    }
}
