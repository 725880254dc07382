//! Printing to standard output, where a reader that has gone away is no error.

use anyhow::{Context, Result};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Prints a line; a closed pipe ends it silently.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints a value as indented JSON.
pub fn json(value: &impl Serialize) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// Writes a value as indented JSON to a file, or prints it.
pub fn json_to(value: &impl Serialize, path: Option<&Path>) -> Result<()> {
    match path {
        None => json(value),
        Some(path) => {
            let text = serde_json::to_string_pretty(value)?;
            std::fs::write(path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}
