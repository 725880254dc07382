//! The finite state model (ISO/IEC 19790 7.11.4).
//!
//! ```text
//! PowerOff --first gate--> SelfTest --integrity passed--> Operational
//!                              |                               |
//!                              +------- any failed test -------+--> Error
//! Error --admin::restart()--> PowerOff
//! ```
//!
//! State and run, the number of the power cycle, share one word. Within a run the state only rises,
//! so no lock is needed: threads that meet at power-on may each run the tests, and a failure cannot
//! be painted over. The one way down is [`next_run`], which only `admin::restart` calls. A test
//! belongs to the run in which it began: what it says counts in no other, neither its pass nor its
//! failure.

use super::cast::self_test::SelfTest;
use super::event::Event;
use super::notice::{self, Notice};
use super::run::{FAILED, LOW_BITS, PASSED, Run};
use crate::machine::atomic_ref::AtomicRef;
use core::sync::atomic::{AtomicU32, Ordering, compiler_fence};

pub use super::standing::State;

/// The state and the run it belongs to, as they were at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment(u32);

impl Moment {
    #[inline]
    pub(crate) const fn state(self) -> State {
        match (self.0 & ((1 << LOW_BITS) - 1)) as u8 {
            1 => State::PowerOff,
            2 => State::SelfTest,
            PASSED => State::Operational,
            _ => State::Error,
        }
    }

    #[inline]
    pub(crate) const fn run(self) -> Run {
        Run::of(self.0)
    }

    #[inline]
    pub(crate) const fn is_operational(self) -> bool {
        matches!(self.state(), State::Operational)
    }

    /// Whether the module works and `test` has passed in this run. The word of a pass is that of
    /// the working state, and no other result has the word of a state: one comparison decides.
    #[inline]
    pub(crate) fn admits(self, test: &SelfTest) -> bool {
        test.word() == self.0
    }

    /// Whether neither state nor run has changed since: asked before output leaves, so what was
    /// computed stands before it.
    #[inline]
    pub(crate) fn lasts(self) -> bool {
        compiler_fence(Ordering::SeqCst);
        now() == self
    }
}

/// The low bits of a state.
const fn low(state: State) -> u8 {
    state as u8 + 1
}
const _: () = assert!(low(State::PowerOff) == 1 && low(State::SelfTest) == 2);
const _: () = assert!(low(State::Operational) == PASSED && low(State::Error) != FAILED);

static WORD: AtomicU32 = AtomicU32::new(Run::FIRST.word(low(State::PowerOff)));
static ZEROIZATIONS: AtomicU32 = AtomicU32::new(0);
/// What failed first: the run, and below it the number of an event. A run without failure leaves an
/// older one here.
static FAILURE: AtomicU32 = AtomicU32::new(0);
/// The self-test that failed first among them. Its own result says in which run.
static FAILED_TEST: AtomicRef<SelfTest> = AtomicRef::new();
/// The number of an event, and a bit that says there is one.
const EVENT_BITS: u32 = 5;
const IS_THERE: u32 = 1 << (EVENT_BITS - 1);

/// The present state and run.
#[inline]
pub(crate) fn now() -> Moment {
    Moment(WORD.load(Ordering::Acquire))
}

/// Rises to `state` within `run`; never falls. In another run nothing happens.
pub(crate) fn rise(run: Run, state: State) {
    if has_risen(run, state) {
        notice::tell(Notice::State(state));
    }
}

/// As [`rise`], and tells nobody; whether it has risen.
fn has_risen(run: Run, state: State) -> bool {
    let risen = WORD.fetch_update(Ordering::AcqRel, Ordering::Acquire, |word| {
        let is_higher = Run::of(word) == run && Moment(word).state() < state;
        is_higher.then_some(run.word(low(state)))
    });
    risen.is_ok()
}

/// Enters the error state: a test that began in `run` has failed. In another run nothing happens.
#[cold]
pub(crate) fn fail(run: Run, what: Event) {
    if has_failed(run, what) {
        notice::tell(Notice::State(State::Error));
    }
}

/// As [`fail`], and tells nobody; whether the state has changed.
pub(crate) fn has_failed(run: Run, what: Event) -> bool {
    if now().run() == run && now().state() != State::Error {
        // The cause is there before the state, and the self-test before the number that stands for
        // it: who sees the error state finds what failed.
        if let Event::SelfTest(test) = what {
            FAILED_TEST
                .set_if(test, |known| known.is_none_or(|known| !known.failed(run) && !known.run().is_after(run)));
        }
        let tag = run.number() << EVENT_BITS;
        let _ = FAILURE.fetch_update(Ordering::AcqRel, Ordering::Acquire, |known| {
            let is_older = (tag.wrapping_sub(known & !((1 << EVENT_BITS) - 1)) as i32) > 0;
            (known == 0 || is_older).then_some(tag | IS_THERE | what.number())
        });
    }
    has_risen(run, State::Error)
}

/// What failed first in this run, if anything did.
pub(crate) fn failure() -> Option<Event> {
    let moment = now();
    let failure = FAILURE.load(Ordering::Acquire);
    let is_of_this_run = failure >> EVENT_BITS == moment.run().number() & (u32::MAX >> EVENT_BITS);
    let is_there = moment.state() == State::Error && is_of_this_run && failure & IS_THERE != 0;
    let failed_test = || FAILED_TEST.get().filter(|test| test.failed(moment.run()));
    is_there.then(|| Event::from_number(failure & (IS_THERE - 1), failed_test)).flatten()
}

/// What changes whenever every secret made before must not be used any more: at a restart and when
/// the module is zeroized. Generators compare it with the one they were seeded under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Epoch {
    run: Run,
    zeroizations: u32,
}

impl Epoch {
    /// The one before any restart or zeroization.
    pub(crate) const FIRST: Self = Self { run: Run::FIRST, zeroizations: 0 };
}

/// The present epoch.
#[inline]
pub(crate) fn epoch() -> Epoch {
    Epoch { run: now().run(), zeroizations: ZEROIZATIONS.load(Ordering::Acquire) }
}

/// Begins a new epoch within the run.
pub(crate) fn next_epoch() {
    ZEROIZATIONS.fetch_add(1, Ordering::AcqRel);
}

/// Back to power-off, in a new run, for `admin::restart` alone.
pub(crate) fn next_run() {
    // Within the closure nothing fails; the run of 29 bits wraps.
    let _ = WORD.fetch_update(Ordering::AcqRel, Ordering::Acquire, |word| {
        Some(Run::of(word).next().word(low(State::PowerOff)))
    });
    notice::tell(Notice::State(State::PowerOff));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gate compares one word: no state but the working one has the word of a result, and a
    /// self-test that was not run has that of none.
    #[test]
    fn no_other_state_admits() {
        let states = [State::PowerOff, State::SelfTest, State::Operational, State::Error];
        for run in [Run::FIRST, Run::FIRST.next(), Run::of(u32::MAX)] {
            for state in states {
                let word = run.word(low(state));
                assert_eq!(Moment(word).state(), state);
                assert_eq!(word == run.word(PASSED), state == State::Operational);
                assert!(word != run.word(FAILED) && word != 0);
            }
        }
    }
}
