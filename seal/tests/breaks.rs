//! What breaks a seal, and what does not: the rows of `docs/sealing.md` that can be tried here.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{C_PROGRAM, QILA, c_library, is_installed, printed, qila_seal, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What the program prints: done and approved, sealed; or refused in the error state, sealed.
const WELL: &str = "0 1\n";
const ERROR: &str = "-1 1\n";

/// A sealed C program with the module inside.
fn sealed() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let (source, program) = (folder.path().join("product.c"), folder.path().join("product"));
    fs::write(&source, C_PROGRAM).expect("a file");
    printed(
        Command::new("cc")
            .arg(format!("-I{QILA}/ffi/include"))
            .args([&source, &c_library().with_file_name("libqila.a")])
            .args(["-g", "-lpthread", "-ldl", "-lm", "-Wl,--build-id,-rpath,/a/folder/somewhere", "-o"])
            .arg(&program),
    );
    assert!(qila_seal(&[], &program).status.success());
    assert_eq!(printed(&mut Command::new(&program)), WELL);
    (folder, program)
}

/// Runs a tool on the program; nothing where it is not installed (`./check tools` installs it).
fn change(folder: &Path, tool: &[&str]) -> Option<()> {
    let mut command = Command::new(tool[0]);
    command.args(&tool[1..]).current_dir(folder);
    let output = is_installed(tool[0]).then(|| command.output().expect("it starts"))?;
    assert!(output.status.success(), "{tool:?}: {}", said(&output));
    Some(())
}

#[test]
fn what_is_not_loaded_may_change() {
    for tools in [
        &[&["strip", "product"][..]][..],
        &[&["strip", "--strip-debug", "product"]],
        &[
            &["objcopy", "--only-keep-debug", "product", "product.debug"],
            &["strip", "--strip-unneeded", "product"],
            &["objcopy", "--add-gnu-debuglink=product.debug", "product"],
        ],
        &[&["objcopy", "--add-section", "signature=product.c", "product"]],
        &[&["chrpath", "--delete", "product"]],
    ] {
        let (folder, program) = sealed();
        let before = fs::read(&program).expect("the program");
        if tools.iter().any(|tool| change(folder.path(), tool).is_none()) {
            continue;
        }
        assert!(before != fs::read(&program).expect("the program"), "{tools:?} did nothing");
        assert!(qila_seal(&["--check"], &program).status.success(), "{tools:?}");
        assert_eq!(printed(&mut Command::new(&program)), WELL, "{tools:?}");
    }
}

#[test]
fn what_is_loaded_may_not() {
    for tool in [
        &["patchelf", "--set-rpath", "/another/folder/with/a/longer/name", "product"][..],
        &["patchelf", "--shrink-rpath", "product"],
        &["chrpath", "--replace", "/b", "product"],
    ] {
        let (folder, program) = sealed();
        if change(folder.path(), tool).is_none() {
            continue;
        }
        let check = qila_seal(&["--check"], &program);
        assert!(check.status.code() == Some(1) && said(&check).contains("patchelf, chrpath"), "{}", said(&check));
        assert_eq!(printed(&mut Command::new(&program)), ERROR, "{tool:?}");
        // It is mended by sealing it as the last step.
        assert!(qila_seal(&[], &program).status.success());
        assert_eq!(printed(&mut Command::new(&program)), WELL, "{tool:?}");
    }
}

/// `objcopy` that removes a loaded note also loses RELRO, and such a file cannot be sealed again.
#[test]
fn a_removed_note_is_not_mended() {
    let (folder, program) = sealed();
    change(folder.path(), &["objcopy", "--remove-section", ".note.gnu.build-id", "product"]).expect("binutils");
    assert_eq!(printed(&mut Command::new(&program)), ERROR);
    for arguments in [&["--check"][..], &[]] {
        let refused = qila_seal(arguments, &program);
        assert!(refused.status.code() == Some(1) && said(&refused).contains("-z relro"), "{}", said(&refused));
    }
}

/// The file is as it was, and memory is not: a breakpoint is an instruction.
#[test]
fn a_breakpoint_before_power_on() {
    if !is_installed("gdb") {
        return;
    }
    let (folder, program) = sealed();
    let output = Command::new("gdb")
        .args(["-nx", "-batch", "-ex", "break exit", "-ex", "break qila_hash", "-ex", "run"])
        .args(["-ex", "continue", "-ex", "continue"])
        .arg(&program)
        .current_dir(folder.path())
        .output()
        .expect("gdb starts");
    assert!(said(&output).contains(ERROR.trim_end()), "{}", said(&output));
    assert!(qila_seal(&["--check"], &program).status.success());
}
