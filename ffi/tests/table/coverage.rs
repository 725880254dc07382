//! Every export is called by a C test, and has its place in the C++ header.

use super::{exports, file, parts};
use std::collections::BTreeSet;

/// What the C++ header does not name, and why.
const NOT_IN_CPP: &[(&str, &str)] =
    &[("qila_gcm_key_new", "qila_gcm_key_new_with_tag() with a full tag is the same")];

/// The names of functions in the files of a folder.
fn names(folder: &str, extensions: &[&str]) -> BTreeSet<String> {
    names_that(folder, extensions, "qila_")
}

/// The names with that beginning in the files of a folder.
fn names_that(folder: &str, extensions: &[&str], begin: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(file(folder)).expect("the folder is there") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known)) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            names.extend(text.split(|c| !is_name(c)).filter(|word| word.starts_with(begin)).map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_export_is_called_by_a_c_test() {
    let called: BTreeSet<String> =
        ["tests/c", "tests/c/example"].iter().flat_map(|folder| names(folder, &["c"])).collect();
    let missing: Vec<_> = exports().filter(|name| !called.contains(*name)).collect();
    assert!(missing.is_empty(), "no C test calls {missing:#?}");
}

/// The numbers of algorithms, in C and in C++: a new row is called there, too.
#[test]
fn every_algorithm_of_a_table_is_used_by_a_c_test() {
    let words = |folder: &str, ends: &[&str]| names_that(folder, ends, "QILA_");
    let c: BTreeSet<String> =
        ["tests/c", "tests/c/example"].iter().flat_map(|folder| words(folder, &["c"])).collect();
    let cpp = words("tests/c", &["cpp", "hpp"]);
    let tables: Vec<_> = parts().flat_map(|part| part.choices).filter(|choice| choice.is_table).collect();
    assert!(tables.len() >= 2, "{}", tables.len());
    for (name, ..) in tables.iter().flat_map(|choice| (choice.values)()) {
        assert!(c.contains(&name) && cpp.contains(&name), "no test uses {name} in C, or in C++");
    }
}

#[test]
fn every_export_is_named_by_the_cpp_header() {
    let named = names("include/qila", &["hpp"]);
    let is_excused = |name: &str| NOT_IN_CPP.iter().any(|(excused, _)| *excused == name);
    let missing: Vec<_> = exports().filter(|name| !named.contains(*name) && !is_excused(name)).collect();
    assert!(missing.is_empty(), "no class of C++ names {missing:#?}");
    for (name, _) in NOT_IN_CPP {
        assert!(exports().any(|export| export == *name) && !named.contains(*name), "{name} is excused for nothing");
    }
}

/// Everything that takes data in parts is tried by the C test of the policy, and by nothing less
/// than its name.
#[test]
fn every_part_is_refused_by_the_policy_in_a_c_test() {
    let text = std::fs::read_to_string(file("tests/c/abuse.c")).expect("a text");
    let takes = |name: &str| ["_update", "_add", "_apply"].iter().any(|end| name.ends_with(end));
    let parts: Vec<_> = exports().filter(|name| takes(name)).collect();
    assert!(parts.len() >= 13, "{parts:?}");
    let body = |function: &str| {
        let start = text.find(&format!("static void {function}(")).expect("the function is there");
        text[start..].split("\n}\n").next().expect("a body").to_owned()
    };
    let tried = body("update") + &body("refused_parts");
    let missing: Vec<_> = parts.iter().filter(|name| !tried.contains(&format!("{name}("))).collect();
    assert!(missing.is_empty(), "no test of the policy gives data to {missing:#?}");
}
