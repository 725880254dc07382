//! What an assessment found, as text and as JSON.

use super::assessment::Assessment;
use super::conditioning;
use super::estimators::Estimate;
use super::iid::Iid;
use super::restart::Restart;
use super::samples::{Raw, sha256};
use anyhow::Result;
use qila::lab::entropy::model;
use qila::random::Source;
use serde_json::{Value, json};
use std::fmt::Write;

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

/// What the module reckons with for a sample of a source.
pub fn claimed(source: Source) -> f64 {
    f64::from(model(source).claim.eighths()) / 8.0
}

impl Report {
    pub fn is_passed(&self) -> bool {
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
            "sha256": sha256(self.raw.bytes())?,
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
