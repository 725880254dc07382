//! Builds the library as a product has it, once for all tests, those of the laboratory's too.
#![allow(dead_code)] // no test uses all of it

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of the crate.
pub fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the tests build.
pub fn scratch() -> PathBuf {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(&scratch).expect("a folder for the tests");
    scratch
}

/// Runs a command, which must succeed, and gives what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{text}", output.status);
    text
}

/// The shared library, built alone so that it holds no feature of the tests. The static one lies
/// beside it.
pub fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let target = scratch().join("product");
        run(Command::new(env!("CARGO"))
            .args(["build", "--release", "--package", "qila-ffi", "--target-dir"])
            .arg(&target)
            .current_dir(folder())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET"));
        target.join("release").join("libqila.so")
    })
}

/// A C compiler: `$CC`, or `cc`.
pub fn compiler(variable: &str, preset: &str) -> Command {
    Command::new(std::env::var_os(variable).unwrap_or_else(|| preset.into()))
}
