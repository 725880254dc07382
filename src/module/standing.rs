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
