//! Samples and their assessment: the figures of others, what is written, and what is refused.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // no test uses all of it
mod common;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The samples that `data/entropy.py` makes, too.
fn sequence(case: &Value) -> Vec<u8> {
    let number = |name: &str| case[name].as_u64().expect(name) as u32;
    let (mut state, mut last) = (1_u32, 0);
    let sample = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if (state >> 8) % 16 >= number("stickiness") {
            last = ((state >> 16) % number("values")) as u8;
        }
        last
    };
    (0..number("length")).map(sample).collect()
}

fn assess(file: &Path, more: &[&str]) -> (bool, Value) {
    common::qila(&[&["entropy", "assess", file.to_str().expect("a name")], more].concat())
}

/// Whether two figures are the same but for rounding.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1e-3)
}

/// Every estimator says what a slow one of another language says.
#[test]
fn estimates_are_those_of_the_standard_taken_literally() {
    let cases: Value = serde_json::from_str(include_str!("data/entropy.json")).expect("JSON");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("samples.bin");
    for case in cases.as_array().expect("cases") {
        std::fs::write(&file, sequence(case)).expect("written");
        let (passed, report) = assess(&file, &[]);
        assert!(passed);
        for set in ["literal", "bitstring"] {
            let estimates = report[set].as_array().expect(set);
            let expected = case[set].as_object().expect(set);
            assert_eq!(estimates.len(), expected.len(), "{set}");
            for estimate in estimates {
                let section = estimate["section"].as_str().expect("a section");
                let (found, right) = (estimate["min_entropy"].as_f64(), expected[section].as_f64());
                let near = is_near(found.expect("a figure"), right.expect("a figure"));
                assert!(near, "{section} of {set}: {found:?}, not {right:?}");
            }
        }
    }
}

/// The compression of the IID track is that of bzip2, and the shuffles of one seed are the same.
#[test]
fn iid_statistics() {
    let cases: Value = serde_json::from_str(include_str!("data/entropy.json")).expect("JSON");
    let case = &cases[3];
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("samples.bin");
    std::fs::write(&file, sequence(case)).expect("written");
    let run = |jobs: &str| assess(&file, &["--iid", "--seed", "7", "--shuffles", "300", "--jobs", jobs]);
    let (passed, report) = run("1");
    let statistics = report["iid"]["permutation"]["statistics"].as_array().expect("statistics");
    assert_eq!(statistics.len(), 19);
    assert_eq!(statistics[18]["value"], json!(case["compressed"].as_f64()));
    // Samples that stick are not independent, and the tests say so.
    assert!(!passed && report["iid"]["passed"] == json!(false), "{}", report["iid"]);
    let verdicts = |report: &Value| report["iid"]["chi_square"].clone();
    assert_eq!(verdicts(&run("2").1), verdicts(&report));
}

/// What a good generator gives looks IID, in samples of four bits and of one.
#[test]
fn random_bytes_look_iid() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("samples.bin");
    for width in [4, 1] {
        let mut random = fastrand::Rng::with_seed(11);
        let samples: Vec<u8> = (0..20_000).map(|_| random.u8(..) >> (8 - width)).collect();
        std::fs::write(&file, samples).expect("written");
        let (passed, report) = assess(&file, &["--iid", "--seed", "3"]);
        assert!(passed, "{}", report["iid"]);
    }
}

/// The samples of one source, in both files, and everything that an assessment of them writes.
#[test]
fn samples_and_papers() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().to_str().expect("a name");
    let (sampled, report) =
        common::qila(&["entropy", "sample", "--source", "system", "--restarts", "9", "--out", folder]);
    assert!(sampled, "{report}");
    let file = |name: &str| Path::new(folder).join(name);
    let [raw, restarts] = ["rawNoiseBits.bin", "restartTestBits.bin"].map(file);
    let sizes = [&raw, &restarts].map(|file| std::fs::metadata(file).expect("a file").len());
    assert_eq!(sizes, [1_000_000, 9_000]);
    let stream =
        common::run(common::QILA, &["entropy", "sample", "--stream", "--samples", "77", "--source", "system"]);
    assert_eq!((stream.status.success(), stream.stdout.len()), (true, 77));

    // Short, so that it takes a moment: the whole is tried with the data of others.
    std::fs::write(&raw, &std::fs::read(&raw).expect("samples")[..20_000]).expect("written");
    let (passed, report) = assess(&raw, &["--source", "system", "--out", folder]);
    assert!(passed, "{report}");
    assert_eq!(report["conditioning"]["n_in"], json!(8 * 144));
    for name in ["histogram.svg", "autocorrelation.svg", "lag.svg", "health.svg", "assessment.json", "assessment.txt"]
    {
        assert!(file(name).is_file(), "{name}");
    }
}

/// What is no data for an assessment is refused with its reason.
#[test]
fn bad_data_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("samples.bin");
    let said = |samples: &[u8], more: &[&str]| {
        std::fs::write(&file, samples).expect("written");
        let (passed, report) = assess(&file, more);
        assert!(!passed);
        report["error"].as_str().expect("a reason").to_owned()
    };
    assert!(said(&[], &[]).contains("0 samples"));
    assert!(said(&[1, 2, 3, 4], &["--width", "2"]).contains("3 bits"));
    assert!(said(&[1, 2, 3, 4], &["--width", "9"]).contains("not 9"));
    assert!(said(&[1, 2, 3, 4], &["--claim", "9"]).contains("9 bits"));
    let restart = file.to_str().expect("a name");
    assert!(said(&[1, 2, 3, 4], &["--restart", restart]).contains("1000000 samples"));
}

/// Samples of one value have no entropy, and nothing divides by zero.
#[test]
fn one_value_has_no_entropy() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("samples.bin");
    for length in [3, 100, 10_000] {
        std::fs::write(&file, vec![9; length]).expect("written");
        let (_, report) = assess(&file, &[]);
        assert_eq!(report["assessed"], json!(0.0), "{report}");
    }
    for length in [3_usize, 17, 18, 64, 1000] {
        std::fs::write(&file, [0, 1, 2].repeat(length.div_ceil(3))).expect("written");
        let (_, report) = assess(&file, &["--iid", "--shuffles", "10"]);
        assert!(report["assessed"].as_f64().is_some_and(|found| (0.0..3.0).contains(&found)), "{report}");
    }
}

/// The data sets of NIST and what its tool says of them, where they lie beside the project.
fn references() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = std::env::var_os("QILA_VECTORS").map_or_else(beside, PathBuf::from).join("misc/sp800-90b");
    folder.is_dir().then_some(folder)
}

/// A line `Literal Markov Estimate: P_0 = 0.5` of the tool's words.
fn figure(line: &str) -> Option<(&str, String, &str, f64)> {
    let (set, rest) = line.split_once(' ')?;
    let (name, rest) = rest.split_once(" Estimate: ")?;
    let (figure, value) = rest.split_once(" = ")?;
    let set = match set {
        "Literal" => "literal",
        "Bitstring" => "bitstring",
        _ => return None,
    };
    let name = name
        .replace("Prediction", "prediction")
        .replace("t-Tuple", "t-tuple")
        .replace("Common Value", "common value");
    let figure = match figure {
        "Mode count" => "mode",
        "Sum t_i" => "sum",
        "p-hat_max" if !name.starts_with("Markov") => "p-hat",
        figure => figure,
    };
    Some((set, name, figure, value.parse().ok()?))
}

/// Compares every figure, and says how many there were.
fn compared(folder: &Path, name: &str) -> usize {
    let (_, report) = assess(&folder.join(format!("{name}.bin")), &[]);
    let text = std::fs::read_to_string(folder.join(format!("{name}.res.txt"))).expect("figures");
    let mut count = 0;
    for (set, estimator, figure, right) in text.lines().filter_map(figure) {
        let estimates = report[set].as_array().expect("estimates");
        let estimate = estimates.iter().find(|estimate| estimate["name"] == json!(estimator)).expect("an estimator");
        let found = if figure == "min entropy" { &estimate["min_entropy"] } else { &estimate["figures"][figure] };
        let found = found.as_f64().unwrap_or_else(|| panic!("{name}: no {figure} of {estimator}"));
        assert!(is_near(found, right), "{name}, {set}, {estimator}: {figure} {found}, not {right}");
        count += 1;
    }
    count
}

/// All figures of the short data sets.
#[test]
fn figures_of_nists_tool() {
    let Some(folder) = references() else { return };
    assert!(compared(&folder, "rand1_short") > 50);
    assert!(compared(&folder, "rand8_short") > 90);
}

/// All figures of the data sets of a million samples: a minute.
#[test]
#[ignore = "takes a minute; ./check entropy runs it"]
fn figures_of_nists_tool_for_a_million_samples() {
    let Some(folder) = references() else { return };
    for name in ["truerand_1bit", "ringOsc-nist", "biased-random-bytes"] {
        assert!(compared(&folder, name) > 50, "{name}");
    }
}

/// The module's own jitter on a Zen 3, with its restarts: six digits of each estimate.
#[test]
#[ignore = "takes a minute; ./check entropy runs it"]
fn figures_of_the_jitter_of_a_zen_3() {
    let Some(folder) = references() else { return };
    let restart = folder.join("qila-jitter-zen3-restart.bin");
    let more = ["--claim", "0.125", "--restart", restart.to_str().expect("a name")];
    let (passed, report) = assess(&folder.join("qila-jitter-zen3.bin"), &more);
    assert!(passed, "{report}");
    let six = |value: &Value| format!("{:.6}", value.as_f64().expect("a figure"));
    let found = ["H_original", "H_bitstring", "H_I", "assessed"].map(|name| six(&report[name]));
    assert_eq!(found, ["3.566967", "0.512703", "0.125000", "0.125000"]);
    assert_eq!(["H_r", "H_c"].map(|name| six(&report["restart"][name])), ["3.301727", "3.866812"]);
    // The tool says 952, from a simulation; the binomial distribution says 953.
    assert_eq!(report["restart"]["sanity"]["cutoff"], json!(953));
    assert_eq!(report["restart"]["sanity"]["most"], json!(201));
    let all = |set: &Value| {
        set.as_array().expect("estimates").iter().map(|found| six(&found["min_entropy"])).collect::<Vec<_>>()
    };
    assert_eq!(
        all(&report["bitstring"]),
        [
            "0.964059", "1.000000", "0.977718", "0.512703", "0.532747", "0.586297", "0.968833", "0.558579",
            "0.525596", "0.964068"
        ]
    );
    assert_eq!(
        all(&report["literal"]),
        ["4.680434", "3.566967", "4.126930", "3.779861", "4.321248", "3.779874", "3.779871"]
    );
    assert_eq!(
        all(&report["restart"]["rows"]["literal"]),
        ["4.323251", "3.364986", "3.773078", "3.301727", "3.779874", "3.632455", "3.708223"]
    );
    assert_eq!(
        all(&report["restart"]["columns"]["literal"]),
        ["4.323251", "3.866812", "4.714212", "4.365471", "4.763483", "4.144377", "4.144432"]
    );
}
