//! Tests that need a process of their own, because the state of the module is that of the process.
//!
//! A child is a test function of the same program that does nothing unless it is started by
//! [`run`].

use std::process::Command;
use std::string::String; // for the crate's own tests, which have no prelude of `std`

const CHILD: &str = "QILA_TEST_CHILD";
/// The program that runs those of another architecture, with its arguments, where this machine
/// needs one.
const RUNNER: &str = "QILA_TEST_RUNNER";

/// Runs the test function `name` of this program in a process of its own and wants it to pass.
pub fn run(name: &str, environment: &[(&str, &str)]) {
    said(name, environment);
}

/// As [`run`], and gives what it said.
#[allow(dead_code)] // not every test asks
pub fn said(name: &str, environment: &[(&str, &str)]) -> String {
    let program = std::env::current_exe().expect("a test program knows itself");
    let runner = std::env::var(RUNNER).unwrap_or_default();
    let mut words = runner.split_whitespace();
    let mut command = match words.next() {
        Some(runner) => Command::new(runner),
        None => Command::new(&program),
    };
    if !runner.is_empty() {
        command.args(words).arg(&program);
    }
    let output = command
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, name)
        .envs(environment.iter().copied())
        .output()
        .expect("the child starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{name} {environment:?}\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said.into_owned()
}

/// Whether this process is that child.
pub fn is(name: &str) -> bool {
    std::env::var(CHILD).is_ok_and(|child| child == name)
}

/// A variable of the environment, if this process is that child.
pub fn value(name: &str, variable: &str) -> Option<String> {
    is(name).then(|| std::env::var(variable).expect("the parent sets it"))
}
