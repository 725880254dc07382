//! The dossier for the Pakistan Security Standard: what public texts say that an evaluation of a
//! product with standard algorithms takes.

mod origins;
mod strengths;

use super::criteria::texts;
use super::document::{Document, Section};
use super::{interfaces, security_policy};
use anyhow::Result;
use qila::admin::catalogue::{ALGORITHMS, KERNELS, SERVICES};
use qila::admin::{self, Profile, SelfTest};
use std::path::Path;

pub fn document(project: &Path) -> Result<Document> {
    let mut sections = vec![about()];
    sections.extend(security_policy::general().into_iter().map(|section| below("1 Product specification", section)));
    sections.extend([strengths::section(), origins::section(), data_sheet(project)?, certificates()]);
    sections.extend([nothing_opened(project)?, again()]);
    Ok(Document {
        name: "pakistan",
        title: "Dossier for the Pakistan Security Standard",
        asked_by: "PSQCA, SRO 762(I)/2023: evaluation of a product with standard algorithms",
        sections,
    })
}

fn below(title: &str, section: Section) -> Section {
    Section { title: title.to_owned(), ..section }
}

fn about() -> Section {
    Section::new(
        "What this is",
        "The standard and the papers of its scheme are not public. This dossier holds what public reports name as \
         inputs. The limits between its grades of algorithms are not public, either: the strengths below let anybody \
         draw them. Nothing here says that the product has been evaluated.",
    )
}

fn data_sheet(project: &Path) -> Result<Section> {
    let facts = [
        ("product", format!("{} {}", admin::NAME, admin::VERSION)),
        ("kind", String::from("cryptographic module in software, as a crate of Rust and a library for C and C++")),
        ("approved algorithms", format!("{} (the paper `algorithms`)", ALGORITHMS.len())),
        ("services with their parameters", format!("{} (the paper `services`)", SERVICES.len())),
        ("self-tests", format!("{} (the paper `self_tests`)", SelfTest::ALL.len())),
        (
            "functions of the C interface",
            format!("{} (the paper `interfaces`)", interfaces::functions(project)?.len()),
        ),
        ("primitives with several kernels", KERNELS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")),
        ("profiles", Profile::ALL.iter().map(|profile| profile.name()).collect::<Vec<_>>().join(", ")),
        ("other crates inside", String::from("listed in `sbom.cdx.json`")),
        ("size and stack", String::from("docs/size.md")),
        ("tested environments", String::from("those of `./check all` and `./check targets`; none by a laboratory")),
        ("network, files, other processes", String::from("none; see below")),
    ];
    let rows = facts.map(|(what, is)| [what.to_owned(), is]);
    Ok(Section::new("4 Data sheet", "").with(["what", "is"], rows))
}

fn certificates() -> Section {
    let none = |what: &str| [what.to_owned(), String::from("none yet")];
    let kinds =
        ["CMVP (FIPS 140-3)", "CAVP (algorithms)", "ESV (entropy)", "Common Criteria", "Pakistan Security Standard"];
    Section::new("5 Certificates of third parties", "").with(["certificate", "number"], kinds.map(none))
}

/// What of the standard library would reach beyond the process.
const BEYOND: [&str; 6] = ["std::fs", "std::net", "std::env", "std::process", "std::os", "std::io::std"];

/// What a source of the module asks of the system: names of the standard library, and numbers of
/// system calls.
fn asked_of_the_system(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !is_name(c));
    let is_wanted = |word: &&str| {
        BEYOND.iter().any(|beyond| word.starts_with(beyond))
            || word.starts_with("number::")
            || *word == "getrandom::fill"
    };
    let mut found: Vec<String> =
        words.filter(is_wanted).map(|word| word.replace("number::", "system call ")).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn nothing_opened(project: &Path) -> Result<Section> {
    let mut rows = Vec::new();
    for (file, text) in texts(project, "src", &["rs"])? {
        let asked = asked_of_the_system(&text);
        if !asked.is_empty() {
            rows.push([file, asked.join(", ")]);
        }
    }
    Ok(Section::new(
        "6 No file and no network",
        "Everything that the sources of the module ask of the system, found there. There is no call that opens a file \
         or a connection, and none that starts a program. The variable QILA_FAIL_CAST is read by the feature `lab` \
         only, which a product does not have and `qila-seal` refuses. The crate getrandom asks the system for random \
         bytes; where a Linux kernel has no such call, it reads /dev/urandom. A program without libc and without the \
         standard library runs every self-test (`./check nostd`). The library exports the functions of its list and \
         no others (ffi/tests/exports.rs).",
    )
    .with(["file", "what it asks for"], rows))
}

fn again() -> Section {
    let rows = [
        ["once, with a network", "cargo fetch --locked && ./check tools"],
        ["everything, without one", "CARGO_NET_OFFLINE=true ./check all 2>&1 | tee results"],
        ["the papers, with the results", "target/release/qila evidence --out DIR --source . --results results"],
    ];
    Section::new(
        "7 To run everything again",
        "From the folder of the project, on Debian with a toolchain of Rust and a C compiler.",
    )
    .with(["what", "command"], rows.map(|row| row.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::super::project;
    use super::*;

    /// No source of the module names what would open a file or a connection.
    #[test]
    fn no_source_opens_anything() {
        let allowed = ["std::process::id", "std::env::var", "getrandom::fill"];
        let mut asked = 0;
        for (file, text) in texts(&project(), "src", &["rs"]).expect("the sources") {
            for what in asked_of_the_system(&text) {
                let is_call = what.starts_with("system call ")
                    && !["OPEN", "SOCKET", "EXEC"].iter().any(|no| what.contains(no));
                assert!(is_call || allowed.contains(&what.as_str()), "{file}: {what}");
                asked += 1;
            }
        }
        assert!(asked > 8, "{asked}");
    }

    #[test]
    fn what_is_asked_is_found() {
        let text =
            "// std::fs\nlet a = std::fs::read(\"x\"); system_call(number::MMAP, x); std::net::TcpStream::connect(y)";
        assert_eq!(asked_of_the_system(text), ["std::fs::read", "std::net::TcpStream::connect", "system call MMAP"]);
    }
}
