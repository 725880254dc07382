//! Answers of NIST's samples that are wrong, as an implementation shows that is not this module:
//! the tool gives the right ones, and `qila kat` shows each listed case as known to be wrong,
//! neither passed nor failed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::qila;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Cases of NIST's sets of ParallelHash with the published answer, and the right one by
/// `kat-vectors/generate/known_wrong.py`.
fn cases() -> Vec<Value> {
    let cases: Value = include_str!("data/known_wrong.json").parse().expect("JSON");
    cases.as_array().expect("a list").clone()
}

/// Writes a file into a folder; its path.
fn write(folder: &Path, name: &str, value: &Value) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, value.to_string()).expect("a file");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

/// A set with one case.
fn set(case: &Value, question: &Value) -> Value {
    let mut group = case["group"].clone();
    group["tests"] = json!([question]);
    json!({"vsId": 0, "algorithm": case["algorithm"], "revision": "1.0", "isSample": true, "testGroups": [group]})
}

/// What `qila kat` says of a case with an expected answer.
fn judged(case: &Value, question: &Value, expected: &Value) -> (bool, Value) {
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), "prompt.json", &set(case, question));
    let answer = json!({"tcId": question["tcId"], "md": expected, "outLen": question["outLen"]});
    write(folder.path(), "expected.json", &set(case, &answer));
    qila(&["kat", text(folder.path())])
}

fn counts(report: &Value) -> [u64; 3] {
    ["passed", "failed", "known_wrong"]
        .map(|name| report[name].as_u64().unwrap_or_else(|| panic!("{name} in {report}")))
}

#[test]
fn the_right_answer_is_given() {
    let folder = TempDir::new().expect("a folder");
    let cases = cases();
    assert!(cases.len() > 10);
    for case in &cases {
        assert_ne!(case["published"], case["right"]);
        let prompt = write(folder.path(), "prompt.json", &set(case, &case["question"]));
        let (well, response) = qila(&["acvp", "answer", text(&prompt)]);
        assert!(well, "{response}");
        assert_eq!(response["testGroups"][0]["tests"][0]["md"], case["right"], "{case}");
    }
}

#[test]
fn listed_cases_are_neither_passed_nor_failed() {
    for case in &cases() {
        let (_, report) = judged(case, &case["question"], &case["published"]);
        assert_eq!(counts(&report), [0, 0, 1], "{case}");
        assert!(report.to_string().contains("loses bits"), "{report}");
        // A list that is out of date is a failure, and so is any other answer to another question.
        assert_eq!(counts(&judged(case, &case["question"], &case["right"]).1), [0, 1, 0], "{case}");
    }
    let case = &cases()[0];
    let mut other = case["question"].clone();
    other["customization"] = json!("another");
    assert_eq!(counts(&judged(case, &other, &case["published"]).1), [0, 1, 0]);
    other = case["question"].clone();
    other["tcId"] = json!(1000);
    assert_eq!(counts(&judged(case, &other, &case["published"]).1), [0, 1, 0]);
    assert_eq!(counts(&judged(case, &other, &case["right"]).1), [1, 0, 0]);
}
