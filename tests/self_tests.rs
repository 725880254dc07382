//! Every self-test fails when its algorithm is given something else, and what follows is what
//! ISO/IEC 19790 asks: the error state, no service, no output, and a restart that recovers. One
//! child process for each fault.
//!
//! The list is complete by construction: it is `Cast::ALL`.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use common::operations::{OPERATIONS, SENTINEL};
use qila::admin::{self, Cast, CastState, Event, State};
use qila::{Error, lab};
use std::sync::atomic::{AtomicUsize, Ordering};

/// All of them, each with the inputs spoiled that `fault` names.
#[test]
fn every_self_test_can_fail() {
    for cast in Cast::ALL {
        child::run("child_provoked_fault", &[("QILA_FAIL_CAST", cast.name()), ("QILA_CAST", cast.name())]);
    }
}

/// Every single input of every self-test matters: spoiling it alone is enough.
#[test]
fn every_input_of_every_self_test_matters() {
    admin::power_on().expect("the module works");
    for cast in Cast::ALL {
        let inputs = lab::count_inputs(*cast);
        assert!(inputs > 0, "{} takes no input through the probe", cast.name());
        for input in 1..=inputs {
            let fault = format!("{}:{input}", cast.name());
            child::run("child_provoked_fault", &[("QILA_FAIL_CAST", &fault), ("QILA_CAST", cast.name())]);
        }
    }
}

/// With nothing provoked, everything passes, on demand too, and the log says so in order.
#[test]
fn all_pass_and_are_logged() {
    child::run("child_all_pass", &[]);
}

#[test]
fn child_all_pass() {
    if !child::is("child_all_pass") {
        return;
    }
    assert_eq!(admin::status().state, State::PowerOff);
    admin::self_test().expect("every self-test passes");
    let logged: Vec<Event> = admin::self_test_log().map(|entry| entry.event).collect();
    let last: Vec<Event> = Cast::ALL.iter().map(|cast| Event::Cast(*cast)).collect();
    assert!(logged.ends_with(&last), "{logged:?}");
    assert!(admin::self_test_log().all(|entry| entry.passed));
    assert!(Cast::ALL.iter().all(|cast| cast.state() == CastState::Passed));
}

#[test]
fn child_provoked_fault() {
    let Some(name) = child::value("child_provoked_fault", "QILA_CAST") else { return };
    // Contexts made while the module still works: they must fall silent, too. A fault asked for by
    // name overrides the environment, so asking for one in nothing holds the fault back, and an
    // empty name lets it come.
    lab::provoke("none");
    let mut made: Vec<_> = OPERATIONS
        .iter()
        .map(|operation| (operation.name(), (operation.prepare)().expect("nothing is wrong yet")))
        .collect();
    lab::provoke("");
    let failed = admin::self_test_one(&name);
    assert_eq!(failed, Err(Error::ModuleInErrorState), "{name} did not notice");
    assert_eq!(admin::status().state, State::Error);
    assert_eq!(Cast::by_name(&name).expect("listed").state(), CastState::Failed);
    assert_eq!(admin::status().failure, Cast::by_name(&name).map(Event::Cast));
    assert!(admin::status().to_string().contains(&format!("error, failed: {name}\n")));
    assert!(admin::self_test_log().any(|entry| !entry.passed && entry.event.name() == name));

    for (name, prepared) in &mut made {
        let mut output = [SENTINEL; common::operations::OUTPUT];
        assert_eq!((prepared.action)(&mut output), Err(Error::ModuleInErrorState), "{name}");
        assert!(
            output.iter().all(|&byte| byte == SENTINEL) || output.iter().all(|&byte| byte == 0),
            "{name} gave output"
        );
    }
    for operation in OPERATIONS {
        let mut output = [SENTINEL; common::operations::OUTPUT];
        let said = (operation.prepare)().and_then(|mut prepared| (prepared.action)(&mut output));
        assert_eq!(said, Err(Error::ModuleInErrorState), "{}", operation.name());
        assert!(output.iter().all(|&byte| byte == SENTINEL), "{} gave output", operation.name());
    }
    assert_eq!(admin::power_on(), Err(Error::ModuleInErrorState), "power-on is no way out of the error state");
    assert_eq!(admin::self_test(), Err(Error::ModuleInErrorState));

    // The fault is gone, and a restart recovers.
    lab::provoke("none");
    admin::restart().expect("the module restarts");
    admin::self_test().expect("everything passes again");
    for operation in OPERATIONS {
        let mut output = [SENTINEL; common::operations::OUTPUT];
        let said = (operation.prepare)().and_then(|mut prepared| (prepared.action)(&mut output));
        assert_eq!(said, Ok(()), "{}", operation.name());
    }
}

/// Nobody sees a module that was restarted with a failure from before: results are forgotten before
/// the state lets threads in.
#[test]
fn a_restart_is_whole_for_other_threads() {
    child::run("child_restarts", &[]);
}

#[test]
fn child_restarts() {
    if !child::is("child_restarts") {
        return;
    }
    const ROUNDS: usize = 20_000;
    // Odd while the module restarts. The last of the table is forgotten last.
    let round = AtomicUsize::new(0);
    let last = Cast::ALL[Cast::ALL.len() - 1];
    let seen = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            loop {
                let before = round.load(Ordering::SeqCst);
                let is_let_in = admin::status().state != State::Error;
                let is_failed = last.state() == CastState::Failed;
                if before % 2 == 1 && round.load(Ordering::SeqCst) == before && is_let_in && is_failed {
                    seen.fetch_add(1, Ordering::SeqCst);
                }
                if before == 2 * ROUNDS {
                    break;
                }
            }
        });
        for _ in 0..ROUNDS {
            lab::provoke(last.name());
            assert_eq!(admin::self_test_one(last.name()), Err(Error::ModuleInErrorState));
            lab::provoke("none");
            round.fetch_add(1, Ordering::SeqCst);
            admin::restart().expect("the module restarts");
            round.fetch_add(1, Ordering::SeqCst);
        }
    });
    assert_eq!(seen.load(Ordering::SeqCst), 0, "a failure from before the restart was seen after it");
}
