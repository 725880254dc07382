//! The table and the JSON file.

use crate::operation::Row;
use crate::peers::PEERS;
use crate::time::shown;
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::collections::BTreeMap;

/// One line of the results.
#[derive(Serialize)]
pub struct Line {
    pub operation: String,
    pub bytes: usize,
    /// Nanoseconds per call, by library.
    pub nanoseconds: BTreeMap<&'static str, f64>,
    pub best_peer: Option<&'static str>,
    /// The best peer's time divided by Qila's.
    pub ratio: Option<f64>,
    pub target: Option<f64>,
}

/// Everything that was measured.
#[derive(Serialize)]
pub struct Results {
    pub processor: String,
    /// The day of the measurement, if it was said.
    pub date: String,
    pub rounds: usize,
    pub versions: BTreeMap<&'static str, String>,
    pub lines: Vec<Line>,
    pub start: Vec<crate::start::Line>,
}

impl Line {
    pub fn new(row: &Row, times: &[(&'static str, f64)]) -> Self {
        let own = times.iter().find(|(name, _)| *name == PEERS[0].name).map(|(_, time)| *time);
        let best = times.iter().filter(|(name, _)| *name != PEERS[0].name).min_by(|a, b| a.1.total_cmp(&b.1));
        Self {
            operation: row.operation.to_string(),
            bytes: row.len,
            nanoseconds: times.iter().copied().collect(),
            best_peer: best.map(|(name, _)| *name),
            ratio: best.zip(own).map(|((_, best), own)| best / own),
            target: row.target,
        }
    }

    pub fn misses(&self) -> bool {
        self.ratio.zip(self.target).is_some_and(|(ratio, target)| ratio < target)
    }
}

/// The geometric mean of the ratios, the worst, and how many are below 1.
pub fn summary(lines: &[Line]) -> String {
    let ratio = |line: &Line| line.ratio.unwrap_or(f64::INFINITY);
    let compared: Vec<&Line> = lines.iter().filter(|line| line.ratio.is_some()).collect();
    let Some(worst) = compared.iter().min_by(|a, b| ratio(a).total_cmp(&ratio(b))) else { return String::new() };
    let logs: f64 = compared.iter().map(|line| ratio(line).ln()).sum();
    format!(
        "geometric mean {:.2} over {} rows, {} of them below 1; worst: {} of {} bytes, {:.2}",
        (logs / compared.len() as f64).exp(),
        compared.len(),
        compared.iter().filter(|line| ratio(line) < 1.0).count(),
        worst.operation,
        worst.bytes,
        ratio(worst)
    )
}

/// The lines as a table: time per call, throughput of Qila, ratio to the best peer, target.
pub fn table(lines: &[Line]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    let names = PEERS.iter().map(|peer| peer.name);
    table.set_header(["operation", "bytes"].into_iter().chain(names).chain(["GB/s", "ratio", "target", ""]));
    for line in lines {
        let own = line.nanoseconds.get(PEERS[0].name);
        let mut cells = vec![line.operation.clone(), line.bytes.to_string()];
        cells.extend(
            PEERS.iter().map(|peer| line.nanoseconds.get(peer.name).copied().map_or_else(String::new, shown)),
        );
        cells.push(own.map_or_else(String::new, |own| format!("{:.2}", line.bytes as f64 / own)));
        cells.push(line.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")));
        cells.push(line.target.map_or_else(String::new, |target| format!("{target:.1}")));
        cells.push(if line.misses() { "missed" } else { "" }.to_string());
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
