//! The laboratory's tool of Qila: runs and answers known-answer suites, prints the registration,
//! runs self-tests, seals linked files and tells the status. It reaches the module through its
//! services only.
//!
//! Exit status: 0 only when all is well, 1 when something failed or was refused, 2 for a wrong
//! command line.
#![forbid(unsafe_code)]

mod acvp;
mod demo;
mod entropy;
mod evidence;
mod fault;
mod files;
mod formats;
mod hide;
mod json;
mod kat;
mod kernels;
mod key;
mod print;
mod register;
mod seal;
mod selftest;
mod speed;
mod status;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "qila", version, about = "The laboratory's tool of the Qila cryptographic module")]
struct Cli {
    /// Print JSON instead of text
    #[arg(long, global = true)]
    json: bool,
    /// Hide processor features from the module, so that lesser kernels serve: a list of names
    /// separated by commas
    #[arg(long, global = true, value_name = "FEATURES")]
    hide: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every vector set below a folder and compare the answers
    Kat(kat::Options),
    /// Answer ACVP vector sets, or register for them
    #[command(subcommand)]
    Acvp(Acvp),
    /// Run every self-test, or show one of them fail
    Selftest(selftest::Options),
    /// Show what the module does when something is wrong
    #[command(subcommand)]
    Demo(demo::Demo),
    /// Write the papers of a validation, as the module's tables have them
    Evidence(evidence::Options),
    /// Take samples of the noise sources, and assess them
    #[command(subcommand)]
    Entropy(entropy::Work),
    /// Look at files of keys
    #[command(subcommand)]
    Key(key::Work),
    /// Write the integrity value into a linked executable or shared library
    Seal(seal::Options),
    /// Measure every algorithm with each of its kernels on this machine
    Speed(speed::Options),
    /// Say whether a product's file is sealed, or what the module in this tool says of itself
    Status(status::Options),
}

#[derive(Subcommand)]
enum Acvp {
    /// Write the response to a prompt
    Answer(acvp::answer::Options),
    /// Print the capabilities as an ACVP registration
    Register(Output),
    /// Serve acvptool of BoringSSL or AWS-LC as the wrapper of this module, on standard input and
    /// output
    Wrapper,
}

/// Where the output goes.
#[derive(Args)]
struct Output {
    /// Write to this file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version come this way, too; they are no error unless they cannot be printed.
        Err(told) if told.exit_code() == 0 => {
            return match print::checked(told.print()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => complain(&error),
            };
        }
        Err(wrong) => wrong.exit(),
    };
    match run(&cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let said = serde_json::json!({ "error": format!("{error:#}") });
            if !cli.json || print::json(&said).is_err() {
                return complain(&error);
            }
            ExitCode::FAILURE
        }
    }
}

/// Says what went wrong.
fn complain(error: &anyhow::Error) -> ExitCode {
    print::aside(&format!("{error:#}"));
    ExitCode::FAILURE
}

/// Whether all is well.
fn run(cli: &Cli) -> Result<bool> {
    let hidden = cli.hide.as_deref().map(hide::hide).transpose()?.unwrap_or_default();
    match &cli.command {
        Command::Kat(options) => kat::run(options, cli.json),
        Command::Acvp(Acvp::Answer(options)) => acvp::answer::run(options),
        Command::Acvp(Acvp::Register(output)) => register::run(output),
        Command::Acvp(Acvp::Wrapper) => acvp::wrapper::run(),
        Command::Selftest(options) => selftest::run(options, cli.json),
        Command::Demo(demo) => demo::run(demo, cli.json),
        Command::Evidence(options) => evidence::run(options, cli.json),
        Command::Entropy(work) => entropy::run(work, cli.json),
        Command::Key(work) => key::run(work, cli.json),
        Command::Seal(options) => seal::run(options, cli.json),
        Command::Speed(options) => speed::run(options, hidden, cli.json),
        Command::Status(options) => status::run(options, cli.json),
    }
}
