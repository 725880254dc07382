//! `qila seal`: what `qila-seal` does, with this tool's options.

use crate::print;
use anyhow::Result;
use clap::Args;
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
    let report = if options.check {
        qila_seal::inspect(&options.file)?
    } else {
        qila_seal::seal(&options.file, options.allow_lab)?
    };
    if json {
        print::json(&report.to_json())?;
    } else {
        print::line(&report.to_string())?;
    }
    Ok(report.is_sealed())
}
