//! What several test programs share.
#![allow(dead_code, missing_docs, clippy::expect_used)] // each program uses a part; a test fails by panicking

pub mod answers;
pub mod child;
pub mod operations;
#[cfg(unix)]
pub mod processes;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod residue;
