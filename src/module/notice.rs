//! What the module tells the product while it works: a handler that the product gives.

use super::event::{Entry, Event};
use super::profile::{Policy, Profile};
use super::standing::State;
use crate::base::reason::Reason;
use crate::entropy::Source;
use crate::machine::atomic_fn::AtomicFn;
use core::fmt;

/// Something that has happened in the module. None holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// A line was written to the log: a test that passed or failed, or a restart.
    Logged(Entry),
    /// The module has entered this state.
    State(State),
    /// The policy has refused a service.
    Refused(Reason),
    /// The policy is now this one.
    Policy(Policy),
    /// The rules are now these.
    Profile(Profile),
    /// The source of entropy now needs a certificate, or none.
    AssessedEntropy {
        /// Whether it needs one.
        is_required: bool,
    },
    /// The source of entropy is now this one.
    Source(Source),
    /// The source had no entropy when a generator asked for it.
    NoEntropy,
    /// The generators were zeroized on request.
    Zeroized,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// As always: a test has passed.
    Routine,
    /// A change that somebody made: of state, policy, rules or source.
    Change,
    /// A service was not done: refused, or without entropy.
    Warning,
    /// A test has failed.
    Failure,
}

impl Notice {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Logged(Entry { passed: false, .. }) | Self::State(State::Error) => Severity::Failure,
            Self::Refused(_) | Self::NoEntropy => Severity::Warning,
            Self::Logged(Entry { event: Event::Restart, .. }) => Severity::Change,
            Self::Logged(_) => Severity::Routine,
            _ => Severity::Change,
        }
    }

    /// What it is about: the name of a test, state, policy, profile or source, the reason of a
    /// refusal.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Logged(entry) => entry.event.name(),
            Self::State(state) => state.name(),
            Self::Refused(reason) => reason.as_str(),
            Self::Policy(policy) => policy.name(),
            Self::Profile(profile) => profile.name(),
            Self::AssessedEntropy { is_required: true } => "required",
            Self::AssessedEntropy { is_required: false } => "not required",
            Self::Source(source) => source.name(),
            Self::NoEntropy | Self::Zeroized => "",
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            Self::Logged(Entry { event: Event::Restart, .. }) => f.write_str("the module is restarted"),
            Self::Logged(entry) => {
                let said = if entry.passed { "passed" } else { "failed" };
                write!(f, "test {name} {said} ({} us)", entry.microseconds)
            }
            Self::State(_) => write!(f, "the module enters the state {name}"),
            Self::Refused(_) => write!(f, "the policy refuses a service: {name}"),
            Self::Policy(_) => write!(f, "the policy is now {name}"),
            Self::Profile(_) => write!(f, "the profile is now {name}"),
            Self::AssessedEntropy { .. } => write!(f, "a certificate of the source of entropy is now {name}"),
            Self::Source(_) => write!(f, "the source of entropy is now {name}"),
            Self::NoEntropy => f.write_str("no entropy can be had at the moment"),
            Self::Zeroized => f.write_str("the generators are zeroized"),
        }
    }
}

static HANDLER: AtomicFn<Notice> = AtomicFn::new();

/// Has `handler` told from now on, or nobody.
pub(crate) fn set_handler(handler: Option<fn(&Notice)>) {
    HANDLER.set(handler);
}

/// Tells the handler, if there is one. No lock of the module is held here.
#[cold]
#[inline(never)]
pub(crate) fn tell(notice: Notice) {
    if let Some(handler) = HANDLER.get() {
        turn::take(|| handler(&notice));
    }
}

/// One notice at a time in each thread, and no panic into the module.
#[cfg(feature = "std")]
mod turn {
    use core::cell::Cell;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    std::thread_local! {
        static IS_TAKEN: Cell<bool> = const { Cell::new(false) };
    }

    /// Calls the handler, unless this thread is in it already.
    pub(super) fn take(handler: impl FnOnce()) {
        // The cell needs no destructor, so that it is there to the end of the thread.
        if IS_TAKEN.with(|is_taken| is_taken.replace(true)) {
            return;
        }
        if let Err(payload) = catch_unwind(AssertUnwindSafe(handler)) {
            // A payload may panic when it is dropped, too.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
        }
        IS_TAKEN.with(|is_taken| is_taken.set(false));
    }
}

/// One notice at a time in the whole program, which knows no threads: what happens meanwhile is not
/// told. A panic ends the program.
#[cfg(not(feature = "std"))]
mod turn {
    use core::sync::atomic::{AtomicBool, Ordering};

    static IS_TAKEN: AtomicBool = AtomicBool::new(false);

    pub(super) fn take(handler: impl FnOnce()) {
        if IS_TAKEN.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok() {
            handler();
            IS_TAKEN.store(false, Ordering::Release);
        }
    }
}
