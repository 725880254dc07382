//! `qila demo error-states`: every test is made to fail, each in a process of its own, and what the
//! module does then is written down.

mod child;
mod services;

use crate::evidence::document::{Document, Section};
use crate::evidence::{html, markdown};
use crate::fault::{self, Fault};
use crate::print;
use anyhow::{Context, Result, ensure};
use child::Record;
use clap::{Args, Subcommand};
use qila::admin;
use services::Tried;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Subcommand)]
pub enum Demo {
    /// Make every test fail, and write down what the module does then
    ErrorStates(Options),
}

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// Only these tests: their names, separated by commas
    #[arg(long, value_name = "NAMES")]
    only: Option<String>,
    /// The folder to write the record to, as Markdown, HTML and JSON; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Break this one in this process, and print the record: what the command itself asks for
    #[arg(long, hide = true)]
    child: Option<String>,
}

/// All is well if every fault was noticed, nothing was given, and the module recovered.
pub fn run(demo: &Demo, json: bool) -> Result<bool> {
    let Demo::ErrorStates(options) = demo;
    if let Some(name) = &options.child {
        print::json(&serde_json::to_value(child::demonstrate(name, Fault::named(name)?))?)?;
        return Ok(true);
    }
    let names: Vec<&str> = match &options.only {
        Some(only) => only.split(',').collect(),
        None => fault::names(),
    };
    let mut records = Vec::new();
    for name in names {
        let record = in_a_child(name, Fault::named(name)?).with_context(|| format!("the fault {name}"))?;
        if !json {
            print::line(&summary(&record).join("  "))?;
        }
        records.push(record);
    }
    if let Some(folder) = &options.out {
        write(folder, &records)?;
    }
    if json {
        print::json(&serde_json::to_value(&records)?)?;
    }
    Ok(records.iter().all(Record::is_well))
}

/// Runs this program again, or a damaged copy of it.
fn in_a_child(name: &str, fault: Fault<'_>) -> Result<Record> {
    let copy = matches!(fault, Fault::Integrity).then(fault::damaged_copy).transpose()?;
    let program = match &copy {
        Some((_, path)) => path.clone(),
        None => std::env::current_exe().context("this program does not know its file")?,
    };
    let output = Command::new(&program)
        .args(["demo", "error-states", "--child", name])
        .env_remove("QILA_FAIL_CAST")
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(output.status.success(), "it ended with {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn verdict(record: &Record) -> &'static str {
    if record.is_well() { "as expected" } else { "NOT AS EXPECTED" }
}

/// A line for each fault.
fn summary(record: &Record) -> [String; 8] {
    let refused = record.old_contexts.iter().chain(&record.new_contexts).filter(|tried| tried.is_refused()).count();
    let all = record.old_contexts.len() + record.new_contexts.len();
    [
        record.fault.clone(),
        record.before.clone(),
        record.command.clone(),
        format!("{}, failed: {}", record.state, record.failure),
        format!("{refused} of {all} calls refused"),
        record.recovered.clone(),
        format!("{} ms", record.microseconds / 1000),
        verdict(record).to_owned(),
    ]
}

fn write(folder: &Path, records: &[Record]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let document = document(records)?;
    let whole = serde_json::to_string_pretty(records)? + "\n";
    for (ending, text) in [("md", markdown::print(&document)), ("html", html::print(&document)), ("json", whole)] {
        print::file(&folder.join(format!("{}.{ending}", document.name)), text.as_bytes())?;
    }
    Ok(())
}

fn document(records: &[Record]) -> Result<Document> {
    let tool = std::env::current_exe().context("this program does not know its file")?;
    let build = hex::encode(qila::hash::sha256(&std::fs::read(&tool)?)?);
    let facts = [
        ["module", &format!("{} {}", admin::NAME, admin::VERSION)],
        ["SHA-256 value of the tool that ran", &build],
        [
            "expected each time",
            "the error state; the failed test named by status and log; every service refused without output; operational after a restart without the fault",
        ],
        [
            "tool and product",
            "both are compiled from the same sources; the tool's feature `lab` adds functions and takes none away, and a fault can only make a test fail",
        ],
    ];
    let mut sections = vec![
        Section::new("How it was run", "Each fault in a process of its own.")
            .with(["what", "is"], facts.map(|row| row.map(str::to_owned))),
        Section::new("Summary", "").with(
            ["fault", "state before", "command", "observed", "services", "after restart", "time", "verdict"],
            records.iter().map(summary),
        ),
    ];
    sections.extend(records.iter().flat_map(of_record));
    Ok(Document {
        name: "error_states",
        title: "Error states, demonstrated",
        asked_by: "ISO/IEC 24759 TE10.07.03, TE10.08.03, TE10.09.03, TE10.28.02, TE10.35.04, TE05.05.07",
        sections,
    })
}

fn of_record(record: &Record) -> [Section; 2] {
    let row = |when: &str, tried: &Tried| {
        [when.to_owned(), tried.class.clone(), tried.service.clone(), tried.said.clone(), tried.output.clone()]
    };
    let rows = [
        ("before", &record.works),
        ("in the error state, context from before", &record.old_contexts),
        ("in the error state, new context", &record.new_contexts),
        ("after the restart", &record.works_again),
    ];
    let rows = rows.into_iter().flat_map(|(when, tried)| tried.iter().map(move |tried| row(when, tried)));
    let facts = [
        ["state before", &record.before],
        ["command", &record.command],
        ["it said", &record.said],
        ["state", &record.state],
        ["failed test, expected", &record.expected_failure],
        ["failed test, observed", &record.failure],
        ["other ways out", &record.no_way_out],
        ["after mending and admin::restart", &record.recovered],
        ["status output", &record.status],
        ["log", &record.log.join("; ")],
        ["verdict", verdict(record)],
    ];
    [
        Section::new(format!("Fault: {}", record.fault), "")
            .with(["what", "is"], facts.map(|row| row.map(str::to_owned))),
        Section::new(format!("Services around the fault: {}", record.fault), "")
            .with(["when", "class", "service", "it said", "output"], rows),
    ]
}
