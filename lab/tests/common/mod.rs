//! Running the tool as its users do.
#![allow(clippy::expect_used)] // a test fails by panicking

use serde_json::Value;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

/// The tool that was built with the tests.
pub const QILA: &str = env!("CARGO_BIN_EXE_qila");

/// Runs a program. One that was just written may be busy for a moment: a test in another thread
/// that is starting its own child has the file open until that child is another program.
pub fn run(program: impl AsRef<Path>, arguments: &[&str]) -> Output {
    let mut command = Command::new(program.as_ref());
    command.args(arguments).env_remove("QILA_FAIL_CAST");
    loop {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => sleep(Duration::from_millis(1)),
            output => return output.expect("the program starts"),
        }
    }
}

/// Runs the tool with `--json`; its exit status and what it printed.
pub fn qila(arguments: &[&str]) -> (bool, Value) {
    json(QILA, arguments)
}

/// Runs a copy of the tool with `--json`; its exit status and what it printed.
pub fn json(program: impl AsRef<Path>, arguments: &[&str]) -> (bool, Value) {
    let output = run(program, &[arguments, &["--json"]].concat());
    assert!(output.status.code().is_some(), "ended by a signal: {arguments:?}");
    (output.status.success(), serde_json::from_slice(&output.stdout).expect("the tool prints JSON"))
}
