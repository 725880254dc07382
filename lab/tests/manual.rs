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

/// What `--help` prints for a command and all below it.
fn help_of(command: &[&str]) -> String {
    let output = common::run(common::QILA, &[command, &["--help"][..]].concat());
    let help = String::from_utf8(output.stdout).expect("text");
    let below = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = below.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let texts: String = names.map(|name| help_of(&[command, &[name][..]].concat())).collect();
    help + &texts
}

#[test]
fn the_page_names_every_option() {
    let help = help_of(&[]);
    let page = include_str!("../man/qila.1").replace("\\-", "-").replace("\\fR", " ");
    assert_eq!(options(&page), options(&help));
    assert!(options(&help).len() > 10);
}
