//! A sealed copy of the tool powers on; with one byte changed anywhere it does not; `strip` does no
//! harm.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)] // a test fails by panicking
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod common;

use common::{QILA, json, qila, run};
use object::{Object, ObjectSection, ObjectSymbol};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A sealed copy of the tool.
struct Copy {
    _folder: TempDir,
    path: PathBuf,
}

impl Copy {
    fn sealed() -> Self {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("qila");
        std::fs::copy(QILA, &path).expect("a copy");
        let copy = Self { _folder: folder, path };
        let (well, report) = qila(&["seal", "--allow-lab", copy.name()]);
        assert!(well && report["sealed"] == true && report["changed"] == true);
        copy
    }

    fn name(&self) -> &str {
        self.path.to_str().expect("a name in UTF-8")
    }

    /// The status, and whether the tool said that all is well.
    fn status(&self) -> (bool, Value) {
        json(&self.path, &["status"])
    }

    /// Flips one bit of the file for the time of a look at the status.
    fn assert_refused_with_flip(&self, place: u64, what: &str) {
        let place = usize::try_from(place).expect("an offset");
        let mut bytes = std::fs::read(&self.path).expect("the file");
        let changed = self.path.with_extension("changed");
        std::fs::copy(&self.path, &changed).expect("a copy");
        bytes[place] ^= 1;
        std::fs::write(&changed, &bytes).expect("the file is written");
        let (well, status) = json(&changed, &["status"]);
        assert!(!well, "{what}");
        assert_eq!(status["state"], "error", "{what}");
        let text = String::from_utf8(run(&changed, &["status"]).stdout).expect("text");
        assert!(text.contains("hint         the image is not as it was sealed"), "{what}: {text}");
        let refused = run(&changed, &["acvp", "answer", "nowhere.json"]);
        assert!(!refused.status.success() && refused.stdout.is_empty());
        assert!(String::from_utf8_lossy(&refused.stderr).contains("error state"), "{what}");
        // Whether the laboratory's interface is inside, the tool must believe the file.
        if what != "laboratory" {
            let (well, report) = qila(&["seal", "--check", changed.to_str().expect("a name in UTF-8")]);
            assert!(!well && report["sealed"] != true, "{what}");
        }
    }
}

#[test]
fn a_sealed_file_powers_on() {
    let copy = Copy::sealed();
    let (well, status) = copy.status();
    assert!(well);
    assert_eq!(status["image"]["sealed"], true);
    assert_eq!(status["state"], "operational");
    assert_eq!(status["log"][2]["test"], "integrity");
    assert_eq!(json(QILA, &["status"]).1["image"]["sealed"], false);
}

#[test]
fn sealing_again_changes_nothing() {
    let copy = Copy::sealed();
    let once = std::fs::read(&copy.path).expect("the file");
    let (well, report) = qila(&["seal", "--allow-lab", copy.name()]);
    assert!(well && report["changed"] == false);
    assert!(once == std::fs::read(&copy.path).expect("the file"));
}

#[test]
fn one_changed_bit_is_refused() {
    let copy = Copy::sealed();
    let bytes = std::fs::read(&copy.path).expect("the file");
    let file = object::File::parse(&*bytes).expect("an ELF file");
    // Code that the status does not run, so that the program reaches the integrity test.
    let unused = file.symbols().find(|symbol| {
        symbol.size() > 32 && symbol.name().is_ok_and(|name| name.contains("register") && name.contains("qila"))
    });
    let unused = unused.expect("the function that prints the registration");
    let text = file.section_by_name(".text").expect("code");
    let (start, _) = text.file_range().expect("bytes");
    copy.assert_refused_with_flip(start + unused.address() - text.address() + unused.size() / 2, "code");
    let data = file.section_by_name(".rodata").expect("read-only data");
    let (start, _) = data.file_range().expect("bytes");
    let message = find(data.data().expect("bytes"), b"no vector sets in ").expect("a message of the tool");
    copy.assert_refused_with_flip(start + message as u64, "read-only data");
    let seal = file.section_by_name(".qila_seal").expect("the seal").file_range().expect("bytes").0;
    for (place, what) in
        [(0, "magic"), (16, "flag"), (17, "laboratory"), (18, "reserved"), (32, "value"), (63, "value")]
    {
        copy.assert_refused_with_flip(seal + place, what);
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[test]
fn strip_does_no_harm() {
    let copy = Copy::sealed();
    let before = std::fs::metadata(&copy.path).expect("the file").len();
    let strip = std::process::Command::new("strip").arg(&copy.path).status().expect("strip is installed");
    assert!(strip.success());
    assert!(std::fs::metadata(&copy.path).expect("the file").len() < before, "strip did nothing");
    let (well, status) = copy.status();
    assert!(well && status["image"]["sealed"] == true && status["state"] == "operational");
    assert!(qila(&["seal", "--check", copy.name()]).0);
}

#[test]
fn the_interface_for_laboratories_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("qila");
    std::fs::copy(QILA, &path).expect("a copy");
    let (well, report) = qila(&["seal", path.to_str().expect("a name in UTF-8")]);
    assert!(!well);
    assert!(report["error"].as_str().is_some_and(|error| error.contains("interface for laboratories")));
    assert!(std::fs::read(QILA).expect("the tool") == std::fs::read(&path).expect("the copy"));
}

#[test]
fn other_files_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let refuses = |path: &Path| !qila(&["seal", "--allow-lab", path.to_str().expect("a name in UTF-8")]).0;
    let text = folder.path().join("text");
    std::fs::write(&text, "no program").expect("a file");
    assert!(refuses(&text));
    assert!(refuses(&folder.path().join("nothing")));
    let truncated = folder.path().join("truncated");
    let bytes = std::fs::read(QILA).expect("the tool");
    for size in [0, 4, 63, 64, 4096, bytes.len() / 2] {
        std::fs::write(&truncated, &bytes[..size]).expect("a file");
        assert!(refuses(&truncated), "{size}");
    }
    // A program without the module.
    let shell = std::fs::canonicalize("/bin/sh").expect("a shell");
    let other = folder.path().join("other");
    std::fs::copy(shell, &other).expect("a copy");
    assert!(refuses(&other));
}

/// The tool does not use the module; it has constants of its own.
#[test]
fn tool_and_module_know_the_same_seal() {
    use qila::lab::seal;
    use qila_seal::format;
    let mut unsealed = [0; format::SIZE];
    unsealed[..format::MAGIC.len()].copy_from_slice(&format::MAGIC);
    unsealed[format::LAB] = 1; // these tests are built with that feature
    assert_eq!(unsealed, seal::UNSEALED);
    assert_eq!((format::SECTION, format::MARKER, format::KEY), (seal::SECTION, seal::MARKER, seal::KEY));
    assert_eq!(
        (format::SKIPPED, format::FLAG, format::LAB, format::VALUE),
        (seal::SKIPPED, seal::FLAG, seal::LAB, seal::VALUE)
    );
}
