//! `cargo qila`: what it builds and starts is sealed, and what Cargo says goes through.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{CARGO_QILA, PROGRAM, QILA_SEAL, command, manifest, printed, product, project, said, target};
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const SEALED: &str = "sealed, HMAC-SHA-256\n";

/// Runs the tool as Cargo does.
fn cargo_qila(folder: &Path, arguments: &[&str]) -> Output {
    command(CARGO_QILA, folder).arg("qila").args(arguments).output().expect("the tool starts")
}

/// One after the other, as they share the folder that Cargo builds in.
#[test]
fn what_is_built_or_started_is_sealed() {
    let folder = TempDir::new().expect("a folder");
    let folder = folder.path();
    product(folder);
    let program = target().join("debug/product");
    let program = program.to_str().expect("a name in UTF-8");

    // Without the tool nothing is sealed.
    printed(command(env!("CARGO"), folder).arg("build"));
    assert_eq!(printed(&mut command(program, folder)), "unsealed\n");
    assert!(!command(env!("CARGO"), folder).arg("test").output().expect("cargo starts").status.success());

    let built = cargo_qila(folder, &["build"]);
    assert!(built.status.success() && said(&built).contains("Sealed"), "{}", said(&built));
    assert_eq!(printed(&mut command(program, folder)), SEALED);
    // Cargo puts its own file back, and the tool seals it again.
    printed(command(env!("CARGO"), folder).arg("build"));
    assert_eq!(printed(&mut command(program, folder)), "unsealed\n");
    assert!(cargo_qila(folder, &["build"]).status.success());
    assert_eq!(printed(&mut command(program, folder)), SEALED);

    let run = cargo_qila(folder, &["run", "--quiet"]);
    assert_eq!((run.status.code(), &*run.stdout), (Some(0), SEALED.as_bytes()), "{}", said(&run));
    assert_eq!(cargo_qila(folder, &["run", "--quiet", "--", "7"]).status.code(), Some(7));
    let test = cargo_qila(folder, &["test"]);
    assert!(test.status.success() && said(&test).contains("1 passed"), "{}", said(&test));

    assert_another_runner_goes_on(folder);
    assert_errors_go_through(folder);
}

/// A runner that was there before starts the program, and the tool may lie in any folder.
fn assert_another_runner_goes_on(folder: &Path) {
    let tools = folder.join("with a space");
    std::fs::create_dir(&tools).expect("a folder");
    for tool in [QILA_SEAL, CARGO_QILA] {
        std::fs::copy(tool, tools.join(Path::new(tool).file_name().expect("a name"))).expect("a copy");
    }
    let host = printed(command(env!("CARGO"), folder).arg("-vV"));
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host");
    let variable = format!("CARGO_TARGET_{}_RUNNER", host.to_uppercase().replace('-', "_"));
    let mut tool = command(tools.join("cargo-qila").to_str().expect("a name in UTF-8"), folder);
    tool.args(["qila", "run", "--quiet"]);
    assert_eq!(printed(tool.env(&variable, "env QILA=1 env")), SEALED);
    assert!(!tool.env(&variable, "false").status().expect("the tool starts").success());
}

/// The exit status of Cargo, of the program, and of a build that seals nothing.
fn assert_errors_go_through(folder: &Path) {
    project(folder, &manifest(&format!("qila = {{ path = \"{}\" }}", common::QILA)), "fn main() { wrong }");
    let wrong = cargo_qila(folder, &["build"]);
    assert!(
        wrong.status.code() == Some(101) && said(&wrong).contains("cannot find value `wrong`"),
        "{}",
        said(&wrong)
    );
    assert_eq!(cargo_qila(folder, &["run"]).status.code(), Some(101));

    project(folder, &manifest(""), "fn main() {}");
    let without = cargo_qila(folder, &["build"]);
    assert!(without.status.code() == Some(1) && said(&without).contains("holds the module"), "{}", said(&without));
    assert!(cargo_qila(folder, &["run"]).status.success());

    let laboratory = format!("qila = {{ path = \"{}\", features = [\"lab\"] }}", common::QILA);
    project(folder, &manifest(&laboratory), PROGRAM);
    let laboratory = cargo_qila(folder, &["build"]);
    assert!(said(&laboratory).contains("interface for laboratories"), "{}", said(&laboratory));
    assert_eq!(laboratory.status.code(), Some(1));
    let run = cargo_qila(folder, &["run"]);
    assert!(run.status.success() && said(&run).contains("is not sealed"), "{}", said(&run));
}

#[test]
fn a_wrong_command_line_is_told() {
    let folder = TempDir::new().expect("a folder");
    for (arguments, code) in [(&[][..], 2), (&["install"], 2), (&["--help"], 0), (&["--version"], 0)] {
        assert_eq!(cargo_qila(folder.path(), arguments).status.code(), Some(code), "{arguments:?}");
    }
    let format = cargo_qila(folder.path(), &["build", "--message-format=short"]);
    assert!(format.status.code() == Some(1) && said(&format).contains("--message-format"));
}
