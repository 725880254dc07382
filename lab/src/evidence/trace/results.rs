//! What the tests said in their last run.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;

/// The verdict on each test and each check of a run.
#[derive(Default)]
pub struct Results {
    /// By the name of the function, or `check NAME`.
    passed: BTreeMap<String, bool>,
}

impl Results {
    /// Reads what `./check all` or `cargo test` printed, the latter without `--quiet`.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let results = Self::of(&String::from_utf8_lossy(&bytes));
        ensure!(!results.passed.is_empty(), "{}: no test has a result there", path.display());
        Ok(results)
    }

    fn of_line(line: &str) -> Option<(String, bool)> {
        if let Some((name, _)) = line.strip_prefix("-- ").and_then(|rest| rest.split_once(": ")) {
            return Some((format!("check {name}"), true));
        }
        // An ignored test has no result.
        let (name, verdict) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
        let passed = match verdict {
            "ok" => true,
            "FAILED" => false,
            _ => return None,
        };
        Some((name.rsplit("::").next()?.to_owned(), passed))
    }

    fn of(text: &str) -> Self {
        let mut passed = BTreeMap::new();
        for (name, is_passed) in text.lines().filter_map(Self::of_line) {
            // A test may have run several times: one failure is one.
            *passed.entry(name).or_insert(true) &= is_passed;
        }
        Self { passed }
    }

    /// What some tests said together.
    pub fn of_tests(&self, tests: &[&str]) -> String {
        let verdict = |test: &&str| self.passed.get(test.rsplit("::").next().unwrap_or(test));
        let failed: Vec<&str> = tests.iter().filter(|test| verdict(test) == Some(&false)).copied().collect();
        let ran = tests.iter().filter(|test| verdict(test).is_some()).count();
        match (failed.is_empty(), ran) {
            (false, _) => format!("FAILED: {}", failed.join(", ")),
            (true, 0) => String::from("not run"),
            (true, _) if ran == tests.len() => String::from("passed"),
            (true, _) => format!("{ran} of {} passed, the rest not run", tests.len()),
        }
    }

    /// Where the results come from.
    pub fn about(&self) -> String {
        if self.passed.is_empty() {
            return String::from(
                "No results were given: `./check all 2>&1 | tee FILE`, then `qila evidence --results FILE`.",
            );
        }
        let failed = self.passed.values().filter(|passed| !**passed).count();
        format!("The run has results of {} tests and checks, of which {failed} failed.", self.passed.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_read() {
        let run = "   Running tests/a.rs\ntest one::passes ... ok\ntest fails ... FAILED\ntest ignored ... ignored\n\
                   test twice ... ok\ntest again::twice ... FAILED\n-- lint: 12 s\n";
        let results = Results::of(run);
        let of = |tests: &[&str]| results.of_tests(tests);
        assert_eq!(of(&["tests/one.rs::passes", "check lint"]), "passed");
        assert_eq!(of(&["tests/one.rs::passes", "f.rs::fails"]), "FAILED: f.rs::fails");
        assert_eq!(of(&["a.rs::twice"]), "FAILED: a.rs::twice");
        assert_eq!(of(&["a.rs::ignored", "check fmt"]), "not run");
        assert_eq!(of(&["a.rs::passes", "check fmt"]), "1 of 2 passed, the rest not run");
        assert!(results.about().contains("4 tests and checks, of which 2 failed"), "{}", results.about());
        assert_eq!(Results::default().of_tests(&["a.rs::passes"]), "not run");
    }
}
