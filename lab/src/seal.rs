//! `qila seal`: computes the integrity value of a linked file as the module will compute it of its loaded image, and
//! writes it into the file. Doing it again changes nothing.

use crate::print;
use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::Args;
use object::read::elf::{FileHeader, ProgramHeader, SectionHeader};
use object::{Endianness, elf};
use qila::hash::Sha256;
use qila::lab::seal::{FLAG, KEY, LAB, SECTION, SKIPPED, UNSEALED, VALUE};
use qila::mac::HmacKey;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::PathBuf;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// An executable or a shared library for 64-bit little-endian ELF systems
    file: PathBuf,
    /// Only say whether the file is sealed with the right value
    #[arg(long)]
    check: bool,
    /// Seal a file although it holds the interface for laboratories; for tests, never for a product
    #[arg(long)]
    allow_lab: bool,
}

type Header = elf::FileHeader64<Endianness>;

/// Seals the file or checks its seal; all is well if it is sealed in the end.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    let data = std::fs::read(&options.file).with_context(|| format!("cannot read {}", options.file.display()))?;
    let image = Image::parse(&data).with_context(|| options.file.display().to_string())?;
    ensure!(
        options.check || options.allow_lab || !image.holds_lab(),
        "{} holds the interface for laboratories; build the product alone, without the feature `lab`",
        options.file.display()
    );
    let value = image.value()?;
    let mut seal = UNSEALED;
    seal[LAB] = u8::from(image.holds_lab());
    seal[FLAG] = 1;
    seal[VALUE..].copy_from_slice(&value);
    let was_sealed = image.seal == seal;
    if !was_sealed && !options.check {
        write(options, image.place.start, &seal)?;
    }
    let sealed = was_sealed || !options.check;
    let said = match (was_sealed, sealed) {
        (true, _) => "already sealed",
        (false, true) => "sealed",
        (false, false) => "not sealed, or changed since",
    };
    if json {
        print::json(&json!({
            "file": options.file,
            "sealed": sealed,
            "changed": sealed && !was_sealed,
            "covered": image.covered(),
            "hmacSha256": hex::encode(value),
        }))?;
    } else {
        print::line(&format!("{}: {said}, {} KiB covered", options.file.display(), image.covered().div_ceil(1024)))?;
    }
    Ok(sealed)
}

/// Writes the seal where it belongs and nothing else, so that other names of the same file are sealed with it.
fn write(options: &Options, place: usize, seal: &[u8]) -> Result<()> {
    let write = || {
        let mut file = OpenOptions::new().write(true).open(&options.file)?;
        file.seek(SeekFrom::Start(place as u64))?;
        file.write_all(seal)?;
        file.sync_all()
    };
    write().with_context(|| format!("cannot write {}", options.file.display()))
}

/// What matters of a linked file.
struct Image<'a> {
    /// The covered parts: offset in the file and bytes.
    segments: Vec<(u64, &'a [u8])>,
    /// The seal as it is.
    seal: &'a [u8],
    /// Where it lies in the file.
    place: Range<usize>,
}

impl<'a> Image<'a> {
    fn parse(data: &'a [u8]) -> Result<Self> {
        let header = Header::parse(data).map_err(|error| anyhow!("no 64-bit ELF file: {error}"))?;
        ensure!(header.is_class_64() && header.is_little_endian(), "only 64-bit little-endian files are known");
        let endian = header.endian()?;
        let sections = header.sections(endian, data)?;
        let Some((_, section)) = sections.section_by_name(endian, SECTION.as_bytes()) else {
            bail!("there is no section {SECTION}: the module is not in this file");
        };
        ensure!(section.sh_type(endian) == elf::SHT_PROGBITS, "the section {SECTION} has no bytes in the file");
        let place = range(section.sh_offset(endian), section.sh_size(endian))?;
        ensure!(place.len() == UNSEALED.len(), "{SECTION} has {} bytes instead of {}", place.len(), UNSEALED.len());
        let seal = data.get(place.clone()).context("the file is shorter than its headers say")?;
        ensure!(seal.starts_with(&UNSEALED[..FLAG]), "{SECTION} does not begin as it should");
        let mut segments = Vec::new();
        let mut is_writable = false;
        for segment in header.program_headers(endian, data)?.iter().filter(|s| s.p_type(endian) == elf::PT_LOAD) {
            let bytes = range(segment.p_offset(endian), segment.p_filesz(endian))?;
            if segment.p_flags(endian) & elf::PF_W != 0 {
                is_writable |= bytes.start <= place.start && place.end <= bytes.end;
                continue;
            }
            // `strip` rewrites the ELF header, so it is not covered.
            let skip = if bytes.start == 0 { SKIPPED } else { 0 };
            let start = bytes.start.checked_add(skip).context("a segment has no room for the ELF header")?;
            let covered = data.get(start..bytes.end).context("the file is shorter than its headers say")?;
            segments.push((start as u64, covered));
        }
        ensure!(is_writable, "{SECTION} is not in a writable segment");
        ensure!(!segments.is_empty(), "the file has no segments to cover");
        Ok(Self { segments, seal, place })
    }

    /// Whether the module in the file holds the interface for laboratories.
    fn holds_lab(&self) -> bool {
        self.seal.get(LAB) != Some(&0)
    }

    /// How many bytes are covered.
    fn covered(&self) -> usize {
        self.segments.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// The integrity value.
    fn value(&self) -> Result<[u8; 32]> {
        let mut mac = HmacKey::<Sha256>::new(&KEY)?.begin()?;
        for (offset, bytes) in &self.segments {
            mac.update(&offset.to_le_bytes());
            mac.update(&(bytes.len() as u64).to_le_bytes());
            mac.update(bytes);
        }
        Ok(mac.finalize()?)
    }
}

/// A range of bytes in the file.
fn range(offset: u64, size: u64) -> Result<Range<usize>> {
    let end = offset.checked_add(size).context("a header points beyond all files")?;
    Ok(usize::try_from(offset)?..usize::try_from(end)?)
}
