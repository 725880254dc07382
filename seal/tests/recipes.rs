//! The recipes of `docs/sealing.md`, executed as they stand there. Only `cargo install` is passed
//! over: the tools that were built with the tests are installed already.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{C_PROGRAM, QILA, c_product, command, printed, product, qila_seal, target};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tempfile::TempDir;

const SEALED: &str = "sealed, HMAC-SHA-256\n";

/// The block of the page that has this language and name.
fn recipe(name: &str) -> String {
    let page = fs::read_to_string(format!("{QILA}/docs/sealing.md")).expect("the page");
    let mut lines = page.lines().skip_while(|line| *line != format!("```{name}"));
    assert!(lines.next().is_some(), "the page has no recipe {name}");
    lines.take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect()
}

/// Held while a recipe builds the program in Rust: each seals, strips or builds the same file anew.
static PROGRAM: Mutex<()> = Mutex::new(());

/// A folder with a product, in which Cargo builds where the other tests do.
struct Place {
    folder: TempDir,
    target: PathBuf,
}

impl Place {
    fn new(target: PathBuf) -> Self {
        let folder = TempDir::new().expect("a folder");
        product(folder.path());
        fs::write(folder.path().join("product.c"), C_PROGRAM).expect("a file");
        symlink(&target, folder.path().join("target")).expect("a link");
        symlink(QILA, folder.path().join("qila")).expect("a link");
        Self { folder, target }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Executes lines of a shell, which stops at the first that fails.
    fn execute(&self, lines: &str) {
        let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with("cargo install")).collect();
        let built = self.target.join("release");
        let lines = lines.join("\n").replace("qila/target/release", built.to_str().expect("a name in UTF-8"));
        let tools = Path::new(common::QILA_SEAL).parent().expect("a folder");
        let path = format!("{}:{}", tools.display(), std::env::var("PATH").expect("a path"));
        let mut shell = command("sh", self.folder.path());
        shell.args(["-euc", &lines]).env("PATH", path).env("CARGO_TARGET_DIR", &self.target);
        if self.target == target() {
            // What is tried is the order of steps. The library for C is sealed as it is optimized.
            shell.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        }
        printed(&mut shell);
    }

    /// What a program prints.
    fn runs(&self, program: &str) -> String {
        printed(&mut command(self.path(program).to_str().expect("a name in UTF-8"), self.folder.path()))
    }
}

#[test]
fn a_rust_program_in_ci() {
    let _alone = PROGRAM.lock();
    let place = Place::new(target());
    place.execute(&recipe("sh ci"));
    assert_eq!(place.runs("target/release/product"), SEALED);
    // The runner of the page instead of the tool's commands.
    fs::create_dir(place.path(".cargo")).expect("a folder");
    fs::write(place.path(".cargo/config.toml"), recipe("toml runner")).expect("a file");
    place.execute("cargo build --release; test \"$(target/release/product)\" = unsealed");
    place.execute("cargo test --release; test \"$(cargo run --release)\" = 'sealed, HMAC-SHA-256'");
}

/// The steps one after the other; there is no container here.
#[test]
fn a_container_image() {
    let _alone = PROGRAM.lock();
    let place = Place::new(target());
    let image = place.path("image");
    for line in recipe("dockerfile image").lines().filter(|line| !line.is_empty()) {
        let (step, rest) = line.split_once(' ').expect("a step");
        match (step, rest.split(' ').collect::<Vec<_>>().as_slice()) {
            ("RUN", ["cargo", "install", ..]) | ("COPY", [".", "."]) | ("FROM" | "WORKDIR" | "ENTRYPOINT", _) => {}
            ("RUN", _) => place.execute(rest),
            ("COPY", ["--from=build", from, to]) => {
                let from = place.path(from.strip_prefix("/src/").expect("a file of the first stage"));
                let to = image.join(to.trim_start_matches('/'));
                fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
                fs::copy(from, to).expect("a copy");
            }
            _ => panic!("a step that the test does not know: {line}"),
        }
    }
    assert_eq!(place.runs("image/usr/local/bin/product"), SEALED);
}

#[test]
fn a_static_c_program() {
    let place = Place::new(c_product());
    place.execute(&recipe("sh static"));
    assert_eq!(place.runs("product"), "0 1\n");
    let file = printed(Command::new("readelf").arg("-d").arg(place.path("product")));
    assert!(!file.contains("NEEDED"), "{file}");
}

#[test]
fn link_strip_seal_sign() {
    let place = Place::new(c_product());
    place.execute(&recipe("sh order"));
    place.execute("sha256sum --check product.sha256");
    assert_eq!(place.runs("product"), "0 1\n");
}

#[test]
fn a_library_in_a_distribution_package() {
    let place = Place::new(c_product());
    place.execute(&recipe("sh package"));
    let folder = place.path("unpacked/usr/lib/x86_64-linux-gnu");
    assert!(qila_seal(&["--check"], &folder.join("libqila.so")).status.success());
    place.execute("cc -Iunpacked/usr/include product.c -Lunpacked/usr/lib/x86_64-linux-gnu -lqila -o linked");
    let program = place.path("linked");
    assert_eq!(printed(Command::new(program).env("LD_LIBRARY_PATH", folder)), "0 1\n");
}
