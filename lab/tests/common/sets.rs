//! Vector sets in folders, as the tests make and read them.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![allow(dead_code)] // no test needs all of it

use serde_json::Value;
use std::path::{Path, PathBuf};

/// RFC 4231 (case 2) as CAVP's files have it.
pub const HMAC: &str = "[L=32]\n\nCount = 0\nKlen = 4\nTlen = 32\nKey = 4a656665\n\
    Msg = 7768617420646f2079612077616e7420666f72206e6f7468696e673f\n\
    Mac = 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\n";

/// Writes a file into a folder that may not exist yet.
pub fn write(folder: &Path, name: &str, value: &Value) {
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(folder.join(name), value.to_string()).expect("a file");
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

/// How many cases passed, failed and were skipped.
pub fn counts(report: &Value) -> [u64; 3] {
    ["passed", "failed", "skipped"].map(|name| report[name].as_u64().expect("a count"))
}

/// The folders of the project's own sets.
pub fn sets() -> impl Iterator<Item = PathBuf> {
    let folder =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../kat-vectors")).expect("the project's sets");
    folder.map(|entry| entry.expect("an entry").path()).filter(|set| set.join("prompt.json").exists())
}

/// The prompts of all of the project's own sets, compressed or not.
pub fn prompts() -> impl Iterator<Item = Value> {
    let folder =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../kat-vectors")).expect("the project's sets");
    folder.map(|entry| entry.expect("an entry").path()).filter_map(|set| {
        if set.join("prompt.json").exists() {
            return Some(read(&set, "prompt.json"));
        }
        let file = std::fs::File::open(set.join("prompt.json.gz")).ok()?;
        Some(serde_json::from_reader(flate2::read::GzDecoder::new(file)).expect("JSON"))
    })
}

/// A file of a set.
pub fn read(set: &Path, name: &str) -> Value {
    std::fs::read_to_string(set.join(name)).expect("a file").parse().expect("JSON")
}
