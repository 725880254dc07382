//! The library for C, built alone as a product would: sealed it is approved; with one byte changed
//! it gives nothing.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

#[path = "common/library.rs"]
mod library;

use common::{qila, run};
use library::{ERROR_STATE, HASH, NOT_APPROVED, NOTHING, OK, build, build_that_requires_a_seal, compile, section};
use object::{Object, ObjectSection, ObjectSymbol};
use std::process::Command;

/// Where a byte of the function lies in the file that only a service beyond the loading program's
/// use reaches.
fn code(file: &object::File<'_>) -> usize {
    let unused =
        file.symbols().find(|symbol| symbol.name() == Ok("qila_gmac_verify")).expect("a function of the library");
    let text = file.section_by_name(".text").expect("code");
    let (start, _) = text.file_range().expect("bytes");
    usize::try_from(start + unused.address() - text.address() + unused.size() / 2).expect("an offset")
}

#[test]
fn only_the_sealed_library_is_approved() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = compile("lab/tests/library.c", folder.path().join("load"), &["-ldl"]);
    let library = folder.path().join("libqila.so");
    std::fs::copy(build(), &library).expect("a copy");
    let path = library.to_str().expect("a name in UTF-8");
    let expect = |library: &str, status: i32, is_sealed: bool, hash: &str, what: &str| {
        let output = run(&program, &[library]);
        let printed = String::from_utf8(output.stdout).expect("text");
        assert_eq!(printed.trim_end(), format!("{status} {} {hash}", i32::from(is_sealed)), "{what}");
    };

    expect(path, NOT_APPROVED, false, HASH, "as built");
    assert!(qila(&["seal", path]).0);
    assert!(qila(&["seal", "--check", path]).0);
    expect(path, OK, true, HASH, "sealed");
    // Its name in the program is that of the interface's version.
    std::os::unix::fs::symlink(
        "libqila.so",
        folder.path().join(concat!("libqila.so.0.", env!("CARGO_PKG_VERSION_MINOR"))),
    )
    .expect("a link");
    let rpath = format!("-Wl,-rpath,{}", folder.path().display());
    let example = compile("ffi/tests/c/example.c", folder.path().join("example"), &[path, &rpath]);
    let output = run(&example, &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("every service works"), "{output:?}");

    let sealed = std::fs::read(&library).expect("the library");
    let changed = folder.path().join("changed.so");
    let changed_path = changed.to_str().expect("a name in UTF-8");
    let file = object::File::parse(&*sealed).expect("an ELF file");
    let text = b"the key is shorter than the policy asks";
    let message = sealed.windows(text.len()).position(|window| window == text).expect("the reason");
    let seal = section(&file, ".qila_seal").offset;
    for (place, what) in [(code(&file), "code"), (message, "read-only data"), (seal + 40, "the seal")] {
        let mut bytes = sealed.clone();
        bytes[place] ^= 1;
        std::fs::write(&changed, bytes).expect("the file is written");
        expect(changed_path, ERROR_STATE, true, NOTHING, what);
        assert!(!qila(&["seal", "--check", changed_path]).0, "{what}");
    }

    std::fs::copy(&library, &changed).expect("a copy");
    assert!(Command::new("strip").arg(&changed).status().expect("strip is installed").success());
    assert!(std::fs::metadata(&changed).unwrap().len() < sealed.len() as u64, "strip did nothing");
    expect(changed_path, OK, true, HASH, "stripped");
}

/// Bytes of every covered part, at even distances: with one bit changed the library gives nothing.
#[test]
fn every_covered_byte_counts() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = compile("lab/tests/library.c", folder.path().join("load"), &["-ldl"]);
    let library = folder.path().join("libqila.so");
    std::fs::copy(build(), &library).expect("a copy");
    assert!(qila(&["seal", library.to_str().expect("a name in UTF-8")]).0);
    let sealed = std::fs::read(&library).expect("the library");
    let file = object::File::parse(&*sealed).expect("an ELF file");
    let targets: Vec<u64> = file.dynamic_relocations().expect("relocations").map(|(address, _)| address).collect();
    let mut bytes = sealed.clone();
    let mut tried = 0;
    for name in [".rodata", ".text", ".data.rel.ro", ".rela.dyn", ".eh_frame"] {
        let section = section(&file, name);
        for place in (section.size / 80..section.size).step_by(section.size / 40) {
            let word = (section.address + place as u64) & !7;
            if targets.contains(&word) {
                continue;
            }
            bytes[section.offset + place] ^= 0x10;
            let changed = folder.path().join("changed.so");
            std::fs::write(&changed, &bytes).expect("the file is written");
            bytes[section.offset + place] ^= 0x10;
            // What the loader itself stumbles over gives nothing either.
            let output = run(&program, &[changed.to_str().expect("a name in UTF-8")]);
            let printed = String::from_utf8(output.stdout).expect("text");
            let refused = format!("{ERROR_STATE} 1 {NOTHING}");
            assert!(printed.trim_end() == refused || !output.status.success(), "{name}, {place:#x}: {printed}");
            tried += 1;
        }
    }
    assert!(tried > 120, "{tried}");
}

/// What the tool says of a product's file, not of itself.
#[test]
fn the_status_of_a_file_is_that_of_the_product() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let assert_says = |name: &str, expected: [&str; 3]| {
        let (well, report) = qila(&["status", name]);
        assert_eq!((well, &report["state"]), (expected[0] == "sealed", &expected[0].into()), "{report}");
        assert_eq!([&report["module"], &report["version"]], ["Qila", env!("CARGO_PKG_VERSION")]);
        assert_eq!([&report["lab"], &report["requiresSeal"]], [false, expected[2] == "requires a seal"]);
        let text = String::from_utf8(run(common::QILA, &["status", name]).stdout).expect("text");
        assert!(text.contains(concat!("Qila ", env!("CARGO_PKG_VERSION"))), "{text}");
        assert!(expected[1..].iter().all(|part| text.contains(part)), "{text}");
    };
    let library = folder.path().join("libqila.so");
    let name = library.to_str().expect("a name in UTF-8");
    std::fs::copy(build_that_requires_a_seal(), &library).expect("a copy");
    assert_says(name, ["unsealed", "never sealed", "requires a seal"]);
    std::fs::copy(build(), &library).expect("a copy");
    assert_says(name, ["unsealed", "never sealed", "no service is approved"]);
    assert!(qila(&["seal", name]).0);
    assert_says(name, ["sealed", "seal         fits", "KiB"]);
    let mut bytes = std::fs::read(&library).expect("the library");
    let place = code(&object::File::parse(&*bytes).expect("an ELF file"));
    bytes[place] ^= 1;
    std::fs::write(&library, bytes).expect("the file is written");
    assert_says(name, ["changed", "does not fit", "patchelf"]);
    assert!(!qila(&["status", common::QILA]).0, "the tool itself is not sealed");
    let (well, report) = qila(&["status", "/bin/sh"]);
    assert!(!well && report["error"].as_str().is_some_and(|error| error.contains("the module is not in this file")));
}

/// With the feature `require-seal` a library that was never sealed gives nothing and says why.
#[test]
fn a_seal_can_be_required() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = compile("lab/tests/library.c", folder.path().join("load"), &["-ldl"]);
    let library = folder.path().join("libqila.so");
    std::fs::copy(build_that_requires_a_seal(), &library).expect("a copy");
    let path = library.to_str().expect("a name in UTF-8");
    let printed = |status: bool| {
        let arguments: &[&str] = if status { &[path, "status"] } else { &[path] };
        String::from_utf8(run(&program, arguments).stdout).expect("text")
    };
    assert_eq!(printed(false).trim_end(), format!("{ERROR_STATE} 0 {NOTHING}"));
    let status = printed(true);
    assert!(status.contains("state        error"), "{status}");
    assert!(status.contains("unsealed, and this build requires a seal"), "{status}");
    assert!(qila(&["seal", path]).0);
    assert_eq!(printed(false).trim_end(), format!("{OK} 1 {HASH}"));
}
