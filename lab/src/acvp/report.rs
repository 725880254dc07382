//! What a run found, line by line while it goes on, as a table or as JSON. Nothing waits for the
//! end: a run that is ended from outside has told all that it had done.

use crate::print;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;

/// How a reason ends that a variant of an algorithm is missing.
pub const NOT_OFFERED: &str = " is not offered";

/// How many failures of a set the table names.
const NAMED: usize = 8;

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
    /// The kernels that serve the algorithm here.
    pub kernel: String,
    pub groups: usize,
    pub cases: usize,
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
    /// Cases whose published answer is known to be wrong, and is not the module's.
    pub known_wrong: usize,
    /// Why cases were skipped, and how many for each reason.
    pub reasons: BTreeMap<String, usize>,
    /// Why published answers are wrong, and how many for each reason.
    pub known_wrong_reasons: BTreeMap<String, usize>,
    pub failures: Vec<Failure>,
}

impl Line {
    /// A line of which nothing is known but where it comes from.
    pub fn of(folder: String) -> Self {
        Self { folder, ..Self::default() }
    }

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

    /// Counts a failure of the whole set.
    pub fn fail_whole(&mut self, why: String) {
        self.fail(Failure { group: serde_json::Value::Null, case: serde_json::Value::Null, why });
    }

    /// Counts `cases` that were skipped.
    pub fn skip(&mut self, cases: usize, reason: String) {
        self.cases += cases;
        self.skipped += cases;
        *self.reasons.entry(reason).or_default() += cases;
    }

    /// Counts a case whose published answer is wrong.
    pub fn know_wrong(&mut self, reason: &str) {
        self.cases += 1;
        self.known_wrong += 1;
        *self.known_wrong_reasons.entry(reason.to_owned()).or_default() += 1;
    }

    /// The last column: how it went and why cases were skipped.
    fn remark(&self) -> String {
        let missing: Vec<_> = self.reasons.keys().filter_map(|reason| reason.strip_suffix(NOT_OFFERED)).collect();
        let mut reasons: Vec<String> =
            self.reasons.keys().filter(|reason| !reason.ends_with(NOT_OFFERED)).cloned().collect();
        if !missing.is_empty() {
            reasons.push(format!("not offered: {}", missing.join(", ")));
        }
        let known = self.known_wrong_reasons.iter().map(|(reason, count)| format!("; {count} known wrong: {reason}"));
        let known: String = known.collect();
        match (self.failed, self.passed, reasons.is_empty()) {
            (1.., _, _) => format!("FAILED{known}"),
            (0, _, true) => format!("ok{known}"),
            (0, 0, false) => format!("skipped: {}{known}", reasons.join("; ")),
            (0, _, false) => format!("ok, skipped: {}{known}", reasons.join("; ")),
        }
    }

    /// The row of the table, and the first failures below it.
    fn text(&self) -> String {
        let counts = [self.groups, self.cases, self.passed, self.failed, self.skipped].map(thousands);
        let [groups, cases, passed, failed, skipped] = &counts;
        let [name, mode, revision] = [&self.algorithm, &self.mode, &self.revision];
        let remark = self.remark();
        let (kernel, folder) = (&self.kernel, &self.folder);
        let mut text = row([name, mode, revision, groups, cases, passed, failed, skipped, kernel, folder, &remark]);
        for Failure { group, case, why } in self.failures.iter().take(NAMED) {
            let place = if case.is_null() { String::new() } else { format!(", group {group}, case {case}") };
            text.push_str(&format!("\n    {}{place}: {why}", self.folder));
        }
        if let more @ 1.. = self.failures.len().saturating_sub(NAMED) {
            text.push_str(&format!("\n    {}: and {more} more", self.folder));
        }
        text
    }
}

/// A file that is not run, and why.
#[derive(Serialize)]
pub struct Left {
    pub file: String,
    pub why: String,
}

/// How many files there were, and what became of them. Each is counted once.
#[derive(Default, Serialize)]
pub struct Files {
    pub found: usize,
    pub run: usize,
    pub not_understood: usize,
    pub passed_over: usize,
    /// Those that were not asked for.
    pub not_asked_for: usize,
}

/// What a run found in all, but for its lines.
#[derive(Default, Serialize)]
pub struct Totals {
    pub files: Files,
    pub not_understood: Vec<Left>,
    pub passed_over: Vec<Left>,
    pub sets: usize,
    pub cases: usize,
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
    pub known_wrong: usize,
    pub seconds: f64,
}

/// Prints what a run finds while it goes on.
pub struct Printer {
    json: bool,
    started: Instant,
    pub totals: Totals,
}

impl Printer {
    pub fn new(json: bool) -> Self {
        Self { json, started: Instant::now(), totals: Totals::default() }
    }

    /// Adds a line up and prints it.
    pub fn line(&mut self, line: &Line) -> Result<()> {
        self.begin()?;
        let totals = &mut self.totals;
        let comma = if totals.sets > 0 { "," } else { "" };
        totals.sets += 1;
        totals.cases += line.cases;
        totals.passed += line.passed;
        totals.failed += line.failed;
        totals.skipped += line.skipped;
        totals.known_wrong += line.known_wrong;
        print::line(&if self.json { format!("{comma}{}", serde_json::to_string(line)?) } else { line.text() })
    }

    /// Prints what stands before the first line.
    fn begin(&self) -> Result<()> {
        match (self.totals.sets, self.json) {
            (0, true) => print::line("{\"lines\": ["),
            (0, false) => print::line(&row(COLUMNS.map(|(name, _)| name))),
            _ => Ok(()),
        }
    }

    /// Prints what stands behind the last one.
    pub fn end(mut self) -> Result<Totals> {
        self.totals.seconds = self.started.elapsed().as_secs_f64();
        if self.json {
            self.begin()?;
            let rest = serde_json::to_string(&self.totals)?;
            print::line(&format!("],{}", rest.trim_start_matches('{')))?;
        } else {
            print::line(&self.totals.text())?;
        }
        Ok(self.totals)
    }
}

impl Totals {
    /// Counts the files: so many were found, and of so many there are lines. Those left were not
    /// asked for.
    pub fn count_files(&mut self, found: usize, run: usize) {
        let (not_understood, passed_over) = (self.not_understood.len(), self.passed_over.len());
        let not_asked_for = found - run - not_understood - passed_over;
        self.files = Files { found, run, not_understood, passed_over, not_asked_for };
    }

    /// The files that were not run, and the summary.
    fn text(&self) -> String {
        let mut text = String::new();
        if !self.not_understood.is_empty() {
            text.push_str("\nnot understood:\n");
            self.not_understood.iter().for_each(|left| text.push_str(&format!("    {}: {}\n", left.file, left.why)));
        }
        let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
        self.passed_over.iter().for_each(|left| *roles.entry(&left.why).or_default() += 1);
        if !roles.is_empty() {
            let roles: Vec<_> = roles.iter().map(|(role, count)| format!("{} {role}", thousands(*count))).collect();
            text.push_str(&format!("\npassed over: {}\n", roles.join(", ")));
        }
        let Files { found, run, not_understood, passed_over, not_asked_for } = &self.files;
        let counts = [found, run, not_understood, passed_over].map(|count| thousands(*count));
        let [found, run, not_understood, passed_over] = counts;
        text.push_str(&format!(
            "\n{found} files: {run} run, {not_understood} not understood, {passed_over} passed over"
        ));
        if *not_asked_for > 0 {
            text.push_str(&format!(", {} not asked for", thousands(*not_asked_for)));
        }
        let counts = [self.sets, self.cases, self.passed, self.failed, self.skipped, self.known_wrong].map(thousands);
        let [sets, cases, passed, failed, skipped, wrong] = counts;
        text.push_str(&format!(
            "\n{sets} vector sets, {cases} cases: {passed} passed, {failed} failed, {skipped} skipped"
        ));
        text.push_str(&format!(", {wrong} known wrong   ({:.1} s)", self.seconds));
        text
    }
}

/// The columns of the table, and their widths; numbers stand to the right. What is wider moves the
/// rest of its row.
const COLUMNS: [(&str, Width); 11] = [
    ("algorithm", Width::Text(21)),
    ("mode", Width::Text(14)),
    ("revision", Width::Text(11)),
    ("groups", Width::Number(7)),
    ("cases", Width::Number(9)),
    ("passed", Width::Number(9)),
    ("failed", Width::Number(7)),
    ("skipped", Width::Number(8)),
    ("kernel", Width::Text(12)),
    ("folder or file", Width::Text(30)),
    ("", Width::Text(0)),
];

#[derive(Clone, Copy)]
enum Width {
    Text(usize),
    Number(usize),
}

/// A row of the table. The widths are fixed, because the first rows are printed before the last
/// ones are known.
fn row(cells: [&str; 11]) -> String {
    let padded = COLUMNS.iter().zip(cells).map(|((_, width), cell)| match width {
        Width::Text(width) => format!("{cell:width$}"),
        Width::Number(width) => format!("{cell:>width$}"),
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
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

    #[test]
    fn a_wide_cell_moves_its_row_only() {
        let wide = "a name that is wider than its column";
        let rows = ["SHA-1", wide].map(|name| row([name, "", "1.0", "1", "2", "3", "0", "0", "sha-ni", "set", "ok"]));
        assert_eq!(rows[0].find("1.0"), row(COLUMNS.map(|(name, _)| name)).find("revision"));
        assert!(rows[1].starts_with(wide) && rows[1].ends_with("ok"));
    }
}
