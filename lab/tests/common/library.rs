//! The library for C as a product has it, and C programs that use it.
#![allow(dead_code)] // no test uses all of it

use object::{Object, ObjectSection};
use std::path::{Path, PathBuf};
use std::process::Command;

/// SHA-256 of "abc" (FIPS 180-4), and what a refused call leaves of an output of zeros.
pub const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
pub const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The values of `qila_status`.
pub const OK: i32 = 0;
pub const NOT_APPROVED: i32 = 1;
pub const ERROR_STATE: i32 = -1;

/// Builds the library in a folder of its own, which the tests of `ffi` share: beside the tool it
/// would have the interface for laboratories inside. Beside it lies the static one, `libqila.a`.
pub fn build() -> PathBuf {
    cargo(&["--release"]).join("release/libqila.so")
}

/// As [`build`], unoptimized and with the feature that makes a missing seal an error.
pub fn build_that_requires_a_seal() -> PathBuf {
    cargo(&["--features", "require-seal"]).join("debug/libqila.so")
}

fn cargo(arguments: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("product");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "qila-ffi", "--target-dir"])
        .arg(&target)
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .status();
    assert!(status.expect("cargo starts").success());
    target
}

/// Compiles a program of this workspace, with what else the compiler is told.
pub fn compile(source: &str, program: PathBuf, arguments: &[&str]) -> PathBuf {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let status = Command::new(std::env::var("CC").unwrap_or_else(|_| "cc".to_string()))
        .args(["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror"])
        .arg(format!("-I{workspace}/ffi/include"))
        .arg(format!("{workspace}/{source}"))
        .arg("-o")
        .arg(&program)
        .args(arguments)
        .status();
    assert!(status.expect("a C compiler starts").success());
    program
}

/// Where the bytes of a section lie in the file, and where in memory.
pub struct Section {
    pub offset: usize,
    pub address: u64,
    pub size: usize,
}

/// The section of that name.
pub fn section(file: &object::File<'_>, name: &str) -> Section {
    let section = file.section_by_name(name).expect(name);
    let (offset, size) = section.file_range().expect("bytes");
    Section {
        offset: usize::try_from(offset).expect("an offset"),
        address: section.address(),
        size: usize::try_from(size).expect("a size"),
    }
}
