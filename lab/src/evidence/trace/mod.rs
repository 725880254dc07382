//! The trace of the requirements: what the tests of ISO/IEC 24759 ask of software at level 1, where
//! the sources answer it, which test shows it, and what that test said last.

mod applicable;
mod areas_2_to_6;
mod areas_9_to_12;
mod results;

use super::document::{Document, Section};
pub use applicable::APPLICABLE;
pub use results::Results;

/// What some assertions ask together.
pub struct Requirement {
    /// Their numbers.
    pub assertions: &'static [&'static str],
    /// What they ask, in our words; those of the standard count.
    pub asks: &'static str,
    pub answer: Answer,
}

/// How the module meets it.
pub enum Answer {
    /// In these files, and tests show it: `FILE::TEST`, or `check NAME` for one of `./check`.
    Met { sources: &'static [&'static str], shown_by: &'static [&'static str] },
    /// The module has nothing of the kind.
    Without(&'static str),
    /// Not yet.
    Open(&'static str),
}

use Answer::{Met, Open, Without};

/// All of them, in the order of the assertions.
fn requirements() -> impl Iterator<Item = &'static Requirement> {
    areas_2_to_6::REQUIREMENTS.iter().chain(areas_9_to_12::REQUIREMENTS)
}

/// The evidence that a tester collects for an assertion.
fn evidence(assertion: &str) -> String {
    let (_, parts) = APPLICABLE.iter().find(|(number, _)| *number == assertion).unwrap_or(&("", "none"));
    format!("AS{assertion} (TE{assertion}.{parts})")
}

fn row(requirement: &Requirement, results: &Results) -> [String; 5] {
    let numbers: Vec<String> = requirement.assertions.iter().map(|assertion| evidence(assertion)).collect();
    let [sources, tests, said] = match &requirement.answer {
        Met { sources, shown_by } => [sources.join(", "), shown_by.join(", "), results.of_tests(shown_by)],
        Without(why) => [format!("not applicable: {why}"), "none".into(), "none".into()],
        Open(why) => [format!("open: {why}"), "none".into(), "none".into()],
    };
    [numbers.join(", "), requirement.asks.to_owned(), sources, tests, said]
}

/// Where the requirement with this assertion is met, and what shows it.
pub fn answer(assertion: &str) -> String {
    let requirement = requirements().find(|requirement| requirement.assertions.contains(&assertion));
    let cells = requirement.map(|requirement| row(requirement, &Results::default()));
    cells.map_or_else(String::new, |[_, _, sources, tests, _]| format!("{sources}; {tests}"))
}

/// The paper, with what the tests said in `results`.
pub fn document(results: &Results) -> Document {
    let open = requirements().filter(|requirement| matches!(requirement.answer, Open(_))).count();
    let about = format!(
        "The numbers are those that NIST's validation programme lists for software at level 1. The sentences are \
         ours: the text of ISO/IEC 24759 counts, and a laboratory decides. A vendor's evidence (VE) is the paper and \
         the source of the same row. {open} rows are open."
    );
    let columns = ["evidence", "what is asked", "where", "shown by", "last run"];
    let rows: Vec<_> = requirements().map(|requirement| row(requirement, results)).collect();
    Document {
        name: "trace",
        title: "Trace of the requirements",
        asked_by: "FIPS 140-3, SP 800-140, ISO/IEC 24759",
        sections: vec![
            Section::new("How to read it", about),
            Section::new("Requirements", results.about()).with(columns, rows),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::named;
    use super::*;

    /// Every assertion that applies has a row, and no other has one.
    #[test]
    fn every_assertion_that_applies_has_a_row() {
        let asked: Vec<&str> = APPLICABLE.iter().map(|(number, _)| *number).collect();
        let mut rows: Vec<&str> = requirements().flat_map(|row| row.assertions).copied().collect();
        rows.sort_unstable();
        assert_eq!(rows, asked);
    }

    /// Every file and every test that the trace names exists.
    #[test]
    fn what_the_trace_names_exists() {
        for requirement in requirements() {
            let Met { sources, shown_by } = &requirement.answer else { continue };
            assert!(!sources.is_empty() && !shown_by.is_empty(), "{:?}", requirement.assertions);
            sources.iter().for_each(|path| named::file(path));
            shown_by.iter().for_each(|shown| named::only_test(shown));
        }
    }
}
