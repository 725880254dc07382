//! Files and functions of a size that can be read: in Rust, C and C++, in the tests, too.

use super::c;
use super::source::{Source, files, functions};

const MAX_FILE: usize = 500;
const MAX_FUNCTION: usize = 60;

/// Files and functions that may be longer, each with its reason. A line that is no longer needed is
/// an error, too.
const LONGER: &[(&str, &str)] = &[
    ("ffi/include/qila.h", "printed from the table of the interface"),
    ("ffi/tests/c/examples.c", "an example for each part of the interface"),
    ("benches/peers/src/operation.rs::rows", "the table of operations"),
    ("benches/peers/src/peers/aws_lc.rs::work", "an arm for each operation"),
    ("benches/peers/src/peers/openssl.rs::work", "an arm for each operation"),
    ("benches/peers/src/peers/qila.rs::work", "an arm for each operation"),
    ("benches/peers/src/peers/ring.rs::work", "an arm for each operation"),
    ("tests/zeroization.rs::traces_of", "not yet split"),
];

/// What is longer than it may be.
fn too_long(source: &Source) -> Vec<String> {
    let is_rust = source.path.ends_with(".rs");
    let found: Vec<(String, usize)> = if is_rust {
        functions(&source.text).into_iter().map(|function| (function.name, function.lines)).collect()
    } else {
        c::functions(&source.text).into_iter().map(|function| (function.name, function.lines)).collect()
    };
    let lines = source.text.lines().count();
    let file = (lines > MAX_FILE).then(|| format!("{}: {lines} lines, the limit is {MAX_FILE}", source.path));
    let long = found.into_iter().filter(|(_, lines)| *lines > MAX_FUNCTION);
    let long =
        long.map(|(name, lines)| format!("{}::{name}: {lines} lines, the limit is {MAX_FUNCTION}", source.path));
    file.into_iter().chain(long).collect()
}

/// What is too long without an excuse, and excuses for what is not too long.
fn unexcused(findings: &[String], excuses: &[(&str, &str)]) -> Vec<String> {
    let is_of = |finding: &str, what: &str| finding.starts_with(&format!("{what}: "));
    let open = findings.iter().filter(|finding| !excuses.iter().any(|(what, _)| is_of(finding, what))).cloned();
    let idle = excuses.iter().filter(|(what, _)| !findings.iter().any(|finding| is_of(finding, what)));
    open.chain(idle.map(|(what, _)| format!("{what} is short enough now"))).collect()
}

#[test]
fn files_and_functions_can_be_read() {
    let all = files(".", &["rs", "c", "cpp", "h", "hpp"]);
    for end in ["rs", "c", "cpp", "hpp"] {
        assert!(all.iter().any(|file| file.path.ends_with(&format!(".{end}"))), "no file ends in {end}");
    }
    let findings: Vec<String> = all.iter().flat_map(too_long).collect();
    let open = unexcused(&findings, LONGER);
    assert!(open.is_empty(), "\n{open:#?}");
}

mod objects {
    use super::{too_long, unexcused};
    use crate::source::source;

    #[test]
    fn to_length() {
        let body = "    g();\n".repeat(59);
        for (path, text) in [
            ("src/base/x.rs", format!("fn f() {{\n{body}}}\n")),
            ("tests/x.rs", format!("mod m {{ impl X {{ fn f() {{\n{body}}} }} }}\n")),
            ("src/base/x.rs", format!("macro_rules! m {{ () => {{ fn f() {{\n{body}}} }} }}\n")),
            ("ffi/include/x.hpp", format!("class C {{ int f() const {{\n{body}}} }};\n")),
        ] {
            assert_eq!(too_long(&source(path, &text)).len(), 1, "{text}");
            let shorter = text.replacen("    g();\n", "", 1);
            assert!(too_long(&source(path, &shorter)).is_empty(), "{shorter}");
        }
        for path in ["src/base/x.rs", "tests/x.rs", "ffi/tests/c/x.c", "ffi/include/x.hpp"] {
            assert_eq!(too_long(&source(path, &"// a line\n".repeat(501))).len(), 1);
            assert!(too_long(&source(path, &"// a line\n".repeat(500))).is_empty());
        }
    }

    #[test]
    fn to_an_excuse_without_need() {
        let long = ["a.rs: 501 lines".to_owned()];
        assert!(unexcused(&long, &[("a.rs", "printed")]).is_empty());
        assert_eq!(unexcused(&long, &[]).len(), 1);
        assert_eq!(unexcused(&[], &[("a.rs", "printed")]).len(), 1);
    }
}
