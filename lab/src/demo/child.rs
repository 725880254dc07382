//! One fault, in a process of its own.

use super::services::{Contexts, Tried};
use crate::fault::Fault;
use qila::admin;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// What was done and seen.
#[derive(Serialize, Deserialize)]
pub struct Record {
    pub fault: String,
    pub before: String,
    pub command: String,
    pub said: String,
    pub state: String,
    pub failure: String,
    pub expected_failure: String,
    /// Each class of services before the failure.
    pub works: Vec<Tried>,
    /// With contexts from before, and with new ones.
    pub old_contexts: Vec<Tried>,
    pub new_contexts: Vec<Tried>,
    pub status: String,
    pub log: Vec<String>,
    /// What power-on and the self-tests say in the error state.
    pub no_way_out: String,
    /// The state after the fault is gone and the officer has restarted.
    pub recovered: String,
    pub works_again: Vec<Tried>,
    pub microseconds: u64,
}

fn state() -> String {
    admin::status().state.to_string()
}

fn told(said: Result<(), qila::Error>) -> String {
    said.map_or_else(|error| error.to_string(), |()| "done".to_owned())
}

/// The lines of the log, the newest last.
fn log() -> Vec<String> {
    let line = |entry: admin::LogEntry| {
        let result = if entry.passed { "passed" } else { "FAILED" };
        format!("{} {result}, {} us", entry.event.name(), entry.microseconds)
    };
    admin::self_test_log().map(line).collect()
}

/// Breaks, looks, mends, and looks again.
pub fn demonstrate(name: &str, fault: Fault<'_>) -> Record {
    let started = Instant::now();
    // A damaged image has no time before its failure.
    let (mut contexts, works) = match fault {
        Fault::Integrity => (None, Vec::new()),
        _ => {
            let mut contexts = Contexts::new();
            let works = contexts.call();
            (Some(contexts), works)
        }
    };
    let before = state();
    let said = told(fault.provoke());
    let (state_then, status) = (state(), admin::status());
    let old_contexts = contexts.as_mut().map(Contexts::call).unwrap_or_default();
    let new_contexts = Contexts::new().call();
    let no_way_out = format!("power-on: {}; self-tests: {}", told(admin::power_on()), told(admin::self_test()));
    let log = log();
    let recovered = match fault.mend().and_then(|()| admin::restart()) {
        Ok(()) => state(),
        Err(error) => format!("{}: {error}", state()),
    };
    Record {
        fault: name.to_owned(),
        before,
        command: fault.command(),
        said,
        state: state_then,
        failure: status.failure.map_or("none", admin::Event::name).to_owned(),
        expected_failure: fault.seen_by().to_owned(),
        works,
        old_contexts,
        new_contexts,
        status: status.to_string(),
        log,
        no_way_out,
        recovered,
        works_again: Contexts::new().call(),
        microseconds: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
    }
}

impl Record {
    /// Whether everything was as it should be.
    pub fn is_well(&self) -> bool {
        let is_integrity = self.failure == admin::Event::Integrity.name();
        let refused = |tried: &[Tried]| tried.iter().all(Tried::is_refused);
        let done = |tried: &[Tried]| tried.iter().all(Tried::is_done);
        let is_recovered = if is_integrity {
            self.recovered.starts_with("error") && refused(&self.works_again)
        } else {
            self.recovered == "operational" && !self.works_again.is_empty() && done(&self.works_again)
        };
        self.state == "error"
            && self.failure == self.expected_failure
            && done(&self.works)
            && refused(&self.old_contexts)
            && !self.new_contexts.is_empty()
            && refused(&self.new_contexts)
            && is_recovered
    }
}
