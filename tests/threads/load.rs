//! What officers do while other threads work: tests, restarts, other policies and sources,
//! failures.

use super::common::answers::{Answers, Row};
use super::{assert_distinct, rows_in};
use crate::common::child;
use qila::admin::{self, Event, Policy, Profile, SelfTest, State};
use qila::random::{self, GivenSource, GivenSourceOfC, MinEntropy, Rng, Source};
use qila::{Error, Reason, lab};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::thread::{scope, sleep, yield_now};
use std::time::Duration;

/// Those that work under the hands of an officer.
const WORKERS: usize = 12;

/// The threads at work, as the officer sees them.
#[derive(Default)]
struct Load {
    stop: AtomicBool,
    /// Odd from the moment when the module has failed to the one before it is restarted.
    failures: AtomicU32,
    served: AtomicUsize,
    refused: AtomicUsize,
}

/// Ends the load, also where a thread panics.
struct End<'a>(&'a Load);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.stop.store(true, Ordering::SeqCst);
    }
}

impl Load {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Waits for as many answers more.
    fn wait_for(&self, count: &AtomicUsize, more: usize) {
        let enough = count.load(Ordering::SeqCst) + more;
        while count.load(Ordering::SeqCst) < enough && !self.is_over() {
            yield_now();
        }
    }

    /// The module is in its error state. Who asks from now on gets nothing, until it is restarted.
    fn stays_failed(&self, what: Option<Event>) {
        assert_eq!((admin::status().state, admin::status().failure), (State::Error, what));
        self.failures.fetch_add(1, Ordering::SeqCst);
        self.wait_for(&self.refused, 2 * WORKERS);
        self.failures.fetch_add(1, Ordering::SeqCst);
        admin::restart().expect("the way out");
    }

    /// Asks row after row, and gives the random answers.
    fn work(&self, rows: &[Row], first: usize, allowed: Allowed) -> Vec<super::Outputs> {
        let _end = End(self);
        let mut random = Vec::new();
        for row in rows.iter().cycle().skip(first) {
            if self.is_over() {
                break;
            }
            let before = self.failures.load(Ordering::SeqCst);
            let answer = row.ask();
            let is_failed = before % 2 == 1 && before == self.failures.load(Ordering::SeqCst);
            match answer {
                Ok(outputs) => {
                    assert!(!is_failed, "{} answers in the error state", row.operation.name());
                    row.check(&outputs);
                    self.served.fetch_add(1, Ordering::SeqCst);
                    random.extend(row.is_random.then_some(*outputs));
                }
                Err(refusal) => {
                    assert!(allowed(row, refusal.error), "{}: {:?}", row.operation.name(), refusal.error);
                    row.check_refusal(&refusal);
                    self.refused.fetch_add(1, Ordering::SeqCst);
                }
            }
        }
        random
    }
}

/// Whether a row may answer with that error.
type Allowed = fn(&Row, Error) -> bool;

const NONE: Allowed = |_, _| false;
const ERROR_STATE: Allowed = |_, error| error == Error::ModuleInErrorState;

/// Lets `officer` work while others do. Afterwards every row is right. Gives how many calls were
/// refused.
fn under_load(rows: &[Row], allowed: Allowed, officer: impl FnOnce(&Load)) -> usize {
    let load = Load::default();
    let random: Vec<_> = scope(|scope| {
        let load = &load;
        let begin = |number| scope.spawn(move || load.work(rows, number * rows.len() / WORKERS, allowed));
        let workers: Vec<_> = (0..WORKERS).map(begin).collect();
        {
            let _end = End(load);
            officer(load);
            load.wait_for(&load.served, rows.len());
        }
        workers.into_iter().flat_map(|worker| worker.join().expect("the worker ends")).collect()
    });
    assert_distinct(random.iter());
    for row in rows {
        row.check(&row.ask().map_err(|refusal| refusal.error).expect(row.operation.service));
    }
    load.refused.into_inner()
}

/// How often an officer does a thing.
fn rounds(rounds: usize) -> usize {
    (rounds / super::step()).max(2)
}

fn given(name: &'static str, fill: fn(&mut [u8]) -> bool) -> Source {
    Source::Given(GivenSource { name, min_entropy: MinEntropy::Bits4, esv: None, fill })
}

extern "C" fn fill_for_c(samples: *mut u8, len: usize) -> i32 {
    // SAFETY: the module gives a buffer of that length.
    i32::from(getrandom::fill(unsafe { std::slice::from_raw_parts_mut(samples, len) }).is_ok())
}

/// A name, what an officer does, and what others may hear meanwhile.
type Phase = (&'static str, fn(&[Row]));

const PHASES: &[Phase] = &[
    ("self-tests", |rows| {
        under_load(rows, NONE, |load| {
            for _ in 0..rounds(4) {
                admin::self_test().expect("every self-test passes");
                for test in SelfTest::ALL {
                    assert_eq!(admin::self_test_one(test.name()), Ok(()), "{}", test.name());
                }
                random::health_test().expect("the generators work");
                load.wait_for(&load.served, rows.len() / 2);
            }
        });
    }),
    ("restarts", |rows| {
        let refused = under_load(rows, ERROR_STATE, |load| {
            for _ in 0..rounds(60) {
                // Two officers: neither hears of the other's restart.
                scope(|scope| {
                    let other = scope.spawn(admin::restart);
                    assert_eq!((admin::restart(), other.join().expect("it ends")), (Ok(()), Ok(())));
                    assert_eq!(admin::self_test_one("AES"), Ok(()));
                });
                load.wait_for(&load.served, WORKERS);
            }
        });
        assert!(refused > 0, "no call was met");
    }),
    ("policies", |rows| {
        lab::assume_sealed(true);
        let refused = under_load(
            rows,
            |row, error| matches!(error, Error::NotApproved(_)) && !row.is_approved,
            |load| {
                for _ in 0..rounds(100) {
                    admin::set_policy(Policy::ApprovedOnly);
                    load.wait_for(&load.served, WORKERS);
                    admin::set_policy(Policy::Report);
                    load.wait_for(&load.served, WORKERS);
                }
            },
        );
        assert!(refused > 0);
    }),
    ("profiles", |rows| {
        lab::assume_sealed(true);
        under_load(rows, NONE, |load| {
            for round in 0..rounds(100) {
                admin::set_profile(Profile::ALL[round % Profile::ALL.len()]);
                load.wait_for(&load.served, WORKERS);
            }
            admin::set_profile(Profile::Baseline112);
        });
    }),
    ("assessed entropy", |rows| {
        let refused = under_load(
            rows,
            // Only who asks a generator hears it, for its answer or on the way to it.
            |_, error| error == Error::NotApproved(Reason::UnassessedEntropy),
            |load| {
                for _ in 0..rounds(60) {
                    admin::require_assessed_entropy(true);
                    load.wait_for(&load.served, 4 * WORKERS);
                    admin::require_assessed_entropy(false);
                    load.wait_for(&load.served, 4 * WORKERS);
                }
            },
        );
        assert!(refused > 0);
    }),
    ("sources", |rows| {
        let of_c = GivenSourceOfC { name: "of C", min_entropy: MinEntropy::Bits8, esv: None, fill: fill_for_c };
        let sources = [
            Source::OperatingSystem,
            given("one", |samples| getrandom::fill(samples).is_ok()),
            Source::GivenOfC(of_c),
            given("two", |samples| getrandom::fill(samples).is_ok()),
        ];
        under_load(rows, NONE, |load| {
            for round in 0..rounds(60) {
                let source = sources[round % sources.len()];
                random::set_source(source).expect("any source");
                assert_eq!(random::source(), source);
                load.wait_for(&load.served, 2 * WORKERS);
                admin::zeroize();
            }
        });
    }),
    ("loaded entropy", |rows| {
        let refused = under_load(
            rows,
            |_, error| error == Error::EntropyUnavailable,
            |load| {
                // As often as it takes until some worker has asked for more than was loaded.
                let mut left = rounds(20);
                while left > 0 || load.refused.load(Ordering::SeqCst) == 0 && !load.is_over() {
                    left = left.saturating_sub(1);
                    random::set_source(Source::Loaded).expect("any source");
                    let mut entropy = [0; 72];
                    getrandom::fill(&mut entropy).expect("the system gives entropy");
                    random::load_entropy(&entropy, 576).expect("there is room");
                    load.wait_for(&load.served, 4 * WORKERS);
                    random::set_source(Source::OperatingSystem).expect("any source");
                    admin::zeroize();
                    load.wait_for(&load.served, WORKERS);
                }
            },
        );
        assert!(refused > 0);
    }),
    ("restores", |rows| {
        under_load(
            rows,
            |_, error| error == Error::KeyExhausted,
            |load| {
                for _ in 0..rounds(100) {
                    admin::after_restore();
                    load.wait_for(&load.served, WORKERS);
                }
            },
        );
    }),
    ("a broken source", |rows| {
        let refused = under_load(rows, ERROR_STATE, |load| {
            for _ in 0..rounds(20) {
                random::set_source(given("stuck", |samples| {
                    samples.fill(5);
                    true
                }))
                .expect("any source");
                // Whoever meets it first, this thread at the latest.
                assert_eq!(Rng::new().err(), Some(Error::ModuleInErrorState));
                random::set_source(Source::OperatingSystem).expect("any source");
                load.stays_failed(Some(Event::RepetitionCount));
                load.wait_for(&load.served, WORKERS);
            }
        });
        assert!(refused > 0);
    }),
    ("failures", |rows| {
        let refused = under_load(rows, ERROR_STATE, |load| {
            for test in SelfTest::ALL.iter().step_by(super::step()) {
                lab::provoke(test.name());
                assert_eq!(admin::self_test_one(test.name()), Err(Error::ModuleInErrorState));
                lab::provoke("none");
                load.stays_failed(Some(Event::SelfTest(test)));
                load.wait_for(&load.served, WORKERS);
                sleep(Duration::from_micros(100));
                lab::fail();
                load.stays_failed(Some(Event::Provoked));
            }
        });
        assert!(refused > 0);
    }),
];

#[test]
fn officers_at_work() {
    let answers = Answers::new("load");
    for (name, _) in PHASES {
        answers.run("load::child_under_load", &[("QILA_PHASE", name)]);
    }
}

#[test]
fn child_under_load() {
    let Some(rows) = rows_in("load::child_under_load") else { return };
    let name = child::value("load::child_under_load", "QILA_PHASE").unwrap();
    let (_, phase) = PHASES.iter().find(|(known, _)| *known == name).expect("a phase");
    phase(&rows);
}
