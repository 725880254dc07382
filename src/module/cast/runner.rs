//! Runs a self-test and records what it said.

use super::probe::Probe;
use super::self_test::{SelfTest, SelfTestState};
use crate::module::run::Run;
use crate::module::{log, state};

impl SelfTest {
    /// What is known of it.
    #[must_use]
    pub fn state(&self) -> SelfTestState {
        self.state_in(state::now().run())
    }
}

/// Runs the test now, whether or not it ran before, and records what it said for `run`. What it
/// requires runs before, if it has not passed; a failure there ends it. A failure is the error
/// state of that run.
///
/// Threads that meet here may each run it: the tests share nothing, and the result can only rise.
#[cold]
pub(crate) fn run_now(test: &'static SelfTest, run: Run) -> bool {
    if !test.requires.iter().all(|needed| needed.passed(run) || run_now(needed, run)) {
        return false;
    }
    let started = log::Stopwatch::start();
    let passed = (test.test)(&mut Probe::of(test.name));
    #[cfg(feature = "lab")]
    crate::module::fault::wait_with_result();
    test.record(run, passed);
    log::record(log::Event::SelfTest(test), passed, started);
    if !passed {
        state::fail(run, log::Event::SelfTest(test));
    }
    passed
}

/// How many inputs the test takes, each of which a laboratory can spoil alone.
#[cfg(feature = "lab")]
pub(crate) fn count_inputs(test: &SelfTest) -> usize {
    let mut probe = Probe::of(test.name);
    (test.test)(&mut probe);
    probe.inputs()
}
