//! Many threads at once, over the table of operations: each answer is the right one, or an error
//! that belongs to what happens meanwhile.
//!
//! `./check tsan` runs this file under ThreadSanitizer. Each test works in processes of its own,
//! because "first" is first in a process. `QILA_THREADS_STEP=10` takes each tenth row where every
//! row would take a process, as builds without optimization do.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(unix)]

mod common;
#[path = "threads/load.rs"]
mod load;
#[path = "threads/waiting.rs"]
mod waiting;

use common::answers::{self, Answers, Outputs, Row, rows};
use common::child;
use common::operations::OPERATIONS;
use qila::admin::{self, Event, SelfTest, SelfTestState, State};
use qila::{Error, aead, lab, random};
use std::collections::HashSet;
use std::sync::Barrier;
use std::thread::scope;

/// Those that begin at once.
const THREADS: usize = 64;
/// A child that takes longer has met a lock that nobody opens.
const SECONDS: u32 = 240;

#[test]
fn child_writes_answers() {
    answers::write();
}

/// The rows, in a child that ends in any case.
fn rows_in(name: &str) -> Option<Vec<Row>> {
    let rows = rows(name)?;
    limit_time();
    Some(rows)
}

fn limit_time() {
    // SAFETY: it sets a timer of this process, whose end is the process's.
    unsafe { libc::alarm(SECONDS) };
}

/// Which rows get a process of their own. Without optimization a pass over all rows takes its time.
fn step() -> usize {
    let preset = if cfg!(debug_assertions) { 10 } else { 1 };
    std::env::var("QILA_THREADS_STEP").map_or(preset, |step| step.parse().expect("a number"))
}

/// Does `work` in many threads that begin together. The threads are numbered.
fn at_once<T: Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(threads);
    let begin = |number| {
        barrier.wait();
        work(number)
    };
    scope(|scope| {
        let begin = &begin;
        let handles: Vec<_> = (0..threads).map(|number| scope.spawn(move || begin(number))).collect();
        handles.into_iter().map(|handle| handle.join().expect("the thread ends")).collect()
    })
}

/// Random answers are all different: of threads, of uses, and of rows.
fn assert_distinct<'a>(answers: impl Iterator<Item = &'a Outputs>) {
    let all: Vec<&[u8]> = answers.flatten().map(|output| &output[..64]).collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "a random answer came twice");
}

/// All of one service.
#[test]
fn the_first_use_of_every_service() {
    let answers = Answers::new("first");
    for row in (0..OPERATIONS.len()).step_by(step()) {
        answers.run("child_first_use", &[("QILA_ROW", &row.to_string())]);
    }
}

#[test]
fn child_first_use() {
    let Some(rows) = rows_in("child_first_use") else { return };
    let row = &rows[child::value("child_first_use", "QILA_ROW").unwrap().parse::<usize>().unwrap()];
    assert_eq!(admin::status().state, State::PowerOff);
    let all = at_once(THREADS, |_| row.ask().map_err(|refusal| refusal.error));
    let all: Vec<_> = all.into_iter().map(|answer| answer.expect(row.operation.service)).collect();
    all.iter().for_each(|outputs| row.check(outputs));
    if row.is_random {
        assert_distinct(all.iter().map(|outputs| &**outputs));
    }
    assert_eq!(admin::status().state, State::Operational);
}

/// Each of another service, and the officers among them.
#[test]
fn first_uses_of_different_services() {
    let answers = Answers::new("different");
    for round in (0..16).step_by(step().min(8)) {
        answers.run("child_different_first_uses", &[("QILA_ROUND", &round.to_string())]);
    }
}

#[test]
fn child_different_first_uses() {
    let Some(rows) = rows_in("child_different_first_uses") else { return };
    let round: usize = child::value("child_different_first_uses", "QILA_ROUND").unwrap().parse().unwrap();
    let all = at_once(THREADS, |number| {
        match (number + round) % 16 {
            0 => admin::self_test().expect("every self-test passes"),
            1 => admin::power_on().expect("the module works"),
            2 => random::health_test().expect("the generators work"),
            3 => assert_ne!(admin::status().state, State::Error),
            _ => {}
        }
        // Neighbours begin far apart, and all rows are met in the course of the rounds.
        let row = &rows[(number * 29 + round * 9) % rows.len()];
        let outputs = row.ask().map_err(|refusal| refusal.error).expect(row.operation.service);
        row.check(&outputs);
        (row.is_random, outputs)
    });
    assert_distinct(all.iter().filter(|(is_random, _)| *is_random).map(|(_, outputs)| &**outputs));
    assert_eq!(admin::status().state, State::Operational);
}

/// A self-test that fails at a first use: nobody gets an answer that rests on it, whoever ran it.
#[test]
fn a_self_test_that_fails_at_a_first_use() {
    let answers = Answers::new("failing");
    for cast in SelfTest::ALL.iter().step_by(step()) {
        answers.run("child_first_use_fails", &[("QILA_CAST", cast.name())]);
    }
}

#[test]
fn child_first_use_fails() {
    let Some(rows) = rows_in("child_first_use_fails") else { return };
    let cast = SelfTest::by_name(&child::value("child_first_use_fails", "QILA_CAST").unwrap()).unwrap();
    lab::provoke(cast.name());
    at_once(THREADS, |number| {
        for row in rows.iter().skip(number % 16).step_by(16) {
            match row.ask() {
                Ok(outputs) => row.check(&outputs),
                Err(refusal) => {
                    assert_eq!(refusal.error, Error::ModuleInErrorState, "{}", row.operation.name());
                    row.check_refusal(&refusal);
                }
            }
        }
        // Not every class of parameters that has a self-test has a row.
        assert_eq!(admin::self_test_one(cast.name()), Err(Error::ModuleInErrorState));
    });
    assert_eq!(cast.state(), SelfTestState::Failed);
    assert_eq!(admin::status().failure, Some(Event::SelfTest(cast)));
    assert!(rows.iter().all(|row| row.ask().err().map(|refusal| refusal.error) == Some(Error::ModuleInErrorState)));
}

/// A budget that many threads share is spent once.
#[test]
fn threads_share_the_count_of_a_key() {
    let packets = aead::TagLength::Bits32(aead::Packets32::UpTo1024);
    let (key, budget) = (aead::AesGcmKey::with_tag_length(&[7; 32], packets).unwrap(), packets.openings().unwrap());
    let opened = at_once(THREADS, |_| {
        let tries =
            (0..=budget / THREADS as u32 * 2).map(|_| key.open_in_place(&[1; 12], &[], &mut [2; 16], &[3; 4]));
        let counted = tries.filter(|said| match said {
            Err(Error::TagMismatch) => true,
            Err(Error::KeyExhausted) => false,
            other => panic!("{other:?}"),
        });
        counted.count() as u32
    });
    assert_eq!(opened.iter().sum::<u32>(), budget);
}
