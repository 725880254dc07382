//! `qila entropy`: samples of the noise sources, and their assessment by SP 800-90B.

mod assess;
mod assessment;
mod conditioning;
mod estimators;
mod iid;
mod papers;
mod plots;
mod report;
mod restart;
mod sample;
mod samples;

use anyhow::Result;
use clap::Subcommand;

/// What there is to do with noise.
#[derive(Subcommand)]
pub enum Work {
    /// Write raw samples of a noise source, in a row and after restarts
    Sample(sample::Options),
    /// Assess samples by SP 800-90B
    Assess(assess::Options),
}

/// Does it.
pub fn run(work: &Work, json: bool) -> Result<bool> {
    match work {
        Work::Sample(options) => sample::run(options, json),
        Work::Assess(options) => assess::run(options, json),
    }
}
