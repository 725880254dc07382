//! The states of the finite state model.

use core::fmt;

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

impl State {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PowerOff => "power-off",
            Self::SelfTest => "self-test",
            Self::Operational => "operational",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A way from one state to another.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Passage {
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// What leads there.
    pub cause: &'static str,
}

/// All ways from state to state (ISO/IEC 19790 7.11.4). `tests/notices.rs` goes all but that of a
/// failed integrity test, which `lab/tests/damage.rs` goes, and finds no other.
pub const PASSAGES: &[Passage] = &[
    Passage {
        from: State::PowerOff,
        to: State::SelfTest,
        cause: "the first call of a service, admin::power_on, or admin::self_test",
    },
    Passage { from: State::SelfTest, to: State::Operational, cause: "the integrity test passes" },
    Passage {
        from: State::SelfTest,
        to: State::Error,
        cause: "the integrity test, or the self-test that it rests on, fails",
    },
    Passage {
        from: State::Operational,
        to: State::Error,
        cause: "a self-test, a pairwise consistency test, a health test of the entropy source, or the check of a \
                private operation fails",
    },
    Passage { from: State::Operational, to: State::PowerOff, cause: "admin::restart" },
    Passage { from: State::Error, to: State::PowerOff, cause: "admin::restart" },
];
