//! What goes to the entropy source validation: the registration, and the skeletons of its three
//! papers with the facts that the code knows. What only people know is left open, in brackets.

use super::report::Report;
use super::restart::Restart;
use super::samples::{RESTARTS, sha256};
use anyhow::Result;
use qila::admin;
use qila::lab::entropy::{Model, cutoffs, model};
use qila::random::{self, Source};
use serde_json::{Value, json};
use std::fmt::Write;

/// What the papers are about.
pub struct Facts<'a> {
    pub source: Source,
    pub report: &'a Report,
    pub restart: &'a Restart,
}

/// Every file with its text.
pub fn of(facts: &Facts) -> Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("entropyAssessments.json", serde_json::to_string_pretty(&registration(facts)?)? + "\n"),
        ("EntropyAssessmentReport.md", assessment_report(facts)?),
        ("PublicUseDocument.md", public_use(facts)?),
        ("DataCollectionAttestation.md", attestation(facts)?),
    ])
}

/// The body of the request that registers an assessment (the server's protocol, version 1.0).
fn registration(facts: &Facts) -> Result<Value> {
    let model = model(facts.source);
    let entropy = model.samples as f64 * eighths(model);
    Ok(json!([{ "esvVersion": "1.0" }, {
        "primaryNoiseSource": facts.source.name(),
        "iidClaim": false,
        "bitsPerSample": facts.report.raw.width,
        "alphabetSize": 1_u32 << facts.report.raw.width,
        "hminEstimate": facts.report.assessed(),
        "physical": facts.source == Source::Rdseed,
        "itar": false,
        "numberOfRestarts": RESTARTS,
        "samplesPerRestart": RESTARTS,
        "additionalNoiseSources": false,
        "numberOfOEs": 1,
        "rawNoiseSHA256": sha256(facts.report.raw.bytes())?,
        "restartBitsSHA256": facts.restart.sha256,
        "conditioningComponent": [{
            "sequencePosition": 1,
            "vetted": true,
            "description": model.conditioning,
            "validationNumber": "",
            "minNin": 8 * model.samples,
            "minHin": entropy,
            "nw": model.output,
            "nOut": model.output,
        }],
    }]))
}

fn eighths(model: Model) -> f64 {
    f64::from(model.claim.eighths()) / 8.0
}

fn heading(title: &str) -> String {
    format!(
        "# {title}\n\nModule: {} {}; entropy part {}; not validated.\n\n",
        admin::NAME,
        admin::VERSION,
        random::ENTROPY_VERSION
    )
}

/// The report for the reviewers (SP 800-90B section 3.2).
fn assessment_report(facts: &Facts) -> Result<String> {
    let (report, restart) = (facts.report, facts.restart);
    let model = model(facts.source);
    let (claim, (repetition, proportion)) = (eighths(model), cutoffs(model.claim));
    let mut text = heading("Entropy Assessment Report");
    writeln!(text, "## Noise source\n\nSource: {}. A sample is {} bits.", facts.source.name(), report.raw.width)?;
    writeln!(text, "What makes it uncertain: [the physical argument, by the submitter].")?;
    writeln!(text, "Digitisation: {}\n", digitisation(facts.source))?;
    writeln!(text, "## Health tests (section 4.4)\n\nFor H = {claim} and alpha = 2^-30:\n")?;
    writeln!(text, "- repetition count: C = 1 + ceil(30 / {claim}) = {repetition};")?;
    let window = model.window;
    writeln!(
        text,
        "- adaptive proportion: W = {window}, C = 1 + critbinom({window}, 2^-{claim}, 1 - 2^-30) = {proportion};"
    )?;
    writeln!(text, "- start-up: {} samples pass both and are thrown away.\n", model.startup_samples)?;
    writeln!(text, "A failure is the error state of the module.\n\n## Conditioning (section 3.1.5)\n")?;
    writeln!(
        text,
        "{} of {} samples ({} bits with {} bits of entropy by the claim) gives {} bits.\n",
        model.conditioning,
        model.samples,
        8 * model.samples,
        model.samples as f64 * claim,
        model.output
    )?;
    writeln!(
        text,
        "## Claim and measurement\n\nClaim: {claim} bits a sample. Measured:\n\n```\n{}```",
        report.as_text()?
    )?;
    let verdict = if restart.is_passed() { "passed" } else { "failed" };
    writeln!(
        text,
        "\nThe restart tests {verdict}. Drawings: histogram.svg, autocorrelation.svg, lag.svg, health.svg."
    )?;
    Ok(text)
}

/// How a sample comes to be.
fn digitisation(source: Source) -> &'static str {
    match source {
        Source::Jitter => {
            "the time of a walk through memory, in ticks of the processor's counter; its lowest byte XOR the next one."
        }
        Source::Rdseed => "the bytes of the words that RDSEED gives; the maker's conditioning comes before.",
        _ => "bytes as the operating system gives them; its own conditioning comes before.",
    }
}

/// What users have to know.
fn public_use(facts: &Facts) -> Result<String> {
    let model = model(facts.source);
    let mut text = heading("Public Use Document");
    writeln!(text, "Noise source: {}. Sample: {} bits.\n", facts.source.name(), facts.report.raw.width)?;
    writeln!(text, "Entropy of a sample: {} bits are reckoned with.", eighths(model))?;
    writeln!(text, "Output: {} bits of full entropy from {}.\n", model.output, model.conditioning)?;
    writeln!(text, "Operating environment: [of the submitter]. Conditions of use: [of the submitter].\n")?;
    writeln!(text, "Interface: `random::set_source`, `Rng`, `Drbg`. `admin::status()` names the source.")?;
    writeln!(text, "A failed health test is the error state; `admin::restart()` leads out of it.")?;
    Ok(text)
}

/// Who took the samples, and how.
fn attestation(facts: &Facts) -> Result<String> {
    let mut text = heading("Data Collection Attestation");
    writeln!(
        text,
        "- raw data: {} samples, SHA-256 {}",
        facts.report.raw.bytes().len(),
        sha256(facts.report.raw.bytes())?
    )?;
    writeln!(
        text,
        "- restart data: {RESTARTS} processes, {RESTARTS} samples each, SHA-256 {}",
        facts.restart.sha256
    )?;
    writeln!(text, "- collected with: `qila entropy sample`, before any conditioning")?;
    writeln!(text, "- operating environment: [of the submitter]\n- date, name, signature: [of the submitter]")?;
    Ok(text)
}
