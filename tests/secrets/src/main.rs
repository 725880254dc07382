//! Runs operations with secrets marked undefined; see the README of this folder.

mod operations;

use operations::OPERATIONS;
use qila::{admin, lab};
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

/// Every operation, on the kernels of lesser and lesser processors.
fn all() -> ExitCode {
    use admin::Feature::{AesNi, Avx2, Avx512, ShaNi, Vaes512};
    let masks: [&[admin::Feature]; 4] =
        [&[], &[Vaes512], &[Vaes512, ShaNi, Avx512], &[Vaes512, ShaNi, Avx512, Avx2, AesNi]];
    for mask in masks {
        let bits = mask.iter().fold(0, |bits, feature| bits | *feature as u32);
        if lab::hide_features(bits).is_err() {
            eprintln!("the module did not restart");
            return ExitCode::FAILURE;
        }
        let hidden: Vec<_> = mask.iter().map(|feature| feature.name()).collect();
        for (name, operation) in OPERATIONS {
            if let Err(error) = operation() {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        }
        println!("{} operations, hidden: {hidden:?}", OPERATIONS.len());
    }
    ExitCode::SUCCESS
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
