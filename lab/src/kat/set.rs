//! Running the vector sets of one file or folder.

use super::{Options, name_of};
use crate::acvp::answer::{Outcome, attempt};
use crate::acvp::case::{Case, Object};
use crate::acvp::report::{Failure, Line};
use crate::acvp::set::{Answers, Exam, Group, Set, Sheet};
use crate::acvp::{Family, Fields, compare, family, known_wrong};
use crate::kernels;
use anyhow::{Result, ensure};
use serde_json::json;
use std::path::Path;

/// Runs the sets of one file or folder, a line for each; one that is not asked for has an empty
/// line.
pub fn run(set: &Set, source: &Path, options: &Options) -> Result<Vec<Line>> {
    let run = |exam: &Exam| {
        let mut line = Line::of(options.shown(source));
        for (field, name) in
            [(&mut line.algorithm, "algorithm"), (&mut line.mode, "mode"), (&mut line.revision, "revision")]
        {
            exam.prompt.header(name).clone_into(field);
        }
        if options.wants(&name_of(&line))
            && let Err(error) = compare_set(set, exam, options, &mut line)
        {
            line.fail_whole(format!("{error:#}"));
        }
        line
    };
    Ok(set.exams()?.iter().map(run).collect())
}

/// Answers the cases of a set and compares.
fn compare_set(set: &Set, exam: &Exam, options: &Options, line: &mut Line) -> Result<()> {
    let groups = &exam.prompt.groups;
    line.groups = groups.len();
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
    line.kernel = kernels::of_set(&line.algorithm, &line.mode, groups.iter().map(|group| group.object));
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

/// What became of a case.
enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
    KnownWrong(&'static str),
}

/// Answers the cases of a group and compares.
fn compare_group(set: &Set, exam: &Exam, family: Family, group: &Group, options: &Options, line: &mut Line) {
    let (algorithm, mode) = (exam.prompt.header("algorithm"), exam.prompt.header("mode"));
    for (number, test) in &group.cases {
        let [answer, internal] = [&exam.expected, &exam.internal]
            .map(|sheet| sheet.as_ref().and_then(|sheet| sheet.case(group.number, *number)));
        let chosen = exam.internal.as_ref().and_then(|sheet| sheet.group(group.number)).map(|chosen| chosen.object);
        let told = exam.expected.as_ref().and_then(|sheet| sheet.group(group.number)).map(|told| told.object);
        let choices = [internal, answer, chosen, told].into_iter().flatten().collect();
        let case = Case { algorithm, mode, group: group.object, test, choices, rounds: None };
        let verdict = if options.no_large && test.contains_key("largeMsg") {
            Verdict::Skipped("large messages".to_owned())
        } else {
            compare_case(set, family, &case, *number, answer)
        };
        match verdict {
            Verdict::Passed => line.pass(),
            Verdict::Failed(why) => line.fail(Failure { group: json!(group.number), case: json!(number), why }),
            Verdict::Skipped(why) => line.skip(1, why),
            Verdict::KnownWrong(why) => line.know_wrong(why),
        }
    }
}

/// Answers a case and compares.
fn compare_case(set: &Set, family: Family, case: &Case, number: u64, answer: Option<&Object>) -> Verdict {
    let (given, answer) = match (attempt(family, case), answer) {
        (Outcome::Skipped(why), _) => return Verdict::Skipped(why),
        (Outcome::Failed(why), _) => return Verdict::Failed(why),
        (Outcome::Answered(_), None) => return Verdict::Failed("no expected answer".to_owned()),
        (Outcome::Answered(given), Some(answer)) => (given, answer),
    };
    let judged = match &set.answers {
        Answers::Within => judge(&compare::answer_within(answer, &given), &given),
        _ => judge(answer, &given),
    };
    let known = set.known_wrong.get(&number).map(|(why, right)| (*why, Some(right)));
    let known = known.or_else(|| known_wrong::reason(case).map(|why| (why, None)));
    match (judged, known) {
        (Ok(()), None) => Verdict::Passed,
        (Ok(()), Some(_)) => Verdict::Failed("agrees with an answer that is listed as known to be wrong".to_owned()),
        (Err(why), None) => Verdict::Failed(why),
        (Err(_), Some((why, None))) => Verdict::KnownWrong(why),
        (Err(_), Some((why, Some(right)))) => match judge(right, &given) {
            Ok(()) => Verdict::KnownWrong(why),
            Err(why) => Verdict::Failed(why),
        },
    }
}

/// Compares an answer, in a way that would have found a changed digit.
fn judge(expected: &Object, given: &Fields) -> Result<(), String> {
    match compare::compare(expected, given) {
        Ok(()) if !compare::would_notice(expected, given) => Err("a changed digit would pass".to_owned()),
        compared => compared,
    }
}

/// Expected answers to cases that the prompt does not have mean that the two files do not belong
/// together.
fn report_unasked(prompt: &Sheet, expected: &Sheet, line: &mut Line) {
    for group in &expected.groups {
        let unasked = group.cases.iter().filter(|(case, _)| prompt.case(group.number, *case).is_none());
        for (case, _) in unasked {
            let why = "the prompt does not have this case".to_owned();
            line.fail(Failure { group: json!(group.number), case: json!(case), why });
        }
    }
}
