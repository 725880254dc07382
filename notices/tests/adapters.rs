//! Each adapter gives the notices of a module that works, refuses, is set and fails.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::admin::{self, Policy};
use qila::{Error, random};
use std::sync::Mutex;

/// What was written, a line each: level, target, text.
static WRITTEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        WRITTEN.lock().unwrap().push(format!("{} {}: {}", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

/// Where the subscriber of `tracing` writes to.
struct Line;

impl std::io::Write for Line {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(text);
        WRITTEN.lock().unwrap().extend(text.lines().map(|line| line.trim_start().to_owned()));
        Ok(text.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Does what causes notices, and gives what was written. The image of a test is not sealed, so the
/// policy refuses everything.
fn work() -> Vec<String> {
    WRITTEN.lock().unwrap().clear();
    admin::set_policy(Policy::ApprovedOnly);
    assert!(matches!(random::fill(&mut [0; 9]), Err(Error::NotApproved(_))));
    admin::set_policy(Policy::Report);
    admin::self_test_one("SHA2-256").unwrap();
    admin::restart().unwrap();
    std::mem::take(&mut *WRITTEN.lock().unwrap())
}

/// Both in one test, because the handler is that of the process.
#[test]
fn notices_arrive() {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    admin::set_event_handler(Some(qila_notices::to_log));
    admin::power_on().unwrap();
    let logged = work();
    let has = |written: &[String], line: &str| {
        assert!(written.iter().any(|one| one.starts_with(line)), "{line} is not in {written:#?}");
    };
    has(&logged, "INFO qila: the policy is now approved only");
    has(&logged, "WARN qila: the policy refuses a service: the module image was never sealed");
    has(&logged, "DEBUG qila: test SHA2-256 passed (");
    has(&logged, "INFO qila: the module is restarted");
    has(&logged, "INFO qila: the module enters the state operational");

    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .without_time()
        .with_ansi(false)
        .with_writer(|| Line)
        .init();
    admin::set_event_handler(Some(qila_notices::to_tracing));
    let traced = work();
    has(&traced, "INFO qila: the policy is now approved only name=\"approved only\"");
    has(&traced, "WARN qila: the policy refuses a service: the module image was never sealed name=\"the module");
    has(&traced, "DEBUG qila: test SHA2-256 passed (");
    has(&traced, "INFO qila: the module enters the state operational name=\"operational\"");

    admin::set_event_handler(None);
    assert!(work().is_empty());
}

/// A test that fails is an error, in a process of its own.
#[test]
fn failures_are_errors() {
    const CHILD: &str = "QILA_NOTICES_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let program = std::env::current_exe().unwrap();
        let test = ["--exact", "failures_are_errors"];
        let mut child = std::process::Command::new(program);
        let child = child.args(test).env(CHILD, "1").env("QILA_FAIL_CAST", "SHA2-256");
        assert!(child.status().unwrap().success());
        return;
    }
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    admin::set_event_handler(Some(qila_notices::to_log));
    assert_eq!(admin::self_test_one("SHA2-256"), Err(Error::ModuleInErrorState));
    let written = std::mem::take(&mut *WRITTEN.lock().unwrap());
    assert!(written.iter().any(|line| line.starts_with("ERROR qila: test SHA2-256 failed")), "{written:#?}");
    assert!(written.iter().any(|line| line == "ERROR qila: the module enters the state error"), "{written:#?}");
}
