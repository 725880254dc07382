//! Figures of one operation, as text, JSON and drawing.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

#[allow(dead_code)] // no test uses all of it
mod common;

use common::{QILA, qila, run};
use std::collections::BTreeSet;
use tempfile::TempDir;

#[test]
fn kernels_are_measured() {
    let folder = TempDir::new().expect("a folder");
    let drawing = folder.path().join("speed.svg");
    let svg = drawing.to_str().expect("a name in UTF-8");
    let (well, report) = qila(&["speed", "--milliseconds", "1", "--filter", "GCM", "--svg", svg]);
    assert!(well);
    let figures = report["figures"].as_array().expect("figures");
    let kernels: BTreeSet<&str> = figures.iter().map(|figure| figure["kernel"].as_str().expect("a name")).collect();
    // The portable kernel is there on every processor, and no kernel twice.
    assert!(kernels.contains("portable"), "{kernels:?}");
    assert_eq!(kernels.len(), figures.len());
    assert!(figures.iter().all(|figure| figure["per_second"].as_f64().expect("a number") > 0.0));
    let drawing = std::fs::read_to_string(drawing).expect("a drawing");
    assert_eq!(drawing.matches("fill=\"#47a\"").count(), figures.len());
    assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>\n"));

    let served = run(QILA, &["speed", "--milliseconds", "1", "--filter", "GCM", "--served"]);
    assert_eq!(String::from_utf8(served.stdout).expect("text").lines().count(), 1);
    let (well, said) = qila(&["speed", "--filter", "nothing"]);
    assert!(!well && said["error"].as_str().expect("a message").contains("no operation has nothing"));
}
