//! C and C++ programs with the library as a product has it, and the installation they find it by.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::{compiler, folder, library, run, scratch};
use std::path::Path;
use std::process::Command;

const WARNINGS: [&str; 5] = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

fn source(name: &str) -> std::path::PathBuf {
    folder().join("tests/c").join(name)
}

fn include() -> String {
    format!("-I{}", folder().join("include").display())
}

fn beside(library: &Path) -> &Path {
    library.parent().expect("it lies in a folder")
}

/// Every service, and what a fork does to handles, through the shared library.
#[test]
fn programs_work_with_the_shared_library() {
    let folder = beside(library());
    // The name that the loader looks for is that of the interface.
    let name = folder.join(concat!("libqila.so.0.", env!("CARGO_PKG_VERSION_MINOR")));
    let _ = std::fs::remove_file(&name);
    std::os::unix::fs::symlink(library(), &name).expect("a link");
    for (name, expected) in [("example.c", "every service works"), ("fork.c", "no copy goes on")] {
        let program = scratch().join(format!("{name}-shared"));
        run(compiler("CC", "cc")
            .args(WARNINGS)
            .arg(include())
            .arg(source(name))
            .arg("-o")
            .arg(&program)
            .arg(library())
            .arg(format!("-Wl,-rpath,{}", folder.display())));
        assert!(run(&mut Command::new(&program)).contains(expected), "{name}");
    }
}

/// The header alone is C89 but for `stdint.h`, comments and all, and its examples do what they say.
#[test]
fn the_header_is_old_c_and_its_examples_work() {
    let program = scratch().join("examples");
    run(compiler("CC", "cc")
        .args(["-std=c89", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wdeclaration-after-statement"])
        .arg(include())
        .arg(source("examples.c"))
        .arg(beside(library()).join("libqila.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program));
    assert!(run(&mut Command::new(&program)).contains("every example works"));
}

/// The classes of C++ in a program without exceptions.
#[test]
fn classes_work_without_exceptions() {
    let program = scratch().join("no_exceptions");
    run(compiler("CXX", "c++")
        .args(["-std=c++17", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
        .arg(include())
        .arg(source("no_exceptions.cpp"))
        .arg(beside(library()).join("libqila.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program));
    assert!(run(&mut Command::new(&program)).contains("failed as it should"));
}

/// Every service and every mistake, through the static library, under AddressSanitizer and
/// UndefinedBehaviorSanitizer.
#[test]
fn nothing_is_read_or_written_beyond_its_end() {
    for (name, expected) in [("example.c", "every service works"), ("abuse.c", "every mistake is answered")] {
        let program = scratch().join(format!("{name}-sanitized"));
        run(compiler("CC", "cc")
            .args(WARNINGS)
            .args(["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"])
            .arg(include())
            .arg(source(name))
            .arg(beside(library()).join("libqila.a"))
            .args(["-lpthread", "-ldl", "-lm", "-o"])
            .arg(&program));
        assert!(run(&mut Command::new(&program)).contains(expected), "{name}");
    }
}

/// The classes of C++, found through the installed pkg-config file.
#[test]
fn what_is_installed_is_found() {
    let destination = scratch().join("installed");
    let _ = std::fs::remove_dir_all(&destination);
    run(Command::new(folder().join("install.sh"))
        .arg(beside(library()))
        .env("PREFIX", &destination)
        .env_remove("DESTDIR"));
    let package = std::fs::read_to_string(destination.join("lib/pkgconfig/qila.pc")).expect("a pkg-config file");
    assert!(package.contains(&format!("Version: {}", env!("CARGO_PKG_VERSION"))), "{package}");
    let program = scratch().join("classes");
    let lib = destination.join("lib");
    run(compiler("CXX", "c++")
        .args(["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
        .arg(format!("-I{}", destination.join("include").display()))
        .arg(source("classes.cpp"))
        .arg("-o")
        .arg(&program)
        .arg(format!("-L{}", lib.display()))
        .arg("-lqila")
        .arg(format!("-Wl,-rpath,{}", lib.display())));
    assert!(run(&mut Command::new(&program)).contains("every class works"));
    for part in std::fs::read_dir(destination.join("include/qila")).expect("the parts of the header") {
        let alone = scratch().join("alone.cpp");
        std::fs::write(&alone, format!("#include \"{}\"\n", part.expect("a readable folder").path().display()))
            .expect("a file can be written");
        run(compiler("CXX", "c++").args(["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]).arg(&alone));
    }
}
