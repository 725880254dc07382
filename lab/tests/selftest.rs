//! Every self-test can be made to fail, and the tool says which it was.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::{QILA, qila, run};
use serde_json::{Value, json};

fn tests() -> Vec<Value> {
    let (well, report) = qila(&["selftest"]);
    assert!(well);
    assert_eq!(
        (&report["passed"], &report["failed"], &report["state"]),
        (&json!(true), &json!([]), &json!("operational"))
    );
    report["tests"].as_array().expect("a list of tests").clone()
}

#[test]
fn every_self_test_passes() {
    let tests = tests();
    assert!(tests.len() >= 10);
    assert!(tests.iter().all(|test| test["result"] == "passed"));
}

#[test]
fn every_input_of_every_self_test_can_be_broken() {
    for test in tests() {
        let name = test["name"].as_str().expect("a name");
        let inputs = test["inputs"].as_u64().expect("a count");
        assert!(inputs > 0, "{name} cannot be broken");
        let each = (1..=inputs).map(|input| format!("{name}:{input}"));
        for fault in each.chain([name.to_owned()]) {
            let (well, report) = qila(&["selftest", "--break", &fault]);
            assert!(!well, "{fault} went unnoticed");
            assert_eq!(report["failed"], json!([name]), "{fault}");
            assert_eq!(report["state"], "error", "{fault}");
        }
    }
}

#[test]
fn unknown_faults_are_refused() {
    for fault in ["SHA2-257", "SHA2-256:99", ""] {
        let (well, report) = qila(&["selftest", "--break", fault]);
        assert!(!well, "{fault}");
        assert!(report.get("failed").is_none_or(|failed| *failed == json!([])));
    }
}

/// Whatever the status says as text, it says as JSON.
#[test]
fn the_status_is_the_same_in_both_forms() {
    let (well, status) = qila(&["status"]);
    assert!(well);
    let text = String::from_utf8(run(QILA, &["status"]).stdout).expect("text");
    let of = |place: &str| status.pointer(place).and_then(Value::as_str).expect(place).to_owned();
    let kib = status["image"]["covered"].as_u64().expect("a size").div_ceil(1024);
    let count = |name: &str| status["selfTests"][name].as_u64().expect("a count");
    let kernels = status["kernels"].as_object().expect("kernels").iter();
    let kernels: String = kernels.map(|(name, kernel)| format!(" {name} {}  ", kernel.as_str().unwrap())).collect();
    let transitions = status["transitions"].as_array().expect("transitions").iter();
    let transitions: String = transitions
        .map(|row| {
            let of = |name: &str| row[name].as_str();
            let until = of("until").unwrap_or("no date yet");
            format!("until        {until}: {} ({})\n", of("what").expect("what"), of("clause").expect("clause"))
        })
        .collect();
    assert!(transitions.contains("until        2030-12-31: SHA-1 "));
    let expected = [
        format!("{} {}   entropy {}", of("/module"), of("/version"), of("/entropy/version")),
        format!("   certificate: {}\nstate        {}\n", of("/certificate"), of("/state")),
        format!("image        {}, {kib} KiB, holds the interface for laboratories\n", of("/image/seal")),
        format!("policy       {}, {}\n", of("/profile"), of("/policy")),
        transitions,
        format!("entropy      {} ({})\n", of("/entropy/source"), of("/entropy/claim")),
        format!("caveat       {}\n", of("/entropy/caveat")),
        format!("kernels     {kernels}\n"),
        format!("self-tests   {} passed, ", count("passed")),
        format!("{} not yet needed, {} failed\n", count("notYetNeeded"), count("failed")),
    ];
    assert_eq!(text, expected.concat());
    assert_eq!(status["lab"], true);
}
