//! `qila-seal`: what it says, how it ends, and how it puts the sealed file into its place.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{QILA_SEAL, command, printed, product, said};
use qila_seal::format::MARKER;
use qila_seal::{HINT, State};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A program as a product links it, never sealed.
fn unsealed() -> &'static [u8] {
    static PROGRAM: OnceLock<Vec<u8>> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        product(folder.path());
        printed(command(env!("CARGO"), folder.path()).arg("build"));
        fs::read(common::target().join("debug/product")).expect("the program")
    })
}

/// A copy that can be run, in a folder of its own.
fn copy() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let program = folder.path().join("product");
    fs::write(&program, unsealed()).expect("a file");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o750)).expect("permissions");
    (folder, program)
}

fn qila_seal(arguments: &[&str], file: &Path) -> Output {
    Command::new(QILA_SEAL).args(arguments).arg(file).output().expect("the tool starts")
}

/// Changes a bit of the read-only data: of the name of the module.
fn damage(program: &Path) {
    let mut bytes = fs::read(program).expect("the program");
    let place = bytes.windows(MARKER.len()).position(|bytes| bytes == MARKER).expect("the mark") + MARKER.len();
    bytes[place] ^= 1;
    fs::write(program, bytes).expect("the program");
}

#[test]
fn it_says_what_it_finds() {
    let (_folder, program) = copy();
    let check = |expected: Option<i32>, text: &str| {
        let output = qila_seal(&["--check"], &program);
        assert!(output.status.code() == expected && said(&output).contains(text), "{}", said(&output));
    };
    check(Some(1), ": not sealed");
    let report = qila_seal::inspect(&program).expect("a report");
    let module = report.module.expect("a module");
    assert_eq!((report.state, report.holds_lab), (State::Unsealed, false));
    assert_eq!((&*module.name, &*module.version, module.requires_seal), ("Qila", env!("CARGO_PKG_VERSION"), false));

    let sealed = qila_seal(&["--json"], &program);
    let report: serde_json::Value = serde_json::from_slice(&sealed.stdout).expect("JSON");
    assert!(sealed.status.success() && report["sealed"] == true && report["changed"] == true, "{report}");
    check(Some(0), ": already sealed");
    let once = fs::read(&program).expect("the program");
    assert!(said(&qila_seal(&[], &program)).contains("already sealed"));
    assert!(once == fs::read(&program).expect("the program"));

    damage(&program);
    check(Some(1), "changed since it was sealed");
    check(Some(1), HINT);
    assert_eq!(qila_seal::inspect(&program).expect("a report").state, State::Broken);
    let refused = Command::new(&program).output().expect("the program starts");
    assert!(!refused.status.success() && said(&refused).contains("ModuleInErrorState"), "{}", said(&refused));
}

/// What a copy in its place must not change, and what it must.
#[test]
fn the_sealed_file_takes_the_place_of_the_old_one() {
    let (folder, program) = copy();
    let (link, other) = (folder.path().join("link"), folder.path().join("other"));
    symlink("product", &link).expect("a link");
    fs::hard_link(&program, &other).expect("another name");
    let before = fs::metadata(&program).expect("the program").ino();
    // By its link.
    assert!(qila_seal(&[], &link).status.success());
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    let after = fs::metadata(&program).expect("the program");
    assert!(after.ino() != before && after.mode() & 0o7777 == 0o750);
    assert_eq!(fs::read(&other).expect("the old file"), unsealed());
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["link", "other", "product"], "nothing is left behind");
    assert_eq!(printed(&mut Command::new(&program)), "sealed, HMAC-SHA-256\n");
}

#[test]
fn what_cannot_be_sealed_is_left_as_it_is() {
    let (folder, program) = copy();
    let text = folder.path().join("text");
    fs::write(&text, "no program").expect("a file");
    for (arguments, file, code, reason) in [
        (&[][..], &*text, 1, "no 64-bit ELF file"),
        (&[], &folder.path().join("nothing"), 1, "cannot read"),
        (&[], folder.path(), 1, "no regular file"),
        (&[], Path::new("--wrong"), 2, "--wrong"),
        (&["--check"], Path::new("--json"), 2, "no file is named"),
    ] {
        let output = qila_seal(arguments, file);
        assert!(output.status.code() == Some(code) && said(&output).contains(reason), "{}", said(&output));
    }
    // The others are sealed all the same.
    let both = Command::new(QILA_SEAL).args([&text, &program]).output().expect("the tool starts");
    assert_eq!(both.status.code(), Some(1));
    assert!(qila_seal(&["--check"], &program).status.success());
}

#[test]
fn it_starts_what_it_sealed() {
    let (folder, program) = copy();
    let run =
        |arguments: &[&str]| Command::new(QILA_SEAL).arg("run").args(arguments).output().expect("the tool starts");
    let name = program.to_str().expect("a name in UTF-8");
    assert_eq!(said(&run(&[name])), "sealed, HMAC-SHA-256\n");
    assert_eq!(run(&[name, "7"]).status.code(), Some(7));
    // What does not hold the module is started as it is; what is not there is an error.
    assert_eq!(said(&run(&["/bin/echo", "--check"])), "--check\n");
    assert_eq!(run(&[folder.path().join("nothing").to_str().expect("a name in UTF-8")]).status.code(), Some(1));
    assert_eq!(run(&[]).status.code(), Some(2));
}

/// The manual pages name the options that the tools have, and no others.
#[test]
fn the_pages_name_every_option() {
    let options = |text: &str| {
        let text = text.replace("\\-", "-");
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        words.filter(|word| word.len() > 3 && word.starts_with("--")).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    for (tool, page) in
        [(QILA_SEAL, include_str!("../man/qila-seal.1")), (common::CARGO_QILA, include_str!("../man/cargo-qila.1"))]
    {
        let help = printed(Command::new(tool).arg("--help"));
        assert_eq!(options(&help), options(page), "{tool}");
        assert!(options(&help).len() > 1 && page.contains("QILA_RUNNER") == help.contains("QILA_RUNNER"));
    }
}
