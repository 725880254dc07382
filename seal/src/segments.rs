//! The segments of a linked file, and where their bytes lie.

use anyhow::{Context, Result};
use object::read::elf::{Dyn, ProgramHeader};
use object::{Endianness, elf};
use std::ops::Range;

pub type Segment = elf::ProgramHeader64<Endianness>;

/// The segments that are loaded.
pub fn loaded(segments: &[Segment], endian: Endianness) -> impl Iterator<Item = &Segment> {
    segments.iter().filter(move |segment| segment.p_type(endian) == elf::PT_LOAD)
}

/// The dynamic section up to its end; none in a static file.
pub fn dynamic<'a>(segments: &[Segment], endian: Endianness, data: &'a [u8]) -> Result<&'a [elf::Dyn64<Endianness>]> {
    for segment in segments {
        if let Some(entries) = segment.dynamic(endian, data)? {
            let end = entries.iter().position(|entry| entry.d_tag(endian) == elf::DT_NULL).unwrap_or(entries.len());
            return Ok(&entries[..end]);
        }
    }
    Ok(&[])
}

/// Where the bytes of a segment lie in the file.
pub fn file_range(segment: &Segment, endian: Endianness) -> Result<Range<usize>> {
    range(segment.p_offset(endian), segment.p_filesz(endian))
}

/// A range of bytes in the file.
pub fn range(offset: u64, size: u64) -> Result<Range<usize>> {
    let end = offset.checked_add(size).context("a header points beyond all files")?;
    Ok(usize::try_from(offset)?..usize::try_from(end)?)
}
