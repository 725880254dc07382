//! Constants of the library for C: where they lie, and whether the self-tests see each of their
//! bytes.
//!
//! With `QILA_FLIP_ALL=1` every byte is tried, which takes some minutes; otherwise a sample that
//! differs from build to build.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

#[path = "common/library.rs"]
mod library;

use library::{build, compile, section};
use object::{Object, ObjectSymbol};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::process::{Command, Stdio};

/// Objects with values of their own in writable memory that are not the module's, or no constants,
/// each with the reason.
const WRITTEN: &[(&str, &str)] = &[
    ("qila", "a static of the module: state, counts, locks; its first value is no constant of an algorithm"),
    ("getrandom", "the file descriptor of the operating system's source"),
    ("std", "the standard library's own state"),
];

/// Of the flips that did harm one in so many may be unseen by the self-tests. Before they ran every
/// set it was one in seven.
const UNSEEN: usize = 12;

/// Whether a word can only be a length, a line and column, a size and an alignment, small flags, or
/// a status of C: what stands beside a pointer in slices, places in the source, tables of methods
/// and the table of statuses.
fn is_small(word: [u8; 8]) -> bool {
    let [a, b] = [0, 4].map(|place| u32::from_le_bytes(word[place..place + 4].try_into().expect("four bytes")));
    let is_status = (-100..0).contains(&(a as i32)) && b == 0;
    a < 1 << 16 && b < 1 << 16 || is_status
}

/// A constant that holds a pointer lies where the loader writes, beyond the segments that are
/// covered whole; so constants of algorithms hold none.
#[test]
fn no_constant_lies_beside_a_pointer() {
    let bytes = std::fs::read(build()).expect("the library");
    let file = object::File::parse(&*bytes).expect("an ELF file");
    let targets: BTreeSet<u64> =
        file.dynamic_relocations().expect("relocations").map(|(address, _)| address).collect();
    assert!(targets.len() > 100);
    let (mut checked, mut findings) = (0, Vec::new());
    for name in [".data.rel.ro", ".data"] {
        let section = section(&file, name);
        for place in (0..section.size).step_by(8) {
            let address = section.address + place as u64;
            let word = bytes[section.offset + place..][..8].try_into().expect("a word");
            checked += 1;
            if targets.contains(&address) || is_small(word) {
                continue;
            }
            let of = |symbol: &object::Symbol<'_, '_>| {
                (symbol.address()..symbol.address() + symbol.size()).contains(&address)
            };
            let symbol = file.symbols().find(of);
            let symbol = symbol.as_ref().and_then(|symbol| symbol.name().ok()).unwrap_or("no symbol");
            let is_written = name == ".data" && WRITTEN.iter().any(|(part, _)| symbol.contains(part));
            if !is_written {
                findings.push(format!("{name}: {word:02x?} at {address:#x}, {symbol}"));
            }
        }
    }
    assert!(findings.is_empty(), "neither pointers nor lengths:\n{}", findings.join("\n"));
    assert!(checked > 500);
}

/// Flips, without an integrity test in the way: whatever changes an output of a service, a
/// self-test sees.
#[test]
fn the_self_tests_see_every_constant() {
    let library = build();
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::copy(&library, folder.path().join(concat!("libqila.so.0.", env!("CARGO_PKG_VERSION_MINOR"))))
        .expect("a copy");
    let rpath = format!("-Wl,-rpath,{}", folder.path().display());
    let library = library.to_str().expect("a name in UTF-8");
    let program = compile("lab/tests/flips.c", folder.path().join("flips"), &[library, "-ldl", &rpath]);
    let bytes = std::fs::read(library).expect("the library");
    let file = object::File::parse(&*bytes).expect("an ELF file");

    let every = std::env::var("QILA_FLIP_ALL").is_ok_and(|all| all == "1");
    let processes = std::thread::available_parallelism().map_or(1, NonZero::get);
    let stride = if every { 1 } else { 61 } * processes;
    let seed = bytes.iter().fold(0_u32, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte.into())) as usize;
    let children: Vec<_> = (0..processes)
        .map(|process| {
            let mut command = Command::new(&program);
            command.arg(format!("{}", (seed + process * stride / processes) % stride)).arg(format!("{stride}"));
            for name in [".rodata", ".data.rel.ro"] {
                let section = section(&file, name);
                command.arg(format!("{:#x}", section.address)).arg(format!("{}", section.size));
            }
            command.stdout(Stdio::piped()).spawn().expect("the program starts")
        })
        .collect();
    let (mut flips, mut harm) = (0, 0);
    let mut findings = Vec::new();
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        let printed = String::from_utf8(output.stdout).expect("text");
        assert!(output.status.success(), "{printed}");
        let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
        let last = lines.pop().expect("a last line");
        let numbers: Vec<usize> = last.split(' ').filter_map(|word| word.parse().ok()).collect();
        flips += numbers[0];
        harm += numbers[1];
        assert_eq!(numbers[2], lines.len(), "{printed}");
        lines.retain(|line| !is_jump(&file, &bytes, address(line)));
        findings.append(&mut lines);
    }
    println!("{flips} flips, {harm} did harm, {} unseen", findings.len());
    // What the compiler looks up for a `match` of a service, lengths mostly, no self-test passes;
    // integrity covers it.
    let share = harm / UNSEEN;
    assert!(findings.len() <= share, "more than {share} that no self-test saw:\n{}", findings.join("\n"));
    assert!(flips > 500 && harm > flips / 50, "{harm} of {flips} flips did harm");
}

/// The address in a line of the program.
fn address(line: &str) -> u64 {
    // The call before it may have such numbers, too.
    let hex = line.rsplit(" 0x").nth(1).and_then(|rest| rest.split(' ').next()).expect("an address");
    u64::from_str_radix(hex, 16).expect("an address")
}

/// Whether the byte is of a table of jumps: words that, added to where the table begins, give
/// addresses of code. It decides which service runs, as code does, and no self-test comes there;
/// the integrity test covers it.
fn is_jump(file: &object::File<'_>, bytes: &[u8], address: u64) -> bool {
    let (data, code) = (section(file, ".rodata"), section(file, ".text"));
    if !(data.address..data.address + data.size as u64).contains(&address) {
        return false;
    }
    let leads_to_code = |table: u64, at: u64| {
        let place = data.offset + (at - data.address) as usize;
        let word = bytes[place..].first_chunk().map(|word| i32::from_le_bytes(*word)).expect("a word");
        let target = table.wrapping_add_signed(word.into());
        (code.address..code.address + code.size as u64).contains(&target)
    };
    let word = address & !3;
    let starts =
        (0..256).filter_map(|before| word.checked_sub(4 * before)).take_while(|start| *start >= data.address);
    starts.into_iter().any(|table| {
        let end = word.max(table + 8);
        end + 4 <= data.address + data.size as u64 && (table..=end).step_by(4).all(|at| leads_to_code(table, at))
    })
}

/// Every function of the library that gives something is called by the program above, so that a new
/// one is not forgotten.
#[test]
fn every_function_is_watched() {
    let program = concat!(include_str!("flips.c"), include_str!("flips/calls.c"));
    let bytes = std::fs::read(build()).expect("the library");
    let file = object::File::parse(&*bytes).expect("an ELF file");
    let mut count = 0;
    let exports = file.dynamic_symbols().filter(|symbol| symbol.is_definition() && symbol.is_global());
    let exports: Vec<&str> = exports.map(|symbol| symbol.name().expect("a name")).collect();
    for name in &exports {
        if !name.starts_with("qila_") || UNWATCHED.iter().any(|(part, _)| name.contains(part)) {
            continue;
        }
        count += 1;
        let is_called = program.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == *name);
        assert!(is_called, "lab/tests/flips.c does not call {name}");
    }
    assert!(count > 100);
    for (part, _) in UNWATCHED {
        assert!(exports.iter().any(|name| name.contains(part)), "{part}");
    }
}

/// Parts of names of functions that the program does not call, each with its reason.
const UNWATCHED: &[(&str, &str)] = &[
    ("_generate", "gives a random key"),
    ("_random_iv", "gives a random IV"),
    ("qila_random", "gives random bytes"),
    ("qila_rng_", "gives random bytes"),
    ("_copy", "gives a handle like another"),
    ("_free", "gives nothing"),
    ("_sealer_next_number", "a count of its own"),
    ("_sealer_skip_to", "a count of its own"),
    ("qila_wipe", "gives nothing"),
    ("qila_agreement_key_expanded", "gives back what it got"),
    ("qila_confirmation_", "rests on MACs, which are watched"),
    ("qila_encrypt", "gives a random ciphertext"),
    ("qila_decrypt", "rests on RSA and the hash functions; it looks nothing up"),
    ("cryption_key_", "as qila_decrypt()"),
    ("_key_secret_size", "a length"),
    ("_key_read", "rests on constructors that are watched"),
    ("_key_write", "rests on constructors and on derivations that are watched"),
    ("qila_gcm_opener", "rests on AES-GCM, which is watched"),
    ("qila_gcm_sealer_open", "rests on AES-GCM, which is watched"),
    ("qila_stream_", "rests on HKDF and AES-GCM, which are watched"),
    ("qila_certificate", "a text"),
    ("qila_failure", "a text"),
    ("qila_version", "a text"),
    ("qila_strerror", "a text"),
    ("qila_reason", "a text"),
    ("qila_status_text", "a text"),
    ("qila_state", "says how the module stands"),
    ("qila_is_sealed", "says how the module stands"),
    ("qila_self_test", "the judge"),
    ("qila_power_on", "changes how the module stands"),
    ("qila_set_", "changes how the module stands"),
    ("qila_after_restore", "changes how the module stands"),
    ("qila_zeroize", "changes how the module stands"),
    ("entropy", "of the sources of generators, whose output is random"),
];
