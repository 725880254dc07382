//! `qila kat`: runs every vector set below a folder, and every file in another form that is understood, and compares the
//! answers with the expected ones.

use crate::acvp::answer::{Outcome, attempt};
use crate::acvp::case::{Case, Object};
use crate::acvp::report::{Failure, Line, Report};
use crate::acvp::set::{self, Answers, Exam, Group, Set, Sheet};
use crate::acvp::{Family, Fields, compare, family};
use crate::{files, formats, print};
use anyhow::{Context, Result, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use qila::admin::{self, catalogue};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The folder; it is searched with all that is below it
    folder: PathBuf,
    /// Only sets whose algorithm, mode or folder has this in its name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Leave out messages of gigabytes
    #[arg(long)]
    no_large: bool,
}

/// Runs the sets; all is well if some case passed and none failed.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    admin::power_on().context("the module did not power on")?;
    let started = Instant::now();
    let found = files::below(&options.folder)?;
    let folders = set::folders(&found);
    let others: Vec<&PathBuf> = found.iter().filter(|file| formats::is_known(file)).collect();
    let bar = progress(folders.len() + others.len());
    let mut lines = Vec::new();
    for folder in folders {
        lines.extend(run_set(folder, Set::read(folder), options));
        bar.inc(1);
    }
    for file in others {
        if formats::wycheproof::is_one(file) {
            lines.extend(run_wycheproof(file, options));
            bar.inc(1);
            continue;
        }
        match formats::read(file) {
            Ok(sets) => lines.extend(sets.into_iter().flat_map(|set| run_set(file, Ok(set), options))),
            Err(error) => lines.extend(run_set(file, Err(error), options)),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    ensure!(!lines.is_empty(), "no vector sets in {}", options.folder.display());
    let report = Report::new(lines, started.elapsed());
    if json {
        print::json(&report)?;
    } else {
        print::line(&report.text())?;
    }
    if report.passed == 0 {
        print::aside("no case passed");
    }
    Ok(report.failed == 0 && report.passed > 0)
}

/// A bar that shows itself on a terminal only.
fn progress(sets: usize) -> ProgressBar {
    let bar = ProgressBar::new(sets as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} vector sets, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Runs one file of Wycheproof, unless it is not asked for.
fn run_wycheproof(file: &Path, options: &Options) -> Option<Line> {
    let relative = file.strip_prefix(&options.folder).unwrap_or(file).display().to_string();
    let wanted = options.only.as_ref().is_none_or(|only| contains(&relative, only));
    let mut line = Line { folder: relative, ..Line::default() };
    if wanted && let Err(error) = formats::wycheproof::run(file, &mut line) {
        line.fail(Failure { group: Value::Null, case: Value::Null, why: format!("{error:#}") });
    }
    wanted.then_some(line)
}

/// Runs the sets of one file, unless they are not asked for. What cannot be read has failed.
fn run_set(source: &Path, set: Result<Set>, options: &Options) -> Vec<Line> {
    let relative = source.strip_prefix(&options.folder).unwrap_or(source).display().to_string();
    let wanted = |line: &Line| {
        let name = format!("{}-{} {}", line.algorithm, line.mode, line.folder);
        options.only.as_ref().is_none_or(|only| contains(&name, only))
    };
    let new_line = || Line { folder: relative.clone(), ..Line::default() };
    let failed = |mut line: Line, error: anyhow::Error| {
        line.fail(Failure { group: Value::Null, case: Value::Null, why: format!("{error:#}") });
        line
    };
    let run = |set: &Set| -> Result<Vec<Line>> {
        let run = |exam: &Exam| {
            let mut line = new_line();
            line.algorithm = exam.prompt.header("algorithm").to_owned();
            line.mode = exam.prompt.header("mode").to_owned();
            line.revision = exam.prompt.header("revision").to_owned();
            match if wanted(&line) { compare_set(set, exam, options, &mut line) } else { Ok(()) } {
                Ok(()) => line,
                Err(error) => failed(line, error),
            }
        };
        Ok(set.exams()?.iter().map(run).collect())
    };
    let mut lines = set.and_then(|set| run(&set)).unwrap_or_else(|error| vec![failed(new_line(), error)]);
    lines.retain(wanted);
    lines
}

fn contains(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

/// Answers the cases of a set and compares.
fn compare_set(set: &Set, exam: &Exam, options: &Options, line: &mut Line) -> Result<()> {
    let groups = &exam.prompt.groups;
    line.groups = groups.len();
    line.kernel = kernel(&line.algorithm, &line.mode).to_owned();
    let cases = groups.iter().map(|group| group.cases.len()).sum();
    let (family, expected) = match (family(&line.algorithm, &line.mode, &line.revision), &exam.expected) {
        (None, _) => {
            line.skip(cases, "not offered".to_owned());
            return Ok(());
        }
        (_, None) => {
            line.skip(cases, "no expected answers".to_owned());
            return Ok(());
        }
        (Some(family), Some(expected)) => (family, expected),
    };
    for name in ["algorithm", "vsId"] {
        let [asked, answered] = [&exam.prompt, expected].map(|sheet| sheet.object.get(name));
        ensure!(asked == answered, "prompt and expected answers differ in {name}");
    }
    for group in groups {
        compare_group(set, exam, family, group, options, line);
    }
    report_unasked(&exam.prompt, expected, line);
    Ok(())
}

/// The kernel that serves an algorithm here: that of its row in the catalogue; what is not approved has none, and goes by the
/// primitive that it is made of.
fn kernel(algorithm: &str, mode: &str) -> &'static str {
    let primitive = if algorithm == "ACVP-AES-GCM-SIV" { "AES-GCM" } else { algorithm };
    let rows = catalogue::ALGORITHMS.iter().filter(|row| row.name == algorithm && row.mode == mode);
    let primitives = catalogue::KERNELS.iter().filter(|(name, _)| *name == primitive);
    rows.map(|row| row.kernel).chain(primitives.map(|(_, kernel)| *kernel)).next().map_or("", |kernel| kernel())
}

/// Answers the cases of a group and compares.
fn compare_group(set: &Set, exam: &Exam, family: Family, group: &Group, options: &Options, line: &mut Line) {
    let (algorithm, mode) = (exam.prompt.header("algorithm"), exam.prompt.header("mode"));
    for (number, test) in &group.cases {
        if options.no_large && test.contains_key("largeMsg") {
            line.skip(1, "large messages".to_owned());
            continue;
        }
        let [answer, internal] = [&exam.expected, &exam.internal]
            .map(|sheet| sheet.as_ref().and_then(|sheet| sheet.case(group.number, *number)));
        let choices = [internal, answer].into_iter().flatten().collect();
        let case = Case { algorithm, mode, group: group.object, test, choices, rounds: None };
        let result = match (attempt(family, &case), answer) {
            (Outcome::Skipped(why), _) => {
                line.skip(1, why);
                continue;
            }
            (Outcome::Failed(why), _) => Err(why),
            (Outcome::Answered(_), None) => Err("no expected answer".to_owned()),
            (Outcome::Answered(given), Some(answer)) => match &set.answers {
                Answers::Within => judge(&compare::answer_within(answer, &given), &given),
                _ => judge(answer, &given),
            },
        };
        match result {
            Ok(()) => line.pass(),
            Err(why) => line.fail(Failure { group: json!(group.number), case: json!(number), why }),
        }
    }
}

/// Compares an answer, in a way that would have found a changed digit.
fn judge(expected: &Object, given: &Fields) -> Result<(), String> {
    match compare::compare(expected, given) {
        Ok(()) if !compare::would_notice(expected, given) => Err("a changed digit would pass".to_owned()),
        compared => compared,
    }
}

/// Expected answers to cases that the prompt does not have mean that the two files do not belong together.
fn report_unasked(prompt: &Sheet, expected: &Sheet, line: &mut Line) {
    for group in &expected.groups {
        let unasked = group.cases.iter().filter(|(case, _)| prompt.case(group.number, *case).is_none());
        for (case, _) in unasked {
            let why = "the prompt does not have this case".to_owned();
            line.fail(Failure { group: json!(group.number), case: json!(case), why });
        }
    }
}
