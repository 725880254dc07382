//! Every kind of failure is shown, and the record says that all went as it should.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

#[allow(dead_code)] // no test uses all of it
mod common;

use common::qila;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A self-test, every pair of keys that is made soon, both health tests, and the image.
const FAULTS: &str = "SHA2-256,pairwise-ecdsa,pairwise-eddsa,pairwise-ecdh,pairwise-ffdh,pairwise-ml-kem,\
                      pairwise-ml-dsa,pairwise-slh-dsa,repetition-count,adaptive-proportion,integrity";

#[test]
fn error_states_are_demonstrated() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().to_str().expect("a name in UTF-8");
    let (well, records) = qila(&["demo", "error-states", "--only", FAULTS, "--out", out]);
    let records = records.as_array().expect("a list").clone();
    assert_eq!(records.len(), FAULTS.split(',').count());
    for record in &records {
        let of = |name: &str| record[name].as_str().unwrap_or_default();
        let calls = |name: &str| record[name].as_array().expect("a list").clone();
        assert_eq!(record["state"], "error", "{}", of("fault"));
        assert_eq!(record["failure"], record["expected_failure"], "{}", of("fault"));
        assert!(of("status").contains(&format!("failed: {}", of("failure"))), "{}", of("status"));
        assert!(record["log"].to_string().contains("FAILED"), "{}", record["log"]);
        let refused = [calls("old_contexts"), calls("new_contexts")].concat();
        assert!(refused.len() >= 13, "{}", of("fault"));
        for call in &refused {
            assert_eq!(call["said"], qila::Error::ModuleInErrorState.to_string(), "{}: {call}", of("fault"));
            assert_ne!(call["output"], "given", "{}: {call}", of("fault"));
        }
        let done = calls("works_again").iter().all(|call| call["said"] == "done" && call["output"] == "given");
        assert_eq!(done, of("fault") != "integrity", "{record}");
    }
    assert!(well);
    for ending in ["md", "html", "json"] {
        let text = std::fs::read_to_string(folder.path().join(format!("error_states.{ending}"))).expect("a record");
        assert!(text.contains("pairwise-ml-dsa") && !text.contains("NOT AS EXPECTED"), "{ending}");
    }
}

/// A fault of each kind, as a command of its own.
#[test]
fn a_fault_is_named_by_its_test() {
    for (fault, seen_by) in [
        ("pairwise-ecdsa", "pairwise consistency"),
        ("repetition-count", "entropy health, repetition count"),
        ("integrity", "integrity"),
    ] {
        let (well, report) = qila(&["selftest", "--break", fault]);
        assert!(!well, "{fault}");
        assert_eq!((&report["failure"], &report["state"]), (&json!(seen_by), &json!("error")), "{fault}");
        let log = report["log"].as_array().expect("a log");
        assert!(log.iter().any(|entry| entry["test"] == seen_by && entry["passed"] == Value::Bool(false)), "{fault}");
    }
}

#[test]
fn unknown_faults_are_named() {
    let (well, said) = qila(&["demo", "error-states", "--only", "nothing"]);
    assert!(!well && said["error"].as_str().expect("a message").contains("no test is called nothing"), "{said}");
}
