//! The first programs of the documents, by the documents' own commands: each must end up approved.
//! Only `cargo install` and `cargo build` are passed over, where the tests have built already.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{CARGO_QILA, QILA, QILA_SEAL, c_library, command, is_installed, manifest, printed, project};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

/// The first block of a page that has this language and name.
fn block(page: &str, name: &str) -> String {
    let page = fs::read_to_string(format!("{QILA}/{page}")).expect("the page");
    let mut lines = page.lines().skip_while(|line| *line != format!("```{name}"));
    assert!(lines.next().is_some(), "the page has no block {name}");
    lines.take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect()
}

/// Executes the lines of a block in a folder, which is the home of a user, too.
fn execute(folder: &Path, lines: &str) -> String {
    let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with("cargo ")).collect();
    let mut shell = command("sh", folder);
    shell.args(["-euc", &lines.join("\n")]).env("HOME", folder).env_remove("CARGO_TARGET_DIR");
    for name in ["PREFIX", "LIBDIR", "DESTDIR", "BINDIR", "INCLUDEDIR", "MANDIR", "PKG_CONFIG_PATH"] {
        shell.env_remove(name);
    }
    printed(&mut shell)
}

/// A folder like the project's own, built but not sealed, and sealed and installed by the README.
fn installed() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let built = folder.path().join("target/release");
    fs::create_dir_all(&built).expect("a folder");
    fs::create_dir(folder.path().join("ffi")).expect("a folder");
    for name in ["ffi/install.sh", "ffi/include"] {
        symlink(Path::new(QILA).join(name), folder.path().join(name)).expect("a link");
    }
    for file in [c_library(), c_library().with_file_name("libqila.a"), QILA_SEAL.into()] {
        fs::copy(&file, built.join(file.file_name().expect("a name"))).expect("a copy");
    }
    let said = execute(folder.path(), &block("README.md", "sh install"));
    assert!(said.contains("the library is sealed"), "{said}");
    folder
}

#[test]
fn in_rust() {
    let folder = TempDir::new().expect("a folder");
    let dependency = format!("qila = {{ path = \"{QILA}\" }}");
    project(folder.path(), &manifest(&dependency), &block("README.md", "rust"));
    let mut run = command(CARGO_QILA, folder.path());
    assert_eq!(printed(run.args(["qila", "run", "--quiet"])), "approved\n");
}

#[test]
fn in_c() {
    if !is_installed("pkg-config") {
        return;
    }
    let folder = installed();
    fs::write(folder.path().join("program.c"), block("README.md", "c")).expect("a file");
    assert_eq!(execute(folder.path(), &block("README.md", "sh compile")), "approved\n");
}

#[test]
fn in_cpp() {
    if !is_installed("cmake") {
        return;
    }
    let folder = installed();
    fs::write(folder.path().join("program.cpp"), block("ffi/README.md", "cpp")).expect("a file");
    fs::write(folder.path().join("CMakeLists.txt"), block("ffi/README.md", "cmake")).expect("a file");
    let said = execute(folder.path(), &block("ffi/README.md", "sh cmake"));
    assert!(said.ends_with("\napproved\n"), "{said}");
}
