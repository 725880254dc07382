//! Tests that need a process of their own, because the state of the module is that of the process.
//!
//! A child is a test function of the same program that does nothing unless it is started by [`run`].

use std::process::Command;

const CHILD: &str = "QILA_TEST_CHILD";

/// Runs the test function `name` of this program in a process of its own and wants it to pass.
pub fn run(name: &str, environment: &[(&str, &str)]) {
    let program = std::env::current_exe().expect("a test program knows itself");
    let output = Command::new(program)
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
}

/// Whether this process is that child.
pub fn is(name: &str) -> bool {
    std::env::var(CHILD).is_ok_and(|child| child == name)
}

/// A variable of the environment, if this process is that child.
pub fn value(name: &str, variable: &str) -> Option<String> {
    is(name).then(|| std::env::var(variable).expect("the parent sets it"))
}
