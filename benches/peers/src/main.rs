//! Qila beside other cryptographic libraries, in one run. `--help` tells the options, the README
//! how to read the table.

mod chart;
mod measure;
mod operation;
mod peers;
mod report;
mod start;
mod tier;
mod time;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use report::{Line, Results};
use std::path::PathBuf;
use tier::Tier;

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
    /// The day of the measurement, for the results and the chart
    #[arg(long, default_value = "")]
    date: String,
    /// Measure nothing: draw the chart of these results, one row for each kind of service
    #[arg(long, requires = "svg")]
    draw: Option<PathBuf>,
    /// Use no more than this of the processor, and leave out the start of processes
    #[arg(long)]
    tier: Option<Tier>,
    /// Measure each tier
    #[arg(long, conflicts_with_all = ["tier", "json", "svg"])]
    all_tiers: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.all_tiers {
        let others = || std::env::args().skip(1).filter(|argument| argument != "--all-tiers");
        let arguments = |tier: &Tier| others().chain(["--tier".to_string(), tier.name()]);
        return Tier::value_variants().iter().try_for_each(|tier| tier.run(arguments(tier)));
    }
    if let Some((from, to)) = options.draw.as_ref().zip(options.svg.as_ref()) {
        return chart::Chart::read(from)?.short().draw(to);
    }
    let tier = options.tier.unwrap_or(Tier::Avx512);
    if let Some(tier) = options.tier {
        if !tier.is_set() {
            return tier.run(std::env::args().skip(1));
        }
        tier.hide()?;
        println!("tier: {}", tier.name());
    }
    let versions = peers::PEERS.iter().map(|peer| (peer.name, (peer.version)())).collect();
    let (processor, date, rounds) = (processor(), options.date, options.rounds);
    let mut results = Results { processor, date, rounds, versions, lines: Vec::new(), start: Vec::new() };
    println!("{}", results.processor);
    for (name, version) in &results.versions {
        println!("{name} {version}");
    }

    for row in operation::rows() {
        let wanted = row.operation.to_string().contains(&options.filter);
        if wanted && options.bytes.is_none_or(|bytes| bytes == row.len) {
            results.lines.push(Line::new(&row, &measure::row(&row, options.rounds, tier)?));
            eprint!(".");
        }
    }
    eprintln!();
    println!(
        "\nnanoseconds per call; ratio: the best other library's time / Qila's\n{}",
        report::table(&results.lines)
    );
    println!("{}", report::summary(&results.lines));
    if !options.no_start && options.tier.is_none() {
        results.start = start::lines(options.rounds)?;
        println!("\nprocesses\n{}", start::table(&results.start));
    }

    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&results)? + "\n";
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if let Some(path) = &options.svg {
        chart::Chart::of(&results)?.draw(path)?;
    }
    Ok(())
}

/// The processor's name, where the system tells it.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or(std::env::consts::ARCH, |(_, name)| name).to_string()
}
