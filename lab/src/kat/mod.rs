//! `qila kat`: runs every vector set below a folder, and every file in another form that is
//! understood, and compares the answers with the expected ones.

mod order;
mod set;
mod sources;

use crate::acvp::answer::caught;
use crate::acvp::report::{Left, Line, Printer};
use crate::acvp::set::Set;
use crate::{files, formats, print};
use anyhow::{Context, Result, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use qila::admin;
use sources::{Job, Sources};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The folder, which is searched with all that is below it, or one file
    folder: PathBuf,
    /// Only sets whose algorithm, mode or folder has this in its name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Leave out sets whose algorithm, mode or folder has this in its name
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// Leave out messages of gigabytes
    #[arg(long)]
    no_large: bool,
    /// Fail if there is a file that is not understood
    #[arg(long)]
    strict: bool,
    /// How many sets are run at a time; as many as there are processors unless it is said
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,
}

impl Options {
    /// Whether what has this name is asked for.
    fn wants(&self, name: &str) -> bool {
        let has = |part: &String| name.to_ascii_lowercase().contains(&part.to_ascii_lowercase());
        self.only.as_ref().is_none_or(has) && !self.without.iter().any(has)
    }

    /// A path as the report shows it.
    fn shown(&self, path: &Path) -> String {
        files::relative(&self.folder, path)
    }
}

/// Runs the sets; all is well if some case passed and none failed.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    admin::power_on().context("the module did not power on")?;
    let Sources { jobs, passed_over, not_understood } = sources::sort(&options.folder);
    let left = passed_over.len() + not_understood.len();
    let found = left + jobs.iter().map(|(_, files)| files).sum::<usize>();
    let mut printer = Printer::new(json);
    let wanted = |list: Vec<Left>| list.into_iter().filter(|left| options.wants(&left.file)).collect();
    printer.totals.passed_over = wanted(passed_over);
    printer.totals.not_understood = wanted(not_understood);
    let run = run_all(&jobs, options, &mut printer)?;
    if printer.totals.sets + printer.totals.not_understood.len() == 0 {
        let folder = options.folder.display();
        match &options.only {
            Some(only) => bail!("--only {only}: no vector set in {folder} has that in its algorithm, mode or name"),
            None => bail!("no vector sets in {folder}"),
        }
    }
    printer.totals.count_files(found, run);
    let totals = printer.end()?;
    if totals.passed == 0 {
        print::aside("no case passed");
    }
    let misses = options.strict && !totals.not_understood.is_empty();
    if misses {
        print::aside("--strict: some files are not understood");
    }
    Ok(totals.failed == 0 && totals.passed > 0 && !misses)
}

/// Runs the jobs and prints their lines; how many files were run.
fn run_all(jobs: &[(Job, usize)], options: &Options, printer: &mut Printer) -> Result<usize> {
    let bar = progress(jobs.len());
    let threads = options.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut run = 0;
    order::in_order(
        jobs,
        threads,
        |(job, _)| lines_of(job, options),
        |(_, files), lines: Vec<Line>| {
            run += if lines.is_empty() { 0 } else { *files };
            bar.inc(1);
            bar.suspend(|| lines.iter().try_for_each(|line| printer.line(line)))
        },
    )?;
    bar.finish_and_clear();
    Ok(run)
}

/// A bar that shows itself on a terminal only.
fn progress(jobs: usize) -> ProgressBar {
    let bar = ProgressBar::new(jobs as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} files and folders, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Runs a job; no line comes of what is not asked for. What cannot be read has failed.
fn lines_of(job: &Job, options: &Options) -> Vec<Line> {
    let failed = |why: String| {
        let mut line = Line::of(options.shown(job.path()));
        line.fail_whole(why);
        vec![line]
    };
    let lines = caught(|| match job {
        Job::Unreadable(_, why) => Ok(failed(why.clone())),
        Job::Folder(folder) => set::run(&Set::read(folder)?, folder, options),
        Job::File(file) if formats::wycheproof::is_one(file) => Ok(run_wycheproof(file, options)),
        Job::File(file) => {
            let sets = formats::read(file)?;
            let lines: Result<Vec<_>> = sets.iter().map(|set| set::run(set, file, options)).collect();
            Ok(lines?.into_iter().flatten().collect())
        }
    });
    let mut lines = lines.unwrap_or_else(|error| failed(format!("{error:#}")));
    lines.retain(|line| options.wants(&name_of(line)));
    lines
}

/// The name by which a line is asked for.
fn name_of(line: &Line) -> String {
    format!("{}-{} {}", line.algorithm, line.mode, line.folder)
}

/// Runs one file of Wycheproof, unless its name is not asked for.
fn run_wycheproof(file: &Path, options: &Options) -> Vec<Line> {
    let mut line = Line::of(options.shown(file));
    if let Err(error) = formats::wycheproof::run(file, &mut line, |line| options.wants(&name_of(line))) {
        line.fail_whole(format!("{error:#}"));
    }
    vec![line]
}
