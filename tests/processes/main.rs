//! Tests that need a process of their own, because the state of the module is that of the process:
//! each starts this program again. Programs of their own would compile the table of the operations
//! anew.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[path = "../common/mod.rs"]
mod common;

#[cfg(unix)]
mod copies;
mod error_state;
#[cfg(unix)]
mod fork;
mod indicator;
mod outside;
mod profiles;
mod random;
mod self_tests;
