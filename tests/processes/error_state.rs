//! The error state, looked at again before output leaves: a service that is at work when the module
//! fails gives nothing.
//!
//! Each test runs in a process of its own, because the state is that of the process.

use crate::common::child;
use crate::common::operations::{OPERATIONS, OUTPUT, SENTINEL};
use qila::admin::{self, Event, Policy, Profile, SelfTest, SelfTestState, State};
use qila::random::{self, Rng, Source};
use qila::xof::XofAlgorithm;
use qila::{Error, aead, cipher, hash, kdf, lab, mac, xof};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Unchanged or zero, byte by byte: a service writes only a part of the buffer.
/// Input whose turn had not come in a message of several parts stands where it was.
fn gives_nothing(output: &[u8; OUTPUT]) -> bool {
    let input = crate::common::operations::input::data();
    output.iter().enumerate().all(|(i, &byte)| byte == SENTINEL || byte == 0 || input.get(i) == Some(&byte))
}

/// Every operation meets the error state between its work and its exit, and every exit on its way:
/// one that makes a key and uses it has several.
#[test]
fn no_operation_delivers_after_a_failure() {
    child::run("error_state::child_fails_before_exit", &[]);
}

#[test]
fn child_fails_before_exit() {
    if !child::is("error_state::child_fails_before_exit") {
        return;
    }
    for operation in OPERATIONS {
        let mut prepared = (operation.prepare)().expect("the module works");
        let mut passed = 0;
        loop {
            let mut output = [SENTINEL; OUTPUT];
            lab::fail_before_exit(Some(passed));
            let said = (prepared.action)(&mut output);
            lab::fail_before_exit(None);
            if admin::status().state == State::Operational {
                // It passed all its exits.
                assert!(passed > 0, "{} has no exit", operation.name());
                assert_eq!(said, Ok(()), "{}", operation.name());
                break;
            }
            assert_eq!(said, Err(Error::ModuleInErrorState), "{}, exit {passed}", operation.name());
            // Later exits may come after calls of the same row that were done and delivered.
            assert!(passed > 0 || gives_nothing(&output), "{}: {output:02x?}", operation.name());
            assert_eq!(admin::status().failure, Some(Event::Provoked));
            admin::restart().expect("the module restarts");
            // A search for primes has thousands of exits, those of its generator.
            passed += 1 + passed / 8 * 8;
        }
    }
}

/// So does a restart: what began before it does not deliver after it.
#[test]
fn no_operation_delivers_across_a_restart() {
    child::run("error_state::child_restarts_in_flight", &[]);
}

#[test]
fn child_restarts_in_flight() {
    if !child::is("error_state::child_restarts_in_flight") {
        return;
    }
    in_flight(|| admin::restart().expect("the module restarts"));
}

/// Long calls of another thread, provoked to fail in the middle.
#[test]
fn a_call_in_flight_gives_nothing_after_the_failure() {
    child::run("error_state::child_fails_in_flight", &[]);
}

#[test]
fn child_fails_in_flight() {
    if !child::is("error_state::child_fails_in_flight") {
        return;
    }
    in_flight(|| {
        lab::fail();
        assert_eq!(admin::status().state, State::Error);
    });
}

/// A service over much data: the first buffer is input, the second takes the output.
type Long = fn(&[u8], &mut [u8]) -> Result<(), Error>;

const LONG: &[(&str, Long)] = &[
    ("hash", |data, out| hash::digest_into(hash::HashAlgorithm::Sha256, data, out).map(drop)),
    ("xof", |_, out| xof::shake128(b"seed", out)),
    ("mac", |data, out| mac::KmacKey::new(XofAlgorithm::Shake256, &[1; 32])?.authenticate_into(data, &mut out[..32])),
    ("cbc", |_, out| cipher::AesKey::new(&[1; 32])?.cbc_encrypt(&[2; 16], out)),
    ("ctr", |_, out| cipher::AesKey::new(&[1; 32])?.ctr(&[2; 16])?.apply(out)),
    ("gcm", |_, out| aead::AesGcmKey::new(&[1; 32])?.counter_iv_sealer(b"host")?.seal_in_place(b"", out).map(drop)),
    ("pbkdf2", |data, out| {
        let iterations = (data.len() / 32) as u32;
        kdf::Pbkdf2::new(hash::HashAlgorithm::Sha256, b"password", b"0123456789abcdef", iterations)?
            .derive(&mut out[..32])
    }),
    ("generator", |_, out| Rng::new()?.fill(out)),
];

/// Runs each service in a thread and `strike` in its middle. One that was faster than the strike is
/// given more data. One that a busy machine let begin after it, as its success shows, is run again:
/// what works on through the strike does so every time.
fn in_flight(strike: impl Fn()) {
    for (name, work) in LONG {
        // The first use has the self-tests before it.
        work(&[0; 64], &mut [0; 64]).expect("the module works");
        let (mut size, mut late) = (1 << 20, 0);
        let (said, out) = loop {
            let (data, mut out) = (vec![SENTINEL; size], vec![SENTINEL; size]);
            let [begun, ended] = [const { AtomicBool::new(false) }; 2];
            let (said, is_hit) = std::thread::scope(|scope| {
                let worker = scope.spawn(|| {
                    begun.store(true, Ordering::SeqCst);
                    let said = work(&data, &mut out);
                    ended.store(true, Ordering::SeqCst);
                    said
                });
                while !begun.load(Ordering::SeqCst) {
                    std::thread::yield_now();
                }
                std::thread::sleep(Duration::from_millis(2));
                strike();
                let is_hit = !ended.load(Ordering::SeqCst);
                (worker.join().expect("the worker ends"), is_hit)
            });
            admin::restart().expect("the module restarts");
            if is_hit && said.is_ok() && late < 5 {
                late += 1;
                continue;
            }
            if is_hit {
                break (said, out);
            }
            assert!(size < 1 << 30, "{name} is never hit");
            size *= 4;
        };
        assert_eq!(said, Err(Error::ModuleInErrorState), "{name}");
        assert!(out.iter().all(|&byte| byte == SENTINEL || byte == 0), "{name} gave output");
    }
}

/// What an officer needs in the error state works there, and objects can be dropped.
#[test]
fn the_officer_can_work_in_the_error_state() {
    child::run("error_state::child_officer", &[]);
}

#[test]
fn child_officer() {
    if !child::is("error_state::child_officer") {
        return;
    }
    let kept: Vec<_> = OPERATIONS.iter().map(|operation| (operation.prepare)().expect("the module works")).collect();
    let mut rng = Rng::new().unwrap();
    lab::fail();
    let status = admin::status();
    assert_eq!((status.state, status.failure), (State::Error, Some(Event::Provoked)));
    assert!(status.to_string().contains("state        error, failed: provoked\n"), "{status}");
    assert!(admin::self_test_log().count() > 0);
    assert!(SelfTest::ALL.iter().any(|test| test.state() == SelfTestState::Passed));
    admin::set_policy(Policy::ApprovedOnly);
    assert_eq!(admin::policy(), Policy::ApprovedOnly);
    admin::set_policy(Policy::Report);
    let profile = admin::profile();
    admin::set_profile(Profile::Cnsa2);
    admin::set_profile(profile);
    assert!(!random::indicator().is_approved() || lab_is_sealed());
    random::set_source(Source::Jitter).unwrap();
    assert_eq!(random::source(), Source::Jitter);
    admin::zeroize();
    drop(kept);
    // None of it is a way out.
    assert_eq!(rng.fill(&mut [0; 8]), Err(Error::ModuleInErrorState));
    assert_eq!(admin::power_on(), Err(Error::ModuleInErrorState));
    assert_eq!(admin::self_test(), Err(Error::ModuleInErrorState));
    assert_eq!(admin::self_test_one("AES"), Err(Error::ModuleInErrorState));
    assert_eq!(random::health_test(), Err(Error::ModuleInErrorState));
    assert_eq!(admin::status().state, State::Error);
    admin::restart().expect("the way out");
    assert_eq!((admin::status().state, admin::status().failure), (State::Operational, None));
    rng.fill(&mut [0; 8]).unwrap();
}

fn lab_is_sealed() -> bool {
    admin::status().seal == admin::Seal::Sealed
}

/// A self-test that began before a restart says nothing after it, whether it is asked for or stands
/// before a first use.
#[test]
fn a_result_from_before_a_restart_counts_no_more() {
    for way in ["self-test", "first use"] {
        child::run("error_state::child_stale_pass", &[("QILA_WAY", way)]);
        child::run("error_state::child_stale_failure", &[("QILA_WAY", way)]);
    }
}

const LATE: &str = "SHA2-512";

/// Begins the self-test in another thread, holds its result back, lets `between` happen, and gives
/// what the thread was told.
fn with_result_held(way: &str, between: impl FnOnce()) -> Result<(), Error> {
    std::thread::scope(|scope| {
        lab::hold_result();
        let worker = scope.spawn(|| match way {
            "self-test" => admin::self_test_one(LATE),
            _ => hash::sha512(b"").map(drop),
        });
        let begun = Instant::now();
        while !lab::holds_result() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the self-test runs");
            std::thread::yield_now();
        }
        between();
        lab::let_result_go();
        worker.join().expect("the worker ends")
    })
}

#[test]
fn child_stale_pass() {
    let Some(way) = child::value("error_state::child_stale_pass", "QILA_WAY") else { return };
    let late = SelfTest::by_name(LATE).expect("listed");
    lab::provoke("none");
    let said = with_result_held(&way, || {
        lab::provoke(LATE);
        admin::restart().expect("the module restarts");
        assert_eq!(late.state(), SelfTestState::NotYetNeeded);
    });
    assert_eq!(said, Err(Error::ModuleInErrorState), "the pass is of the run before");
    assert_eq!(late.state(), SelfTestState::Failed);
    assert_eq!(admin::status().failure, Some(Event::SelfTest(late)));
}

#[test]
fn child_stale_failure() {
    let Some(way) = child::value("error_state::child_stale_failure", "QILA_WAY") else { return };
    let late = SelfTest::by_name(LATE).expect("listed");
    lab::provoke(LATE);
    let said = with_result_held(&way, || {
        lab::provoke("none");
        admin::restart().expect("the module restarts");
        hash::sha512(b"").expect("its test passes in the new run");
    });
    assert_eq!(said, Ok(()), "the failure is of the run before");
    assert_eq!((late.state(), admin::status().state), (SelfTestState::Passed, State::Operational));
}
