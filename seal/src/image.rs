//! What matters of a linked file: where the seal lies, and what it covers.

use crate::Module;
use crate::format::{KEY, LAB, MAGIC, MARKER, SECTION, SIZE, SKIPPED};
use crate::relro::{self, Part};
use crate::segments::{Segment, dynamic, file_range, loaded, range};
use anyhow::{Context, Result, anyhow, bail, ensure};
use hmac::{Hmac, KeyInit, Mac};
use object::read::elf::{Dyn, FileHeader, ProgramHeader, SectionHeader};
use object::{Endianness, elf};
use sha2::Sha256;
use std::borrow::Cow;
use std::ops::Range;

type Header = elf::FileHeader64<Endianness>;

/// What a refused file needs.
const LINK: &str = "link the module with code and read-only data in segments of their own (-z separate-code, -z relro), \
                    position-independent";

/// A linked file.
pub struct Image<'a> {
    /// The covered parts: offset in the file and bytes.
    parts: Vec<Part<'a>>,
    /// The seal as it is.
    pub seal: &'a [u8],
    /// Where it lies in the file.
    pub place: Range<usize>,
}

impl<'a> Image<'a> {
    /// Finds the seal and what it covers; refuses a file of which it would not cover the code or
    /// the constants.
    pub fn parse(data: &'a [u8]) -> Result<Self> {
        let header = Header::parse(data).map_err(|error| anyhow!("no 64-bit ELF file: {error}"))?;
        ensure!(header.is_class_64() && header.is_little_endian(), "only 64-bit little-endian files are known");
        let endian = header.endian()?;
        let (seal, place) = find_seal(header, endian, data)?;
        let segments = header.program_headers(endian, data)?;
        refuse_uncovered(segments, endian, data)?;
        let mut parts = Vec::new();
        let mut is_writable = false;
        for segment in loaded(segments, endian) {
            let bytes = file_range(segment, endian)?;
            if segment.p_flags(endian).contains(elf::PF_W) {
                is_writable |= bytes.start <= place.start && place.end <= bytes.end;
                continue;
            }
            // `strip` rewrites the ELF header, so it is not covered.
            let skip = if bytes.start == 0 { SKIPPED } else { 0 };
            let start = bytes.start.checked_add(skip).context("a segment has no room for the ELF header")?;
            let covered = data.get(start..bytes.end).context("the file is shorter than its headers say")?;
            parts.push((start as u64, Cow::Borrowed(covered)));
        }
        ensure!(is_writable, "{SECTION} is not in a writable segment");
        ensure!(
            parts.iter().any(|(_, bytes)| marked(bytes).next().is_some()),
            "the read-only data of the module would not be covered: {LINK}; or the program calls no service"
        );
        parts.extend(relro::part(segments, header.e_machine(endian), endian, data)?);
        Ok(Self { parts, seal, place })
    }

    /// Whether the module in the file holds the interface for laboratories.
    pub fn holds_lab(&self) -> bool {
        self.seal.get(LAB) != Some(&0)
    }

    /// The module, by what it says behind its mark.
    pub fn module(&self) -> Option<Module> {
        self.parts.iter().flat_map(|(_, bytes)| marked(bytes)).find_map(described)
    }

    /// How many bytes are covered.
    pub fn covered(&self) -> usize {
        self.parts.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// The integrity value.
    pub fn value(&self) -> Result<[u8; 32]> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&KEY)?;
        for (offset, bytes) in &self.parts {
            mac.update(&offset.to_le_bytes());
            mac.update(&(bytes.len() as u64).to_le_bytes());
            mac.update(bytes);
        }
        Ok(mac.finalize().into_bytes().into())
    }
}

/// Whether the module is in a file: it holds the section of the seal.
pub fn holds_module(data: &[u8]) -> bool {
    let find = || {
        let header = Header::parse(data).ok()?;
        let endian = header.endian().ok()?;
        header.sections(endian, data).ok()?.section_by_name(endian, SECTION.as_bytes())
    };
    find().is_some()
}

/// What follows each mark of the module's read-only data.
fn marked(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = bytes.windows(MARKER.len()).enumerate().filter(|(_, window)| *window == MARKER);
    starts.filter_map(|(at, _)| bytes.get(at + MARKER.len()..))
}

/// Reads name, version and features, with spaces between them and a zero at the end.
fn described(bytes: &[u8]) -> Option<Module> {
    let end = bytes.iter().take(SIZE).position(|byte| *byte == 0)?;
    let mut words = std::str::from_utf8(bytes.get(..end)?).ok()?.split(' ');
    let (name, version) = (words.next()?, words.next()?);
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    let requires_seal = words.any(|feature| feature == "require-seal");
    is_version.then(|| Module { name: name.to_owned(), version: version.to_owned(), requires_seal })
}

/// The seal as it is, and where it lies.
fn find_seal<'a>(header: &Header, endian: Endianness, data: &'a [u8]) -> Result<(&'a [u8], Range<usize>)> {
    let sections = header.sections(endian, data)?;
    let Some((_, section)) = sections.section_by_name(endian, SECTION.as_bytes()) else {
        bail!("there is no section {SECTION}: the module is not in this file, or the file is packed");
    };
    ensure!(section.sh_type(endian) == elf::SHT_PROGBITS, "the section {SECTION} has no bytes in the file");
    let place = range(section.sh_offset(endian), section.sh_size(endian))?;
    ensure!(place.len() == SIZE, "{SECTION} has {} bytes instead of {}", place.len(), SIZE);
    let seal = data.get(place.clone()).context("the file is shorter than its headers say")?;
    ensure!(seal.starts_with(&MAGIC), "{SECTION} does not begin as it should: this tool is of another version");
    Ok((seal, place))
}

/// All code of the module runs, so it lies in executable segments; it is covered if none of these
/// is written.
fn refuse_uncovered(segments: &[Segment], endian: Endianness, data: &[u8]) -> Result<()> {
    let has = |segment: &Segment, flags| segment.p_flags(endian) & flags == flags;
    ensure!(
        !loaded(segments, endian).any(|segment| has(segment, elf::PF_W | elf::PF_X)),
        "a segment can be written and run, so code would not be covered; {LINK}"
    );
    ensure!(loaded(segments, endian).any(|segment| has(segment, elf::PF_X)), "no segment can be run");
    let mut end = 0;
    for segment in loaded(segments, endian) {
        ensure!(end <= segment.p_vaddr(endian), "the segments overlap or are not in order");
        end = segment.p_vaddr(endian).checked_add(segment.p_memsz(endian)).context("a segment without end")?;
    }
    for entry in dynamic(segments, endian, data)? {
        let writes_text = entry.d_val(endian) & elf::DF_TEXTREL.0 != 0;
        ensure!(
            entry.d_tag(endian) != elf::DT_TEXTREL && (entry.d_tag(endian) != elf::DT_FLAGS || !writes_text),
            "the loader would write to code (text relocations); {LINK}"
        );
    }
    Ok(())
}
