//! The manual page names the options that the tool has, and no others.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // no test uses all of it
mod common;

use std::collections::BTreeSet;

/// The long options that a text names.
fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.filter(|word| word.len() > 3 && word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn the_page_names_every_option() {
    let commands: &[&[&str]] = &[
        &[],
        &["kat"],
        &["acvp"],
        &["acvp", "answer"],
        &["acvp", "register"],
        &["selftest"],
        &["key"],
        &["key", "show"],
        &["seal"],
        &["status"],
    ];
    let help = commands.iter().map(|command| common::run(common::QILA, &[command, &["--help"][..]].concat()));
    let help: String = help.map(|output| String::from_utf8(output.stdout).expect("text")).collect();
    let page = include_str!("../man/qila.1").replace("\\-", "-").replace("\\fR", " ");
    assert_eq!(options(&page), options(&help));
    assert!(options(&help).len() > 10);
}
