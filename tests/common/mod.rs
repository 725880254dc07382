//! What several test programs share.
// Each program uses a part, and a test fails by panicking.
#![allow(dead_code, missing_docs, clippy::expect_used)]

pub mod answers;
pub mod child;
pub mod operations;
#[cfg(unix)]
pub mod processes;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod residue;
