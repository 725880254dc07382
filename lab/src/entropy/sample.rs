//! `qila entropy sample`: raw samples, in the files that an assessment takes.

use super::samples::{ENOUGH, RESTARTS, sha256};
use crate::print;
use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use qila::lab::entropy::Samples;
use qila::random::Source;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The names that the validation server has for the two data sets.
const RAW: &str = "rawNoiseBits.bin";
const RESTART: &str = "restartTestBits.bin";

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The noise source
    #[arg(long, default_value = "jitter")]
    source: Named,
    /// How many samples
    #[arg(long, default_value_t = ENOUGH, value_name = "NUMBER")]
    samples: usize,
    /// How many restarts; an assessment takes a thousand
    #[arg(long, default_value_t = RESTARTS, value_name = "NUMBER")]
    restarts: usize,
    /// The folder for both data sets, of consecutive samples and of restarts
    #[arg(long, value_name = "DIR", required_unless_present = "stream")]
    out: Option<PathBuf>,
    /// Write consecutive samples to standard output, and nothing else
    #[arg(long, conflicts_with = "out")]
    stream: bool,
}

/// The sources that can be asked.
#[derive(Clone, Copy, ValueEnum)]
pub enum Named {
    Jitter,
    Rdseed,
    System,
}

impl Named {
    pub fn source(self) -> Source {
        match self {
            Self::Jitter => Source::Jitter,
            Self::Rdseed => Source::Rdseed,
            Self::System => Source::OperatingSystem,
        }
    }
}

/// Writes the samples.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    let source = options.source.source();
    let Some(folder) = &options.out else {
        let samples = read(source, options.samples)?;
        let mut out = std::io::stdout().lock();
        out.write_all(&samples).and_then(|()| out.flush()).context("cannot write to standard output")?;
        return Ok(true);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let raw = read(source, options.samples)?;
    let restarts = restarted(options.source, options.restarts)?;
    let sets = [written(folder, RAW, &raw)?, written(folder, RESTART, &restarts)?];
    if json {
        print::json(&json!({ "source": source.name(), "files": sets }))?;
    } else {
        for set in &sets {
            print::line(&format!("{}  {}", text(&set["sha256"]), text(&set["file"])))?;
        }
    }
    Ok(true)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Consecutive samples.
fn read(source: Source, count: usize) -> Result<Vec<u8>> {
    let mut samples = vec![0; count];
    let opened = Samples::new(source).and_then(|mut opened| opened.read(&mut samples));
    opened.with_context(|| format!("no samples from the source {}", source.name()))?;
    Ok(samples)
}

/// A thousand samples after each restart: a row for each process that is started for it, in the
/// order in which they were started (SP 800-90B section 3.1.4.1).
fn restarted(source: Named, restarts: usize) -> Result<Vec<u8>> {
    let tool = std::env::current_exe().context("this program does not know its file")?;
    let name = source.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let length = RESTARTS.to_string();
    let mut rows = Vec::new();
    for restart in 1..=restarts {
        let arguments = ["entropy", "sample", "--stream", "--source", &name, "--samples", &length];
        let child = Command::new(&tool).args(arguments).output().context("no new process")?;
        ensure!(
            child.status.success() && child.stdout.len() == RESTARTS,
            "restart {restart} gave no samples: {}",
            String::from_utf8_lossy(&child.stderr).trim()
        );
        rows.extend(child.stdout);
    }
    Ok(rows)
}

/// Writes a data set, and says what it is.
fn written(folder: &Path, name: &str, samples: &[u8]) -> Result<Value> {
    let path = folder.join(name);
    print::file(&path, samples)?;
    Ok(json!({ "file": path.display().to_string(), "samples": samples.len(), "sha256": sha256(samples)? }))
}
