//! The ordered log of self-tests, with their times. Lock-free, of fixed size: the newest entries
//! overwrite the oldest.

use super::cast::self_test::SelfTest;
use crate::machine::atomic_ref::AtomicRef;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// How many entries are kept.
const CAPACITY: usize = 128;

/// Where an entry lies.
struct Place {
    /// Bit 31 "in use", bit 30 "passed", bits 26 to 29 the event, 22 to 25 how often the place was
    /// written, below them microseconds. Zero while the entry is written.
    word: AtomicU32,
    /// The self-test, if the event is one.
    test: AtomicRef<SelfTest>,
}

static PLACES: [Place; CAPACITY] = [const { Place { word: AtomicU32::new(0), test: AtomicRef::new() } }; CAPACITY];
static NEXT: AtomicUsize = AtomicUsize::new(0);

const IN_USE: u32 = 1 << 31;
const PASSED: u32 = 1 << 30;
const EVENT_SHIFT: u32 = 26;
const ROUND_SHIFT: u32 = 22;
const NIBBLE: u32 = 0xf;
const MICROSECONDS: u32 = (1 << ROUND_SHIFT) - 1;

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
    let number = NEXT.fetch_add(1, Ordering::AcqRel);
    let round = (number / CAPACITY) as u32 & NIBBLE;
    let Some(place) = PLACES.get(number % CAPACITY) else { return };
    place.word.store(0, Ordering::Release);
    place.test.set(if let Event::SelfTest(test) = event { Some(test) } else { None });
    let outcome = IN_USE | if passed { PASSED } else { 0 } | started.microseconds();
    place.word.store(outcome | event.number() << EVENT_SHIFT | round << ROUND_SHIFT, Ordering::Release);
}

/// The lines, oldest first. One that is being written, or was written anew while it was read, is
/// left out.
pub(crate) fn entries() -> impl Iterator<Item = Entry> {
    let next = NEXT.load(Ordering::Acquire);
    (next.saturating_sub(CAPACITY)..next).filter_map(|number| {
        let place = PLACES.get(number % CAPACITY)?;
        let word = place.word.load(Ordering::Acquire);
        let test = place.test.get();
        let is_whole = word & IN_USE != 0 && place.word.load(Ordering::Acquire) == word;
        is_whole.then_some(())?;
        Some(Entry {
            event: Event::from_number(word >> EVENT_SHIFT & NIBBLE, || test)?,
            passed: word & PASSED != 0,
            microseconds: word & MICROSECONDS,
        })
    })
}
