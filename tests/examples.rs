//! Each program of `examples/` is run, and says what it should.
//!
//! `cargo test` builds them; where one test alone is built, this one has Cargo build them first.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The folder of the built examples, beside that of this program.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let program = std::env::current_exe().expect("a test program knows itself");
        let profile = program.ancestors().nth(2).expect("it lies in deps");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "-q", "-p", "qila", "--examples", "--manifest-path"]);
        build.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        build.arg("--target-dir").arg(profile.parent().expect("a folder"));
        match profile.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => {}
            Some(name) => drop(build.args(["--profile", name])),
        }
        assert!(build.status().expect("cargo starts").success(), "the examples are not built");
        profile.join("examples")
    })
}

fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(folder().join(name))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    // One that ends early takes none.
    let _ = child.stdin.take().expect("its input").write_all(input);
    child.wait_with_output().expect("the example ends")
}

/// What it says, if all was well.
fn said(name: &str, arguments: &[&str], input: &[u8]) -> String {
    let output = run(name, arguments, input);
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{name} {arguments:?}\n{said}\n{complained}");
    said
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A place for a file, in a folder that Cargo made for tests.
fn scratch(name: &str) -> String {
    format!("{}/examples-{name}", env!("CARGO_TARGET_TMPDIR"))
}

#[test]
fn hash_file() {
    let path = scratch("abc");
    std::fs::write(&path, "abc").unwrap();
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-4
    assert_eq!(said("hash_file", &[&path], b""), format!("{expected}  {path}\n"));
    let output = run("hash_file", &[&path], b"");
    assert!(text(&output.stderr).contains("100 %"));
    assert_eq!(run("hash_file", &["/nothing"], b"").status.code(), Some(1));
    assert_eq!(run("hash_file", &[], b"").status.code(), Some(2));
}

#[test]
fn encrypt_file() {
    let [key, other, plain, sealed, opened] =
        ["key", "other", "plain", "sealed", "opened"].map(|name| scratch(&format!("encrypt-{name}")));
    let _ = std::fs::remove_file(&opened);
    std::fs::write(&plain, "a letter").unwrap();
    said("encrypt_file", &["key", &key], b"");
    said("encrypt_file", &["key", &other], b"");
    assert_eq!(std::fs::read(&key).unwrap().len(), 32);
    assert!(said("encrypt_file", &["seal", &key, &plain, &sealed], b"").starts_with("8 bytes"));
    let file = std::fs::read(&sealed).unwrap();
    assert_eq!(file.len(), 40 + 8 + 16);

    for (name, file) in [(&key, &file[..20]), (&key, &[&file[..63], &[!file[63]]].concat()), (&other, &file[..])] {
        std::fs::write(&sealed, file).unwrap();
        assert_eq!(run("encrypt_file", &["open", name, &sealed, &opened], b"").status.code(), Some(1));
        assert!(!Path::new(&opened).exists() && !Path::new(&format!("{opened}.part")).exists(), "nothing is left");
    }
    std::fs::write(&sealed, &file).unwrap();
    said("encrypt_file", &["open", &key, &sealed, &opened], b"");
    assert_eq!(std::fs::read(&opened).unwrap(), b"a letter");
    assert_eq!(run("encrypt_file", &["seal"], b"").status.code(), Some(2));
}

/// RFC 4231 section 4.3.
#[test]
fn hmac_stream() {
    let key = scratch("hmac-key");
    std::fs::write(&key, "Jefe").unwrap();
    let data = b"what do ya want for nothing?";
    let tag = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(said("hmac_stream", &[&key], data).trim(), tag);
    assert_eq!(said("hmac_stream", &[&key, tag], data).trim(), "the tag is right");
    assert_eq!(run("hmac_stream", &[&key, tag], b"something else").status.code(), Some(1));
    assert_eq!(run("hmac_stream", &[&key, "5bd"], data).status.code(), Some(1));
}

/// RFC 8448 section 3.
#[test]
fn tls13_key_schedule() {
    let said = said("tls13_key_schedule", &[], b"");
    for expected in ["3fce516009c21727d0f2e4e86ee403bc", "iv   5d313eb2671276ee13000b30"] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn random_numbers() {
    let [first, second] = [(); 2].map(|()| said("random_numbers", &[], b""));
    assert!(first.starts_with("dice    [") && first.contains("winner  "), "{first}");
    assert_ne!(first, second);
}

/// Never sealed, so nothing is approved.
#[test]
fn approved_only() {
    let output = run("approved_only", &[], b"");
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for expected in ["info  the policy is now", "debug test SHA2-256 passed", "warn  the policy refuses", "refused: "]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn no_std_start() {
    let said = said("no_std_start", &[], b"");
    assert!(said.contains("ring oscillators") && said.contains("tag of 32 bytes"), "{said}");
}

/// The table has a row for each service of the catalogue.
#[test]
fn services() {
    let said = said("services", &[], b"");
    let rows = said.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, qila::admin::catalogue::SERVICES.len());
    assert!(said.contains("| not approved: ") && said.ends_with("certificate: unvalidated\n"), "{said}");
}

/// No example is left out.
#[test]
fn every_example_has_its_test() {
    let tests = include_str!("examples.rs");
    let files = std::fs::read_dir("examples").expect("the examples are there");
    let names = files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    for name in names {
        assert!(tests.contains(&format!("fn {name}()")), "{name} has no test");
    }
}
