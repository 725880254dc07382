//! Finding files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The first of `names` that is in `folder`, as it is or with `.gz` after it.
pub fn first_of(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().flat_map(|name| [folder.join(name), folder.join(format!("{name}.gz"))]).find(|path| path.is_file())
}

/// What is below a folder.
#[derive(Default)]
pub struct Found {
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// What could not be read, and why: one folder that is closed does not hide the others.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// The files below `root`. Links are followed, to each folder once, so that a link to a folder
/// above it is no loop. A hidden folder counts as one file: it holds the data of some program.
pub fn below(root: &Path) -> Found {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    let mut waiting = Vec::new();
    if root.is_file() {
        found.files.push(root.to_owned())
    } else {
        waiting.push(root.to_owned())
    }
    while let Some(folder) = waiting.pop() {
        let entries =
            folder.canonicalize().and_then(|real| if seen.insert(real) { list(&folder) } else { Ok(Vec::new()) });
        match entries {
            Err(error) => found.unreadable.push((folder, format!("cannot be read: {error}"))),
            Ok(paths) => paths.into_iter().for_each(|path| found.add(path, &mut waiting)),
        }
    }
    found.files.sort();
    found
}

fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

impl Found {
    fn add(&mut self, path: PathBuf, waiting: &mut Vec<PathBuf>) {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        match std::fs::metadata(&path) {
            Ok(data) if data.is_dir() && !hidden => waiting.push(path),
            Ok(data) if data.is_dir() || data.is_file() => self.files.push(path),
            // Reading from a pipe may take for ever.
            Ok(_) => self.unreadable.push((path, "neither a file nor a folder".to_owned())),
            Err(error) => self.unreadable.push((path, format!("cannot be read: {error}"))),
        }
    }
}

/// A path as a report shows it: without the folder that was asked for.
pub fn relative(root: &Path, path: &Path) -> String {
    match path.strip_prefix(root) {
        Ok(rest) if rest != Path::new("") => rest.display().to_string(),
        _ => path.display().to_string(),
    }
}
