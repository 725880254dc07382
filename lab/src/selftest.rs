//! `qila selftest`: every self-test on demand, and on request one of them with a provoked fault.

use crate::fault::{self, Fault};
use crate::print;
use anyhow::{Context, Result};
use clap::Args;
use qila::admin::{self, SelfTest, SelfTestState};
use qila::lab;
use serde_json::{Value, json};
use std::process::Command;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// Break what this test looks at, which must then fail: NAME spoils all inputs of a self-test,
    /// NAME:2 the second only; pairwise-ecdsa and its like break a new pair of keys,
    /// repetition-count and adaptive-proportion the noise source, integrity a copy of this program
    #[arg(long = "break", value_name = "NAME")]
    spoil: Option<String>,
}

/// Runs the self-tests; all is well if they passed.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    let passed = match options.spoil.as_deref().map(Fault::named).transpose()? {
        Some(Fault::SelfTest(_, spoiled)) => {
            lab::provoke(spoiled);
            admin::self_test().is_ok()
        }
        Some(Fault::Integrity) => return of_a_damaged_copy(json),
        Some(fault) => fault.provoke().is_ok(),
        None => admin::self_test().is_ok(),
    };
    if json {
        print::json(&as_json(passed, options))?;
    } else {
        print::line(&as_text())?;
    }
    if let (Some(fault), true) = (&options.spoil, passed) {
        print::aside(&format!("the fault {fault} went unnoticed"));
        return Ok(false);
    }
    Ok(passed)
}

/// The self-tests of a copy of this program with one flipped bit, as the copy tells of them.
fn of_a_damaged_copy(json: bool) -> Result<bool> {
    let (_folder, program) = fault::damaged_copy()?;
    let arguments: &[&str] = if json { &["--json", "selftest"] } else { &["selftest"] };
    let output = Command::new(&program).args(arguments).output().context("the copy does not start")?;
    print::line(String::from_utf8_lossy(&output.stdout).trim_end())?;
    Ok(output.status.success())
}

/// The name of a result.
fn name(state: SelfTestState) -> &'static str {
    match state {
        SelfTestState::Passed => "passed",
        SelfTestState::Failed => "failed",
        _ => "not run",
    }
}

/// The log in the order of the tests.
pub fn log() -> Vec<Value> {
    let entry = |entry: admin::LogEntry| json!({ "test": entry.event.name(), "passed": entry.passed, "microseconds": entry.microseconds });
    admin::self_test_log().map(entry).collect()
}

fn as_json(passed: bool, options: &Options) -> Value {
    let test = |test: &&SelfTest| {
        json!({
            "name": test.name(),
            "standard": test.standard(),
            "description": test.description().trim(),
            "inputs": lab::count_inputs(test),
            "result": name(test.state()),
        })
    };
    let failed = SelfTest::ALL.iter().filter(|test| test.state() == SelfTestState::Failed).map(|test| test.name());
    json!({
        "passed": passed,
        "state": admin::status().state.to_string(),
        "failure": admin::status().failure.map(admin::Event::name),
        "provoked": options.spoil,
        "failed": failed.collect::<Vec<_>>(),
        "tests": SelfTest::ALL.iter().map(test).collect::<Vec<_>>(),
        "log": log(),
    })
}

fn as_text() -> String {
    let mut text = String::new();
    for entry in admin::self_test_log() {
        let result = if entry.passed { "passed" } else { "FAILED" };
        text.push_str(&format!("{:<24} {result:<8} {:>8} us\n", entry.event.name(), entry.microseconds));
    }
    text + &format!("state: {}", admin::status().state)
}
