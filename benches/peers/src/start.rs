//! Process start: how long a program lives that does nothing, one that hashes, and one that asks
//! for random bytes, and how long its first call takes. The last job does both, and what counts is
//! the call for random bytes.

use crate::time::shown;
use anyhow::{Context, Result, ensure};
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The programs beside this one, each linked with one library only; see `src/bin`.
const PROGRAMS: [(&str, &str); 4] =
    [("Qila", "start-qila"), ("aws-lc", "start-aws-lc"), ("OpenSSL", "start-openssl"), ("ring", "start-ring")];
const JOBS: [&str; 4] = ["nothing", "hash", "random", "hash, random"];

/// Nanoseconds of a program's life and of its first call.
#[derive(Serialize)]
pub struct Line {
    pub library: &'static str,
    pub job: &'static str,
    pub process: f64,
    pub first_call: f64,
}

/// Runs every program `rounds` times, taking turns.
pub fn lines(rounds: usize) -> Result<Vec<Line>> {
    let own = std::env::current_exe()?;
    let folder = own.parent().context("this program is in a folder")?;
    let jobs = || PROGRAMS.into_iter().flat_map(|program| JOBS.map(|job| (program, job)));
    let mut samples: Vec<(Vec<f64>, Vec<f64>)> = jobs().map(|_| Default::default()).collect();
    for _ in 0..rounds {
        for (((_, program), job), (process, call)) in jobs().zip(&mut samples) {
            let (life, first) = run(&folder.join(program), job)?;
            process.push(life);
            call.push(first);
        }
    }
    let line = |(((library, _), job), (process, call))| Line {
        library,
        job,
        process: lower_quartile(process),
        first_call: lower_quartile(call),
    };
    Ok(jobs().zip(samples).map(line).collect())
}

fn run(program: &Path, job: &str) -> Result<(f64, f64)> {
    let start = Instant::now();
    let output =
        Command::new(program).arg(job).output().with_context(|| format!("cannot start {}", program.display()))?;
    let life = start.elapsed().as_nanos() as f64;
    ensure!(output.status.success(), "{} {job} failed", program.display());
    Ok((life, String::from_utf8(output.stdout)?.trim().parse()?))
}

/// Microseconds, with what a process lives longer than the one that does nothing.
pub fn table(lines: &[Line]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["library", "job", "process, us", "more than nothing, us", "first call, us"]);
    for line in lines {
        let nothing = lines.iter().find(|other| other.library == line.library && other.job == JOBS[0]);
        let more = nothing.map_or(0.0, |nothing| line.process - nothing.process);
        let cells = [line.process, more, line.first_call].map(|nanoseconds| shown(nanoseconds / 1000.0));
        table.add_row([line.library.to_string(), line.job.to_string()].into_iter().chain(cells));
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn lower_quartile(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 4]
}
