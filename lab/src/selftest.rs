//! `qila selftest`: every self-test on demand, and on request one of them with a provoked fault.

use crate::print;
use anyhow::{Result, ensure};
use clap::Args;
use qila::admin::{self, SelfTest, SelfTestState};
use qila::lab;
use serde_json::{Value, json};

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// Spoil an input of this self-test, which must then fail: NAME spoils all its inputs, NAME:2
    /// the second only
    #[arg(long = "break", value_name = "NAME")]
    spoil: Option<String>,
}

/// Runs the self-tests; all is well if they passed.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    if let Some(fault) = &options.spoil {
        let (name, _) = fault.split_once(':').unwrap_or((fault, ""));
        ensure!(SelfTest::by_name(name).is_some(), "no self-test is called {name}; there are {}", names());
        lab::provoke(fault);
    }
    let passed = admin::self_test().is_ok();
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

fn names() -> String {
    SelfTest::ALL.iter().map(|test| test.name()).collect::<Vec<_>>().join(", ")
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
