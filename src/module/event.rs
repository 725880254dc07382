//! What happens in the module and is worth a line of the log.

use super::cast::self_test::SelfTest;

/// The numbers of the events, 0 to 15.
const SELF_TEST: u32 = 0;
const INTEGRITY: u32 = 1;
const PAIRWISE: u32 = 2;
const REPETITION: u32 = 3;
const PROPORTION: u32 = 4;
const RESTART: u32 = 5;
const NOT_SEALED: u32 = 6;
#[cfg(feature = "lab")]
const PROVOKED: u32 = 7;
const PRIVATE_OPERATION: u32 = 8;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The pre-operational integrity test.
    Integrity,
    /// A cryptographic algorithm self-test.
    SelfTest(&'static SelfTest),
    /// A pairwise consistency test. Only failures are logged.
    Pairwise,
    /// The repetition count test of an entropy source (SP 800-90B section 4.4.1). Only failures are
    /// logged.
    RepetitionCount,
    /// The adaptive proportion test of an entropy source (SP 800-90B section 4.4.2). Only failures
    /// are logged.
    AdaptiveProportion,
    /// The module was restarted.
    Restart,
    /// The image was never sealed, and the build wants it sealed (`require-seal`).
    NotSealed,
    /// A private operation whose result does not give its input back. Only failures are logged.
    PrivateOperation,
    /// A laboratory asked for the error state.
    #[cfg(feature = "lab")]
    Provoked,
}

impl Event {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integrity => "integrity",
            Self::SelfTest(test) => test.name(),
            Self::Pairwise => "pairwise consistency",
            Self::RepetitionCount => "entropy health, repetition count",
            Self::AdaptiveProportion => "entropy health, adaptive proportion",
            Self::Restart => "restart",
            Self::NotSealed => "image not sealed",
            Self::PrivateOperation => "private operation",
            #[cfg(feature = "lab")]
            Self::Provoked => "provoked",
        }
    }

    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Integrity => INTEGRITY,
            Self::SelfTest(_) => SELF_TEST,
            Self::Pairwise => PAIRWISE,
            Self::RepetitionCount => REPETITION,
            Self::AdaptiveProportion => PROPORTION,
            Self::Restart => RESTART,
            Self::NotSealed => NOT_SEALED,
            Self::PrivateOperation => PRIVATE_OPERATION,
            #[cfg(feature = "lab")]
            Self::Provoked => PROVOKED,
        }
    }

    /// The event of that number. What self-test it is says `test`.
    pub(super) fn from_number(number: u32, test: impl FnOnce() -> Option<&'static SelfTest>) -> Option<Self> {
        Some(match number {
            SELF_TEST => Self::SelfTest(test()?),
            INTEGRITY => Self::Integrity,
            PAIRWISE => Self::Pairwise,
            REPETITION => Self::RepetitionCount,
            PROPORTION => Self::AdaptiveProportion,
            RESTART => Self::Restart,
            NOT_SEALED => Self::NotSealed,
            PRIVATE_OPERATION => Self::PrivateOperation,
            #[cfg(feature = "lab")]
            PROVOKED => Self::Provoked,
            _ => return None,
        })
    }
}

/// One line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// What happened.
    pub event: Event,
    /// Whether it went well.
    pub passed: bool,
    /// How long it took, in microseconds; zero where the platform has no clock.
    pub microseconds: u32,
}
