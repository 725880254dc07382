//! `qila entropy assess`: the estimators over samples from a file.

use super::assessment::Assessment;
use super::estimators::Estimate;
use super::iid::{Iid, permutation};
use super::papers::{self, Facts};
use super::restart::Restart;
use super::sample::Named;
use super::samples::{ENOUGH, Raw};
use super::{conditioning, plots};
use crate::print;
use anyhow::{Context, Result, ensure};
use clap::Args;
use qila::lab::entropy::{cutoffs, model};
use qila::random::Source;
use serde_json::{Value, json};
use std::fmt::Write;
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

/// Everything that was found.
pub struct Report {
    pub name: String,
    pub raw: Raw,
    pub assessment: Assessment,
    /// H_I: the least of the estimates and the claim.
    pub initial: f64,
    pub iid: Option<Iid>,
    pub restart: Option<Restart>,
    /// The source of the module, if it is one.
    pub source: Option<Source>,
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

/// What the module reckons with for a sample of a source.
fn claimed(source: Source) -> f64 {
    f64::from(model(source).claim.eighths()) / 8.0
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

impl Report {
    fn is_passed(&self) -> bool {
        self.iid.as_ref().is_none_or(Iid::is_passed) && self.restart.as_ref().is_none_or(Restart::is_passed)
    }

    /// The entropy of a sample by all that was run.
    pub fn assessed(&self) -> f64 {
        self.restart.as_ref().map_or(self.initial, Restart::assessed)
    }

    /// What the module's conditioning makes of samples with that entropy.
    fn conditioned(&self) -> Option<Value> {
        let source = self.source?;
        let model = model(source);
        let (input, output) = (8 * model.samples as u32, model.output as u32);
        let entropy = model.samples as f64 * self.assessed().min(claimed(source));
        let found = conditioning::output_entropy(input, output, output, entropy);
        Some(
            json!({ "component": model.conditioning, "n_in": input, "h_in": entropy, "n_out": output, "h_out": found }),
        )
    }

    pub fn as_json(&self) -> Result<Value> {
        let iid = self.iid.as_ref().map(|iid| Ok::<_, serde_json::Error>(passed(json!(iid), iid.is_passed())));
        let restart = self.restart.as_ref().map(|restart| {
            let whole = passed(json!(restart), restart.is_passed());
            with(with(whole, "H_r", restart.rows.of_samples()), "H_c", restart.columns.of_samples())
        });
        Ok(json!({
            "file": self.name,
            "sha256": super::sample::sha256(self.raw.bytes())?,
            "samples": self.raw.bytes().len(),
            "bitsPerSample": self.raw.width,
            "literal": self.assessment.literal,
            "bitstring": self.assessment.bitstring,
            "H_original": self.assessment.of_samples(),
            "H_bitstring": self.assessment.of_a_bit(),
            "H_I": self.initial,
            "iid": iid.transpose()?,
            "restart": restart,
            "assessed": self.assessed(),
            "conditioning": self.conditioned(),
        }))
    }

    pub fn as_text(&self) -> Result<String> {
        let mut text = format!("{}: {} samples of {} bits\n", self.name, self.raw.bytes().len(), self.raw.width);
        table(&mut text, "samples", &self.assessment.literal)?;
        table(&mut text, "bits", &self.assessment.bitstring)?;
        writeln!(text, "H_original: {:.6}", self.assessment.of_samples())?;
        if let Some(bit) = self.assessment.of_a_bit() {
            writeln!(text, "H_bitstring: {bit:.6}")?;
        }
        writeln!(text, "H_I: {:.6}", self.initial)?;
        if let Some(iid) = &self.iid {
            of_iid(&mut text, iid)?;
        }
        if let Some(restart) = &self.restart {
            of_restart(&mut text, restart)?;
        }
        writeln!(text, "assessed min-entropy of a sample: {:.6}", self.assessed())?;
        if let Some(conditioned) = self.conditioned() {
            writeln!(text, "conditioning: {conditioned}")?;
        }
        Ok(text)
    }
}

fn with(mut object: Value, name: &str, value: impl Into<Value>) -> Value {
    object[name] = value.into();
    object
}

fn passed(object: Value, is_passed: bool) -> Value {
    with(object, "passed", is_passed)
}

/// The estimates, one a line.
fn table(text: &mut String, what: &str, estimates: &[Estimate]) -> Result<()> {
    for estimate in estimates {
        let Estimate { name, section, min_entropy, .. } = estimate;
        writeln!(text, "  {what:<8} {section:<7} {name:<20} {min_entropy:.6}")?;
    }
    Ok(())
}

fn verdict(is_passed: bool) -> &'static str {
    if is_passed { "passed" } else { "FAILED" }
}

fn of_iid(text: &mut String, iid: &Iid) -> Result<()> {
    for test in &iid.chi_square {
        writeln!(text, "  {} {}: p = {:.6}, {}", test.section, test.name, test.p, verdict(test.is_passed()))?;
    }
    let repeat = &iid.longest_repeat;
    let said = verdict(repeat.is_passed());
    writeln!(text, "  5.2.5 longest repeat {}: chance {:.6}, {said}", repeat.length, repeat.chance)?;
    for test in &iid.permutation.statistics {
        let counts = [test.greater, test.equal, test.less];
        writeln!(text, "  {} {}: {counts:?}, {}", test.section, test.name, verdict(test.is_passed()))?;
    }
    writeln!(
        text,
        "IID: {} ({} shuffles, seed {})",
        verdict(iid.is_passed()),
        iid.permutation.shuffles,
        iid.permutation.seed
    )?;
    Ok(())
}

fn of_restart(text: &mut String, restart: &Restart) -> Result<()> {
    let sanity = &restart.sanity;
    let said = verdict(sanity.is_passed());
    writeln!(text, "restart sanity check: {} at most {}, {said}", sanity.most, sanity.cutoff)?;
    table(text, "rows", &restart.rows.literal)?;
    table(text, "columns", &restart.columns.literal)?;
    let [rows, columns] = [&restart.rows, &restart.columns].map(Assessment::of_samples);
    writeln!(text, "H_r: {rows:.6}\nH_c: {columns:.6}\nrestart tests: {}", verdict(restart.is_passed()))?;
    Ok(())
}
