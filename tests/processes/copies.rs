//! What moves on with each use does not go on in a copy of the process: every service of the table,
//! under kernels that wipe a page in a child, say so falsely, or refuse, by fork and in PID
//! namespaces, each in a process of its own.

use crate::common::child;
use crate::common::operations::{OPERATIONS, OUTPUT, Operation, Prepared, SENTINEL};
use crate::common::processes::{Kernel, Way, try_in_copy};
use qila::admin::ssp::{Progress, SSPS};
use qila::{Error, admin, aead, cipher};
use std::io::Write;

/// Those whose key counts, but that take nothing of the count.
const UNCOUNTED: [&str; 2] =
    ["aead::AesGcmKey::open_in_place (tag of 96 bits or more)", "mac::GmacKey::verify (tag of any length)"];
/// Those that work with the key of another type.
const BORROWERS: [(&str, &str); 4] = [
    ("aead::RandomIvSealer", "aead::AesGcmKey"),
    ("aead::CallerIvSealer", "aead::AesGcmKey"),
    ("mac::RandomIvGmac", "mac::GmacKey"),
    ("mac::CallerIvGmac", "mac::GmacKey"),
];

/// The holder that the table of sensitive parameters has for a service.
fn holder(service: &str) -> &str {
    let lender = BORROWERS.iter().find(|(borrower, _)| *borrower == service).map(|(_, lender)| *lender);
    let mut parts = service.rsplitn(2, "::");
    let is_method = parts.next().is_some_and(|last| last.starts_with(char::is_lowercase));
    let of_method = parts.next().filter(|holder| is_method && holder.contains("::"));
    lender.or(of_method).unwrap_or(service)
}

/// What the table says of a service.
fn progress(operation: &Operation) -> Progress {
    let is_random = [
        "::generate",
        "::encapsulate",
        "::sign",
        "::hash_sign",
        "::sign_mu",
        "::digest_sign",
        "::sign_pss",
        "::sign_digest",
        "EncryptionKey::encrypt",
        "EncryptionKey::transport",
        "EphemeralKey::agree",
    ]
    .iter()
    .any(|end| operation.service.ends_with(end));
    // A key that comes from a stored state is another one.
    if operation.service == "lms::SigningKey::from_state" {
        return Progress::None;
    }
    let is_deterministic = operation.service.starts_with("eddsa::") && !operation.service.ends_with("::generate");
    let is_counted = operation.service == "lms::SigningKey::sign";
    if is_random && !is_deterministic && !is_counted || operation.service == "random::fill" {
        return Progress::Generates;
    }
    let row = SSPS.iter().find(|row| row.holder == holder(operation.service));
    row.map_or(Progress::None, |row| row.progress)
}

/// Each row that says how it moves on has a service that shows it.
#[test]
fn every_holder_that_moves_on_is_tried() {
    for row in SSPS.iter().filter(|row| row.progress != Progress::None && row.holder != "the module") {
        assert!(OPERATIONS.iter().any(|operation| holder(operation.service) == row.holder), "{}", row.holder);
    }
}

type Outcome = (Result<(), Error>, [u8; OUTPUT]);

/// Every service once.
fn all(made: &mut [Prepared]) -> Vec<Outcome> {
    let once = |made: &mut Prepared| {
        let mut out = [SENTINEL; OUTPUT];
        let done = (made.action)(&mut out);
        (done, out)
    };
    made.iter_mut().map(once).collect()
}

fn make() -> Vec<Prepared> {
    OPERATIONS.iter().map(|operation| (operation.prepare)().unwrap()).collect()
}

fn write(outcomes: &[Outcome], pipe: &mut impl Write) {
    for (done, out) in outcomes {
        let status = match done {
            Ok(()) => 0,
            Err(Error::KeyExhausted) => 1,
            Err(_) => 2,
        };
        pipe.write_all(&[status]).unwrap();
        pipe.write_all(out).unwrap();
    }
}

fn read(bytes: &[u8]) -> Vec<Outcome> {
    let outcomes: Vec<Outcome> = bytes
        .chunks(1 + OUTPUT)
        .map(|bytes| {
            let done = match bytes[0] {
                0 => Ok(()),
                1 => Err(Error::KeyExhausted),
                _ => Err(Error::ModuleInErrorState),
            };
            (done, bytes[1..].try_into().unwrap())
        })
        .collect();
    assert_eq!(outcomes.len(), OPERATIONS.len());
    outcomes
}

const REFUSED: Outcome = (Err(Error::KeyExhausted), [SENTINEL; OUTPUT]);

/// What the copy gave, beside what the original gave before and gives after.
fn judge(before: [&[Outcome]; 2], copy: &[Outcome], after: &[Outcome], what: &str) {
    for (i, operation) in OPERATIONS.iter().enumerate() {
        let ([first, second], copy, after) = (before.map(|outcomes| outcomes[i]), copy[i], after[i]);
        let name = format!("{what}: {}", operation.name());
        assert!([first, second, after].iter().all(|(done, _)| done.is_ok()), "{name}: the original works");
        match progress(operation) {
            Progress::None => assert!(first == second && second == copy && copy == after, "{name} moves on"),
            Progress::Counts if UNCOUNTED.contains(&operation.name().as_str()) => assert_eq!(copy, after, "{name}"),
            Progress::Counts => assert_eq!(copy, REFUSED, "{name}"),
            Progress::Reads => assert_eq!(copy, after, "{name}"),
            Progress::Numbers | Progress::Encrypts => {
                assert_eq!(copy, REFUSED, "{name}");
                assert!(first != second && second != after, "{name} does not move on");
            }
            _ => {
                assert_eq!(copy.0, Ok(()), "{name}");
                let outputs = [first, second, copy, after].map(|(_, out)| out);
                let distinct: std::collections::HashSet<_> = outputs.iter().collect();
                assert_eq!(distinct.len(), outputs.len(), "{name} repeats itself");
            }
        }
    }
}

/// A copy and a copy of the copy, which begin where the original goes on.
fn experiment(way: Way, what: &str) {
    let mut made = make();
    let before = [all(&mut made), all(&mut made)];
    let written = try_in_copy(way, |pipe| {
        let second = try_in_copy(way, |pipe| write(&all(&mut made), pipe)).expect("what went once");
        pipe.write_all(&second).unwrap();
        write(&all(&mut made), pipe);
    });
    let Some(written) = written else {
        println!("{what}: not permitted here, left out");
        return;
    };
    let (second, first) = written.split_at(written.len() / 2);
    let (first, second, after) = (read(first), read(second), all(&mut made));
    let before = [&*before[0], &*before[1]];
    judge(before, &first, &after, what);
    judge(before, &second, &after, what);
    for ((operation, first), second) in OPERATIONS.iter().zip(&first).zip(&second) {
        let parted = first.1 != second.1;
        assert!(progress(operation) != Progress::Generates || parted, "{what}: {} in two copies", operation.name());
    }
}

const KERNEL: &str = "QILA_TEST_KERNEL";
const WAY: &str = "QILA_TEST_WAY";

#[test]
fn copies_do_not_go_on() {
    for kernel in Kernel::ALL {
        for way in Way::ALL {
            let (kernel, way) = (format!("{kernel:?}"), format!("{way:?}"));
            child::run("copies::child_that_is_copied", &[(KERNEL, &kernel), (WAY, &way)]);
        }
    }
}

#[test]
fn child_that_is_copied() {
    let Some(kernel) = child::value("copies::child_that_is_copied", KERNEL) else { return };
    let way = child::value("copies::child_that_is_copied", WAY).unwrap();
    let what = format!("{kernel} {way}");
    let kernel = Kernel::ALL.iter().find(|known| format!("{known:?}") == kernel).unwrap();
    let way = *Way::ALL.iter().find(|known| format!("{known:?}") == way).unwrap();
    if !kernel.install() {
        println!("{what}: no filter of system calls can be had here, left out");
        return;
    }
    if way == Way::Fork {
        experiment(way, &what);
        return;
    }
    // The original is process 1 of a namespace, as its copies are.
    let done = try_in_copy(way, |pipe| {
        experiment(way, &what);
        pipe.write_all(b"done").unwrap();
    });
    match done {
        Some(done) => assert_eq!(done, b"done"),
        None => println!("{what}: no PID namespace can be had here, left out"),
    }
}

/// Where the process says that its memory was copied, it is as in a copy.
#[test]
fn nothing_goes_on_after_a_restore() {
    child::run("copies::child_that_is_restored", &[]);
}

#[test]
fn child_that_is_restored() {
    if !child::is("copies::child_that_is_restored") {
        return;
    }
    let mut made = make();
    let before = [all(&mut made), all(&mut made)];
    admin::after_restore();
    let after = all(&mut made);
    for (i, operation) in OPERATIONS.iter().enumerate() {
        let (before, after) = (before[1][i], after[i]);
        match progress(operation) {
            Progress::Counts if !UNCOUNTED.contains(&operation.name().as_str()) => {
                assert_eq!(after, REFUSED, "{}", operation.name());
            }
            Progress::Numbers | Progress::Encrypts => assert_eq!(after, REFUSED, "{}", operation.name()),
            Progress::None | Progress::Counts => assert_eq!(after, before, "{}", operation.name()),
            Progress::Reads => assert_eq!(after.0, Ok(()), "{}", operation.name()),
            _ => assert!(after.0.is_ok() && after != before, "{}", operation.name()),
        }
    }
    // What is made afterwards works.
    let mut made = make();
    assert!(all(&mut made).iter().all(|(done, _)| done.is_ok()));
}

/// What `vfork` makes shares the memory and with it every count: nothing repeats itself, and
/// nothing need be refused.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_shares_the_memory_moves_the_same_counts() {
    child::run("copies::child_that_shares", &[]);
}

#[cfg(target_os = "linux")]
#[test]
fn child_that_shares() {
    if !child::is("copies::child_that_shares") {
        return;
    }
    let mut made = make();
    let (mut other, mut is_there) = (Vec::new(), false);
    let before = all(&mut made);
    crate::common::processes::sharing_memory(&mut || {
        other = all(&mut made);
        is_there = true;
    });
    if !is_there {
        println!("memory is not shared but copied here, by QEMU for example: left out");
        return;
    }
    let after = all(&mut made);
    for (i, operation) in OPERATIONS.iter().enumerate() {
        let outcomes = [before[i], other[i], after[i]];
        // Where the kernel wipes nothing, the other process is told by its number, and then both
        // refuse.
        let is_plain = outcomes.iter().all(|(done, _)| done.is_ok());
        assert!(is_plain || outcomes[1..] == [REFUSED; 2] || outcomes[1] == REFUSED, "{}", operation.name());
        if matches!(progress(operation), Progress::Numbers | Progress::Encrypts | Progress::Generates) && is_plain {
            assert!(outcomes[0] != outcomes[1] && outcomes[1] != outcomes[2], "{}", operation.name());
        }
    }
}

/// Decryption goes on in a copy: a message that was being read can be read there.
#[test]
fn messages_are_read_on_in_a_copy() {
    let key = cipher::AesKey::new(&[7; 16]).unwrap();
    for segment in cipher::CfbSegment::ALL {
        let mut message = key.cfb_decryptor(*segment, &[1; 16]).unwrap();
        message.apply(&mut [2; 32]).unwrap();
        let mut read = || {
            let mut data = [3; 32];
            message.apply(&mut data).unwrap();
            data
        };
        let copy = try_in_copy(Way::Fork, |pipe| pipe.write_all(&read()).unwrap());
        assert_eq!(copy.unwrap(), read());
    }
}

/// A sequence goes on in other threads, and begins anew nowhere.
#[test]
fn threads_are_no_copies() {
    let mut sealer = aead::AesGcmKey::new(&[7; 16]).unwrap().counter_iv_sealer(b"host").unwrap();
    for number in 0..3 {
        sealer = std::thread::spawn(move || {
            assert_eq!(sealer.next_number(), number);
            sealer.seal_in_place(&[], &mut [0; 16]).unwrap();
            sealer
        })
        .join()
        .unwrap();
    }
}

/// A key whose sequence has not begun at the fork gives no sealer in the copy that works: both
/// would begin at zero.
#[test]
fn a_copied_key_begins_no_sequence() {
    let key = aead::AesGcmKey::new(&[7; 16]).unwrap();
    let said = try_in_copy(Way::Fork, |pipe| {
        let mut data = [0; 16];
        let mut sealer = key.counter_iv_sealer(b"host").unwrap();
        let said = [sealer.seal_in_place(&[], &mut data).map(drop), sealer.skip_to(5)];
        assert_eq!((said, data), ([Err(Error::KeyExhausted); 2], [0; 16]));
        pipe.write_all(b"refused").unwrap();
    });
    assert_eq!(said.unwrap(), b"refused");
}
