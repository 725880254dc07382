//! `qila key show`: what it says of files that others wrote.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // no test uses all of it
mod common;

use qila::hash::sha256;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A file of the tests of `qila-keys`.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../keys/tests/files").join(name)
}

/// Whether the tool is content, and what it says.
fn show(arguments: &[&str]) -> (bool, String) {
    let output = common::run(common::QILA, &[&["key", "show"], arguments].concat());
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_file_is_shown() {
    let path = |name: &str| file(name).to_str().unwrap().to_owned();
    for (name, algorithm, kind) in [
        ("ml-dsa-65.pem", "ML-DSA-65", "private key with its seed, signatures"),
        ("ml-dsa-44.expanded.der", "ML-DSA-44", "private key without a seed, signatures"),
        ("ml-dsa-87.public.pem", "ML-DSA-87", "public key, signatures"),
        ("ml-kem-512.both.der", "ML-KEM-512", "private key with its seed, key encapsulation"),
        ("rsa-2048.pem", "RSA-2048", "private key without a seed, signatures"),
        ("rsa-3072.pkcs1.pem", "RSA-3072", "private key without a seed, signatures"),
        ("rsa-3072.public.der", "RSA-3072", "public key, signatures"),
        ("ml-kem-1024.public.der", "ML-KEM-1024", "public key, key encapsulation"),
    ] {
        let (is_content, said) = show(&[&path(name), "--json"]);
        assert!(is_content, "{name}: {said}");
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!([&said["algorithm"], &said["kind"]], [algorithm, kind], "{name}");
        // The public half stands at the end of its file.
        let stem = name.split_once('.').unwrap().0;
        let public = std::fs::read(file(&format!("{stem}.public.der"))).unwrap();
        let len: usize = said["public_key"].as_str().unwrap().split(' ').next().unwrap().parse().unwrap();
        let digest = hex::encode(sha256(&public[public.len() - len..]).unwrap());
        assert!(said["public_key"].as_str().unwrap().ends_with(&digest), "{name}");
    }
}

#[test]
fn a_password_comes_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("password");
    let encrypted = file("ml-dsa-44.encrypted.pem");
    let encrypted = encrypted.to_str().unwrap();
    let with = |text: &str| {
        std::fs::write(&password, text).unwrap();
        show(&[encrypted, "--password-file", password.to_str().unwrap()])
    };
    assert!(with("correct horse battery\nanother line\n").1.contains("ML-DSA-44"));
    assert!(with("correct horse battery").0);
    assert!(with("another password\n").1.contains("password is another"));
    let (is_content, said) = show(&[encrypted]);
    assert!(!is_content && said.contains("--password-file"), "{said}");
}

#[test]
fn what_is_no_key_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.pem");
    for text in ["", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n", "0\u{1}"] {
        std::fs::write(&path, text).unwrap();
        let (is_content, said) = show(&[path.to_str().unwrap()]);
        assert!(!is_content && said.contains("some.pem: no key"), "{said}");
    }
    let (is_content, said) = show(&["/no/such/file"]);
    assert!(!is_content && said.contains("cannot read /no/such/file"), "{said}");
}
