//! Writing what the tool has to say. Every write is checked, so that a full disk is never success;
//! a file is written whole or not at all.

use anyhow::{Context, Result};
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Prints a report; a reader that has gone away is no error, as it has seen what it wanted.
pub fn line(text: &str) -> Result<()> {
    checked(print(text))
}

/// What became of printing a report, when all of it has gone out.
pub fn checked(printed: std::io::Result<()>) -> Result<()> {
    match printed.and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot write to standard output"),
    }
}

/// Prints a report as indented JSON.
pub fn json(value: &impl Serialize) -> Result<()> {
    line(&serde_json::to_string_pretty(value)?)
}

/// Says something beside the output; where nobody can hear it, there is nothing left to do.
pub fn aside(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "qila: {text}");
}

/// Writes a value as indented JSON to a file or prints it, whole in either case.
pub fn json_to(value: &impl Serialize, path: Option<&Path>) -> Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    match path {
        None => print(&text).context("cannot write to standard output"),
        Some(path) => file(path, &[text.as_bytes(), b"\n"].concat()),
    }
}

/// Writes a file, whole or not at all.
pub fn file(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a file under another name in the same folder, and renames it when all of it is on the
/// disk. What is no regular file, such as a pipe, is written to as it is.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let place = match std::fs::metadata(path) {
        Ok(there) if there.is_file() => path.canonicalize()?,
        Ok(_) => {
            let mut file = OpenOptions::new().write(true).open(path)?;
            file.write_all(bytes)?;
            return Ok(file.flush()?);
        }
        Err(_) => path.to_owned(),
    };
    let folder = match place.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut file = temporary(&folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&place)?;
    // The new name is on the disk when its folder is; some systems cannot open one.
    File::open(&folder).map_or(Ok(()), |folder| folder.sync_all())?;
    Ok(())
}

/// A file without a name of its own yet, that others may read if they may read other new files.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qila-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
