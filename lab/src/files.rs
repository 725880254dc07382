//! Finding files.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The first of `names` that is in `folder`, as it is or with `.gz` after it.
pub fn first_of(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().flat_map(|name| [folder.join(name), folder.join(format!("{name}.gz"))]).find(|path| path.is_file())
}

/// The files below `root`, in the order of their names. Links are followed, to each folder once, so that a link to a folder
/// above it is no loop.
pub fn below(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        let cannot_read = || format!("cannot read {}", folder.display());
        if !seen.insert(folder.canonicalize().with_context(cannot_read)?) {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(cannot_read)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
