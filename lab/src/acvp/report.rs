//! What a run found, as a table or as JSON.

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// How a reason ends that a variant of an algorithm is missing.
pub const NOT_OFFERED: &str = " is not offered";

/// One case that went wrong.
#[derive(Serialize)]
pub struct Failure {
    /// The group.
    #[serde(rename = "tgId")]
    pub group: serde_json::Value,
    /// The case.
    #[serde(rename = "tcId")]
    pub case: serde_json::Value,
    /// What went wrong.
    pub why: String,
}

/// What a run found in one vector set.
#[derive(Default, Serialize)]
pub struct Line {
    pub folder: String,
    pub algorithm: String,
    pub mode: String,
    pub revision: String,
    /// The kernel that serves the algorithm here.
    pub kernel: String,
    pub groups: usize,
    pub cases: usize,
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
    /// Why cases were skipped, and how many for each reason.
    pub reasons: BTreeMap<String, usize>,
    pub failures: Vec<Failure>,
}

impl Line {
    /// Counts a case that passed.
    pub fn pass(&mut self) {
        self.cases += 1;
        self.passed += 1;
    }

    /// Counts a case that failed.
    pub fn fail(&mut self, failure: Failure) {
        self.cases += 1;
        self.failed += 1;
        self.failures.push(failure);
    }

    /// Counts `cases` that were skipped.
    pub fn skip(&mut self, cases: usize, reason: String) {
        self.cases += cases;
        self.skipped += cases;
        *self.reasons.entry(reason).or_default() += cases;
    }

    /// The last column: how it went and why cases were skipped.
    fn remark(&self) -> String {
        let missing: Vec<_> = self.reasons.keys().filter_map(|reason| reason.strip_suffix(NOT_OFFERED)).collect();
        let mut reasons: Vec<String> =
            self.reasons.keys().filter(|reason| !reason.ends_with(NOT_OFFERED)).cloned().collect();
        if !missing.is_empty() {
            reasons.push(format!("not offered: {}", missing.join(", ")));
        }
        match (self.failed, self.passed, reasons.is_empty()) {
            (1.., _, _) => "FAILED".to_owned(),
            (0, _, true) => "ok".to_owned(),
            (0, 0, false) => format!("skipped: {}", reasons.join("; ")),
            (0, _, false) => format!("ok, skipped: {}", reasons.join("; ")),
        }
    }
}

/// What a run found.
#[derive(Serialize)]
pub struct Report {
    pub sets: usize,
    pub cases: usize,
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
    pub seconds: f64,
    pub lines: Vec<Line>,
}

impl Report {
    /// Adds the lines up.
    pub fn new(lines: Vec<Line>, time: Duration) -> Self {
        let sum = |field: fn(&Line) -> usize| lines.iter().map(field).sum();
        Self {
            sets: lines.len(),
            cases: sum(|line| line.cases),
            passed: sum(|line| line.passed),
            failed: sum(|line| line.failed),
            skipped: sum(|line| line.skipped),
            seconds: time.as_secs_f64(),
            lines,
        }
    }

    /// The table, the first failures of each set, and the summary.
    pub fn text(&self) -> String {
        let mut text = self.table().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        for line in self.lines.iter().filter(|line| line.failed > 0) {
            text.push_str(&format!("\n\n{}", line.folder));
            for Failure { group, case, why } in line.failures.iter().take(8) {
                text.push_str(&format!("\n  group {group}, case {case}: {why}"));
            }
            if line.failures.len() > 8 {
                text.push_str(&format!("\n  and {} more", line.failures.len() - 8));
            }
        }
        text.push_str(&format!(
            "\n\n{} vector sets, {} cases: {} passed, {} failed, {} skipped   ({:.1} s)",
            thousands(self.sets),
            thousands(self.cases),
            thousands(self.passed),
            thousands(self.failed),
            thousands(self.skipped),
            self.seconds
        ));
        text
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_header([
            "algorithm",
            "mode",
            "revision",
            "groups",
            "cases",
            "passed",
            "failed",
            "skipped",
            "kernel",
            "",
        ]);
        for line in &self.lines {
            let counts = [line.groups, line.cases, line.passed, line.failed, line.skipped].map(thousands);
            let [groups, cases, passed, failed, skipped] = counts;
            table.add_row([
                line.algorithm.clone(),
                line.mode.clone(),
                line.revision.clone(),
                groups,
                cases,
                passed,
                failed,
                skipped,
                line.kernel.clone(),
                line.remark(),
            ]);
        }
        for column in table.column_iter_mut().skip(3).take(5) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.to_string()
    }
}

/// A count with commas between groups of three digits.
fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
