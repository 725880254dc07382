//! Nothing of a secret is left in the process: every operation of the table is run in a process of
//! its own, whose memory and registers another one reads.
//!
//! Derived secrets need no list. Each operation runs with two secrets, several times with each, on
//! the same public inputs and at the same addresses. What is always the same with one secret, and
//! something else with the other one, comes from the secret. The secrets themselves, the outputs
//! and the working buffer lie in shared pages, which are not looked at.
//!
//! A Rust caller moves what it gets, and each move may leave a copy in its own frames; so it does
//! all in `admin::clean_stack`, as the docs advise. After that, when the holders are gone, nothing
//! may be left in heap, data, stack and registers.
//!
//! Not asserted: what is left below a caller between the return of a service and the end of
//! `clean_stack`, in frames of the service and of the caller alike. With the variable `QILA_BELOW`
//! the scan looks there, too, and at vector registers; it then fails with what it finds.
//! `QILA_ONLY` takes the operations whose names contain it.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use common::operations::input::{self, PAGE, Shape};
use common::operations::{OPERATIONS, OUTPUT, Operation};
use common::residue::scan;
use qila::admin::Feature::{AesNi, Avx2, Avx512, Ifma512, ShaNi, Vaes256, Vaes512};
use qila::{Error, admin, lab};

/// The processor features that are hidden, for each kernel tier.
const TIERS: [(&str, &[admin::Feature]); 4] = [
    ("everything", &[]),
    ("no AVX-512", &[Vaes512, Ifma512, Avx512]),
    ("AES-NI alone", &[Vaes512, Vaes256, Ifma512, Avx512, Avx2, ShaNi]),
    ("portable", &[Vaes512, Vaes256, Ifma512, Avx512, Avx2, ShaNi, AesNi]),
];

/// A short message takes other paths than a long one.
const LENGTHS: [usize; 2] = [16, 1000];

/// What the scanned process does with the secrets of `page`; its output goes to `out`.
fn operate(operation: &Operation, data: usize, page: &'static [u8; PAGE], out: &mut [u8; OUTPUT]) {
    let shape = Shape {
        data,
        aes: 32,
        is_direct: true,
        after_call: common::residue::look_below,
        released: common::residue::release,
    };
    input::supply(page, shape);
    let done: Result<(), Error> =
        admin::clean_stack(|| (operation.prepare)().and_then(|mut made| (made.action)(out)));
    assert_eq!(done, Ok(()), "{}", operation.name());
}

fn findings(operation: &Operation, data: usize) -> Vec<String> {
    // In frames of the caller that are gone, its own moves are seen as well; so this look is for
    // those who ask.
    let below_callers = std::env::var("QILA_BELOW").is_ok();
    scan(|page, out| operate(operation, data, page, out), operation.is_output_secret, below_callers)
}

#[test]
fn nothing_is_left() {
    if cfg!(debug_assertions) {
        println!("not run: without optimization services need more stack than `clean_stack` wipes");
        return;
    }
    for (tier, _) in TIERS {
        child::run("child_nothing_is_left", &[("QILA_TIER", tier)]);
    }
}

#[test]
fn child_nothing_is_left() {
    let Some(tier) = child::value("child_nothing_is_left", "QILA_TIER") else { return };
    let (_, hidden) = TIERS.iter().find(|(name, _)| *name == tier).expect("a tier of the table");
    lab::hide_features(hidden.iter().fold(0, |bits, feature| bits | *feature as u32)).unwrap();
    admin::self_test().unwrap();
    qila::random::fill(&mut [0; 16]).unwrap();
    let only = std::env::var("QILA_ONLY").unwrap_or_default();
    let mut bad = Vec::new();
    for operation in OPERATIONS.iter().filter(|operation| operation.name().contains(&only)) {
        // What is between the first tier and the last one differs in long messages.
        let lengths = if [TIERS[0].0, TIERS[3].0].contains(&tier.as_str()) { &LENGTHS[..] } else { &LENGTHS[1..] };
        for &data in lengths {
            let found = findings(operation, data);
            bad.extend(found.iter().map(|finding| format!("{tier}: {}, {data} bytes: {finding}", operation.name())));
        }
    }
    assert!(bad.is_empty(), "{} findings\n{}", bad.len(), bad.join("\n"));
}

/// The scan sees nothing where nothing is, and what is left on purpose: on the stack, the heap, in
/// a register.
#[test]
fn the_scan_is_awake() {
    child::run("child_the_scan_is_awake", &[]);
}

#[test]
fn child_the_scan_is_awake() {
    if !child::is("child_the_scan_is_awake") {
        return;
    }
    let seen = |work: fn(&'static [u8; PAGE])| scan(|page, _| work(page), true, true).join("\n");
    assert_eq!(seen(|_| {}), "");
    assert!(seen(on_the_stack).contains("stack"));
    assert!(seen(below_the_caller).contains("below the caller"));
    assert!(seen(on_the_heap).contains("heap") || seen(on_the_heap).contains("anonymous"));
    assert!(seen(in_a_register).contains("register"));
}

#[inline(never)]
fn on_the_stack(page: &'static [u8; PAGE]) {
    let mut copy: [u8; 32] = *page.first_chunk().unwrap();
    copy.iter_mut().for_each(|byte| *byte = !*byte);
    std::hint::black_box(&mut copy);
}

#[inline(never)]
fn below_the_caller(page: &'static [u8; PAGE]) {
    on_the_stack(page);
    common::residue::look_below();
    admin::clean_stack(|| {});
}

#[inline(never)]
fn on_the_heap(page: &'static [u8; PAGE]) {
    let copy: Vec<u8> = page[..64].iter().map(|byte| byte ^ 0x5c).collect();
    std::hint::black_box(&copy);
}

#[inline(never)]
fn in_a_register(page: &'static [u8; PAGE]) {
    // SAFETY: loads 16 bytes of the page into a register that is declared.
    unsafe {
        std::arch::asm!("movdqu xmm9, [{0}]", in(reg) page.as_ptr(), out("xmm9") _, options(nostack));
    }
}
