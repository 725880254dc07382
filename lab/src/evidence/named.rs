//! For the tests of the papers: whether what a table names is there.

use super::project;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// How often the name of each test stands in the sources.
static TESTS: LazyLock<BTreeMap<String, usize>> = LazyLock::new(|| {
    let mut found = BTreeMap::new();
    for folder in ["src", "tests", "ffi", "keys", "lab", "seal", "notices"] {
        tests_below(&project().join(folder), &mut found);
    }
    found
});

fn tests_below(folder: &Path, found: &mut BTreeMap<String, usize>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).expect("text");
            names(&text).for_each(|name| *found.entry(name.to_owned()).or_default() += 1);
        }
    }
}

/// The names of the tests of a source.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let functions = text.split("#[test]\n").skip(1).filter_map(|after| after.split_once("fn "));
    functions.filter_map(|(_, after)| after.split_once('(')).map(|(name, _)| name)
}

/// Wants a file or folder of the project.
pub fn file(path: &str) {
    assert!(project().join(path).exists(), "{path} is not there");
}

/// As [`test`], and wants the name to be that of one test only, so that its result is told by it.
pub fn only_test(shown: &str) {
    test(shown);
    let count = shown.split_once("::").map_or(1, |(_, name)| TESTS[name]);
    assert_eq!(count, 1, "{shown} is the name of several");
}

/// Wants `FILE::TEST`, or `check NAME`.
pub fn test(shown: &str) {
    if let Some(check) = shown.strip_prefix("check ") {
        let checks = std::fs::read_to_string(project().join("check")).expect("the checks");
        return assert!(checks.contains(&format!("\ncheck_{check}()")), "{shown} is not there");
    }
    let (file, name) = shown.split_once("::").expect("a file and a test");
    let text = std::fs::read_to_string(project().join(file)).unwrap_or_default();
    assert!(names(&text).any(|there| there == name), "{shown} is not there");
}
