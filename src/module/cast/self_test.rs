//! What a self-test is: a `static` object that its services name.
//!
//! The object holds no memory that changes: it lies where the integrity test covers it, and the
//! result lies elsewhere. A program links the tests of what it uses, because nothing on the way of
//! a service names them all.

use super::probe::Probe;
use crate::module::run::{FAILED, PASSED, Run};
use core::fmt;
use core::sync::atomic::{AtomicU32, Ordering};

/// A self-test of the module: of one algorithm and the kernel that serves it here (ISO/IEC 19790
/// 7.10.3.2, IG 10.3.A).
pub struct SelfTest {
    pub(super) name: &'static str,
    pub(super) standard: &'static str,
    pub(super) description: &'static str,
    /// What the test itself rests on: these pass first. A pass implies theirs.
    pub(super) requires: &'static [&'static SelfTest],
    pub(super) test: fn(&mut Probe) -> bool,
    /// What the test said, with the run in which it began. Within a run it only rises; in a later
    /// one it counts as untested, so that a restart forgets every result at once.
    pub(super) result: &'static AtomicU32,
}

/// Makes the objects: the documentation is what the test does, then come its name for a laboratory,
/// the standard whose algorithm it tests, the self-tests that must have passed before, and the
/// test.
macro_rules! self_test {
    ($($(#[doc = $doc:literal])+ $object:ident = $name:literal, $standard:literal, after [$($needed:path),*] => $test:expr;)+) => {$(
        $(#[doc = $doc])+
        pub(crate) static $object: $crate::module::cast::SelfTest = {
            static RESULT: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0);
            $crate::module::cast::SelfTest {
                name: $name,
                standard: $standard,
                description: concat!($($doc),+),
                requires: &[$(&$needed),*],
                test: $test,
                result: &RESULT,
            }
        };
    )+};
}
pub(super) use self_test;

/// What is known of a self-test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelfTestState {
    /// Its algorithm has not been used yet.
    NotYetNeeded,
    /// It passed.
    Passed,
    /// It failed; the module is in its error state.
    Failed,
}

impl SelfTest {
    /// The name by which a laboratory calls it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The standard whose algorithm it tests.
    #[must_use]
    pub const fn standard(&self) -> &'static str {
        self.standard
    }

    /// What the test does.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.description
    }

    /// The self-tests that pass before this one does.
    #[must_use]
    pub const fn requires(&self) -> &'static [&'static Self] {
        self.requires
    }

    /// The run of the result, and below it the state that the result means.
    #[inline]
    pub(crate) fn word(&self) -> u32 {
        self.result.load(Ordering::Acquire)
    }

    /// Whether it passed in `run`.
    #[inline]
    pub(crate) fn passed(&self, run: Run) -> bool {
        self.word() == run.word(PASSED)
    }

    /// Whether it failed in `run`.
    pub(crate) fn failed(&self, run: Run) -> bool {
        self.word() == run.word(FAILED)
    }

    /// The run of which the result is.
    pub(crate) fn run(&self) -> Run {
        Run::of(self.word())
    }

    /// What is known of it in `run`.
    pub(super) fn state_in(&self, run: Run) -> SelfTestState {
        let word = self.word();
        if word == run.word(PASSED) {
            SelfTestState::Passed
        } else if word == run.word(FAILED) {
            SelfTestState::Failed
        } else {
            SelfTestState::NotYetNeeded
        }
    }

    /// Records a result of `run`: the higher one stays. A result of a later run stays, too.
    pub(super) fn record(&self, run: Run, passed: bool) {
        let result = run.word(if passed { PASSED } else { FAILED });
        let _ = self.result.fetch_update(Ordering::AcqRel, Ordering::Acquire, |known| {
            let is_higher = known < result || Run::of(known) != run;
            (is_higher && !Run::of(known).is_after(run)).then_some(result)
        });
    }
}

impl PartialEq for SelfTest {
    /// Whether they are the same object.
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Eq for SelfTest {}

impl fmt::Debug for SelfTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
