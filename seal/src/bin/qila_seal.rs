//! `qila-seal FILE`: seals a linked file. `qila-seal run PROGRAM`: seals a program and starts it,
//! as Cargo's runner.
//!
//! Exit status: 0 when every file is sealed, 1 when one is not or was refused, 2 for a wrong
//! command line; `run` ends as the program does.
#![forbid(unsafe_code)]

use anyhow::{Context, Result, bail};
use lexopt::Arg::{Long, Short, Value};
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
Seals programs and libraries that hold the Qila cryptographic module

Usage: qila-seal [OPTIONS] FILE...
       qila-seal run PROGRAM [ARGUMENTS]...

Writes the integrity value into linked files (64-bit ELF); a sealed file is left as it is.
`run` seals the program, if the module is in it, and starts it: a runner for Cargo.

Options:
      --check      only say whether each file is sealed and its seal fits
      --allow-lab  seal a file with the interface for laboratories; for tests, never for a product
      --json       print JSON, a line for each file
  -h, --help       print this
  -V, --version    print the version

Environment:
  QILA_RUNNER      what `run` starts the program with, such as `qemu-aarch64`

Exit status: 0 when every file is sealed, 1 when one is not, 2 for a wrong command line.
`run` ends as the program does.
";

/// What is to be done.
enum Task {
    Say(String),
    Seal { files: Vec<PathBuf>, check: bool, allow_lab: bool, json: bool },
    Run { program: PathBuf, arguments: Vec<OsString> },
}

fn main() -> ExitCode {
    let task = match parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(wrong) => {
            complain(&format!("{wrong}; `qila-seal --help` tells how to call it"));
            return ExitCode::from(2);
        }
    };
    let done = match task {
        Task::Say(text) => print(&text).map(|()| true),
        Task::Run { program, arguments } => match run(&program, &arguments) {
            Ok(status) => return status,
            Err(error) => Err(error),
        },
        Task::Seal { files, check, allow_lab, json } => {
            let seal = |file: &PathBuf| {
                seal(file, check, allow_lab, json).unwrap_or_else(|error| {
                    complain(&format!("{error:#}"));
                    false
                })
            };
            // Every file, also after one that was refused.
            Ok(files.iter().map(seal).filter(|well| !well).count() == 0)
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn parse(mut parser: lexopt::Parser) -> Result<Task, lexopt::Error> {
    let (mut files, mut check, mut allow_lab, mut json) = (Vec::new(), false, false, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => check = true,
            Long("allow-lab") => allow_lab = true,
            Long("json") => json = true,
            Short('h') | Long("help") => return Ok(Task::Say(HELP.to_owned())),
            Short('V') | Long("version") => {
                return Ok(Task::Say(concat!("qila-seal ", env!("CARGO_PKG_VERSION"), "\n").to_owned()));
            }
            Value(word) if word == "run" && files.is_empty() => {
                let program = parser.value()?.into();
                return Ok(Task::Run { program, arguments: parser.raw_args()?.collect() });
            }
            Value(file) => files.push(file.into()),
            other => return Err(other.unexpected()),
        }
    }
    if files.is_empty() {
        return Err("no file is named".into());
    }
    Ok(Task::Seal { files, check, allow_lab, json })
}

/// Seals a file or checks its seal; whether it is sealed in the end.
fn seal(file: &Path, check: bool, allow_lab: bool, json: bool) -> Result<bool> {
    let report = if check { qila_seal::inspect(file)? } else { qila_seal::seal(file, allow_lab)? };
    print(&if json { format!("{}\n", report.to_json()) } else { format!("{report}\n") })?;
    Ok(report.is_sealed())
}

/// Seals a program, if it is a product with the module inside, and becomes it.
fn run(program: &Path, arguments: &[OsString]) -> Result<ExitCode> {
    if qila_seal::holds_module(program)? {
        if qila_seal::inspect(program)?.holds_lab {
            complain(&format!("{} holds the interface for laboratories and is not sealed", program.display()));
        } else {
            qila_seal::seal(program, false)?;
        }
    }
    let runner = std::env::var("QILA_RUNNER").unwrap_or_default();
    let mut words = runner.split_whitespace().map(OsString::from).chain([program.into()]);
    let mut command = Command::new(words.next().context("no program")?);
    command.args(words).args(arguments);
    start(command).with_context(|| format!("cannot start {}", program.display()))
}

#[cfg(unix)]
fn start(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    bail!(command.exec())
}

#[cfg(not(unix))]
fn start(mut command: Command) -> Result<ExitCode> {
    let Some(code) = command.status()?.code().and_then(|code| u8::try_from(code).ok()) else { bail!("it was ended") };
    Ok(code.into())
}

/// Prints a report; a reader that has gone away is no error, as it has seen what it wanted.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot write to standard output"),
    }
}

/// Says something beside the output; where nobody can hear it, there is nothing left to do.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "qila-seal: {text}");
}
