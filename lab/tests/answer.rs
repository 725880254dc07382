//! Responses: their form, several sets in one file, samples, and that they are written whole or not
//! at all.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use common::{QILA, qila, run};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A set of SHA2-256 with one case (FIPS 180-4's example).
fn set(number: u64) -> Value {
    json!({"vsId": number, "algorithm": "SHA2-256", "revision": "1.0", "isSample": true, "more": 1, "testGroups": [
        {"tgId": 3, "testType": "AFT", "tests": [{"tcId": 7, "msg": "616263", "len": 24}]},
    ]})
}

const ABC: &str = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";

fn answer_of(number: u64) -> Value {
    json!({"vsId": number, "algorithm": "SHA2-256", "revision": "1.0", "isSample": true, "testGroups": [
        {"tgId": 3, "tests": [{"tcId": 7, "md": ABC}]},
    ]})
}

/// Writes a prompt into the folder; its path.
fn asked(folder: &Path, prompt: &Value) -> String {
    let path = folder.join("asked.json");
    std::fs::write(&path, prompt.to_string()).expect("a file");
    path.to_str().expect("a name").to_owned()
}

#[test]
fn every_set_of_a_file_is_answered() {
    let folder = TempDir::new().expect("a folder");
    let header = json!({"acvVersion": "1.0"});
    for (prompt, response) in [
        (set(1), answer_of(1)),
        (json!([set(1)]), json!([answer_of(1)])),
        (json!([&header, set(1)]), json!([&header, answer_of(1)])),
        (json!([&header, set(1), set(2), set(5)]), json!([&header, answer_of(1), answer_of(2), answer_of(5)])),
        (json!([set(2), &header, set(1)]), json!([answer_of(2), &header, answer_of(1)])),
    ] {
        let (well, given) = qila(&["acvp", "answer", &asked(folder.path(), &prompt)]);
        assert!(well, "{given}");
        assert_eq!(given, response);
    }
    // One of them cannot be answered.
    let mut wrong = set(2);
    wrong["testGroups"][0]["tests"][0]["len"] = json!(25);
    let (well, given) = qila(&["acvp", "answer", &asked(folder.path(), &json!([header, set(1), wrong]))]);
    let told = given["error"].as_str().expect("an error");
    assert!(!well && told.contains("set 2: group 3: case 7"), "{told}");
}

/// What an answerer chose before is repeated for the set that it belongs to.
#[test]
fn choices_belong_to_their_set() {
    let folder = TempDir::new().expect("a folder");
    let set = |number: u64| {
        json!({"vsId": number, "algorithm": "ACVP-AES-CTR", "revision": "1.0", "testGroups": [
            {"tgId": 1, "testType": "AFT", "direction": "encrypt", "keyLen": 128, "tests": [
                {"tcId": 1, "key": "00".repeat(16), "pt": "00".repeat(16), "payloadLen": 128}]},
        ]})
    };
    let path = asked(folder.path(), &json!([set(1), set(2)]));
    let (well, first) = qila(&["acvp", "answer", &path]);
    assert!(well, "{first}");
    let internal = folder.path().join("internal.json");
    std::fs::write(&internal, json!([first[1], first[0]]).to_string()).expect("a file");
    let internal = internal.to_str().expect("a name");
    assert_eq!(qila(&["acvp", "answer", &path, "--internal", internal]), (true, first));
}

/// The Monte Carlo tests that NIST's server shortens in samples, and some that it does not.
#[test]
fn samples_have_the_rounds_of_the_server() {
    let folder = TempDir::new().expect("a folder");
    let xof = json!({"testType": "MCT", "hexCustomization": false, "xof": false, "minOutLen": 256, "maxOutLen": 264,
                     "outLenIncrement": 8, "minBlockSize": 1, "maxBlockSize": 2});
    let hash = json!({"testType": "MCT", "mctVersion": "standard"});
    let case = json!({"tcId": 1, "msg": "00".repeat(16), "len": 128});
    let tuple = json!({"tcId": 1, "tuple": ["00".repeat(16)], "len": [128]});
    let of = |algorithm: &str, revision: &str, group: &Value, case: &Value, sample: Option<bool>, more: &[&str]| {
        let mut group = group.clone();
        group["tgId"] = json!(1);
        group["tests"] = json!([case]);
        let mut set = json!({"vsId": 1, "algorithm": algorithm, "revision": revision, "testGroups": [group]});
        if let Some(sample) = sample {
            set["isSample"] = json!(sample);
        }
        let (well, given) = qila(&[&["acvp", "answer", &asked(folder.path(), &set)], more].concat());
        assert!(well, "{given}");
        given["testGroups"][0]["tests"][0]["resultsArray"].as_array().expect("rounds").clone()
    };
    for (algorithm, case) in [("cSHAKE-128", &case), ("ParallelHash-256", &case), ("TupleHash-128", &tuple)] {
        assert_eq!(of(algorithm, "1.0", &xof, case, Some(true), &[]).len(), 3, "{algorithm}");
    }
    let [given, sample] =
        [Some(false), Some(true)].map(|sample| of("cSHAKE-128", "1.0", &xof, &case, sample, &["--rounds", "4"]));
    let usual = of("cSHAKE-128", "1.0", &xof, &case, None, &[]);
    assert_eq!((given.len(), sample.len(), usual.len()), (4, 4, 100));
    assert_eq!((&given[..], &sample[..]), (&usual[..4], &usual[..4]));
    assert_eq!(of("SHA2-256", "1.0", &hash, &case, Some(true), &[]).len(), 100);
}

/// The commands that print, and those that write a file.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let folder = TempDir::new().expect("a folder");
    let path = asked(folder.path(), &set(1));
    let kat = concat!(env!("CARGO_MANIFEST_DIR"), "/../kat-vectors/ConditioningComponent-AES-CBC-MAC-Sp800-90B");
    let commands: &[&[&str]] = &[
        &["acvp", "answer", &path],
        &["acvp", "register"],
        &["status"],
        &["status", "--json"],
        &["kat", kat],
        &["kat", kat, "--json"],
        &["selftest"],
        &["selftest", "--json"],
        &["--help"],
        &["--version"],
    ];
    for arguments in commands {
        let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output =
            Command::new(QILA).args(*arguments).stdout(full()).stderr(Stdio::piped()).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"), "{arguments:?}");
    }
    // And where the complaint cannot be heard.
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let status = Command::new(QILA).args(commands[0]).stdout(full()).stderr(full()).status().expect("runs");
    assert_eq!(status.code(), Some(1));
    for arguments in &commands[..2] {
        let output = run(QILA, &[*arguments, &["--output", "/dev/full"]].concat());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write /dev/full"), "{arguments:?}");
    }
}

/// The file of before stays as it was until the new one is whole, links stay links, and nothing
/// else is left in the folder.
#[test]
#[cfg(target_os = "linux")]
fn a_response_is_written_whole_or_not_at_all() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = TempDir::new().expect("a folder");
    let path = asked(folder.path(), &set(1));
    let out = folder.path().join("out.json");
    let link = folder.path().join("link.json");
    let out_name = out.to_str().expect("a name");
    std::fs::write(&out, "before").expect("a file");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o644)).expect("permissions");
    std::os::unix::fs::symlink("out.json", &link).expect("a link");
    // Too large for the limit of the process: the write fails when some of it is there.
    let limited = format!("ulimit -f 0; trap '' XFSZ; exec {QILA} acvp answer {path} --output {out_name}");
    let output = run("/bin/sh", &["-c", &limited]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(std::fs::read_to_string(&out).expect("a file"), "before");
    let number = std::fs::metadata(&out).expect("a file").ino();
    assert!(run(QILA, &["acvp", "answer", &path, "--output", link.to_str().expect("a name")]).status.success());
    assert!(std::fs::symlink_metadata(&link).expect("a link").is_symlink());
    let response: Value = std::fs::read_to_string(&out).expect("a file").parse().expect("JSON");
    assert_eq!(response, answer_of(1));
    let after = std::fs::metadata(&out).expect("a file");
    assert_ne!(after.ino(), number, "written in place");
    assert_eq!(after.permissions().mode() & 0o444, 0o444, "others cannot read it");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 3, "something is left");
    // A folder that is not there, and a pipe.
    let nowhere = folder.path().join("nowhere/out.json");
    let nowhere = nowhere.to_str().expect("a name");
    assert_eq!(run(QILA, &["acvp", "answer", &path, "--output", nowhere]).status.code(), Some(1));
    let output = run(QILA, &["acvp", "answer", &path, "--output", "/dev/stdout"]);
    let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.success(), printed), (true, answer_of(1)));
}
