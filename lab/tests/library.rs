//! The library for C, built alone as a product would: sealed it is approved; with one byte changed it gives nothing.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{qila, run};
use object::{Object, ObjectSection, ObjectSymbol};
use std::path::{Path, PathBuf};
use std::process::Command;

/// SHA-256 of "abc" (FIPS 180-4), and what a refused call leaves of an output of zeros.
const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The values of `qila_status`.
const OK: i32 = 0;
const NOT_APPROVED: i32 = 1;
const ERROR_STATE: i32 = -1;

/// Builds the library in a folder of its own: beside the tool it would have the interface for laboratories inside.
fn build() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("library");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "qila-ffi", "--target-dir"])
        .arg(&target)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .status();
    assert!(status.expect("cargo starts").success());
    target.join("release/libqila.so")
}

/// Compiles a program of this workspace, with what else the compiler is told.
fn compile(source: &str, program: PathBuf, arguments: &[&str]) -> PathBuf {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let status = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_string()))
        .args(["-std=gnu11", "-Wall", "-Wextra", "-Werror"])
        .arg(format!("-I{workspace}/ffi/include"))
        .arg(format!("{workspace}/{source}"))
        .arg("-o")
        .arg(&program)
        .args(arguments)
        .status();
    assert!(status.expect("a C compiler starts").success());
    program
}

/// Where a byte of the function lies in the file that only a service beyond the loading program's use reaches.
fn code(file: &object::File<'_>) -> usize {
    let unused =
        file.symbols().find(|symbol| symbol.name() == Ok("qila_gmac_verify")).expect("a function of the library");
    let text = file.section_by_name(".text").expect("code");
    let (start, _) = text.file_range().expect("bytes");
    usize::try_from(start + unused.address() - text.address() + unused.size() / 2).expect("an offset")
}

fn section(file: &object::File<'_>, name: &str) -> usize {
    usize::try_from(file.section_by_name(name).expect(name).file_range().expect("bytes").0).expect("an offset")
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
    // Its name in the program is that of the major version.
    std::os::unix::fs::symlink("libqila.so", folder.path().join("libqila.so.0")).expect("a link");
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
    let seal = section(&file, ".qila_seal");
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
