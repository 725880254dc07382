//! The known-answer vectors are those that the MANIFEST lists, byte for byte.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking

use qila::hash;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Digests by file, as the MANIFEST has them.
fn listed() -> BTreeMap<String, String> {
    let text = fs::read_to_string("kat-vectors/MANIFEST.json").unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let sets = manifest["sets"].as_array().unwrap();
    let mut files = BTreeMap::new();
    for set in sets {
        assert!(!set["answers"].as_str().unwrap().is_empty(), "{set}: where the answers come from");
        for (file, digest) in set["files"].as_object().unwrap() {
            files.insert(file.clone(), digest.as_str().unwrap().to_owned());
        }
    }
    files
}

/// Digests by file, as they are.
fn present() -> BTreeMap<String, String> {
    let folders = fs::read_dir("kat-vectors").unwrap().map(|entry| entry.unwrap().path());
    let is_set = |folder: &std::path::PathBuf| folder.is_dir() && !folder.ends_with("generate");
    let files = folders.filter(is_set).flat_map(|folder| fs::read_dir(folder).unwrap());
    files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.strip_prefix(Path::new("kat-vectors")).unwrap().to_str().unwrap().to_owned();
            (name, hex::encode(hash::sha256(&fs::read(&path).unwrap()).unwrap()))
        })
        .collect()
}

#[test]
fn the_vectors_are_those_of_the_manifest() {
    let (listed, present) = (listed(), present());
    assert!(listed.len() >= 48, "{} files", listed.len());
    // Every file that only one of them has, or has otherwise.
    let differs =
        |(file, digest): &(&String, &String)| listed.get(*file) != Some(*digest) || !present.contains_key(*file);
    let changed =
        present.iter().filter(differs).chain(listed.iter().filter(|(file, _)| !present.contains_key(*file)));
    let different: Vec<&String> = changed.map(|(file, _)| file).collect();
    assert!(different.is_empty(), "run kat-vectors/generate/generate.py: {different:?}");
}
