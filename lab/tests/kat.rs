//! `qila kat` tells of every file, of every case, and of what it could not write or read.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;
#[path = "common/sets.rs"]
mod sets;

use common::{QILA, qila, run};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use sets::{HMAC, counts, text, write};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The example of FIPS 180-4 as prompt and expected answers, `cases` times.
fn sha256(cases: u64) -> [Value; 2] {
    let set = |test: &dyn Fn(u64) -> Value| {
        let tests: Vec<Value> = (1..=cases).map(test).collect();
        json!({"vsId": 1, "algorithm": "SHA2-256", "revision": "1.0",
               "testGroups": [{"tgId": 1, "testType": "AFT", "tests": tests}]})
    };
    let md = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    [set(&|case| json!({"tcId": case, "msg": "616263", "len": 24})), set(&|case| json!({"tcId": case, "md": md}))]
}

/// A folder with such a set in the folder `set`.
fn folder_with_a_set() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write_set(&folder.path().join("set"), 1);
    folder
}

fn write_set(folder: &Path, cases: u64) {
    let [prompt, expected] = sha256(cases);
    write(folder, "prompt.json", &prompt);
    write(folder, "expectedResults.json", &expected);
}

/// The output of a run for people.
fn printed(arguments: &[&str]) -> String {
    String::from_utf8(run(QILA, arguments).stdout).expect("text")
}

/// Files, and what becomes of each: `run`, `not_understood` or `passed_over`.
const FILES: &[(&str, &str, &str)] = &[
    ("HMAC.rsp", HMAC, "run"),
    ("deep/below/HMAC.rsp", HMAC, "run"),
    ("PQGGen.rsp", "[mod = 2048]\n\nP = 00\n", "not_understood"),
    ("PQGGen.txt", "[mod = 2048]\n\nP = 00\n", "not_understood"),
    ("KAKTTest.fax", "", "not_understood"),
    ("samples.bin", "\u{0}", "not_understood"),
    ("no extension", "", "not_understood"),
    ("keys.json", "{}", "not_understood"),
    ("prompt.libacvp-sample.json", "[]", "not_understood"),
    ("answers/expected.json", "{}", "not_understood"),
    ("set/expectedResults.json.gz", "", "not_understood"),
    ("set/internal.json.gz", "", "not_understood"),
    ("set/registration.json", "{}", "passed_over"),
    ("README.md", "", "passed_over"),
    ("LICENSE", "", "passed_over"),
    ("LICENSE-MIT", "", "passed_over"),
    ("MANIFEST.json", "{}", "passed_over"),
    ("INDEX.md", "", "passed_over"),
    ("generate/make.py", "", "passed_over"),
    (".gitignore", "", "passed_over"),
    (".git/config", "", "passed_over"),
    ("SHA256ShortMsg.req", "", "passed_over"),
];

/// Each file is in one list with a reason, and the counts add up.
#[test]
fn every_file_is_told_of() {
    let folder = folder_with_a_set();
    std::fs::write(
        folder.path().join("set/internal.json"),
        "{\"algorithm\": \"x\", \"testGroups\": [{\"tgId\": 1, \"tests\": [{\"tcId\": 1}]}]}",
    )
    .unwrap();
    for (name, text, _) in FILES {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let (well, report) = qila(&["kat", text(folder.path())]);
    assert_eq!((well, counts(&report)), (true, [3, 0, 0]), "{report}");
    for fate in ["not_understood", "passed_over"] {
        let list = report[fate].as_array().expect("a list");
        assert!(list.iter().all(|left| left["why"].as_str().is_some_and(|why| !why.is_empty())));
        let mut told: Vec<_> = list.iter().map(|left| left["file"].as_str().expect("a name")).collect();
        let mut wanted: Vec<_> = FILES.iter().filter(|(_, _, what)| *what == fate).map(|(name, ..)| *name).collect();
        wanted.iter_mut().filter(|name| **name == ".git/config").for_each(|name| *name = ".git");
        told.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(told, wanted, "{fate}");
        assert_eq!(report["files"][fate], wanted.len());
    }
    // The set has three files more.
    assert_eq!(report["files"]["run"], 5);
    assert_eq!(report["files"]["found"], FILES.len() + 3);
    let table = printed(&["kat", text(folder.path())]);
    for (name, ..) in FILES.iter().filter(|(_, _, fate)| *fate == "not_understood") {
        assert!(table.contains(name), "{name}");
    }
    assert!(table.contains(" 10 not understood"), "{table}");
}

#[test]
fn strict_fails_on_what_is_not_understood() {
    let folder = folder_with_a_set();
    let path = text(folder.path());
    assert!(qila(&["kat", path, "--strict"]).0);
    std::fs::write(folder.path().join("README"), "").expect("a file");
    assert!(qila(&["kat", path, "--strict"]).0);
    std::fs::write(folder.path().join("PQGVer.rsp"), "").expect("a file");
    assert!(qila(&["kat", path]).0);
    assert!(!qila(&["kat", path, "--strict"]).0);
    // Files with other names are not asked for.
    assert!(qila(&["kat", path, "--strict", "--only", "sha2"]).0);
}

#[test]
fn a_name_that_hits_nothing_is_told() {
    let folder = folder_with_a_set();
    std::fs::write(folder.path().join("PQGVer.rsp"), "").expect("a file");
    let (well, report) = qila(&["kat", text(folder.path()), "--only", "sha3"]);
    assert!(!well && report["error"].as_str().is_some_and(|error| error.contains("--only sha3")), "{report}");
    let (well, report) = qila(&["kat", text(folder.path()), "--without", "sha2"]);
    assert_eq!((well, &report["files"]["not_asked_for"]), (false, &json!(2)), "{report}");
    let (well, report) = qila(&["kat", text(folder.path()), "--only", "SHA2-256"]);
    assert_eq!((well, &report["files"]["not_asked_for"]), (true, &json!(1)));
    // Nothing but what is not understood is no success either.
    let (well, report) = qila(&["kat", text(folder.path()), "--only", "pqgver"]);
    assert!(!well);
    assert_eq!(report["not_understood"].as_array().map(Vec::len), Some(1));
}

#[test]
fn one_file_can_be_run() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("HMAC.rsp");
    std::fs::write(&file, HMAC).expect("a file");
    let (well, report) = qila(&["kat", text(&file)]);
    assert_eq!((well, counts(&report)), (true, [1, 0, 0]));
    assert_eq!(report["lines"][0]["folder"], text(&file));
}

/// What cannot be read is a failure with its name, and all else is run.
#[test]
#[cfg(unix)]
fn what_cannot_be_read_does_not_end_the_run() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    type Spoil<'f> = (&'static str, &'f dyn Fn(&Path));
    let spoil: &[Spoil] = &[
        ("loop", &|path| symlink(path, path).unwrap()),
        ("SHA1ShortMsg.rsp", &|path| symlink("nowhere", path).unwrap()),
        ("closed", &|path| {
            std::fs::create_dir(path).unwrap();
            std::fs::set_permissions(path, PermissionsExt::from_mode(0o0)).unwrap();
        }),
        ("HMAC.rsp", &|path| std::fs::write(path, b"\xff\xfe").unwrap()),
        ("cmac.rsp", &|path| std::fs::write(path, "").unwrap()),
        ("hmac.rsp.gz", &|path| std::fs::write(path, b"\x1f\x8b\x08").unwrap()),
        ("aes_gcm_test.json", &|path| std::fs::write(path, "{").unwrap()),
        ("prompt.json", &|path| std::fs::write(path, "[]").unwrap()),
        ("pipe_test.json", &|path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success())),
    ];
    for (name, make) in spoil {
        let folder = folder_with_a_set();
        let path = folder.path().join(name);
        make(&path);
        if *name == "closed" && std::fs::read_dir(&path).is_ok() {
            continue; // the superuser may read everything
        }
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert_eq!((well, counts(&report)), (false, [1, 1, 0]), "{name}: {report}");
        let failed = report["lines"].as_array().expect("lines").iter().find(|line| line["failed"] == 1);
        let shown = failed.expect("a line")["folder"].as_str().expect("a name");
        assert!(shown == *name || *name == "prompt.json" && shown == text(folder.path()), "{shown}");
    }
}

/// The first bytes say whether a file is compressed, and a mark before the text does no harm.
#[test]
fn files_go_by_their_content() {
    let gzip = |text: &[u8]| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text).expect("it is written");
        packed.finish().expect("it is written")
    };
    let marked = |text: &[u8]| [b"\xef\xbb\xbf", text].concat();
    type Shape<'f> = (&'static str, &'f dyn Fn(&[u8]) -> Vec<u8>);
    let shapes: [Shape; 4] =
        [("", &gzip), (".gz", &|text| text.to_vec()), (".gz", &|text| gzip(&marked(text))), ("", &marked)];
    let [prompt, expected] = sha256(1).map(|set| set.to_string().into_bytes());
    let verdicts = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../kat-vectors/ChaCha20-Poly1305/chacha20_poly1305_test.json"
    ));
    for (end, shape) in shapes {
        let folder = TempDir::new().expect("a folder");
        for (name, bytes) in [
            ("prompt.json", &prompt[..]),
            ("expected.json", &expected),
            ("HMAC.rsp", HMAC.as_bytes()),
            ("a_test.json", verdicts.as_ref().expect("the project's file")),
        ] {
            std::fs::write(folder.path().join(format!("{name}{end}")), shape(bytes)).expect("a file");
        }
        let (well, report) = qila(&["kat", text(folder.path()), "--strict"]);
        assert_eq!((well, counts(&report)), (true, [357, 0, 0]), "{end} {report}");
    }
}

/// Each set that passes names its kernel: of the project's own, those that the catalogue does not
/// have and some derivations.
#[test]
fn every_line_names_its_kernels() {
    let sets = concat!(env!("CARGO_MANIFEST_DIR"), "/../kat-vectors");
    for name in ["ChaCha20-Poly1305", "ConditioningComponent", "kdf-components-tls", "KDF-KMAC", "ECMA", "GCM-SIV"] {
        let (well, report) = qila(&["kat", sets, "--only", name]);
        assert!(well, "{name}");
        for line in report["lines"].as_array().expect("lines") {
            assert_ne!(line["kernel"], "", "{line}");
        }
    }
}

/// A set with one large message.
fn large(bits: u64, md: &str) -> [Value; 2] {
    let content = "00112233445566778899aabbccddeeff01";
    let message = json!({"content": content, "contentLength": 4 * content.len(), "fullLength": bits,
                         "expansionTechnique": "repeating"});
    let [mut prompt, mut expected] = sha256(1);
    prompt["testGroups"][0]["testType"] = json!("LDT");
    prompt["testGroups"][0]["tests"] = json!([{"tcId": 1, "largeMsg": message}]);
    expected["testGroups"][0]["tests"] = json!([{"tcId": 1, "md": md}]);
    [prompt, expected]
}

fn write_large(folder: &Path, bits: u64, md: &str) {
    let [prompt, expected] = large(bits, md);
    write(folder, "prompt.json", &prompt);
    write(folder, "expected.json", &expected);
}

#[test]
fn a_message_without_end_is_refused_at_once() {
    for bits in [(1 << 36) + 8, 1 << 47, 1 << 60] {
        let folder = TempDir::new().expect("a folder");
        write_large(folder.path(), bits, "00");
        let started = Instant::now();
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert!(!well && started.elapsed() < Duration::from_secs(20));
        let why = report["lines"][0]["failures"][0]["why"].as_str().expect("a reason").to_owned();
        assert!(why.contains("longer than") || why.contains("too large"), "{why}");
    }
}

/// What would not end is refused: as an output without end, again and again, and as iterations.
#[test]
fn work_without_end_is_refused_at_once() {
    let group = |fields: Value| {
        let mut group = json!({"tgId": 1, "tests": [{"tcId": 1, "msg": "00112233445566778899aabbccddeeff", "len": 128,
            "password": "password", "salt": "00112233445566778899aabbccddeeff", "keyLen": 256, "outLen": 1_u64 << 32}]});
        group.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
        group
    };
    let many = json!({"testType": "MCT", "minOutLen": 16, "maxOutLen": 1_u64 << 31, "outLenIncrement": 8,
        "hexCustomization": false, "minBlockSize": 8, "maxBlockSize": 8, "xof": false});
    let wide = json!({"testType": "VOT"});
    let count = json!({"testType": "AFT", "hmacAlg": "SHA2-256", "iterationCount": 4_000_000_000_u64});
    for (algorithm, fields) in [
        ("SHAKE-128", &many),
        ("cSHAKE-128", &many),
        ("ParallelHash-128", &many),
        ("SHAKE-128", &wide),
        ("PBKDF", &count),
    ] {
        let folder = TempDir::new().expect("a folder");
        let set =
            json!({"vsId": 1, "algorithm": algorithm, "revision": "1.0", "testGroups": [group(fields.clone())]});
        write(folder.path(), "prompt.json", &set);
        write(
            folder.path(),
            "expected.json",
            &json!({"vsId": 1, "algorithm": algorithm, "revision": "1.0",
            "testGroups": [{"tgId": 1, "tests": [{"tcId": 1, "md": "00"}]}]}),
        );
        let started = Instant::now();
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert_eq!((well, counts(&report)), (false, [0, 1, 0]));
        let why = report["lines"][0]["failures"][0]["why"].as_str().expect("a reason");
        assert!(why.contains("too long") || why.contains("more than"), "{algorithm}: {why}");
        assert!(started.elapsed() < Duration::from_secs(20), "{algorithm}");
    }
}

/// Runs the tool with so many KiB of memory; its standard output.
#[cfg(target_os = "linux")]
fn within(kib: u32, arguments: &[&str]) -> (bool, String) {
    let limit = format!("ulimit -v {kib}; exec \"$0\" \"$@\"");
    let output = run("sh", &[&["-c", &limit, QILA], arguments].concat());
    (output.status.success(), String::from_utf8(output.stdout).expect("text"))
}

/// A message of 96 MiB, whose hash value is that of Python's hashlib, in 80 MiB of memory.
#[test]
#[cfg(target_os = "linux")]
fn long_messages_need_no_memory_of_their_length() {
    let folder = TempDir::new().expect("a folder");
    let md = "395c72c843dca8279116fc164f427a5ba0e0fbbf0a10f014d3a43d96fae67608";
    write_large(folder.path(), 96 << 23, md);
    let (well, report) = within(80 << 10, &["kat", text(folder.path()), "--jobs", "1"]);
    assert!(well, "{report}");
}

/// A run that is ended from outside has told of the sets that were done: here by a set that is too
/// large for its memory.
#[test]
#[cfg(target_os = "linux")]
fn an_end_by_force_does_not_lose_the_report() {
    let folder = TempDir::new().expect("a folder");
    write_set(&folder.path().join("a"), 1);
    std::fs::create_dir(folder.path().join("b")).expect("a folder");
    let mut file = File::create(folder.path().join("b/prompt.json")).expect("a file");
    for _ in 0..64 {
        file.write_all(&[b'['; 100]).and_then(|()| file.write_all(&vec![b' '; 1 << 20])).expect("it is written");
    }
    let path = text(folder.path());
    for format in [&[][..], &["--json"]] {
        let (_, report) = within(96 << 10, &[&["kat", path, "--jobs", "1"], format].concat());
        assert!(report.contains("SHA2-256"), "{report}");
    }
}

/// The lines come in the same order however many sets are run at a time.
#[test]
fn the_order_is_always_the_same() {
    let folder = TempDir::new().expect("a folder");
    for set in 0..12_u64 {
        write_set(&folder.path().join(format!("{set:02}")), 1 + 40 * (12 - set));
    }
    let lines = |jobs| {
        let (well, report) = qila(&["kat", text(folder.path()), "--jobs", jobs]);
        assert!(well);
        report["lines"].clone()
    };
    let one = lines("1");
    assert_eq!(one.as_array().map(Vec::len), Some(12));
    assert!(["2", "5", "40"].iter().all(|jobs| lines(jobs) == one));
}

/// Ten times the cases of a group take about ten times as long, not a hundred times.
#[test]
fn the_time_is_linear_in_the_cases() {
    let folder = TempDir::new().expect("a folder");
    let cases = if cfg!(debug_assertions) { 4_000 } else { 30_000 };
    let time = |cases: u64| {
        write_set(folder.path(), cases);
        let started = Instant::now();
        let (well, report) = qila(&["kat", text(folder.path())]);
        assert_eq!((well, counts(&report)), (true, [cases, 0, 0]));
        started.elapsed()
    };
    let (few, many) = (time(cases), time(10 * cases));
    assert!(many < 40 * few, "{cases} cases {few:?}, ten times as many {many:?}");
}

/// A full disk is no success.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_is_a_failure() {
    let folder = folder_with_a_set();
    for format in [&[][..], &["--json"]] {
        let full = File::options().write(true).open("/dev/full").expect("a full disk");
        let status = Command::new(QILA).args(["kat", text(folder.path())]).args(format).stdout(full).status();
        assert_eq!(status.expect("the tool starts").code(), Some(1));
    }
}
