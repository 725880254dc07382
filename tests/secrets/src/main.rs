//! Runs operations with secrets marked undefined; see the README of this folder.

#[path = "../../common/operations/mod.rs"]
mod common;
mod curves;
mod ecdh;
mod ecdsa;
mod ml_dsa;
mod hybrid;
mod ml_kem;
mod operations;
mod slh_dsa;

use common::OUTPUT;
use common::input::{self, PAGE, Shape};
use operations::OPERATIONS;
use qila::{Error, admin, lab};
use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("leaky-branch") => leaky_branch(),
        Some("leaky-index") => leaky_index(),
        Some("all") => return all(),
        _ => eprintln!("usage: qila-secrets all|leaky-branch|leaky-index"),
    }
    ExitCode::FAILURE
}

/// Every operation, on the kernels of lesser and lesser processors: those that Valgrind does not
/// know with MemorySanitizer, the others with Valgrind.
fn all() -> ExitCode {
    use admin::Feature::{AesNi, Avx2, Avx512, ShaNi, Vaes256, Vaes512};
    let masks: [&[admin::Feature]; 2] = if cfg!(qila_taint = "msan") {
        [&[], &[Vaes512]]
    } else {
        [&[Vaes512, Vaes256, ShaNi, Avx512], &[Vaes512, Vaes256, ShaNi, Avx512, Avx2, AesNi]]
    };
    for mask in masks {
        let bits = mask.iter().fold(0, |bits, feature| bits | *feature as u32);
        if lab::hide_features(bits).is_err() {
            eprintln!("the module did not restart");
            return ExitCode::FAILURE;
        }
        let hidden: Vec<_> = mask.iter().map(|feature| feature.name()).collect();
        // Without VAES on 512 bits nothing changes in these.
        let is_wanted = |service: &str| mask.len() != 1 || !is_asymmetric(service);
        if let Err((name, error)) = services(is_wanted) {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
        for (name, operation) in OPERATIONS {
            if let Err(error) = operation() {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
        println!("{} services and {} loops, hidden: {hidden:?}", common::OPERATIONS.len(), OPERATIONS.len());
    }
    ExitCode::SUCCESS
}

/// Lengths around the blocks of every primitive and the widths of every kernel.
const LENGTHS: [usize; 6] = [1, 17, 64, 129, 513, 1350];

/// Every row of the catalogue, with each size of AES key and each length.
fn services(is_wanted: impl Fn(&str) -> bool) -> Result<(), (String, Error)> {
    let page: &'static mut [u8; PAGE] = Box::leak(Box::new(std::array::from_fn(|i| (i * 37 + i / 256 + 11) as u8)));
    lab::mark_secret(page);
    let page: &'static [u8; PAGE] = page;
    for (data, aes) in LENGTHS.into_iter().flat_map(|data| [16, 24, 32].map(|aes| (data, aes))) {
        input::supply(page, Shape { data, aes, is_direct: true, released: lab::unmark, ..input::PLAIN });
        // What depends on no AES key and no length is slow under these tools, and needs it once.
        let all = common::OPERATIONS.iter().filter(|row| (data, aes) == (17, 16) || !is_independent(row.service));
        let all = all.filter(|row| !is_said_already(row.service) && is_wanted(row.service));
        for row in all {
            let mut out = [0; OUTPUT];
            let done = (row.prepare)().and_then(|mut prepared| (prepared.action)(&mut out));
            done.map_err(|error| (row.name(), error))?;
        }
    }
    Ok(())
}

/// Whether a service depends on no key of AES and on no length of the data.
fn is_independent(service: &str) -> bool {
    is_asymmetric(service) || ["kdf::", "random::"].iter().any(|room| service.starts_with(room))
}

/// Whether a service is one with pairs of keys.
fn is_asymmetric(service: &str) -> bool {
    let rooms =
        ["dsa::", "ecdh::", "ecdsa::", "eddsa::", "ffdh::", "hybrid::", "kas::", "lms::", "ml_dsa::", "ml_kem::", "rsa::", "slh_dsa::", "xdh::", "xmss::"];
    rooms.iter().any(|room| service.starts_with(room))
}

/// Doors of SLH-DSA that differ from others in what is made of the message alone: each signature is
/// a hundred thousand hashes.
fn is_said_already(service: &str) -> bool {
    service.starts_with("slh_dsa::") && ["::hash_", "::digest_"].iter().any(|door| service.contains(door))
}

fn secret_byte() -> u8 {
    let mut secret = [7_u8];
    lab::mark_secret(&mut secret);
    secret[0]
}

/// A branch that depends on a secret: the tool has to catch it.
#[inline(never)]
fn leaky_branch() {
    if std::hint::black_box(secret_byte()) & 4 != 0 {
        println!("taken");
    }
}

/// A load at an address that depends on a secret: the tool has to catch it.
#[inline(never)]
fn leaky_index() {
    let table: [u8; 256] = std::hint::black_box(std::array::from_fn(|i| i as u8));
    let mut loaded = [table[usize::from(std::hint::black_box(secret_byte()))]];
    lab::unmark(&mut loaded);
    println!("{}", loaded[0]);
}
