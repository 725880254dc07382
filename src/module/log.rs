//! The ordered log of self-tests, with their times. Lock-free, of fixed size: the newest entries
//! overwrite the oldest.

use super::cast::Cast;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// How many entries are kept.
const CAPACITY: usize = 128;

/// An entry packed into a word: bit 31 "in use", bit 30 "passed", bits 22 to 29 the event, below it
/// microseconds.
static ENTRIES: [AtomicU32; CAPACITY] = [const { AtomicU32::new(0) }; CAPACITY];
static NEXT: AtomicUsize = AtomicUsize::new(0);

const IN_USE: u32 = 1 << 31;
const PASSED: u32 = 1 << 30;
const EVENT_SHIFT: u32 = 22;
const MICROSECONDS: u32 = (1 << EVENT_SHIFT) - 1;
/// The numbers above those of the self-tests.
const INTEGRITY: u32 = 255;
const PAIRWISE: u32 = 254;
const REPETITION: u32 = 253;
const PROPORTION: u32 = 252;
const RESTART: u32 = 251;
const NOT_SEALED: u32 = 250;
#[cfg(feature = "lab")]
const PROVOKED: u32 = 249;
const _: () = assert!(Cast::ALL.len() < 249);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The pre-operational integrity test.
    Integrity,
    /// A cryptographic algorithm self-test.
    Cast(Cast),
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
            Self::Cast(cast) => cast.name(),
            Self::Pairwise => "pairwise consistency",
            Self::RepetitionCount => "entropy health, repetition count",
            Self::AdaptiveProportion => "entropy health, adaptive proportion",
            Self::Restart => "restart",
            Self::NotSealed => "image not sealed",
            #[cfg(feature = "lab")]
            Self::Provoked => "provoked",
        }
    }

    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Integrity => INTEGRITY,
            Self::Cast(cast) => cast as u32,
            Self::Pairwise => PAIRWISE,
            Self::RepetitionCount => REPETITION,
            Self::AdaptiveProportion => PROPORTION,
            Self::Restart => RESTART,
            Self::NotSealed => NOT_SEALED,
            #[cfg(feature = "lab")]
            Self::Provoked => PROVOKED,
        }
    }

    pub(super) fn from_number(number: u32) -> Option<Self> {
        Some(match number {
            INTEGRITY => Self::Integrity,
            PAIRWISE => Self::Pairwise,
            REPETITION => Self::RepetitionCount,
            PROPORTION => Self::AdaptiveProportion,
            RESTART => Self::Restart,
            NOT_SEALED => Self::NotSealed,
            #[cfg(feature = "lab")]
            PROVOKED => Self::Provoked,
            cast => Self::Cast(*Cast::ALL.get(cast as usize)?),
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

/// Measures the time of a test.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch {
    #[cfg(feature = "std")]
    started: std::time::Instant,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self {
            #[cfg(feature = "std")]
            started: std::time::Instant::now(),
        }
    }

    fn microseconds(self) -> u32 {
        #[cfg(feature = "std")]
        let elapsed = self.started.elapsed().as_micros();
        #[cfg(not(feature = "std"))]
        let elapsed = 0_u128;
        u32::try_from(elapsed).unwrap_or(MICROSECONDS).min(MICROSECONDS)
    }
}

/// Writes a line.
pub(crate) fn record(event: Event, passed: bool, started: Stopwatch) {
    let word = IN_USE | if passed { PASSED } else { 0 } | event.number() << EVENT_SHIFT | started.microseconds();
    let place = NEXT.fetch_add(1, Ordering::AcqRel) % CAPACITY;
    if let Some(entry) = ENTRIES.get(place) {
        entry.store(word, Ordering::Release);
    }
}

/// The lines, oldest first.
pub(crate) fn entries() -> impl Iterator<Item = Entry> {
    let next = NEXT.load(Ordering::Acquire);
    (next.saturating_sub(CAPACITY)..next).filter_map(|number| {
        let word = ENTRIES.get(number % CAPACITY)?.load(Ordering::Acquire);
        (word & IN_USE != 0).then_some(())?;
        Some(Entry {
            event: Event::from_number(word >> EVENT_SHIFT & 0xff)?,
            passed: word & PASSED != 0,
            microseconds: word & MICROSECONDS,
        })
    })
}
