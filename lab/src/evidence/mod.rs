//! `qila evidence`: the papers of a validation, printed from the module's own tables.

mod catalogue;
mod cbom;
mod criteria;
pub mod document;
mod environment;
pub mod html;
mod interfaces;
pub mod markdown;
#[cfg(test)]
mod named;
mod pakistan;
mod security_policy;
mod sources;
mod states;
mod trace;

use crate::print;
use anyhow::{Context, Result};
use clap::Args;
use document::Document;
use qila::admin;
use serde_json::json;
use std::path::{Path, PathBuf};
use trace::Results;

/// What the command takes.
#[derive(Args)]
pub struct Options {
    /// The folder to write to; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The project's folder: its files are hashed, the crates inside the module listed, and the C
    /// interface specified
    #[arg(long, value_name = "DIR")]
    source: Option<PathBuf>,
    /// What `./check all` or `cargo test` printed: the trace says of each test whether it passed
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

/// The papers that say the same on every machine. `docs/evidence/` has a copy of each, and a test
/// compares them.
fn of_the_module() -> [Document; 6] {
    [
        catalogue::algorithms(),
        catalogue::services(),
        catalogue::self_tests(),
        catalogue::parameters(),
        states::document(),
        security_policy::document(),
    ]
}

/// The papers that say the same wherever the sources are the same.
fn of_the_project(project: &Path) -> Result<[Document; 3]> {
    Ok([interfaces::document(project)?, criteria::document(project)?, pakistan::document(project)?])
}

/// Writes every paper in Markdown, HTML and JSON.
pub fn run(options: &Options, json: bool) -> Result<bool> {
    let powered = admin::power_on().is_ok();
    let folder = &options.out;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut written = Vec::new();
    let results = options.results.as_deref().map(Results::read).transpose()?.unwrap_or_default();
    let of_the_project = options.source.as_deref().map(of_the_project).transpose()?;
    let of_this_run = [trace::document(&results), environment::document()];
    for document in of_the_module().into_iter().chain(of_this_run).chain(of_the_project.into_iter().flatten()) {
        let whole = serde_json::to_string_pretty(&document)? + "\n";
        let forms = [("md", markdown::print(&document)), ("html", html::print(&document)), ("json", whole)];
        for (ending, text) in forms {
            written.push(write(folder, &format!("{}.{ending}", document.name), &text)?);
        }
    }
    let bom = serde_json::to_string_pretty(&cbom::json())? + "\n";
    written.push(write(folder, "cbom.cdx.json", &bom)?);
    if let Some(project) = &options.source {
        written.push(write(folder, "sources.sha256", &sources::hashes(project)?)?);
        let bill = serde_json::to_string_pretty(&sources::bill(project)?)? + "\n";
        written.push(write(folder, "sbom.cdx.json", &bill)?);
    }
    if json {
        print::json(&json!({ "written": written }))?;
    } else {
        print::line(&format!("{} files in {}", written.len(), folder.display()))?;
    }
    Ok(powered)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<String> {
    let path = folder.join(name);
    print::file(&path, text.as_bytes())?;
    Ok(name.to_owned())
}

/// The project's folder.
#[cfg(test)]
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The papers that are the same everywhere.
    fn every() -> impl Iterator<Item = Document> {
        let of_the_project = of_the_project(&project()).expect("the sources");
        of_the_module().into_iter().chain([trace::document(&Results::default())]).chain(of_the_project)
    }

    /// The papers in `docs/evidence/` are those that the tables give now. `QILA_BLESS=1` writes
    /// them.
    #[test]
    fn the_copies_are_up_to_date() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/evidence"));
        let bless = std::env::var("QILA_BLESS").is_ok_and(|bless| bless == "1");
        for document in every() {
            let (path, text) = (folder.join(format!("{}.md", document.name)), markdown::print(&document));
            if bless {
                std::fs::create_dir_all(folder).expect("a folder");
                std::fs::write(&path, &text).expect("written");
            }
            let there = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(there == text, "{} is not what the tables give: run this with QILA_BLESS=1", path.display());
        }
    }

    /// Every row has a cell for each column, no cell of it is lost in a form, and nothing in a cell
    /// is taken for markup.
    #[test]
    fn every_form_has_every_cell() {
        for document in every().chain([environment::document()]) {
            let (html, markdown) = (html::print(&document), markdown::print(&document));
            for table in document.sections.iter().filter_map(|section| section.table.as_ref()) {
                assert!(!table.rows.is_empty(), "{}", document.name);
                assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", document.name);
            }
            let rows: usize =
                document.sections.iter().flat_map(|section| &section.table).map(|table| table.rows.len() + 1).sum();
            assert_eq!(html.matches("<tr>").count(), rows);
            assert_eq!(
                markdown.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).count(),
                rows
            );
        }
    }

    /// Every service, algorithm, self-test and parameter of the tables is in the papers.
    #[test]
    fn nothing_of_the_tables_is_missing() {
        let text: String = of_the_module().iter().map(markdown::print).collect();
        let services = admin::catalogue::SERVICES.iter().map(|row| row.name);
        let algorithms = admin::catalogue::ALGORITHMS.iter().map(|row| row.name);
        let tests = admin::SelfTest::ALL.iter().map(|test| test.name());
        let holders = admin::ssp::SSPS.iter().map(|row| row.holder);
        for name in services.chain(algorithms).chain(tests).chain(holders) {
            assert!(text.contains(&format!("| {} ", name.replace('<', "&lt;"))), "{name}");
        }
    }
}
