//! `qila status FILE`: which module is in a product's file, and whether its seal fits.
//! `qila status`: what the module in this tool says of itself.

use crate::{print, selftest};
use anyhow::Result;
use clap::Args;
use qila::admin::{self, SelfTest, SelfTestState, Transition, catalogue};
use qila::random;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// A linked executable or shared library with the module inside
    file: Option<PathBuf>,
}

/// Prints the status of a file or of this tool.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    options.file.as_deref().map_or_else(|| of_this_tool(json), |file| of_file(file, json))
}

/// All is well if the file is sealed and its seal fits.
fn of_file(file: &Path, json: bool) -> Result<bool> {
    let report = qila_seal::inspect(file)?;
    if json {
        print::json(&report.to_json())?;
    } else {
        print::line(&report.details())?;
    }
    Ok(report.is_sealed())
}

/// All is well unless the module is in its error state.
fn of_this_tool(json: bool) -> Result<bool> {
    let powered = admin::power_on().is_ok();
    if json {
        print::json(&as_json())?;
    } else {
        print::line(&admin::status().to_string())?;
    }
    Ok(powered)
}

fn transition(row: &Transition) -> Value {
    json!({ "what": row.what, "until": row.until, "clause": row.clause })
}

fn as_json() -> Value {
    let status = admin::status();
    let count = |state| SelfTest::ALL.iter().filter(|test| test.state() == state).count();
    let kernel = |(primitive, kernel): &(&str, fn() -> &'static str)| ((*primitive).to_owned(), json!(kernel()));
    json!({
        "module": admin::NAME,
        "version": admin::VERSION,
        "certificate": status.certificate.to_string(),
        "state": status.state.to_string(),
        "failure": status.failure.map(admin::Event::name),
        "image": {
            "sealed": status.seal == admin::Seal::Sealed,
            "seal": status.seal.to_string(),
            "covered": status.covered,
        },
        "entropy": {
            "version": random::ENTROPY_VERSION,
            "source": status.entropy.name(),
            "claim": status.entropy.claim(),
            "esv": status.entropy.esv(),
            "caveat": status.entropy.caveat(),
            "assessmentRequired": admin::requires_assessed_entropy(),
        },
        "policy": status.policy.to_string(),
        "profile": status.profile.name(),
        "transitions": status.profile.transitions().iter().map(transition).collect::<Value>(),
        "lab": status.lab,
        "kernels": catalogue::KERNELS.iter().map(kernel).collect::<Map<_, _>>(),
        "selfTests": {
            "passed": count(SelfTestState::Passed),
            "notYetNeeded": count(SelfTestState::NotYetNeeded),
            "failed": count(SelfTestState::Failed),
        },
        "log": selftest::log(),
    })
}
