//! What the module tells a handler while it works.
//!
//! Each test runs in a process of its own, because the handler is that of the process.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use common::operations::{OPERATIONS, OUTPUT, SENTINEL};
use qila::admin::{self, Event, Notice, Policy, Profile, SelfTest, Severity, State};
use qila::random::{self, GivenSource, MinEntropy, Source};
use qila::{Error, Reason, hash, lab, mac};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

static TOLD: Mutex<Vec<Notice>> = Mutex::new(Vec::new());

fn note(notice: &Notice) {
    TOLD.lock().unwrap().push(*notice);
}

/// What was told since the last question, without the times.
fn told() -> Vec<Notice> {
    let mut told = std::mem::take(&mut *TOLD.lock().unwrap());
    for notice in &mut told {
        if let Notice::Logged(entry) = notice {
            entry.microseconds = 0;
        }
    }
    told
}

/// The event of each line of the log, and whether it passed.
fn lines(told: &[Notice]) -> Vec<(Event, bool)> {
    let line = |notice: &Notice| match notice {
        Notice::Logged(entry) => Some((entry.event, entry.passed)),
        _ => None,
    };
    told.iter().filter_map(line).collect()
}

fn source(fill: fn(&mut [u8]) -> bool) -> Source {
    Source::Given(GivenSource { name: "a chip", min_entropy: MinEntropy::Bits8, esv: None, fill })
}

#[test]
fn every_kind_is_told() {
    child::run("child_every_kind", &[]);
}

#[test]
fn child_every_kind() {
    if !child::is("child_every_kind") {
        return;
    }
    admin::set_event_handler(Some(note));
    admin::power_on().unwrap();
    assert_eq!(told(), [Notice::State(State::SelfTest), Notice::State(State::Operational)]);
    // The first use of an algorithm, and none that follows.
    hash::sha256(b"").unwrap();
    hash::sha256(b"").unwrap();
    let test = |name| Event::SelfTest(SelfTest::by_name(name).unwrap());
    assert_eq!(lines(&told()), [(test("SHA2-256"), true)]);
    // The periodic self-test.
    admin::self_test().unwrap();
    let all: Vec<_> = SelfTest::ALL.iter().map(|test| (Event::SelfTest(test), true)).collect();
    assert!(lines(&told()).ends_with(&all));
    settings();
    // A restart.
    admin::zeroize();
    admin::restart().unwrap();
    let said = told();
    assert_eq!(said[..2], [Notice::Zeroized, Notice::State(State::PowerOff)]);
    assert_eq!(lines(&said), [(Event::Restart, true)]);
    assert_eq!(said[3..], [Notice::State(State::SelfTest), Notice::State(State::Operational)]);
    failures();
    // Nobody listens.
    admin::set_event_handler(None);
    admin::restart().unwrap();
    assert_eq!(told(), []);
}

/// Each change is told once, and none that changes nothing.
fn settings() {
    admin::set_policy(Policy::Report);
    admin::set_policy(Policy::ApprovedOnly);
    admin::set_profile(Profile::Strict128);
    admin::set_profile(Profile::Strict128);
    admin::require_assessed_entropy(true);
    let changes = [
        Notice::Policy(Policy::ApprovedOnly),
        Notice::Profile(Profile::Strict128),
        Notice::AssessedEntropy { is_required: true },
    ];
    assert_eq!(told(), changes);
    assert!(changes.iter().all(|notice| notice.severity() == Severity::Change));
    // A refusal, with the reason that its error has; the seal before all others.
    let refusal = |reason| {
        assert_eq!(mac::HmacKey::<hash::Sha256>::new(&[1; 4]).map(drop), Err(Error::NotApproved(reason)));
        assert_eq!(told(), [Notice::Refused(reason)]);
        assert_eq!(Notice::Refused(reason).severity(), Severity::Warning);
    };
    refusal(Reason::Unsealed);
    lab::assume_sealed(true);
    refusal(Reason::KeyTooShort);
    let said = Error::NotApproved(Reason::KeyTooShort).to_string();
    assert!(said.contains("refuses") && said.ends_with(Reason::KeyTooShort.as_str()), "{said}");
    admin::set_policy(Policy::Report);
    assert_eq!(random::fill(&mut [0; 4]), Err(Error::NotApproved(Reason::UnassessedEntropy)));
    assert_eq!(told().last(), Some(&Notice::Refused(Reason::UnassessedEntropy)));
    lab::assume_sealed(false);
    admin::require_assessed_entropy(false);
    admin::set_profile(Profile::Baseline112);
    told();
}

/// A source without entropy, one that is broken, and a self-test that fails.
fn failures() {
    random::set_source(source(|_| false)).unwrap();
    assert!(matches!(told()[..], [Notice::Source(Source::Given(GivenSource { name: "a chip", .. }))]));
    assert_eq!(random::fill(&mut [0; 4]), Err(Error::EntropyUnavailable));
    assert_eq!(told().last(), Some(&Notice::NoEntropy));
    random::set_source(source(|_| true)).unwrap();
    told();
    assert_eq!(random::fill(&mut [0; 4]), Err(Error::ModuleInErrorState));
    let said = told();
    assert_eq!(lines(&said), [(Event::RepetitionCount, false)]);
    assert_eq!(said.last(), Some(&Notice::State(State::Error)));
    assert!(said.iter().all(|notice| notice.severity() == Severity::Failure));
    random::set_source(Source::preset()).unwrap();
    admin::restart().unwrap();
    told();
    lab::provoke("AES-CCM");
    assert_eq!(admin::self_test_one("AES-CCM"), Err(Error::ModuleInErrorState));
    let said = told();
    assert_eq!(lines(&said).last(), Some(&(Event::SelfTest(SelfTest::by_name("AES-CCM").unwrap()), false)));
    assert_eq!(said.last(), Some(&Notice::State(State::Error)));
    // What is refused in the error state was told by the state.
    assert!(hash::sha256(b"").is_err());
    assert_eq!(told(), []);
    assert!(admin::status().to_string().contains("state        error, failed: AES-CCM\n"));
    lab::provoke("none");
    admin::restart().unwrap();
    told();
}

/// The handler calls everything, in the worst moments: it is not called for what it causes, and
/// nothing waits for itself.
#[test]
fn a_handler_may_call_the_module() {
    child::run("child_calls", &[]);
}

static CALLS: AtomicU32 = AtomicU32::new(0);

#[test]
fn child_calls() {
    if !child::is("child_calls") {
        return;
    }
    fn meddle(_: &Notice) {
        static DEPTH: AtomicU32 = AtomicU32::new(0);
        assert_eq!(DEPTH.fetch_add(1, Ordering::SeqCst), 0, "never inside itself");
        CALLS.fetch_add(1, Ordering::SeqCst);
        random::set_source(Source::preset()).unwrap();
        admin::restart().unwrap();
        random::fill(&mut [0; 4]).unwrap();
        admin::zeroize();
        admin::set_policy(Policy::ApprovedOnly);
        assert!(hash::sha256(b"").is_err());
        admin::set_policy(Policy::Report);
        for operation in OPERATIONS {
            let mut prepared = (operation.prepare)().unwrap();
            (prepared.action)(&mut [SENTINEL; OUTPUT]).unwrap();
        }
        DEPTH.fetch_sub(1, Ordering::SeqCst);
    }
    random::fill(&mut [0; 4]).unwrap();
    random::set_source(source(|_| true)).unwrap();
    admin::set_event_handler(Some(meddle));
    // The generator of the thread is at work, and the root under its lock, when the test fails.
    assert_eq!(random::fill(&mut [0; 4]), Err(Error::ModuleInErrorState));
    assert_eq!(CALLS.load(Ordering::SeqCst), 2, "the health test, and the state");
    random::fill(&mut [0; 4]).unwrap();
}

/// A handler that panics, also with a payload that panics: the service is done, and the next notice
/// comes.
#[test]
fn a_panic_ends_in_the_handler() {
    child::run("child_panics", &[]);
}

#[test]
fn child_panics() {
    if !child::is("child_panics") {
        return;
    }
    struct Trap;
    impl Drop for Trap {
        fn drop(&mut self) {
            panic!("the payload");
        }
    }
    admin::set_event_handler(Some(|_| {
        CALLS.fetch_add(1, Ordering::SeqCst);
        std::panic::panic_any(Trap);
    }));
    admin::power_on().unwrap();
    assert_eq!(hash::sha256(b"abc").unwrap()[0], 0xba);
    assert_eq!(CALLS.load(Ordering::SeqCst), 3);
}

/// Handlers are changed while other threads tell: each call is of one or the other, and a thread in
/// the handler does not keep the notices of another from it.
#[test]
fn threads_are_told_apart() {
    child::run("child_threads", &[]);
}

#[test]
fn child_threads() {
    if !child::is("child_threads") {
        return;
    }
    const EACH: u32 = 500;
    static COUNTS: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];
    fn count<const N: usize>(notice: &Notice) {
        assert_eq!(*notice, Notice::Refused(Reason::Unsealed));
        COUNTS[N].fetch_add(1, Ordering::SeqCst);
        std::thread::yield_now();
    }
    hash::sha256(b"").unwrap();
    admin::set_policy(Policy::ApprovedOnly);
    admin::set_event_handler(Some(count::<0>));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..EACH).for_each(|_| assert!(hash::sha256(b"").is_err())));
        }
        for i in 0..EACH {
            admin::set_event_handler(Some(if i % 2 == 0 { count::<1> } else { count::<0> }));
            std::thread::yield_now();
        }
    });
    let counts = COUNTS.each_ref().map(|count| count.load(Ordering::SeqCst));
    assert_eq!(counts[0] + counts[1], 4 * EACH, "{counts:?}");
}

/// The state model is what the module does: every passage of the table is gone, and no other one.
#[test]
fn the_passages_are_those_of_the_table() {
    child::run("child_goes_from_state_to_state", &[]);
}

#[test]
fn child_goes_from_state_to_state() {
    if !child::is("child_goes_from_state_to_state") {
        return;
    }
    admin::set_event_handler(Some(note));
    admin::self_test().unwrap();
    lab::provoke("AES");
    assert_eq!(admin::self_test_one("AES"), Err(Error::ModuleInErrorState));
    lab::provoke("none");
    admin::restart().unwrap();
    admin::restart().unwrap();
    let told = told();
    let entered =
        told.iter().filter_map(|notice| if let Notice::State(state) = notice { Some(*state) } else { None });
    let states: Vec<State> = std::iter::once(State::PowerOff).chain(entered).collect();
    let mut seen: BTreeSet<_> = states.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let table: BTreeSet<_> = admin::PASSAGES.iter().map(|passage| (passage.from, passage.to)).collect();
    // This image has no seal that could fail; `lab/tests/damage.rs` changes sealed ones.
    assert!(seen.insert((State::SelfTest, State::Error)));
    assert_eq!(seen, table);
    assert_eq!(table.len(), admin::PASSAGES.len());
}
