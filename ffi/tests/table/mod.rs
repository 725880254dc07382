//! What the table of the interface must keep: the header and the list of exports are printed from
//! it, each function refuses bad pointers, and each is called from C and named by the C++ classes.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

mod coverage;
#[macro_use]
pub(crate) mod description;
mod header;
mod pointers;

use crate::PARTS;
use crate::table::{Function, Part};
use std::path::{Path, PathBuf};

/// The parts of the interface, in the order of the header.
fn parts() -> impl Iterator<Item = &'static Part> {
    PARTS.iter().copied().flatten()
}

/// Every exported function.
fn functions() -> impl Iterator<Item = &'static Function> {
    parts().flat_map(|part| part.functions)
}

/// The names of all exports.
fn exports() -> impl Iterator<Item = &'static str> {
    let frees = parts().flat_map(|part| part.handles).map(|handle| handle.free);
    functions().map(|function| function.name).chain(frees)
}

/// A file of the crate.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares with what is committed, or writes it with `QILA_BLESS=1`.
fn compare(name: &str, made: &str) {
    if std::env::var_os("QILA_BLESS").is_some() {
        std::fs::write(file(name), made).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(file(name)).unwrap_or_default();
    assert!(
        kept == made,
        "{name} is not what the table gives; QILA_BLESS=1 cargo test -p qila-ffi --lib writes it anew"
    );
}

#[test]
fn the_header_is_that_of_the_table() {
    compare("include/qila.h", &header::print());
}

#[test]
fn the_list_of_exports_is_that_of_the_table() {
    let mut names: Vec<_> = exports().map(|name| format!("{name}\n")).collect();
    names.sort_unstable();
    compare("exports.txt", &names.concat());
}
