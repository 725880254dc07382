//! Qila beside other cryptographic libraries, in one run. `--help` tells the options, the README
//! how to read the table.

mod chart;
mod measure;
mod operation;
mod peers;
mod report;
mod start;
mod time;

use anyhow::{Context, Result};
use clap::Parser;
use report::{Line, Results};
use std::path::PathBuf;

/// Measures Qila and other cryptographic libraries, taking turns
#[derive(Parser)]
struct Options {
    /// Only the operations whose name contains this ("AES-256-GCM", "DRBG")
    #[arg(default_value = "")]
    filter: String,
    /// Samples of each library
    #[arg(long, default_value_t = 60)]
    rounds: usize,
    /// Only as many bytes
    #[arg(long)]
    bytes: Option<usize>,
    /// Leave out the start of processes
    #[arg(long)]
    no_start: bool,
    /// Write the results to this file, too
    #[arg(long)]
    json: Option<PathBuf>,
    /// Draw the ratios into this file
    #[arg(long)]
    svg: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let versions = peers::PEERS.iter().map(|peer| (peer.name, (peer.version)())).collect();
    let mut results =
        Results { processor: processor(), rounds: options.rounds, versions, lines: Vec::new(), start: Vec::new() };
    println!("{}", results.processor);
    for (name, version) in &results.versions {
        println!("{name} {version}");
    }

    for row in operation::rows() {
        let wanted = row.operation.to_string().contains(&options.filter);
        if wanted && options.bytes.is_none_or(|bytes| bytes == row.len) {
            results.lines.push(Line::new(&row, &measure::row(&row, options.rounds)?));
            eprint!(".");
        }
    }
    eprintln!();
    println!(
        "\nnanoseconds per call; ratio: the best other library's time / Qila's\n{}",
        report::table(&results.lines)
    );
    if !options.no_start {
        results.start = start::lines(options.rounds)?;
        println!("\nprocesses\n{}", start::table(&results.start));
    }

    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&results)? + "\n";
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if let Some(path) = &options.svg {
        chart::draw(&results.lines, &results.processor, path)?;
    }
    Ok(())
}

/// The processor's name, where the system tells it.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or(std::env::consts::ARCH, |(_, name)| name).to_string()
}
