//! What is no whole and clear question gets no answer: an error that names file, set, group and
//! case, exit status 1, and no response in any part.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::{QILA, qila, run};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::io::Write;
use tempfile::TempDir;

/// A prompt, and what the error says beside the name of the file.
type Bad = (&'static str, &'static [&'static str]);

/// A set with one group and one case, around which something is wrong; `@` stands for its
/// beginning.
const BEGIN: &str = r#""vsId": 42, "algorithm": "SHA2-256", "revision": "1.0", "testGroups": "#;

const IN_CASE: &[&str] = &["set 42", "group 3", "case 7"];

const TEXTS: &[Bad] = &[
    ("", &["no JSON"]),
    ("{", &["no JSON"]),
    ("null", &["neither a vector set nor a header"]),
    ("[]", &["no vector set"]),
    (r#"[{"acvVersion": "1.0"}]"#, &["no vector set"]),
    (r#"[{"acvVersion": "1.0"}, 5]"#, &["neither a vector set nor a header"]),
    ("{} {}", &["no JSON"]),
    // The server is not ready.
    (r#"[{"acvVersion": "1.0"}, {"vsId": 42, "retry": 30}]"#, &["set 42", "retry after 30 seconds"]),
    (r#"{"retry": 30}"#, &["retry after 30 seconds"]),
    (
        r#"[{@[{"tgId": 3, "testType": "AFT", "tests": [{"tcId": 7, "len": 8, "msg": "61"}]}]}, {"vsId": 43, "retry": 30}]"#,
        &["set 43", "retry"],
    ),
    // Numbers of sets, groups and cases.
    (r#"{"vsId": null, "algorithm": "SHA2-256"}"#, &["vsId is null"]),
    (r#"{"vsId": 1.5, "algorithm": "SHA2-256"}"#, &["vsId is 1.5"]),
    (r#"{"vsId": 42}"#, &["set 42", "no list testGroups"]),
    ("{@null}", &["set 42", "no list testGroups"]),
    ("{@[]}", &["set 42", "no groups"]),
    ("{@[5]}", &["set 42", "testGroups holds something else"]),
    (r#"{@[{"tests": [{"tcId": 7}]}]}"#, &["set 42", "no tgId"]),
    (r#"{@[{"tgId": null, "tests": [{"tcId": 7}]}]}"#, &["set 42", "tgId is null"]),
    (r#"{@[{"tgId": 3.0, "tests": [{"tcId": 7}]}]}"#, &["set 42", "tgId is 3.0"]),
    (r#"{@[{"tgId": "3", "tests": [{"tcId": 7}]}]}"#, &["set 42", "tgId is \"3\""]),
    (r#"{@[{"tgId": -3, "tests": [{"tcId": 7}]}]}"#, &["set 42", "tgId is -3"]),
    (r#"{@[{"tgId": 3}]}"#, &["set 42", "group 3", "no list tests"]),
    (r#"{@[{"tgId": 3, "tests": []}]}"#, &["set 42", "group 3", "no cases"]),
    (r#"{@[{"tgId": 3, "tests": [null]}]}"#, &["set 42", "group 3", "something else"]),
    (r#"{@[{"tgId": 3, "tests": [{}]}]}"#, &["set 42", "group 3", "no tcId"]),
    (r#"{@[{"tgId": 3, "tests": [{"tcId": null}]}]}"#, &["set 42", "group 3", "tcId is null"]),
    (r#"{@[{"tgId": 3, "tests": [{"tcId": 7.0}]}]}"#, &["set 42", "group 3", "tcId is 7.0"]),
    (r#"{@[{"tgId": 3, "tests": [{"tcId": 99999999999999999999}]}]}"#, &["set 42", "group 3", "tcId is"]),
    (r#"{@[{"tgId": 3, "tests": [{"tcId": 7}, {"tcId": 7}]}]}"#, &["set 42", "group 3", "case 7", "twice"]),
    (
        r#"{@[{"tgId": 3, "tests": [{"tcId": 7}]}, {"tgId": 4, "tests": [{"tcId": 7}]}]}"#,
        &["set 42", "group 4", "case 7", "twice"],
    ),
    (
        r#"{@[{"tgId": 3, "tests": [{"tcId": 7}]}, {"tgId": 3, "tests": [{"tcId": 8}]}]}"#,
        &["set 42", "group 3", "twice"],
    ),
    (r#"[{@[{"tgId": 3, "tests": [{"tcId": 7}]}]}, {@[{"tgId": 3, "tests": [{"tcId": 7}]}]}]"#, &["set 42", "twice"]),
    // Names that come twice.
    (r#"{"vsId": 41, @[{"tgId": 3, "tests": [{"tcId": 7}]}]}"#, &["\"vsId\" comes twice"]),
    (r#"{@[{"tgId": 3, "tgId": 4, "tests": [{"tcId": 7}]}]}"#, &["set 42", "\"tgId\" comes twice"]),
    (r#"{@[{"tgId": 3, "tests": [{"tcId": 7, "msg": "", "msg": "61", "len": 0}]}]}"#, IN_CASE),
    // Flags.
    (r#"{"isSample": "yes", @[{"tgId": 3, "tests": [{"tcId": 7}]}]}"#, &["set 42", "isSample"]),
    // What the module does not have.
    (
        r#"{"algorithm": "SHA2-257", "testGroups": [{"tgId": 3, "tests": [{"tcId": 7}]}]}"#,
        &["SHA2-257", "not offered"],
    ),
];

/// A case of SHA2-256, whose fields are wrong, and what the error says beside set, group and case.
const CASES: &[(&str, &str)] = &[
    (r#""len": 8"#, "no msg"),
    (r#""msg": "61""#, "no len"),
    (r#""msg": null, "len": 8"#, "msg is no text"),
    (r#""msg": "6", "len": 4"#, "msg is no hexadecimal text"),
    (r#""msg": "6g", "len": 8"#, "msg is no hexadecimal text"),
    (r#""msg": "61", "len": "8""#, "len is no number"),
    (r#""msg": "61", "len": -8"#, "len is no number"),
    (r#""msg": "61", "len": 8.5"#, "len is no number"),
    (r#""msg": "61", "len": 18446744073709551615"#, "len is too large"),
    (r#""msg": "61", "len": 16"#, "len says 16 bits"),
    (r#""msg": "6162", "len": 8"#, "len says 8 bits"),
    (r#""msg": "61", "len": 0"#, "len says 0 bits"),
    // The last bit is one more than the seven.
    (r#""msg": "61", "len": 7"#, "more bits than the 7"),
];

/// The error to a prompt; nothing else is printed or written.
fn error_to(prompt: &[u8]) -> String {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("asked.json");
    std::fs::write(&file, prompt).expect("a file");
    let (file, out) = (file.to_str().expect("a name"), folder.path().join("answered.json"));
    let (well, report) = qila(&["acvp", "answer", file]);
    let told = report["error"].as_str().unwrap_or_else(|| panic!("an error, not {report}")).to_owned();
    assert!(!well && told.contains("asked.json"), "{told}");
    let output = run(QILA, &["acvp", "answer", file, "--output", out.to_str().expect("a name")]);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "{told}");
    told
}

fn is_named(prompt: &str, words: &[&str]) {
    let told = error_to(prompt.replace('@', BEGIN).as_bytes());
    assert!(words.iter().all(|word| told.contains(word)), "{words:?} in {told}");
}

#[test]
fn what_is_no_set_is_named() {
    for (prompt, words) in TEXTS {
        is_named(prompt, words);
    }
}

#[test]
fn a_case_that_fails_is_named() {
    for (case, word) in CASES {
        let case = format!(r#"{{"tcId": 7, {case}}}"#);
        // The cases around it are right, and no help.
        let [before, after] = [6, 8].map(|number| format!(r#"{{"tcId": {number}, "msg": "61", "len": 8}}"#));
        let tests = format!(r#"{before}, {case}, {after}"#);
        is_named(
            &format!(r#"{{@[{{"tgId": 3, "testType": "AFT", "tests": [{tests}]}}]}}"#),
            &[IN_CASE, &[word]].concat(),
        );
    }
    is_named(
        r#"{@[{"tgId": 3, "testType": "XXX", "tests": [{"tcId": 7, "msg": "61", "len": 8}]}]}"#,
        &[IN_CASE, &["test type XXX"]].concat(),
    );
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let told = error_to(b"{\"algorithm\": \"SHA2-\xff\"}");
    assert!(told.contains("no UTF-8"), "{told}");
    // UTF-16 with its mark.
    let told = error_to(b"\xff\xfe{\0}\0");
    assert!(told.contains("no UTF-8"), "{told}");
    let whole = gzip(prompt().to_string().as_bytes());
    for damaged in [&whole[..whole.len() - 9], &[&whole[..], b"more"].concat()] {
        let told = error_to(damaged);
        assert!(told.contains("gzip"), "{told}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (well, report) = qila(&["acvp", "answer", "/nowhere/asked.json"]);
    assert!(!well && report["error"].to_string().contains("/nowhere/asked.json"), "{report}");
    let (well, report) = qila(&["acvp", "answer", "/"]);
    assert!(!well && report["error"].to_string().contains("/: "), "{report}");
}

fn prompt() -> Value {
    json!({"vsId": 42, "algorithm": "SHA2-256", "revision": "1.0", "testGroups": [
        {"tgId": 3, "testType": "AFT", "tests": [{"tcId": 7, "msg": "", "len": 0}]},
    ]})
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut file = GzEncoder::new(Vec::new(), Compression::fast());
    file.write_all(bytes).expect("it is written");
    file.finish().expect("it is written")
}

/// A mark before the text, and compression whatever the name says, change nothing.
#[test]
fn marks_and_compression_are_seen_by_content() {
    let folder = TempDir::new().expect("a folder");
    let text = prompt().to_string();
    let marked = ["\u{feff}", &text].concat();
    let packed = gzip(marked.as_bytes());
    let (first, second) = packed.split_at(packed.len() / 2);
    let several = [gzip(&marked.as_bytes()[..10]), gzip(&marked.as_bytes()[10..])].concat();
    let whole = [first, second].concat();
    let mut answers = Vec::new();
    for (name, bytes) in [
        ("plain.json", text.as_bytes()),
        ("marked.json", marked.as_bytes()),
        ("plain.json.gz", marked.as_bytes()),
        ("packed.json", &whole),
        ("members.json.gz", &several),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let (well, answer) = qila(&["acvp", "answer", path.to_str().expect("a name")]);
        assert!(well, "{name}: {answer}");
        answers.push(answer);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    // SHA-256 of nothing.
    let md = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
    assert_eq!(answers[0]["testGroups"][0]["tests"][0]["md"], md);
}
