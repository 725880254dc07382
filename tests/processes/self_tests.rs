//! Every self-test fails when its algorithm is given something else, and what follows is what
//! ISO/IEC 19790 asks: the error state, no service, no output, and a restart that recovers. One
//! child process for each fault.
//!
//! The list is `SelfTest::ALL`, and the first tests see that nothing is missing there.

use crate::common::child;
use crate::common::operations::{OPERATIONS, SENTINEL};
use qila::admin::{self, Event, SelfTest, SelfTestState, State};
use qila::{Error, lab};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The Rust sources below `folder`, by path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("text")));
        }
    }
    found
}

/// The names of the self-tests that a source declares: in each row of `self_test!` the first text.
fn declared(source: &str) -> Vec<&str> {
    let rows = source
        .split("self_test! {\n")
        .skip(1)
        .map(|block| block.split_once("\n}\n").expect("the end of the block").0);
    rows.flat_map(|block| block.split(';').filter(|row| row.contains(" after [")))
        .map(|row| row.split_once(" = \"").expect("a name").1.split_once('"').expect("its end").0)
        .collect()
}

/// Every self-test that a file declares is in the table, once; nothing else is.
#[test]
fn the_table_lists_every_self_test() {
    let files = sources(Path::new("src/module/cast"));
    let mut declared: Vec<_> = files.iter().flat_map(|(_, source)| declared(source)).collect();
    let mut listed: Vec<_> = SelfTest::ALL.iter().map(|test| test.name()).collect();
    declared.sort_unstable();
    listed.sort_unstable();
    assert_eq!(declared, listed);
    for (path, source) in &files {
        let makes = source.contains(" result: ");
        assert_eq!(makes, path.ends_with("/self_test.rs"), "{path}: only `self_test!` makes them");
    }
}

/// Prerequisites are in the table and stand before what requires them, so there is no circle.
#[test]
fn prerequisites_come_first() {
    for (place, test) in SelfTest::ALL.iter().enumerate() {
        for required in test.requires() {
            let before = SelfTest::ALL[..place].contains(required);
            assert!(before, "{} requires {}, which does not stand before it", test.name(), required.name());
        }
    }
}

/// The self-test of every algorithm of the catalogue is in the table.
#[test]
fn the_catalogue_names_listed_self_tests() {
    for algorithm in admin::catalogue::ALGORITHMS {
        assert!(SelfTest::ALL.contains(&algorithm.self_test), "{}", algorithm.name);
    }
}

/// Whoever names the table links every algorithm: only the services of the crypto officer do.
#[test]
fn no_service_names_the_table() {
    let allowed = ["src/services/admin.rs", "src/module/cast/all.rs"];
    for (path, source) in sources(Path::new("src")) {
        let names = source.contains("SelfTest::ALL") || source.contains("SelfTest::by_name");
        assert!(!names || allowed.contains(&path.as_str()), "{path} names the table of all self-tests");
    }
}

/// A test passes only if what it requires has, which runs first; the failure of a prerequisite is
/// told as such.
#[test]
fn a_pass_implies_the_prerequisites() {
    child::run("self_tests::child_prerequisites", &[]);
}

#[test]
fn child_prerequisites() {
    if !child::is("self_tests::child_prerequisites") {
        return;
    }
    for test in SelfTest::ALL {
        lab::provoke("none");
        admin::restart().expect("the module restarts");
        admin::self_test_one(test.name()).expect("nothing is wrong");
        assert!(test.requires().iter().all(|required| required.state() == SelfTestState::Passed), "{test:?}");
        for required in test.requires() {
            admin::restart().expect("the module restarts");
            lab::provoke(required.name());
            assert_eq!(admin::self_test_one(test.name()), Err(Error::ModuleInErrorState), "{test:?}");
            assert_eq!(admin::status().failure, Some(Event::SelfTest(required)), "{test:?}");
            assert_eq!(test.state(), SelfTestState::NotYetNeeded, "{test:?}");
            lab::provoke("none");
        }
    }
}

/// All of them, each with the inputs spoiled that `fault` names.
#[test]
fn every_self_test_can_fail() {
    for test in SelfTest::ALL {
        child::run(
            "self_tests::child_provoked_fault",
            &[("QILA_FAIL_CAST", test.name()), ("QILA_CAST", test.name())],
        );
    }
}

/// Every single input of every self-test matters: spoiling it alone is enough.
#[test]
fn every_input_of_every_self_test_matters() {
    admin::power_on().expect("the module works");
    for test in SelfTest::ALL {
        let inputs = lab::count_inputs(test);
        assert!(inputs > 0, "{} takes no input through the probe", test.name());
        for input in 1..=inputs {
            let fault = format!("{}:{input}", test.name());
            child::run("self_tests::child_spoiled_input", &[("QILA_FAIL_CAST", &fault), ("QILA_CAST", test.name())]);
        }
    }
}

/// What then becomes of the services, `child_provoked_fault` tells.
#[test]
fn child_spoiled_input() {
    let Some(name) = child::value("self_tests::child_spoiled_input", "QILA_CAST") else { return };
    assert_eq!(admin::self_test_one(&name), Err(Error::ModuleInErrorState), "{name} did not notice");
    assert_eq!(admin::status().state, State::Error);
    assert_eq!(admin::status().failure, SelfTest::by_name(&name).map(Event::SelfTest));
}

/// With nothing provoked, everything passes, on demand too, and the log says so in order.
#[test]
fn all_pass_and_are_logged() {
    child::run("self_tests::child_all_pass", &[]);
}

#[test]
fn child_all_pass() {
    if !child::is("self_tests::child_all_pass") {
        return;
    }
    assert_eq!(admin::status().state, State::PowerOff);
    admin::self_test().expect("every self-test passes");
    let logged: Vec<Event> = admin::self_test_log().map(|entry| entry.event).collect();
    let last: Vec<Event> = SelfTest::ALL.iter().map(|test| Event::SelfTest(test)).collect();
    assert!(logged.ends_with(&last), "{logged:?}");
    assert!(admin::self_test_log().all(|entry| entry.passed));
    assert!(SelfTest::ALL.iter().all(|test| test.state() == SelfTestState::Passed));
}

#[test]
fn child_provoked_fault() {
    let Some(name) = child::value("self_tests::child_provoked_fault", "QILA_CAST") else { return };
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
    assert_eq!(SelfTest::by_name(&name).expect("listed").state(), SelfTestState::Failed);
    assert_eq!(admin::status().failure, SelfTest::by_name(&name).map(Event::SelfTest));
    assert!(admin::status().to_string().contains(&format!("error, failed: {name}\n")));
    assert!(admin::self_test_log().any(|entry| !entry.passed && entry.event.name() == name));

    for (name, prepared) in &mut made {
        let mut output = [SENTINEL; crate::common::operations::OUTPUT];
        assert_eq!((prepared.action)(&mut output), Err(Error::ModuleInErrorState), "{name}");
        assert!(
            output.iter().all(|&byte| byte == SENTINEL) || output.iter().all(|&byte| byte == 0),
            "{name} gave output"
        );
    }
    for operation in OPERATIONS {
        let mut output = [SENTINEL; crate::common::operations::OUTPUT];
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
        let mut output = [SENTINEL; crate::common::operations::OUTPUT];
        let said = (operation.prepare)().and_then(|mut prepared| (prepared.action)(&mut output));
        assert_eq!(said, Ok(()), "{}", operation.name());
    }
}

/// Nobody sees a module that was restarted with a failure from before: results are forgotten before
/// the state lets threads in.
#[test]
fn a_restart_is_whole_for_other_threads() {
    child::run("self_tests::child_restarts", &[]);
}

#[test]
fn child_restarts() {
    if !child::is("self_tests::child_restarts") {
        return;
    }
    const ROUNDS: usize = 20_000;
    // Odd while the module restarts. The last of the table is forgotten last.
    let round = AtomicUsize::new(0);
    let last = SelfTest::ALL[SelfTest::ALL.len() - 1];
    let seen = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            loop {
                let before = round.load(Ordering::SeqCst);
                let is_let_in = admin::status().state != State::Error;
                let is_failed = last.state() == SelfTestState::Failed;
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
