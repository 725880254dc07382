//! Running the tools, and projects that use the module as a product does.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![allow(dead_code)] // no test uses all of it

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The tools that were built with the tests.
pub const QILA_SEAL: &str = env!("CARGO_BIN_EXE_qila-seal");
pub const CARGO_QILA: &str = env!("CARGO_BIN_EXE_cargo-qila");

/// The folder of the project.
pub const QILA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A program that says whether the module is approved, or ends with the number that it is given.
pub const PROGRAM: &str = r#"
use qila::{admin, hash};

fn main() {
    if let Some(code) = std::env::args().nth(1) {
        std::process::exit(code.parse().expect("a number"));
    }
    hash::sha256(b"message").expect("the hash value");
    println!("{}", admin::status().seal);
}

#[test]
fn the_module_is_sealed() {
    assert_eq!(admin::status().seal, admin::Seal::Sealed);
}
"#;

/// What a project with that program says of itself.
pub fn manifest(dependency: &str) -> String {
    format!(
        "[package]\nname = \"product\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n[workspace]\n"
    )
}

/// Makes a project in a folder.
pub fn project(folder: &Path, manifest: &str, program: &str) {
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
    std::fs::write(folder.join("src/main.rs"), program).expect("a file");
    // The versions that are at hand already.
    std::fs::copy(format!("{QILA}/Cargo.lock"), folder.join("Cargo.lock")).expect("a file");
}

/// A project that depends on the module.
pub fn product(folder: &Path) {
    project(folder, &manifest(&format!("qila = {{ path = \"{QILA}\" }}")), PROGRAM);
}

/// Where the projects of all tests are built, so that the module is compiled once. Cargo runs the
/// files of tests one after the other; within one, tests that build the same program take turns.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("products")
}

/// A command in a project, without the settings of the tests' own build, and without the network.
/// Nobody looks at symbols of what it builds.
pub fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", target());
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    for name in ["RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_MANIFEST_DIR", "QILA_RUNNER", "QILA_FAIL_CAST"] {
        command.env_remove(name);
    }
    command
}

/// What a command says, on both ways out.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a command, which must succeed, and gives what it printed.
pub fn printed(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}\n{}", output.status, said(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// A C program that hashes, and prints the status and whether the image is sealed.
pub const C_PROGRAM: &str = r#"
#include <qila.h>
#include <stdio.h>

int main(void) {
    uint8_t hash[QILA_SHA256_SIZE];
    size_t len = sizeof hash;
    int status = qila_hash(QILA_SHA256, (const uint8_t *)"abc", 3, hash, &len);
    printf("%d %d\n", status, (int)qila_is_sealed());
    return 0;
}
"#;

/// Where the library for C is built.
pub fn c_product() -> PathBuf {
    target().with_file_name("product")
}

/// The shared library for C, as a product has it; beside it lies the static one.
pub fn c_library() -> PathBuf {
    let target = c_product();
    let arguments = ["build", "--quiet", "--release", "--package", "qila-ffi"];
    printed(command(env!("CARGO"), Path::new(QILA)).args(arguments).env("CARGO_TARGET_DIR", &target));
    target.join("release/libqila.so")
}

/// Runs the tool on a file.
pub fn qila_seal(arguments: &[&str], file: &Path) -> Output {
    Command::new(QILA_SEAL).args(arguments).arg(file).output().expect("the tool starts")
}

/// Whether a tool is installed; without it a test has nothing to try (`./check tools` installs it).
pub fn is_installed(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        eprintln!("{tool} is not installed, and was not tried");
    }
    found
}
