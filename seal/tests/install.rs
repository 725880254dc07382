//! `ffi/install.sh` into a staged root: what pkg-config and CMake find there builds C and C++
//! programs, and the script says whether what it installed is sealed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{C_PROGRAM, QILA, QILA_SEAL, c_library, is_installed, printed, qila_seal, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const LIBDIR: &str = "opt/qila/lib/some-arch";

/// A folder as Cargo leaves it: the library for C and the tools.
fn built(folder: &Path) -> PathBuf {
    let built = folder.join("built");
    fs::create_dir(&built).expect("a folder");
    for file in [c_library(), c_library().with_file_name("libqila.a"), QILA_SEAL.into(), common::CARGO_QILA.into()] {
        fs::copy(&file, built.join(file.file_name().expect("a name"))).expect("a copy");
    }
    built
}

/// Runs the script with the staged root `root`.
fn install(root: &Path, arguments: &[&str], built: &Path) -> Output {
    let mut script = Command::new(format!("{QILA}/ffi/install.sh"));
    script.env("PREFIX", "/opt/qila").env("LIBDIR", format!("/{LIBDIR}")).env("DESTDIR", root);
    for name in ["BINDIR", "INCLUDEDIR", "MANDIR"] {
        script.env_remove(name);
    }
    script.args(arguments).arg(built).output().expect("the script starts")
}

/// What lies below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A staged root with the sealed library, and the folder of what was built.
fn staged() -> (TempDir, PathBuf, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let (root, built) = (folder.path().join("root"), built(folder.path()));
    assert!(qila_seal(&[], &built.join("libqila.so")).status.success());
    let output = install(&root, &[], &built);
    assert!(output.status.success() && said(&output).contains("the library is sealed"), "{}", said(&output));
    (folder, root, built)
}

#[test]
fn it_says_whether_the_library_is_sealed_and_takes_everything_back() {
    let folder = TempDir::new().expect("a folder");
    let (root, built) = (folder.path().join("root"), built(folder.path()));
    let output = install(&root, &[], &built);
    assert!(output.status.success() && said(&output).contains("NOT SEALED"), "{}", said(&output));
    let library = root.join(LIBDIR).join(format!("libqila.so.{VERSION}"));
    assert!(said(&output).contains(library.to_str().expect("a name in UTF-8")), "{}", said(&output));
    assert!(!said(&output).contains("ldconfig"), "nobody's loader looks into a staged root");
    // The tool that was installed seals it, by any of its names.
    let tool = root.join("opt/qila/bin/qila-seal");
    printed(Command::new(tool).arg(root.join(LIBDIR).join("libqila.so")));
    assert!(qila_seal(&["--check"], &library).status.success());
    for page in ["qila-seal.1", "cargo-qila.1"] {
        assert!(root.join("opt/qila/share/man/man1").join(page).is_file(), "{page}");
    }
    // The loader looks for the version of the interface.
    let dynamic = printed(Command::new("readelf").arg("-d").arg(&library));
    let interface = format!("libqila.so.{}", VERSION.rsplit_once('.').expect("a version").0);
    assert!(VERSION.starts_with("0.") && dynamic.contains(&format!("soname: [{interface}]")), "{dynamic}");
    assert!(root.join(LIBDIR).join(interface).exists());

    let other = root.join("opt/qila/include/other.h");
    fs::write(&other, "").expect("a file");
    let output = install(&root, &["--uninstall"], &built);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(files(&root), [other]);
}

#[test]
fn pkg_config_finds_it() {
    if !is_installed("pkg-config") {
        return;
    }
    let (folder, root, _) = staged();
    let source = folder.path().join("product.c");
    fs::write(&source, C_PROGRAM).expect("a file");
    let package = |arguments: &[&str]| {
        let mut command = Command::new("pkg-config");
        command.args(arguments).arg("qila").env("PKG_CONFIG_SYSROOT_DIR", &root);
        let path = root.join(LIBDIR).join("pkgconfig");
        let printed = printed(command.env("PKG_CONFIG_PATH", path).env_remove("PKG_CONFIG_LIBDIR"));
        printed.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(package(&["--modversion"]), [VERSION]);
    let program = folder.path().join("product");
    let compile = |arguments: &[String]| {
        printed(Command::new("cc").arg(&source).args(arguments).arg("-o").arg(&program));
        let mut command = Command::new(&program);
        command.env("LD_LIBRARY_PATH", root.join(LIBDIR));
        command
    };
    assert_eq!(printed(&mut compile(&package(&["--cflags", "--libs"]))), "0 1\n");
    let mut fixed =
        compile(&[&package(&["--static", "--cflags", "--libs"])[..], &["-static-pie".to_owned()]].concat());
    assert_eq!(printed(&mut fixed), "1 0\n", "the program is not sealed yet");
    assert!(qila_seal(&[], &program).status.success());
    assert_eq!(printed(&mut fixed), "0 1\n");
}

const CMAKE: &str = r#"
cmake_minimum_required(VERSION 3.13)
project(product LANGUAGES C CXX)
find_package(qila @VERSION@ REQUIRED)
add_executable(shared product.c)
target_link_libraries(shared PRIVATE qila::qila)
add_executable(static product.cpp)
target_compile_features(static PRIVATE cxx_std_17)
target_link_libraries(static PRIVATE qila::static)
set_target_properties(static PROPERTIES INSTALL_RPATH /a/folder)
qila_seal(static)
install(TARGETS shared static DESTINATION bin)
"#;

const CPP_PROGRAM: &str = r#"
#include <qila.hpp>
#include <cstdio>

int main() {
    const std::uint8_t message[] = {'a', 'b', 'c'};
    std::uint8_t hash[QILA_SHA256_SIZE];
    std::size_t len = sizeof hash;
    int status = qila_hash(QILA_SHA256, message, sizeof message, hash, &len);
    std::printf("%d %d\n", status, (int)qila_is_sealed());
}
"#;

#[test]
fn cmake_finds_it() {
    if !is_installed("cmake") {
        return;
    }
    let (folder, root, _) = staged();
    let project = folder.path();
    // The tree can be moved.
    let moved = project.join("moved");
    fs::rename(root.join("opt/qila"), &moved).expect("another place");
    fs::write(project.join("product.c"), C_PROGRAM).expect("a file");
    fs::write(project.join("product.cpp"), CPP_PROGRAM).expect("a file");
    let configure = |version: &str| {
        fs::write(project.join("CMakeLists.txt"), CMAKE.replace("@VERSION@", version)).expect("a file");
        let _ = fs::remove_dir_all(project.join("build"));
        Command::new("cmake")
            .args(["-S", ".", "-B", "build"])
            .arg(format!("-Dqila_DIR={}/lib/some-arch/cmake/qila", moved.display()))
            .current_dir(project)
            .output()
            .expect("cmake starts")
    };
    for (version, expected) in
        [("", true), ("0", true), ("0.1", true), (VERSION, true), ("0.0.9", false), ("0.2", false), ("1", false)]
    {
        let output = configure(version);
        assert_eq!(output.status.success(), expected, "{version}: {}", said(&output));
    }
    assert!(configure("0.1").status.success());
    printed(Command::new("cmake").args(["--build", "build"]).current_dir(project));
    let stage = project.join("stage");
    let stage = stage.to_str().expect("a name in UTF-8");
    printed(Command::new("cmake").args(["--install", "build", "--prefix", stage]).current_dir(project));
    // CMake takes the RPATH away from what it installs, but from what it sealed.
    let run = |program: String| printed(Command::new(program).env("LD_LIBRARY_PATH", moved.join("lib/some-arch")));
    assert_eq!(run(format!("{}/build/shared", project.display())), "0 1\n");
    assert_eq!(run(format!("{stage}/bin/shared")), "0 1\n");
    assert_eq!(run(format!("{stage}/bin/static")), "0 1\n");
    assert!(qila_seal(&["--check"], &Path::new(stage).join("bin/static")).status.success());
}
