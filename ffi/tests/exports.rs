//! The shared library exports what `exports.txt` lists, which is printed from the table of the
//! interface.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod common;

use object::{Object, ObjectSymbol};

#[test]
fn the_library_exports_what_is_listed() {
    let library = std::fs::read(common::library()).expect("the library is built");
    let file = object::File::parse(&*library).expect("an object file");
    let mut names: Vec<&str> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.is_global())
        .filter_map(|symbol| symbol.name().ok())
        .collect();
    names.sort_unstable();
    let listed: Vec<&str> = include_str!("../exports.txt").lines().collect();
    assert_eq!(names, listed);
}
