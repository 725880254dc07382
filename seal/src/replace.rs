//! Putting a changed copy into the place of a file: whole or not at all, also for those who run or
//! read the file meanwhile.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Puts `bytes` into the place of a file, with its permissions and owner. Links to the file lead to
/// the new one; other names of the same file (hard links) keep the old one.
pub fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = file.canonicalize()?;
    let folder = place.parent().ok_or(ErrorKind::NotFound)?;
    let (copy, mut out) = Copy::beside(&place)?;
    out.write_all(bytes)?;
    keep(&out, &fs::metadata(&place)?)?;
    out.sync_all()?;
    copy.rename(&place)?;
    // The new name is on the disk when its folder is; some systems cannot open one.
    File::open(folder).map_or(Ok(()), |folder| folder.sync_all())
}

/// Gives a file permissions and owner of another: the owner first, as a new one takes rights away.
fn keep(file: &File, of: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (of.uid(), of.gid()) {
            fchown(file, Some(of.uid()), Some(of.gid()))?;
        }
    }
    file.set_permissions(of.permissions())
}

/// A file of a name that no other has, which goes when this is dropped.
struct Copy(Option<PathBuf>);

impl Copy {
    fn beside(place: &Path) -> io::Result<(Self, File)> {
        let name = place.file_name().ok_or(ErrorKind::NotFound)?.to_string_lossy();
        for number in 0_u32.. {
            let copy = place.with_file_name(format!(".{name}.{}-{number}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&copy) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                opened => return opened.map(|file| (Self(Some(copy)), file)),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    fn rename(mut self, place: &Path) -> io::Result<()> {
        match self.0.take() {
            Some(copy) => fs::rename(&copy, place).inspect_err(|_| self.0 = Some(copy)),
            None => Ok(()),
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if let Some(copy) = &self.0 {
            // Nothing is left to do if it cannot be removed.
            let _ = fs::remove_file(copy);
        }
    }
}
