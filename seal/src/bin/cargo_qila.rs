//! `cargo qila build|run|test|bench`: Cargo's command, with what it links sealed.
//!
//! `build` seals the programs and libraries of the build; the others seal each program as Cargo
//! starts it. Exit status: Cargo's own; 1 when something could not be sealed, 2 for a wrong command
//! line.
#![forbid(unsafe_code)]

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

const HELP: &str = "\
Cargo's commands for programs with the Qila cryptographic module: what is linked is sealed

Usage: cargo qila build [CARGO'S OPTIONS]
       cargo qila run|test|bench [CARGO'S OPTIONS] [-- ARGUMENTS]

`build` builds, and seals each program and C library of the build that holds the module.
`run`, `test` and `bench` seal each such program before Cargo starts it.

Options:
  -h, --help     print this
  -V, --version  print the version

A runner that you use already, such as an emulator, goes into the environment: QILA_RUNNER.
Exit status: Cargo's own; 1 when something could not be sealed, 2 for a wrong command line.
";

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    // Cargo gives the name of the command first.
    if arguments.first().is_some_and(|first| first == "qila") {
        arguments.remove(0);
    }
    let (command, arguments) = match arguments.split_first() {
        Some((command, arguments)) => (command.to_string_lossy(), arguments),
        None => return refuse("no command is named"),
    };
    let done = match &*command {
        "-h" | "--help" => say(HELP),
        "-V" | "--version" => say(concat!("cargo-qila ", env!("CARGO_PKG_VERSION"), "\n")),
        "build" | "b" => build(arguments),
        "run" | "r" | "test" | "t" | "bench" => start(&command, arguments),
        other => return refuse(&format!("`{other}` is none of build, run, test, bench")),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// The Cargo that called this program.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds, and seals what the build says that it linked.
fn build(arguments: &[OsString]) -> Result<ExitCode> {
    let is_format = |argument: &OsString| argument.to_string_lossy().starts_with("--message-format");
    ensure!(!arguments.iter().any(is_format), "`cargo qila build` reads the messages itself: no --message-format");
    let mut child = cargo()
        .args(["build", "--message-format=json-render-diagnostics"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let mut files = Vec::new();
    for line in BufReader::new(child.stdout.take().context("cargo has no output")?).lines() {
        let line = line.context("cannot read what cargo says")?;
        match serde_json::from_str::<Value>(&line) {
            Ok(message) => files.extend(linked(&message)),
            Err(_) => drop(say(&format!("{line}\n"))?),
        }
    }
    let status = child.wait().context("cannot wait for cargo")?;
    if !status.success() {
        return Ok(code(status.code()));
    }
    let (mut found, mut well) = (false, true);
    for file in &files {
        if qila_seal::holds_module(file)? {
            found = true;
            match qila_seal::seal(file, false) {
                Ok(report) => tell("Sealed", &format!("{} ({} KiB)", file.display(), report.covered.div_ceil(1024))),
                Err(error) => {
                    complain(&format!("{error:#}"));
                    well = false;
                }
            }
        }
    }
    ensure!(found, "nothing that was linked holds the module: the linker leaves out what no program calls");
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The programs and C libraries that a message of Cargo names.
fn linked(message: &Value) -> Vec<PathBuf> {
    if message["reason"] != "compiler-artifact" {
        return Vec::new();
    }
    let is_kind =
        |kind: &str| message["target"]["crate_types"].as_array().is_some_and(|all| all.contains(&kind.into()));
    if !is_kind("bin") && !is_kind("cdylib") {
        return Vec::new();
    }
    let names = message["filenames"].as_array().into_iter().flatten().chain([&message["executable"]]);
    let mut files: Vec<PathBuf> = names.filter_map(Value::as_str).map(PathBuf::from).collect();
    files.sort();
    files.dedup();
    files
}

/// Lets Cargo start its programs through `qila-seal run`.
fn start(command: &str, arguments: &[OsString]) -> Result<ExitCode> {
    let tool = std::env::current_exe().context("cannot find the own place")?.with_file_name("qila-seal");
    ensure!(tool.is_file(), "{} is missing: it is installed beside this program", tool.display());
    let mut cargo = cargo();
    let mut runner = std::env::var("QILA_RUNNER").ok();
    for target in targets(arguments)? {
        // Cargo would take it instead of ours.
        let variable = format!("CARGO_TARGET_{}_RUNNER", target.to_uppercase().replace(['-', '.'], "_"));
        runner = runner.or(std::env::var(&variable).ok());
        cargo.env_remove(variable).arg("--config").arg(configuration(&target, &tool)?);
    }
    if let Some(runner) = runner {
        cargo.env("QILA_RUNNER", runner);
    }
    let status = cargo.arg(command).args(arguments).status().context("cannot start cargo")?;
    Ok(code(status.code()))
}

/// Cargo's setting that the tool starts the programs for a target.
fn configuration(target: &str, tool: &Path) -> Result<String> {
    let tool = tool.to_str().context("this program lies in a folder whose name is no text")?;
    let escaped = tool.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(format!("target.{target}.runner=[\"{escaped}\",\"run\"]"))
}

/// The targets that Cargo is told to build for, or else the host's own.
fn targets(arguments: &[OsString]) -> Result<Vec<String>> {
    let mut words = arguments.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let mut targets = Vec::new();
    while let Some(word) = words.next() {
        if word == "--target" {
            targets.extend(words.next().map(String::from));
        } else if let Some(target) = word.strip_prefix("--target=") {
            targets.push(target.to_owned());
        }
    }
    targets.extend(std::env::var("CARGO_BUILD_TARGET").ok());
    let output = cargo().arg("-vV").output().context("cannot start cargo")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let Some(host) = host else { bail!("cargo does not say what its host is") };
    targets.push(host.to_owned());
    targets.sort();
    targets.dedup();
    Ok(targets)
}

fn code(code: Option<i32>) -> ExitCode {
    code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn say(text: &str) -> Result<ExitCode> {
    std::io::stdout().write_all(text.as_bytes()).context("cannot write to standard output")?;
    Ok(ExitCode::SUCCESS)
}

/// Says something as Cargo does; where nobody can hear it, there is nothing left to do.
fn tell(what: &str, text: &str) {
    let _ = writeln!(std::io::stderr(), "{what:>12} {text}");
}

fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "cargo qila: {text}");
}

fn refuse(text: &str) -> ExitCode {
    complain(&format!("{text}; `cargo qila --help` tells how to call it"));
    ExitCode::from(2)
}
