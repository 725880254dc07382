//! Keeps the house as `src/lib.rs` describes it: one direction between the rooms, no circles,
//! `unsafe` in one place, a gate before every service, one name for each algorithm, and files and
//! functions of a size that can be read.
//!
//! Each rule is a function from source text to findings. Beside each stand tests that break it on
//! purpose, in every form that it must object to.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "layers/c.rs"]
mod c;
#[path = "layers/cycles.rs"]
mod cycles;
#[path = "layers/docs.rs"]
mod docs;
#[path = "layers/gate.rs"]
mod gate;
#[path = "layers/modules.rs"]
mod modules;
#[path = "layers/names.rs"]
mod names;
#[path = "layers/paths.rs"]
mod paths;
#[path = "layers/ranges.rs"]
mod ranges;
#[path = "layers/rooms.rs"]
mod rooms;
#[path = "layers/sizes.rs"]
mod sizes;
#[path = "layers/source.rs"]
mod source;

use source::{Source, crates, sources};

/// The code of every crate of the project.
fn code() -> Vec<Source> {
    crates().iter().flat_map(|root| sources(root)).collect()
}

/// A rule on single files, over all of them.
fn check(rule: fn(&Source) -> Vec<String>) {
    let findings: Vec<String> = code().iter().flat_map(rule).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}
