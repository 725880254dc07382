//! `qila seal`: computes the integrity value of a linked file as the module will compute it of its
//! loaded image, and writes it into the file. Doing it again changes nothing.

mod image;
mod relro;
mod segments;

use crate::print;
use anyhow::{Context, Result, ensure};
use clap::Args;
use image::Image;
use qila::lab::seal::{FLAG, LAB, UNSEALED, VALUE};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
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

/// Writes the seal where it belongs and nothing else, so that other names of the same file are
/// sealed with it.
fn write(options: &Options, place: usize, seal: &[u8]) -> Result<()> {
    let write = || {
        let mut file = OpenOptions::new().write(true).open(&options.file)?;
        file.seek(SeekFrom::Start(place as u64))?;
        file.write_all(seal)?;
        file.sync_all()
    };
    write().with_context(|| format!("cannot write {}", options.file.display()))
}
