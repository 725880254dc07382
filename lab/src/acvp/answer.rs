//! `qila acvp answer`: the response to a prompt; and answering one case, which the comparison uses,
//! too.

use super::case::{Case, Object};
use super::set::{Document, Part, Sheet};
use super::{Family, Fields, NotOffered, OUTER, SAMPLE, family, lengths, sp800_185};
use crate::print;
use anyhow::{Context, Result, anyhow, ensure};
use clap::Args;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// How many cases without an answer are named.
const NAMED: usize = 20;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The prompt, plain or compressed with gzip
    prompt: PathBuf,
    /// A file with the values that an answerer chose by itself, to repeat its answers exactly
    #[arg(long, value_name = "FILE")]
    internal: Option<PathBuf>,
    /// How many rounds the Monte Carlo tests of cSHAKE, TupleHash and ParallelHash have, if not as
    /// many as NIST's server asks: 3 in samples (`isSample`), 100 elsewhere
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
    match caught(|| lengths::check(case).and_then(|()| family(case))) {
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

/// Writes the response if every case is in it.
pub fn run(options: &Options) -> Result<bool> {
    qila::admin::power_on()?;
    let prompt = Document::read(&options.prompt)?;
    let internal = options.internal.as_deref().map(Document::read).transpose()?;
    let internal = internal.as_ref().map(Document::sets).transpose()?.unwrap_or_default();
    let response = respond(options, &prompt, &internal).with_context(|| options.prompt.display().to_string())?;
    print::json_to(&response, options.output.as_deref())?;
    Ok(true)
}

/// The response, in the form the prompt has.
fn respond(options: &Options, prompt: &Document, internal: &[Sheet]) -> Result<Value> {
    let mut missing = Vec::new();
    let mut parts = Vec::new();
    for part in prompt.parts()? {
        parts.push(match part {
            Part::Header(header) => header.clone(),
            Part::Set(set) => {
                let choices = internal.iter().find(|other| other.number() == set.number());
                respond_to(options, &set, choices, &mut missing).with_context(|| set.name())?
            }
        });
    }
    let (named, others) = missing.split_at(missing.len().min(NAMED));
    let more = if others.is_empty() { String::new() } else { format!("\nand {} more", others.len()) };
    ensure!(missing.is_empty(), "no response, because cases have no answer:\n{}{more}", named.join("\n"));
    match (&prompt.0, parts.pop()) {
        (Value::Array(_), Some(last)) => Ok(parts.into_iter().chain([last]).collect()),
        (_, Some(only)) => Ok(only),
        (_, None) => Err(anyhow!("no vector set")),
    }
}

/// The response to one set. The cases that have no answer are told in `missing`.
fn respond_to(options: &Options, set: &Sheet, choices: Option<&Sheet>, missing: &mut Vec<String>) -> Result<Value> {
    set.check_whole()?;
    let names = ["algorithm", "mode", "revision"].map(|name| set.header(name));
    let [algorithm, mode, revision] = names;
    let family = family(algorithm, mode, revision)
        .ok_or_else(|| anyhow!("{}is not offered", names.map(|name| format!("{name} ")).concat()))?;
    ensure!(
        options.rounds.is_none() || sp800_185::has_short_samples(algorithm),
        "the Monte Carlo tests of {algorithm} always have {OUTER} rounds"
    );
    let sample = set.is_sample()?.then_some(SAMPLE);
    let rounds = options.rounds.map(usize::from).or(sample);
    let mut groups = Vec::new();
    for group in &set.groups {
        let mut answers = Vec::new();
        for (number, test) in &group.cases {
            let of_case = choices.and_then(|choices| choices.case(group.number, *number));
            let of_group = choices.and_then(|choices| choices.group(group.number)).map(|chosen| chosen.object);
            let choices = of_case.into_iter().chain(of_group).collect();
            let case = Case { algorithm, mode, group: group.object, test, choices, rounds };
            match attempt(family, &case) {
                Outcome::Answered(fields) => answers.push(numbered("tcId", *number, fields)),
                Outcome::Skipped(why) | Outcome::Failed(why) => {
                    missing.push(format!("{}: group {}: case {number}: {why}", set.name(), group.number));
                }
            }
        }
        let tests = Map::from_iter([("tests".to_owned(), Value::Array(answers))]);
        groups.push(numbered("tgId", group.number, tests));
    }
    let header = ["vsId", "algorithm", "mode", "revision", "isSample"];
    let header = set.object.iter().filter(|(name, _)| header.contains(&name.as_str()));
    let mut response: Object = header.map(|(name, value)| (name.clone(), value.clone())).collect();
    response.insert("testGroups".to_owned(), Value::Array(groups));
    Ok(Value::Object(response))
}

/// An object that begins with its number.
fn numbered(name: &str, number: u64, fields: Object) -> Value {
    Value::Object([(name.to_owned(), json!(number))].into_iter().chain(fields).collect())
}
