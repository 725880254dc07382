//! `qila acvp answer`: the response to a prompt; and answering one case, which the comparison uses, too.

use super::case::{Case, Object};
use super::set::{Document, case_of, objects};
use super::{Family, Fields, NotOffered, OUTER, family, sp800_185};
use crate::print;
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The prompt, plain or compressed with gzip
    prompt: PathBuf,
    /// A file with the values that an answerer chose by itself, to repeat its answers exactly
    #[arg(long, value_name = "FILE")]
    internal: Option<PathBuf>,
    /// How many rounds the Monte Carlo tests of cSHAKE, TupleHash and ParallelHash have, if not 100: 3 in NIST's samples, whose
    /// prompts do not say so
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,
    /// Write to this file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What became of a case.
pub enum Outcome {
    /// The answer.
    Answered(Fields),
    /// The module does not have this variant.
    Skipped(String),
    /// No answer where one was due.
    Failed(String),
}

/// Answers a case.
pub fn attempt(family: Family, case: &Case) -> Outcome {
    match caught(|| family(case)) {
        Ok(fields) => Outcome::Answered(fields),
        Err(error) => match error.downcast_ref::<NotOffered>() {
            Some(missing) => Outcome::Skipped(missing.to_string()),
            None => Outcome::Failed(format!("{error:#}")),
        },
    }
}

/// Makes a crash an error like any other.
pub fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(anyhow!("the tool crashed")))
}

/// Writes the response; all is well if every case is in it.
pub fn run(options: &Options) -> Result<bool> {
    qila::admin::power_on()?;
    let prompt = Document::read(&options.prompt)?;
    let internal = options.internal.as_deref().map(Document::read).transpose()?;
    let mut missing = Vec::new();
    let response = respond(options, &prompt, internal.as_ref(), &mut missing)?;
    print::json_to(&response, options.output.as_deref())?;
    for line in missing.iter().take(20) {
        eprintln!("qila: {line}");
    }
    if missing.len() > 20 {
        eprintln!("qila: and {} more", missing.len() - 20);
    }
    Ok(missing.is_empty())
}

/// The response, in the form the prompt has; cases that could not be answered are left out and told in `missing`.
fn respond(
    options: &Options,
    prompt: &Document,
    internal: Option<&Document>,
    missing: &mut Vec<String>,
) -> Result<Value> {
    let names = ["algorithm", "mode", "revision"].map(|name| prompt.header(name));
    let [algorithm, mode, revision] = names;
    let family = family(algorithm, mode, revision)
        .ok_or_else(|| anyhow!("{}is not offered", names.map(|name| format!("{name} ")).concat()))?;
    ensure!(
        options.rounds.is_none() || sp800_185::has_short_samples(algorithm),
        "the Monte Carlo tests of {algorithm} always have {OUTER} rounds"
    );
    let rounds = options.rounds.map(usize::from);
    let mut groups = Vec::new();
    for group in prompt.groups()? {
        let number = group.get("tgId").context("a group has no tgId")?;
        let choices = internal.and_then(|internal| internal.group(number));
        let mut answers = Vec::new();
        for test in objects(group, "tests")? {
            let tc_id = test.get("tcId").context("a case has no tcId")?;
            let case =
                Case { algorithm, group, test, choices: case_of(choices, tc_id).into_iter().collect(), rounds };
            match attempt(family, &case) {
                Outcome::Answered(fields) => answers.push(numbered("tcId", tc_id, fields)),
                Outcome::Skipped(why) | Outcome::Failed(why) => {
                    missing.push(format!("group {number}, case {tc_id}: {why}"));
                }
            }
        }
        let tests = Map::from_iter([("tests".to_owned(), Value::Array(answers))]);
        groups.push(numbered("tgId", number, tests));
    }
    in_form_of(prompt, groups)
}

/// An object that begins with its number.
fn numbered(name: &str, number: &Value, fields: Object) -> Value {
    Value::Object([(name.to_owned(), number.clone())].into_iter().chain(fields).collect())
}

/// The groups under the header of the prompt, and behind the protocol's version if the prompt has that.
fn in_form_of(prompt: &Document, groups: Vec<Value>) -> Result<Value> {
    let header = prompt
        .set()?
        .iter()
        .filter(|(name, _)| ["vsId", "algorithm", "mode", "revision", "isSample"].contains(&name.as_str()));
    let mut set: Map<String, Value> = header.map(|(name, value)| (name.clone(), value.clone())).collect();
    set.insert("testGroups".to_owned(), Value::Array(groups));
    Ok(match &prompt.0 {
        Value::Array(items) => {
            let before = items.iter().take(items.len().saturating_sub(1)).cloned();
            Value::Array(before.chain([Value::Object(set)]).collect())
        }
        _ => Value::Object(set),
    })
}
