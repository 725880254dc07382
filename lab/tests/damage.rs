//! Damaged vector files: what cannot be computed or was never asked of a service fails, and the
//! tool goes on.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;
#[path = "common/sets.rs"]
mod sets;

use common::{QILA, qila};
use serde_json::{Value, json};
use sets::{HMAC, counts, read, sets, text, write};
use tempfile::TempDir;

/// A length in bytes that is right again when it is counted in bits, because the highest are lost.
#[test]
fn lengths_do_not_overflow() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("HMAC.rsp");
    std::fs::write(&file, HMAC).expect("a file");
    assert!(qila(&["kat", text(folder.path())]).0);
    std::fs::write(&file, HMAC.replace("Tlen = 32", &format!("Tlen = {}", 32 + (1_u64 << 61)))).expect("a file");
    let (well, report) = qila(&["kat", text(folder.path())]);
    assert_eq!((well, counts(&report)), (false, [0, 1, 0]));
}

/// How long an answer shall be, in the words of each set.
const LENGTHS: &[&str] = &[
    "derivedKeyLength",
    "derivedKeyingMaterialChildLength",
    "derivedKeyingMaterialLength",
    "keyBlockLength",
    "keyDataLength",
    "keyLen",
    "keyOutLength",
    "l",
    "macLen",
    "maxOutLen",
    "outLen",
    "outputLen",
    "returnedBitsLen",
];

/// Changes every such length of a set to another; whether there were any.
fn stretch(value: &mut Value, length: u64) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().fold(false, |found, item| stretch(item, length) | found),
        Value::Object(fields) => fields.iter_mut().fold(false, |found, (name, value)| {
            let is_length = LENGTHS.contains(&name.as_str()) && value.is_u64();
            if is_length {
                *value = json!(length);
            }
            is_length | stretch(value, length) | found
        }),
        _ => false,
    }
}

/// Each of our own sets with answers longer than any memory, in bits that can be counted and in
/// bits that cannot: their cases fail, and the tool goes on.
#[test]
fn answers_without_end_are_refused() {
    for length in [1 << 44, 1 << 60] {
        let folder = TempDir::new().expect("a folder");
        let mut stretched = 0;
        // What a cipher gives is as long as what it gets.
        for set in sets().filter(|set| !text(set).contains("ACVP-AES")) {
            let (mut prompt, expected) = (read(&set, "prompt.json"), read(&set, "expected.json"));
            if stretch(&mut prompt, length) {
                let copy = folder.path().join(set.file_name().expect("a name"));
                write(&copy, "prompt.json", &prompt);
                write(&copy, "expected.json", &expected);
                stretched += 1;
            }
        }
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert!(!well && stretched > 40);
        for line in report["lines"].as_array().expect("lines") {
            let failures = line["failures"].as_array().expect("failures");
            assert!(!failures.is_empty(), "{}", line["folder"]);
            for failure in failures {
                let why = failure["why"].as_str().expect("a reason");
                assert!(!why.contains("crash"), "{}: {why}", line["folder"]);
            }
        }
    }
}

/// Cases of Wycheproof that shall be refused count only if the service refuses them.
#[test]
fn a_case_that_reached_no_service_was_not_refused() {
    let folder = TempDir::new().expect("a folder");
    let run = |algorithm: &str, case: Value, fault: &str| {
        let set = json!({"algorithm": algorithm, "testGroups": [{"type": "Test", "tagSize": 128, "tests": [case]}]});
        write(folder.path(), "a_test.json", &set);
        let output = std::process::Command::new(QILA)
            .args(["kat", text(folder.path()), "--json"])
            .env("QILA_FAIL_CAST", fault)
            .output()
            .expect("the tool starts");
        counts(&serde_json::from_slice(&output.stdout).expect("the tool prints JSON"))
    };
    let cmac = json!({"tcId": 1, "key": "2b7e151628aed2a6abf7158809cf4f3c", "msg": "",
                      "tag": "bb1d6929e95937287fa37d129b756747", "result": "invalid"});
    let with = |mut case: Value, name: &str, value: Value| {
        case[name] = value;
        case
    };
    assert_eq!(run("AES-CMAC", cmac.clone(), ""), [1, 0, 0]);
    assert_eq!(run("AES-CMAC", with(cmac.clone(), "key", json!("2b7e")), ""), [1, 0, 0]);
    assert_eq!(run("AES-CMAC", cmac.clone(), "CMAC"), [0, 1, 0]);
    for damage in [json!(null), json!("2b7"), json!("xx"), json!(7)] {
        assert_eq!(run("AES-CMAC", with(cmac.clone(), "key", damage.clone()), ""), [0, 1, 0], "{damage}");
    }
    assert_eq!(run("AES-CMAC", with(cmac, "result", json!(null)), ""), [0, 1, 0]);
    let hkdf =
        json!({"tcId": 1, "ikm": "00", "salt": "", "info": "", "size": 1_u64 << 60, "okm": "", "result": "invalid"});
    assert_eq!(run("HKDF-SHA-256", hkdf.clone(), ""), [0, 1, 0]);
    assert_eq!(run("HKDF-SHA-256", with(hkdf, "size", json!(8161)), ""), [1, 0, 0]);
}
