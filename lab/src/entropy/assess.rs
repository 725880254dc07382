//! `qila entropy assess`: the estimators over samples from a file.

use super::assessment::Assessment;
use super::iid::{Iid, permutation};
use super::papers::{self, Facts};
use super::plots;
use super::report::{Report, claimed};
use super::restart::Restart;
use super::sample::Named;
use super::samples::{ENOUGH, Raw};
use crate::print;
use anyhow::{Context, Result, ensure};
use clap::Args;
use qila::lab::entropy::{cutoffs, model};
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// Consecutive samples, each a byte
    file: PathBuf,
    /// The bits of a sample; as many as the greatest has, unless it is said
    #[arg(long, value_name = "BITS")]
    width: Option<u32>,
    /// Restart data of the same source: a thousand samples after each of a thousand restarts
    #[arg(long, value_name = "FILE")]
    restart: Option<PathBuf>,
    /// What is claimed for a sample, in bits: the initial estimate is no more
    #[arg(long, value_name = "BITS")]
    claim: Option<f64>,
    /// Test whether the samples are independent and alike, too
    #[arg(long)]
    iid: bool,
    /// How often the samples are shuffled at most for that
    #[arg(long, value_name = "NUMBER", default_value_t = permutation::SHUFFLES)]
    shuffles: u32,
    /// Shuffle as with this number before
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// The source of this module that gave the samples: its claim and its conditioning count
    #[arg(long)]
    source: Option<Named>,
    /// A folder for drawings and report; with a source and restart data also for the registration
    /// and the papers of an entropy source validation
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How many threads reckon; as many as there are processors unless it is said
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
}

/// Assesses; all is well if no test failed.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    let threads = options.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let raw = read(&options.file, options.width)?;
    if raw.bytes().len() < ENOUGH {
        print::aside(&format!("{} samples are fewer than the {ENOUGH} of an assessment", raw.bytes().len()));
    }
    let source = options.source.map(Named::source);
    let claim = options.claim.or_else(|| source.map(claimed));
    if let Some(claim) = claim {
        ensure!((0.0..=8.0).contains(&claim), "a sample cannot have {claim} bits of entropy");
    }
    let assessment = Assessment::of(&raw, threads);
    let initial = assessment.initial(raw.width).min(claim.unwrap_or(f64::INFINITY));
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(..));
    let iid = options.iid.then(|| Iid::of(&raw, options.shuffles, seed, threads));
    let restart = match &options.restart {
        Some(file) => Some(Restart::of(&read(file, Some(raw.width))?, initial, threads)?),
        None => None,
    };
    let name = options.file.display().to_string();
    let report = Report { name, raw, assessment, initial, iid, restart, source };
    if let Some(folder) = &options.out {
        write(folder, &report)?;
    }
    if json {
        print::json(&report.as_json()?)?
    } else {
        print::line(report.as_text()?.trim_end())?
    }
    Ok(report.is_passed())
}

fn read(file: &Path, width: Option<u32>) -> Result<Raw> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Raw::new(bytes, width).with_context(|| file.display().to_string())
}

/// Writes the report and what goes with it.
fn write(folder: &Path, report: &Report) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let health = report.source.map(|source| (model(source), cutoffs(model(source).claim)));
    let mut files: Vec<(&str, String)> = plots::of(report.raw.bytes(), health);
    files.push(("assessment.json", serde_json::to_string_pretty(&report.as_json()?)? + "\n"));
    files.push(("assessment.txt", report.as_text()?));
    if let (Some(source), Some(restart)) = (report.source, &report.restart) {
        files.extend(papers::of(&Facts { source, report, restart })?);
    }
    files.iter().try_for_each(|(name, text)| print::file(&folder.join(name), text.as_bytes()))
}
