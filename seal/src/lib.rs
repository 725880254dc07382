//! Seals linked files that hold the cryptographic module Qila: computes the integrity value of an
//! executable or a shared library as the module will compute it of its loaded image, and writes it
//! into the file. Doing it again changes nothing.
//!
//! The crate is no part of the module and does not use it: HMAC and SHA-256 are RustCrypto's, and
//! the file is read anew from the ELF specification. A fault on either side is a seal that does not
//! fit. The programs `qila-seal` and `cargo-qila` are made of it.
#![forbid(unsafe_code)]

pub mod format;
mod image;
mod relro;
mod replace;
mod report;
mod segments;

pub use report::{HINT, Module, Report, State};

use anyhow::{Context, Result, ensure};
use image::Image;
use std::path::Path;

/// Whether the module is in a file, so that it can be sealed or says why not.
///
/// Errors: the file cannot be read.
pub fn holds_module(file: &Path) -> Result<bool> {
    Ok(image::holds_module(&read(file)?))
}

/// Says what is known of the seal of a file.
///
/// Errors: the file cannot be read, it does not hold the module, or code or constants would not be
/// covered.
pub fn inspect(file: &Path) -> Result<Report> {
    let data = read(file)?;
    report(file, &parse(file, &data)?)
}

/// Seals a file, unless it is: puts a sealed copy into its place, whole or not at all.
///
/// A file that holds the interface for laboratories is refused unless `allow_lab` is set; that is
/// for tests, never for a product.
///
/// Errors: as [`inspect`], and the file cannot be replaced.
pub fn seal(file: &Path, allow_lab: bool) -> Result<Report> {
    let data = read(file)?;
    let image = parse(file, &data)?;
    let mut report = report(file, &image)?;
    ensure!(
        allow_lab || !report.holds_lab,
        "{} holds the interface for laboratories; build the product alone, without the feature `lab`",
        file.display()
    );
    if report.state != State::Sealed {
        let mut sealed = data.clone();
        let place = sealed.get_mut(image.place.clone()).context("the seal lies beyond the file")?;
        place.copy_from_slice(&format::seal(report.holds_lab, Some(&report.value)));
        replace::replace(file, &sealed).with_context(|| {
            format!("cannot put a sealed copy into the place of {}, made in the same folder", file.display())
        })?;
        report.state = State::Sealed;
        report.changed = true;
    }
    Ok(report)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let cannot = || format!("cannot read {}", file.display());
    ensure!(std::fs::metadata(file).with_context(cannot)?.is_file(), "{}: no regular file", cannot());
    std::fs::read(file).with_context(cannot)
}

fn parse<'a>(file: &Path, data: &'a [u8]) -> Result<Image<'a>> {
    Image::parse(data).with_context(|| file.display().to_string())
}

fn report(file: &Path, image: &Image<'_>) -> Result<Report> {
    let (holds_lab, value) = (image.holds_lab(), image.value()?);
    let state = match image.seal {
        seal if *seal == format::seal(holds_lab, Some(&value)) => State::Sealed,
        seal if *seal == format::seal(holds_lab, None) => State::Unsealed,
        _ => State::Broken,
    };
    let (file, covered, module) = (file.to_owned(), image.covered(), image.module());
    Ok(Report { file, module, holds_lab, state, covered, value, changed: false })
}
