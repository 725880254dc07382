//! No circles between files: each can be read after those that it names.
//!
//! A `mod.rs` states the contract of its folder and chooses between its files, so a file may name
//! what stands above it. What the text of a macro names counts for those who call it.

use super::modules::{Crate, Reference};
use super::source::{crates, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The groups of files that name each other round about, each with the references that do it.
fn circles(references: &[Reference]) -> Vec<String> {
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let counted = |reference: &&Reference| !reference.in_macro && !is_above(&reference.to, &reference.from);
    for reference in references.iter().filter(counted) {
        named.entry(&reference.from).or_default().insert(&reference.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = named.keys().map(|file| (*file, reach(file, &named))).collect();
    let meets = |a: &str, b: &str| reached.get(a).is_some_and(|all| all.contains(b));
    let in_circle = |reference: &&Reference| meets(&reference.to, &reference.from);
    let shown = |reference: &Reference| format!("{} names {} of {}", reference.from, reference.path, reference.to);
    references.iter().filter(counted).filter(in_circle).map(shown).collect()
}

/// All files that one leads to.
fn reach<'a>(file: &'a str, named: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for to in named.get(file).into_iter().flatten() {
            if found.insert(*to) {
                next.push(to);
            }
        }
    }
    found
}

/// Whether a file is that of a folder in which another lies.
fn is_above(file: &str, other: &str) -> bool {
    let folder = |file: &str| {
        let stem = file.trim_end_matches(".rs");
        let whole = ["/mod", "/lib", "/main"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
        format!("{whole}/")
    };
    folder(other).starts_with(&folder(file))
}

#[test]
fn no_files_form_a_circle() {
    for root in crates() {
        let findings = circles(&Crate::new(&root, &sources(&root)).references());
        assert!(findings.is_empty(), "\n{}", findings.join("\n"));
    }
}

mod objects {
    use super::circles;
    use crate::modules::Crate;
    use crate::source::source;

    /// The references in the circles of a crate of these files.
    fn objections<const N: usize>(files: [(&str, &str); N]) -> usize {
        circles(&Crate::new("src", &files.map(|(path, text)| source(path, text))).references()).len()
    }

    #[test]
    fn to_circles_of_every_form() {
        let two = |a: &str, b: &str| {
            let (a, b) = (format!("pub struct A; {a}"), format!("pub struct B; {b}"));
            objections([("src/x/mod.rs", "mod a; mod b; pub use a::A;"), ("src/x/a.rs", &a), ("src/x/b.rs", &b)])
        };
        assert_eq!(two("use super::b::B;", "use super::a::A;"), 2);
        assert_eq!(two("use crate::{x::{b::B}};", "fn f() { super::a::A }"), 2);
        assert_eq!(two("use crate::x::b;", "fn f() -> crate::x::a::A { g() }"), 2);
        assert_eq!(two("use super::*; fn f() { b::B }", "mod tests { use super::super::a::*; }"), 2);
        // Through what the folder gives on.
        assert_eq!(two("use super::b::B;", "use super::A;"), 2);
        assert_eq!(two("use super::b::B;", "use super::C;"), 0);
        assert_eq!(two("use super::b::B;", "struct A; fn f() { A::new() } // super::a::A"), 0);
    }

    #[test]
    fn to_a_longer_circle() {
        let files = [("src/a.rs", "use crate::b;"), ("src/b.rs", "use crate::c;"), ("src/c.rs", "use crate::a;")];
        assert_eq!(objections(files), 3);
        let files = [("src/a.rs", "use crate::b;"), ("src/b.rs", "use crate::c;"), ("src/c.rs", "use crate::d;")];
        assert_eq!(objections(files), 0);
    }

    /// A folder names its files, and they what it states; files of two folders form circles as
    /// others do.
    #[test]
    fn to_circles_of_folders() {
        let folder = [("src/x/mod.rs", "mod a; pub struct S; fn f() { a::g() }"), ("src/x/a.rs", "use super::S;")];
        assert_eq!(objections(folder), 0);
        let two = [("src/x/a.rs", "use crate::y;"), ("src/y/mod.rs", "use crate::x::a::A;")];
        assert_eq!(objections(two), 2);
    }
}
