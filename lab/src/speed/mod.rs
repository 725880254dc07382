//! `qila speed`: how fast every algorithm is on this machine, with each of its kernels.

mod drawing;
mod operations;

use crate::print;
use anyhow::{Context, Result, ensure};
use clap::Args;
use operations::{BYTES, OPERATIONS, Operation};
use qila::admin::{Feature, catalogue::KERNELS};
use qila::lab;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// How long each operation is measured with each kernel
    #[arg(long, value_name = "N", default_value_t = 50)]
    milliseconds: u64,
    /// Only operations whose name has this in it
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Measure only the kernels that serve, not the lesser ones that this processor can be made to
    /// use
    #[arg(long)]
    served: bool,
    /// Write the figures as a drawing in SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// The longest that an operation may be measured with one kernel.
const LONGEST: u64 = 10_000;
/// How often it is measured in that time; the fastest counts, because nothing makes it faster than
/// it is.
const WINDOWS: u32 = 5;

/// A figure.
#[derive(Serialize)]
pub struct Figure {
    pub operation: &'static str,
    pub kernel: String,
    /// The nanoseconds of a call.
    pub nanoseconds: f64,
    /// Megabytes in a second, where bytes are counted, or else calls.
    pub per_second: f64,
    pub unit: &'static str,
}

/// Measures; `hidden` are the features that stay hidden.
pub fn run(options: &Options, hidden: u32, json: bool) -> Result<bool> {
    ensure!((1..=LONGEST).contains(&options.milliseconds), "1 to {LONGEST} milliseconds");
    let wanted = options.filter.as_deref().unwrap_or_default();
    let (mut figures, mut known) = (Vec::new(), BTreeSet::new());
    for mask in masks(options.served) {
        lab::hide_features(hidden | mask).context("the module did not restart with features hidden")?;
        for operation in OPERATIONS.iter().filter(|operation| operation.name.contains(wanted)) {
            let kernel = kernel(operation);
            if known.insert((operation.name, kernel)) {
                let took = measured(operation, options.milliseconds)
                    .with_context(|| format!("{} with {kernel}", operation.name))?;
                figures.push(figure(operation, kernel, took));
            }
        }
    }
    ensure!(!figures.is_empty(), "no operation has {wanted} in its name");
    lab::hide_features(hidden).context("the module did not restart")?;
    // The kernels of an operation stand together, the fastest first.
    let place = |figure: &Figure| OPERATIONS.iter().position(|operation| operation.name == figure.operation);
    figures.sort_by(|a, b| place(a).cmp(&place(b)).then(a.nanoseconds.total_cmp(&b.nanoseconds)));
    if let Some(path) = &options.svg {
        print::file(path, drawing::of(&figures).as_bytes())?;
    }
    if json {
        print::json(&json!({ "bytes": BYTES, "figures": figures }))?;
    } else {
        print::line(&table(&figures))?;
    }
    Ok(true)
}

/// Nothing; each feature; and ever more of them from both ends of the list.
fn masks(served: bool) -> Vec<u32> {
    let bits: Vec<u32> = Feature::ALL.iter().map(|feature| *feature as u32).collect();
    let sum = |bits: &[u32]| bits.iter().fold(0, |all, bit| all | bit);
    let mut masks = vec![0];
    if !served {
        masks.extend(&bits);
        masks.extend((2..bits.len()).flat_map(|many| [sum(&bits[..many]), sum(&bits[bits.len() - many..])]));
        masks.push(sum(&bits));
    }
    masks
}

fn kernel(operation: &Operation) -> &'static str {
    KERNELS.iter().find(|(name, _)| *name == operation.primitive).map_or("portable", |(_, kernel)| kernel())
}

/// How long a call takes at best.
fn measured(operation: &Operation, milliseconds: u64) -> Result<Duration> {
    let mut call = (operation.prepare)()?;
    call()?;
    let window = Duration::from_millis(milliseconds) / WINDOWS;
    let mut best = Duration::MAX;
    for _ in 0..WINDOWS {
        let (started, mut calls) = (Instant::now(), 0);
        while calls == 0 || started.elapsed() < window {
            call()?;
            calls += 1;
        }
        best = best.min(started.elapsed() / calls);
    }
    Ok(best)
}

fn figure(operation: &Operation, kernel: &str, took: Duration) -> Figure {
    let seconds = took.as_secs_f64().max(1e-9);
    let (per_second, unit) = if operation.bytes > 0 {
        (operation.bytes as f64 / seconds / 1e6, "MB/s")
    } else {
        (1.0 / seconds, "calls/s")
    };
    Figure { operation: operation.name, kernel: kernel.to_owned(), nanoseconds: seconds * 1e9, per_second, unit }
}

fn table(figures: &[Figure]) -> String {
    let line = |figure: &Figure| {
        let Figure { operation, kernel, nanoseconds, per_second, unit } = figure;
        format!("{operation:<28} {kernel:<24} {nanoseconds:>14.0} ns {per_second:>12.1} {unit}")
    };
    figures.iter().map(line).collect::<Vec<_>>().join("\n")
}
