//! Files that are no ACVP sets are run as such, and a digit that is changed in an answer, or in a
//! question, is found.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;
#[path = "common/sets.rs"]
mod sets;

use common::{QILA, qila, run};
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use sets::sets;
use tempfile::TempDir;

/// A file: its name, its text, and how many cases of it pass.
type File = (&'static str, &'static str, u64);

/// From NIST's examples, with pages that end within a value, Botan's data, and CAVP's SRTP.
const FILES: &[File] = &[
    (
        "key-wrapping.txt",
        "Example 2.1\n\nWrap 56 bits with a 192-bit key\nKey is 00010203 04050607 08090A0B 0C0D0E0F\nR[2]\n8899AABBCCDDEEFF\n------\n10111213 14151617\nPT is 00112233 445566\nCT is 87CE2C5C 2D7196E0 9381056B 319D91E9\n",
        2,
    ),
    (
        "AES_CMAC.txt",
        "CMAC-AES128\nExample #3\nKey is\n2B7E1516 28AED2A6 ABF71588 09CF4F3C\nMlen=20\nPT is\n6BC1BEE2 2E409F96 E93D7E11 7393172A\n----\nL\nAE2D8A57\nFull Blocks\nTag is\n7D85449E A6EA19C8 23A7BF78 837DFADE\n",
        1,
    ),
    (
        "AES_ModesA_All.txt",
        "Counter (CTR)\nInitial Counter is\nF0F1F2F3 F4F5F6F7 F8F9FAFB FCFDFEFF\nCTR-AES128 (Decryption)\nKey is\n2B7E1516 28AED2A6 ABF71588 09CF4F3C\nCiphertext is\n874D6191 B620E326 1BEF6864 990DB6CE\nPlaintext is\n6BC1BEE2 2E409F96 E93D7E11 7393172A\n",
        1,
    ),
    (
        "HMAC_DRBG.txt",
        "Requested Security Strength = 80\nRequested Hash Algorithm = SHA-1\nprediction_resistance_flag = \"NOT ENABLED\"\nNonce =\n20 21222324\nPersonalizationString = <empty>\nentropy_input is\n000102 03040506\n0708090A 0B0C0D0E 0F101112 13141516 1718191A 1B1C1D1E\n1F202122 23242526 2728292A 2B2C2D2E 2F303132 33343536\nrequested_number_of_bits = 320\nrnd_val is\n5A7D3B44 9F481CB3 8DF79AD2 B1FCC01E\n57F8135E 8C0B22CD 0630BFB0 127FB540 8C8EFC17 A929896E\nSecond call\nrnd_val is\n82CF772E C3E84B00 FC74F5DF 104EFBFB\n2428554E 9CE367D0 3AEADE37 827FA8E9 CB6A0819 6115D948\n",
        1,
    ),
    (
        "SHA3-256_Msg5.txt",
        "Msg as bit string\n1 1 0 0 1\nHash val is\n7B 00 47 CF 5A 45 68 82 36 3C BF 0F B0 53 22 CF\n65 F4 B7 05 9A 46 36 5E 83 01 32 E3 B5 D9 57 AF\n",
        1,
    ),
    (
        "SHA3_256ShortMsg.rsp",
        "[L = 256]\n\nLen = 5\nMsg = 13\nMD = 7b0047cf5a456882363cbf0fb05322cf65f4b7059a46365e830132e3b5d957af\n",
        1,
    ),
    (
        "botan_kmac.vec",
        "# sample\n[KMAC-128(256)]\nKey = 404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F\nIn = 00010203\nIV = 4D7920546167676564204170706C69636174696F6E\nOut = 3B1FBA963CD8B0B59E8C1A6D71888B7143651AF8BA0A7070C0979E2811324AA5\n",
        1,
    ),
    (
        "botan_sp800_56c.vec",
        "[SP800-56C(HMAC(SHA-256))]\nSalt = 28e12e410d501368b3e8\nSecret = b3dad1f46a18430ea0c8fbe2172922a5a42c47af40046db24d38cb11eff4ce44\nLabel = 94d91d500177efafdc93e8b6\nOutput = d4c1fb\n",
        1,
    ),
    (
        "srtp.rsp",
        "[AES-128]\n\nCOUNT = 2\nk_master = c33cb967d908392523640640fe67f040\nmaster_salt = 0fc9327235cefa49720c9d7adb18\nkdr = 000000000002\nindex = acf9a0ff1c59\nindex (SRTCP) = 4003830b\nSRTP k_e = 35f54ff478d60a00a153372d0f4a6e99\nSRTP k_a = eebb1b7babba4401d4f1681b485a1fe49513c131\nSRTP k_s = c7f9efb40f4db33d3d07d672ee92\nSRTCP k_e = f1d1e7af4249366a3592acc6b0130167\nSRTCP k_a = 588656a5471e335a1ff68403d2347720e2bf8be8\nSRTCP k_s = cde1886e49345053582538936c28\n",
        1,
    ),
];

fn counts(name: &str, text: &str) -> (bool, [u64; 2]) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join(name), text).expect("a file");
    let (well, report) = qila(&["kat", folder.path().to_str().expect("a name in UTF-8")]);
    (well, ["passed", "failed"].map(|name| report[name].as_u64().expect("a count")))
}

#[test]
fn they_pass() {
    for (name, text, cases) in FILES {
        assert_eq!(counts(name, text), (true, [*cases, 0]), "{name}");
    }
}

/// The last digit of each file is one of an answer.
#[test]
fn one_changed_digit_fails() {
    for (name, text, _) in FILES {
        let digits = |c: &char| c.is_ascii_hexdigit();
        let place = text.rfind(|c| digits(&c)).expect("a digit");
        let other = if text.as_bytes()[place] == b'0' { "1" } else { "0" };
        let changed = [&text[..place], other, &text[place + 1..]].concat();
        let (well, [_, failed]) = counts(name, &changed);
        assert!(!well && failed > 0, "{name}");
    }
}

/// NIST's text has a wrong ciphertext for CFB1. It is told as such, and what is right in the text
/// must not be.
#[test]
fn a_known_wrong_answer_is_told() {
    let text = |ciphertext| {
        format!(
            "Cipher Feedback\nIV is\n00010203 04050607 08090A0B 0C0D0E0F\nCFB-AES128 (Encryption)\nSegment Length = 1\nKey is\n2B7E1516 28AED2A6 ABF71588 09CF4F3C\nPlaintext is\n6BC1\nCiphertext is\n{ciphertext}\nCFB-AES128 (Decryption)\nSegment Length = 1\nKey is\n2B7E1516 28AED2A6 ABF71588 09CF4F3C\nCiphertext is\n69C8\nPlaintext is\n6A59\n"
        )
    };
    for (ciphertext, well, wanted) in [("69C8", true, [1, 0, 1]), ("68B3", false, [1, 1, 0])] {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("AES_ModesA_All.txt"), text(ciphertext)).expect("a file");
        let (all_well, report) = qila(&["kat", folder.path().to_str().expect("a name in UTF-8")]);
        let counts = ["passed", "failed", "known_wrong"].map(|name| report[name].as_u64().expect("a count"));
        assert_eq!((all_well, counts), (well, wanted), "{report}");
        let reasons = report["lines"][0]["known_wrong_reasons"].as_object().expect("reasons");
        assert_eq!(reasons.len() as u64, wanted[2]);
    }
}

/// No answer is exempted by its value: these are the beginnings of answers that were once passed
/// over.
#[test]
fn no_answer_is_exempted_by_its_value() {
    let (name, text, _) = FILES[6];
    let (before, _) = text.rsplit_once(" = ").expect("an answer");
    for answer in ["b9f9ebed", "381791ce", "98d0e662"] {
        let text = format!("{before} = {answer}{}\n", "00".repeat(28));
        assert_eq!(counts(name, &text), (false, [0, 1]), "{answer}");
    }
}

/// A place in a file, as a part of its length in 2^16ths, and what happens there.
type Edit = (u16, Change);

/// What an editor, a transmission or an attacker does to a file.
#[derive(Clone, Debug)]
enum Change {
    Delete(usize),
    Repeat(usize),
    Insert(&'static str),
    Flip(u8),
    EndHere,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    const PIECES: [&str; 16] =
        ["\"", "{", "}", "[", "]", ",", ":", " = ", "\n\n", "-1", "1e9", "null", "\u{feff}", "\0", "\u{e9}", "00"];
    let change = proptest::prop_oneof![
        (1_usize..60).prop_map(Change::Delete),
        (1_usize..60).prop_map(Change::Repeat),
        proptest::sample::select(&PIECES[..]).prop_map(Change::Insert),
        any::<u8>().prop_map(Change::Flip),
        proptest::strategy::Just(Change::EndHere),
    ];
    proptest::collection::vec((any::<u16>(), change), 1..6)
}

fn edited(text: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut text = text.to_vec();
    for (place, change) in edits {
        let at = text.len() * usize::from(*place) / (1 << 16);
        match change {
            Change::Delete(len) => drop(text.drain(at..(at + len).min(text.len()))),
            Change::Repeat(len) => {
                let piece = text[at..(at + len).min(text.len())].to_vec();
                text.splice(at..at, piece);
            }
            Change::Insert(piece) => drop(text.splice(at..at, piece.bytes())),
            Change::Flip(bits) => text.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= bits),
            Change::EndHere => text.truncate(at),
        }
    }
    text
}

/// Whatever happens to a file, the tool says what it thinks of it: no panic, no signal, a report
/// that can be read. The edits are the same at each run; `PROPTEST_CASES=1000 PROPTEST_RNG_SEED=7`
/// makes more of them, and others.
#[test]
fn no_file_breaks_the_tool() {
    let mut files: Vec<(String, Vec<u8>)> =
        FILES.iter().map(|(name, text, _)| ((*name).into(), text.as_bytes().to_vec())).collect();
    for set in sets().filter(|set| set.join("prompt.json").metadata().is_ok_and(|file| file.len() < 10_000)) {
        let folder = set.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        for name in ["prompt.json", "expected.json"] {
            files.push((format!("{folder}/{name}"), std::fs::read(set.join(name)).expect("a file")));
        }
    }
    assert!(files.len() > FILES.len() + 20);
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 24;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(1);
    }
    let done = TestRunner::new(config).run(&proptest::collection::vec(edits(), files.len()), |edits| {
        let folder = TempDir::new().expect("a folder");
        for ((name, text), edits) in files.iter().zip(&edits) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, edited(text, edits)).expect("a file");
        }
        let output = run(QILA, &["kat", folder.path().to_str().expect("UTF-8"), "--json"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {said}", output.status);
        assert!(serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(), "no report: {said}");
        Ok(())
    });
    done.expect("no case fails");
}
