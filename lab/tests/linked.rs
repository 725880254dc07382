//! Programs that hold the static library, linked in every way that we know of: what can be sealed
//! is approved and notices a changed byte, and what cannot is refused by the tool with the reason.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;
#[path = "common/library.rs"]
mod library;

use common::{qila, run};
use library::{ERROR_STATE, HASH, NOT_APPROVED, NOTHING, OK, build, compile, section};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a program prints.
fn printed(program: &Path) -> String {
    String::from_utf8(run(program, &[]).stdout).expect("text").trim_end().to_owned()
}

/// Links the program.
fn link(folder: &Path, arguments: &[&str]) -> PathBuf {
    let library = build().with_file_name("libqila.a");
    let library = library.to_str().expect("a name in UTF-8");
    let all = [&[library, "-lpthread", "-ldl", "-lm"], arguments].concat();
    compile("lab/tests/linked.c", folder.join("linked"), &all)
}

/// Flips a bit of a copy.
fn with_flip(program: &Path, place: usize) -> PathBuf {
    let changed = program.with_extension("changed");
    std::fs::copy(program, &changed).expect("a copy");
    let mut bytes = std::fs::read(program).expect("the program");
    bytes[place] ^= 1;
    std::fs::write(&changed, bytes).expect("the file is written");
    changed
}

/// Places of a file to flip: in the reason for a refusal, which is read-only data, and, where it is
/// covered, in what the loader makes read-only: the line number in a place of the source, which is
/// no target of a relocation.
fn places(bytes: &[u8], with_relro: bool) -> Vec<usize> {
    let text = b"the key is shorter than the policy asks";
    let mut places = vec![bytes.windows(text.len()).position(|window| window == text).expect("the reason")];
    if with_relro {
        let file = object::File::parse(bytes).expect("an ELF file");
        let section = section(&file, ".data.rel.ro");
        let words = bytes[section.offset..][..section.size].as_chunks::<8>().0;
        let is_place = |word: &[u8; 8]| {
            word[..4] != [0; 4] && word[4..] != [0; 4] && word[2..4] == [0; 2] && word[6..] == [0; 2]
        };
        places.push(section.offset + 8 * words.iter().position(is_place).expect("a place in the source"));
    }
    places
}

/// Ways to link that leave code and constants where they are covered; whether RELRO is, too.
const SOUND: &[(&[&str], bool)] = &[
    (&["-pie"], true),
    (&["-pie", "-Wl,-z,now"], true),
    (&["-pie", "-Wl,-z,lazy"], true),
    (&["-pie", "-Wl,-z,noseparate-code"], true),
    (&["-no-pie"], true),
    (&["-no-pie", "-Wl,-z,now"], true),
    (&["-static-pie"], false),
    (&["-static"], false),
    (&["-pie", "-Wl,-z,pack-relative-relocs"], true),
    (&["-pie", "-Wl,--gc-sections", "-s"], true),
];

/// The same with the linker that comes with Rust.
const SOUND_LLD: &[(&[&str], bool)] = &[
    (&["-pie", "-fuse-ld=lld"], true),
    (&["-no-pie", "-fuse-ld=lld"], true),
    (&["-static-pie", "-fuse-ld=lld"], false),
];

/// Where the compiler finds that linker, as an option for it.
fn lld() -> Option<String> {
    let output = Command::new("rustc").args(["--print", "target-libdir"]).output().ok()?;
    let folder = Path::new(String::from_utf8(output.stdout).ok()?.trim_end()).parent()?.join("bin/gcc-ld");
    folder.join("ld.lld").exists().then(|| format!("-B{}", folder.display()))
}

#[test]
fn however_it_is_linked_a_changed_byte_is_seen() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let lld = lld();
    let others = if lld.is_some() { SOUND_LLD } else { &[] };
    for &(arguments, covers_relro) in SOUND.iter().chain(others) {
        let program = link(folder.path(), &[arguments, &[lld.as_deref().unwrap_or("-O1")]].concat());
        let name = program.to_str().expect("a name in UTF-8");
        let (well, report) = qila(&["seal", name]);
        assert!(well && report["sealed"] == true, "{arguments:?}: {report}");
        assert_eq!(printed(&program), format!("{OK} 1 {HASH}"), "{arguments:?}");
        let stripped = program.with_extension("stripped");
        std::fs::copy(&program, &stripped).expect("a copy");
        assert!(Command::new("strip").arg(&stripped).status().expect("strip is installed").success());
        assert_eq!(printed(&stripped), format!("{OK} 1 {HASH}"), "{arguments:?}, stripped");
        assert!(qila(&["seal", "--check", stripped.to_str().unwrap()]).0, "{arguments:?}, stripped");
        for place in places(&std::fs::read(&program).expect("the program"), covers_relro) {
            let changed = with_flip(&program, place);
            assert_eq!(printed(&changed), format!("{ERROR_STATE} 1 {NOTHING}"), "{arguments:?}, {place:#x}");
            assert!(!qila(&["seal", "--check", changed.to_str().unwrap()]).0, "{arguments:?}, {place:#x}");
        }
    }
}

/// Whether the tool refuses a file for this reason, sealing and checking, and leaves it as it is.
fn assert_refused(file: &Path, reason: &str) {
    let before = std::fs::read(file).expect("the file");
    for command in [&["seal"][..], &["seal", "--check"]] {
        let output = run(common::QILA, &[command, &[file.to_str().expect("a name in UTF-8")]].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(reason), "{said}");
    }
    assert!(before == std::fs::read(file).expect("the file"));
}

/// What holds pointers would stay writable.
#[test]
fn constants_without_protection_are_refused() {
    let folder = tempfile::TempDir::new().expect("a folder");
    assert_refused(&link(folder.path(), &["-pie", "-Wl,-z,norelro"]), "link with -z relro");
}

/// The loader is told to make code writable: before sealing, and behind the back of the seal.
#[test]
fn code_that_can_be_written_is_refused() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = link(folder.path(), &["-pie"]);
    let changed = program.with_extension("changed");
    for sealed in [false, true] {
        assert!(!sealed || qila(&["seal", program.to_str().unwrap()]).0);
        let mut bytes = std::fs::read(&program).expect("the program");
        // Of the program headers, each of 56 bytes: kind 1 is loaded, flags 5 are read and run.
        let headers = (64..64 + 56 * usize::from(bytes[56])).step_by(56);
        let code = headers.into_iter().find(|&at| bytes[at] == 1 && bytes[at + 4] == 5).expect("a segment with code");
        bytes[code + 4] |= 2;
        std::fs::copy(&program, &changed).expect("a copy");
        std::fs::write(&changed, bytes).expect("the file is written");
        assert_refused(&changed, "can be written and run");
        let expected = if sealed { format!("{ERROR_STATE} 1 {NOTHING}") } else { format!("{NOT_APPROVED} 0 {HASH}") };
        assert_eq!(printed(&changed), expected);
    }
}

/// The loader is told that it may write to code (`DT_TEXTREL`), in the place of an entry that
/// nothing needs.
#[test]
fn relocations_of_code_are_refused() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = link(folder.path(), &["-pie"]);
    let mut bytes = std::fs::read(&program).expect("the program");
    let dynamic = {
        let file = object::File::parse(&*bytes).expect("an ELF file");
        section(&file, ".dynamic").offset
    };
    // DT_DEBUG, which the loader writes, becomes DT_TEXTREL.
    let entry = (dynamic..).step_by(16).find(|&at| bytes[at..at + 8] == 21_u64.to_le_bytes()).expect("an entry");
    bytes[entry..entry + 8].copy_from_slice(&22_u64.to_le_bytes());
    std::fs::write(&program, bytes).expect("the file is written");
    assert_refused(&program, "text relocations");
}
