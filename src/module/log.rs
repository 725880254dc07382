//! The ordered log of self-tests, with their times. Lock-free, of fixed size: the newest entries
//! overwrite the oldest.

use super::cast::self_test::SelfTest;
use super::notice::{self, Notice};
use crate::machine::atomic_ref::AtomicRef;
use core::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

pub use super::event::{Entry, Event};

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

/// Writes a line, and tells it.
pub(crate) fn record(event: Event, passed: bool, started: Stopwatch) {
    notice::tell(Notice::Logged(write(event, passed, started)));
}

/// Writes a line.
pub(crate) fn write(event: Event, passed: bool, started: Stopwatch) -> Entry {
    let entry = Entry { event, passed, microseconds: started.microseconds() };
    let number = NEXT.fetch_add(1, Ordering::AcqRel);
    let round = (number / CAPACITY) as u32 & NIBBLE;
    let Some(place) = PLACES.get(number % CAPACITY) else { return entry };
    place.word.store(0, Ordering::Release);
    place.test.set(if let Event::SelfTest(test) = event { Some(test) } else { None });
    let outcome = IN_USE | if passed { PASSED } else { 0 } | entry.microseconds;
    place.word.store(outcome | event.number() << EVENT_SHIFT | round << ROUND_SHIFT, Ordering::Release);
    entry
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
