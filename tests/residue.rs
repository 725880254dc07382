//! Nothing of a secret is left in the process: every operation of the table is run in a process of
//! its own, whose memory and registers another one reads.
//!
//! Derived secrets need no list. Each operation runs with two secrets, several times with each, on
//! the same public inputs and at the same addresses. What is always the same with one secret, and
//! something else with the other one, comes from the secret. The secrets themselves, the outputs
//! and the working buffer lie in shared pages, which are not looked at.
//!
//! Three looks:
//! 1. Whenever a service has returned: the stack below its caller, general and vector registers.
//!    The caller begins each call with a clean stack, and what the service gives is written where
//!    it stays: what is found there is the service's own. A call that is hot may leave something
//!    for as long as its key lives; [`HOT`] lists the operations that do.
//! 2. When all keys and contexts are gone: the same places.
//! 3. After `admin::clean_stack`, as the docs advise: the whole process. A Rust caller moves what
//!    it gets, and each move may leave a copy in its own frames, which no service can reach.
//!
//! The list can only shrink: a listed operation that leaves nothing is an error. `QILA_ONLY` takes
//! the operations whose names contain it.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::child;
use common::operations::input::{self, PAGE, Shape};
use common::operations::{OPERATIONS, OUTPUT, Operation};
use common::residue::{Moment, Seen, scan};
use qila::admin::Feature::{AesNi, Avx2, Avx512, Ifma512, RdRand, ShaNi, Vaes256, Vaes512};
use qila::{Error, admin, lab};
use std::collections::BTreeSet;

/// The processor features that are hidden, for each kernel tier.
const TIERS: [(&str, &[admin::Feature]); 4] = [
    ("everything", &[]),
    ("no AVX-512", &[Vaes512, Ifma512, Avx512]),
    ("AES-NI alone", &[Vaes512, Vaes256, Ifma512, Avx512, Avx2, ShaNi]),
    ("portable", &[Vaes512, Vaes256, Ifma512, Avx512, Avx2, ShaNi, AesNi]),
];

/// A short message takes other paths than a long one.
const LENGTHS: [usize; 2] = [16, 1000];

/// Operations of which a call leaves something below its caller, on one of the tiers at least,
/// until their key goes. Each works with a ready key on a single short message, in 10 to 150 ns. To
/// overwrite the stack each time would be more than the 2 % by which no row of `benches/peers` may
/// be slower (decision 0011).
const HOT: &[&str] = &[
    // A packet: 15 ns with AES-GCM, 90 with CCM, 170 with ChaCha20-Poly1305.
    "aead::AesCcmKey::open_in_place (any key)",
    "aead::AesCcmKey::seal_in_place (any key)",
    "aead::AesGcmKey::open_in_place (tag of 32 or 64 bits, counted)",
    "aead::AesGcmKey::open_in_place (tag of 96 bits or more)",
    "aead::CallerIvSealer (IV from outside)",
    "aead::ChaCha20Poly1305Key::open_in_place (any)",
    "aead::ChaCha20Poly1305Key::seal_in_place (any)",
    "aead::SequenceSealer (IV from a counter)",
    "aead::SequenceSealer (SSH)",
    "aead::SequenceSealer (TLS 1.2)",
    "aead::SequenceSealer (TLS 1.3)",
    "aead::SequenceOpener (IV from a counter)",
    "aead::SequenceOpener (SSH)",
    "aead::SequenceOpener (TLS 1.2)",
    "aead::SequenceOpener (TLS 1.3)",
    // The same without a plaintext.
    "mac::CallerIvGmac (IV from outside)",
    "mac::CounterIvGmac (IV from a counter)",
    "mac::GmacKey::verify (tag of any length)",
    // Modes whose blocks do not wait for each other: a sector or packet takes 30 to 40 ns.
    "cipher::AesKey::cbc_decrypt (any key)",
    "cipher::AesKey::cfb_decrypt (any key)",
    "cipher::AesKey::ctr_apply (any key)",
    "cipher::AesKey::ecb_decrypt (any key)",
    "cipher::AesKey::ecb_encrypt (any key)",
    "cipher::AesXtsKey::decrypt (any key)",
    "cipher::AesXtsKey::encrypt (any key)",
    // 30 ns.
    "mac::CmacKey (any key)",
    // 150 ns with the key, which is made for one message as often as not. `Hmac` begins with it.
    "mac::Hmac (key of 112 bits or more)",
    "mac::Hmac (shorter key)",
    "mac::HmacKey (key of 112 bits or more)",
    "mac::HmacKey (shorter key)",
    // 75 ns. Hash_DRBG takes 450, but works in 5 KiB.
    "random::Drbg (CTR_DRBG)",
    "random::Drbg (Hash_DRBG)",
];

/// Where a child names an operation that left something.
const AFTER_CALL: &str = "left after a call: ";
const AFTER_DROP: &str = "left when all is gone: ";
const AT_THE_END: &str = "left at the end: ";

/// What the scanned process does with the secrets of `page`; its output goes to `out`.
fn operate(operation: &Operation, data: usize, page: &'static [u8; PAGE], out: &mut [u8; OUTPUT]) {
    let shape = Shape {
        data,
        aes: 32,
        is_direct: true,
        before_call: clean_below,
        after_call: common::residue::look_after_call,
        released: common::residue::release,
    };
    input::supply(page, shape);
    let done = admin::clean_stack(|| {
        let done = used(operation, out);
        common::residue::look_after_drop();
        // The generators that the module itself holds are no residue as long as it works.
        admin::zeroize();
        done
    });
    assert_eq!(done, Ok(()), "{}", operation.name());
}

/// In a frame of its own, all is made, used and dropped.
#[inline(never)]
fn used(operation: &Operation, out: &mut [u8; OUTPUT]) -> Result<(), Error> {
    (operation.prepare)().and_then(|mut made| (made.action)(out))
}

/// What the caller did before is no finding of the next call.
#[inline(never)]
fn clean_below() {
    admin::clean_stack(|| {});
}

#[test]
fn nothing_is_left() {
    if cfg!(debug_assertions) {
        println!("not run: without optimization services need more stack than they wipe");
        return;
    }
    let mut said = String::new();
    for (tier, _) in TIERS {
        said += &child::said("child_nothing_is_left", &[("QILA_TIER", tier)]);
    }
    let seen: BTreeSet<_> = said.lines().filter_map(|line| line.strip_prefix(AFTER_CALL)).collect();
    let clean: Vec<_> = HOT.iter().filter(|name| !seen.contains(*name)).collect();
    assert!(clean.is_empty() || only().is_some(), "listed, but leave nothing: {clean:?}");
}

fn only() -> Option<String> {
    std::env::var("QILA_ONLY").ok()
}

#[test]
fn child_nothing_is_left() {
    let Some(tier) = child::value("child_nothing_is_left", "QILA_TIER") else { return };
    let (_, hidden) = TIERS.iter().find(|(name, _)| *name == tier).expect("a tier of the table");
    // Its words would differ from run to run.
    lab::hide_features(hidden.iter().fold(RdRand as u32, |bits, feature| bits | *feature as u32)).unwrap();
    admin::self_test().unwrap();
    qila::random::fill(&mut [0; 16]).unwrap(); // the way to the system's source is known then
    let only = only().unwrap_or_default();
    let mut bad = Vec::new();
    for operation in OPERATIONS.iter().filter(|operation| operation.name().contains(&only)) {
        // What is between the first tier and the last one differs in long messages.
        let lengths = if [TIERS[0].0, TIERS[3].0].contains(&tier.as_str()) { &LENGTHS[..] } else { &LENGTHS[1..] };
        let name = operation.name();
        for &data in lengths {
            for Seen { moment, text } in
                scan(|page, out| operate(operation, data, page, out), operation.is_output_secret)
            {
                let (list, begin) = match moment {
                    Moment::AfterCall => (HOT, AFTER_CALL),
                    Moment::AfterDrop => (&[][..], AFTER_DROP),
                    Moment::End => (&[][..], AT_THE_END),
                };
                println!("{begin}{name}");
                if !list.contains(&name.as_str()) {
                    bad.push(format!("{tier}: {begin}{name}, {data} bytes: {text}"));
                }
            }
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
    let seen = |work: fn(&'static [u8; PAGE])| {
        scan(|page, _| work(page), true)
            .into_iter()
            .map(|seen| format!("{:?} {}\n", seen.moment, seen.text))
            .collect::<String>()
    };
    assert_eq!(seen(|_| {}), "");
    assert!(seen(on_the_stack).contains("stack"));
    assert!(seen(|page| below_the_caller(page, common::residue::look_after_call)).contains("AfterCall"));
    assert!(seen(|page| below_the_caller(page, common::residue::look_after_drop)).contains("AfterDrop"));
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
fn below_the_caller(page: &'static [u8; PAGE], look: fn()) {
    on_the_stack(page);
    look();
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
