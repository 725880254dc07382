//! What each function leaves behind in the process of its caller, looked at from C.
//!
//! The C example calls every function; here each call stands between painting the stack and looking
//! at what it left. A function that is not hot, and each that frees a handle, has overwritten 15
//! KiB of the stack below its caller; what is there afterwards are addresses and small numbers. So
//! what hot calls left goes when their handle goes. No function leaves anything in vector registers
//! or in memory that it gives back to the heap.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

mod common;

use common::{compiler, folder, library, run, scratch};
use std::collections::BTreeMap;
use std::process::Command;

/// The kind of each row of the table, by the name of its function.
fn kinds() -> BTreeMap<String, String> {
    let mut kinds = BTreeMap::new();
    let mut folders = vec![folder().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).expect("a text");
            for line in text.lines() {
                let mut words = line.split([' ', '(']).filter(|word| !word.is_empty());
                if let (Some(kind @ ("cold" | "deep" | "hot" | "admin" | "alone" | "tell")), Some(name)) =
                    (words.next(), words.next())
                {
                    kinds.insert(name.to_owned(), kind.to_owned());
                }
            }
        }
    }
    kinds
}

/// Functions after which a vector register holds the tag or hash value that they gave, which is
/// public: it is copied to its place after the registers were cleared.
const TAGS: &[&str] = &[
    "qila_ccm_seal",
    "qila_ascon_hash256",
    "qila_ascon_aead128_seal",
    "qila_chacha20_poly1305_seal",
    "qila_gcm_siv_seal",
    "qila_gcm_seal_caller_iv",
    "qila_gcm_seal_random_iv",
    "qila_gcm_sealer_seal",
    "qila_stream_seal_last",
    "qila_stream_seal_part",
    "qila_gmac_random_iv",
    "qila_gmac_caller_iv",
    "qila_gmac_sealer_authenticate",
];

/// Functions in whose frame a number is left that their caller gave and that is no secret.
const NUMBERS: &[&str] = &["qila_srtcp_kdf_short_index"];

/// What a call left: words of the stack, how far below, words of vector registers.
#[derive(Debug)]
#[allow(dead_code)] // all of it is printed
struct Left {
    name: String,
    words: usize,
    below: usize,
    vectors: usize,
}

/// The calls of the example, and what each gave back to the heap: a name, and words that are not
/// wiped.
fn calls() -> (Vec<Left>, Vec<(String, usize)>) {
    let mut macros = String::from("#include \"residue.h\"\n");
    // A self-test at a first use goes deeper than what it tests, with keys that everybody knows.
    macros += "__attribute__((constructor)) static void test_all(void) { qila_self_test(); }\n";
    for name in include_str!("../exports.txt").lines() {
        let call = format!("({name})(__VA_ARGS__)");
        let (keep, give) = if name.ends_with("_free") {
            (String::new(), "")
        } else {
            (format!("__typeof__({call}) said = "), "said;")
        };
        macros += &format!(
            "#define {name}(...) __extension__({{ residue_inside = \"{name}\"; residue_paint(); {keep}{call}; \
             residue_take(); residue_inside = 0; residue_say(\"{name}\"); {give} }})\n"
        );
    }
    std::fs::write(scratch().join("residue_calls.h"), macros).expect("a file can be written");
    let program = scratch().join("residue");
    run(compiler("CC", "cc")
        .args(["-std=gnu99", "-O1", "-fno-defer-pop", "-w", "-Wl,-z,now", "-Wl,--wrap=free"])
        .arg(format!("-I{}", folder().join("include").display()))
        .arg(format!("-I{}", folder().join("tests/c").display()))
        .arg("-include")
        .arg(scratch().join("residue_calls.h"))
        .arg(folder().join("tests/c/example.c"))
        .arg(library().parent().expect("a folder").join("libqila.a"))
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program));
    let output = run(&mut Command::new(&program));
    let of = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next().expect("a name").to_owned();
        let mut number = || words.next().expect("a number").parse().expect("a number");
        Left { name, words: number(), below: number(), vectors: number() }
    };
    let calls = output.lines().filter_map(|line| line.strip_prefix("residue ")).map(of).collect();
    let freed = |line: &str| {
        let (name, words) = line.strip_prefix("residue-heap ")?.split_once(' ')?;
        Some((name.to_owned(), words.parse().expect("a number")))
    };
    (calls, output.lines().filter_map(freed).collect())
}

#[test]
fn no_function_leaves_a_secret() {
    let kinds = kinds();
    let (calls, freed) = calls();
    for name in include_str!("../exports.txt").lines() {
        assert!(calls.iter().any(|call| call.name == name), "{name} was not looked at");
    }
    let kind = |call: &Left| kinds.get(&call.name).map_or("free", String::as_str);
    // What only says something knows no secret.
    let with_secrets = || calls.iter().filter(|call| kind(call) != "tell");
    let wiping = with_secrets().filter(|call| kind(call) != "hot" && !NUMBERS.contains(&call.name.as_str()));
    let stack: Vec<_> = wiping.filter(|call| call.words > 0).collect();
    assert!(stack.is_empty(), "left on the stack: {stack:#?}");
    let quiet = with_secrets().filter(|call| !TAGS.contains(&call.name.as_str()));
    let vectors: Vec<_> = quiet.filter(|call| call.vectors > 0).collect();
    assert!(vectors.is_empty(), "left in vector registers: {vectors:#?}");
    let is_text = |name: &str| kinds.get(name).is_some_and(|kind| kind == "tell");
    let heap: Vec<_> = freed.iter().filter(|(name, words)| *words > 0 && !is_text(name)).collect();
    assert!(heap.is_empty(), "given back to the heap: {heap:?}");
    // The looks are awake.
    let hot = calls.iter().filter(|call| kind(call) == "hot").count();
    assert!(hot > 40 && calls.len() > 400, "{hot} of {}", calls.len());
    assert!(calls.iter().any(|call| kind(call) == "hot" && call.words > 0));
    assert!(freed.iter().filter(|(name, _)| name.ends_with("_free")).count() > 40);
}
