//! Every export is called by a C test, and has its place in the C++ header.

use super::{file, functions};
use std::collections::BTreeSet;

/// What the C++ header does not name, and why.
const NOT_IN_CPP: &[(&str, &str)] = &[("qila_gcm_key_new", "qila_gcm_key_new_with_tag() with a full tag is the same")];

/// The names in the files of a folder that `keep` takes.
fn names(folder: &str, extensions: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(file(folder)).expect("the folder is there") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known)) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            names.extend(text.split(|c| !is_name(c)).filter(|word| word.starts_with("qila_")).map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_export_is_called_by_a_c_test() {
    let called = names("tests/c", &["c"]);
    let missing: Vec<_> = functions().map(|f| f.name).filter(|name| !called.contains(*name)).collect();
    assert!(missing.is_empty(), "no C test calls {missing:#?}");
}

#[test]
fn every_export_is_named_by_the_cpp_header() {
    let named = names("include/qila", &["hpp"]);
    let is_excused = |name: &str| NOT_IN_CPP.iter().any(|(excused, _)| *excused == name);
    let missing: Vec<_> =
        functions().map(|f| f.name).filter(|name| !named.contains(*name) && !is_excused(name)).collect();
    assert!(missing.is_empty(), "no class of C++ names {missing:#?}");
    for (name, _) in NOT_IN_CPP {
        assert!(functions().any(|f| f.name == *name) && !named.contains(*name), "{name} is excused for nothing");
    }
}
