//! The exceptions, found in the sources: unsafe code, and what leaves the world of secrets, each
//! with its reason.

use super::super::document::Section;
use super::texts;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// Where unsafe code may stand.
const FOLDERS: [&str; 2] = ["src", "ffi/src"];
/// How many lines a reason may stand above what it is for: a statement begins above its block.
const REACH: usize = 8;

/// An exception: its file, what it is, and why.
type Exception = (String, &'static str, String);

/// The line without comment and texts.
fn code(line: &str) -> String {
    let mut code = String::new();
    for (i, part) in line.split('"').enumerate() {
        if i % 2 == 0 {
            code += part.split("//").next().unwrap_or_default();
            if part.contains("//") {
                break;
            }
        }
    }
    code
}

/// What kind of unsafe code a line has.
fn kind(line: &str) -> Option<&'static str> {
    let code = code(line);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = code.split(|c| !is_name(c)).filter(|word| !word.is_empty()).collect();
    let after =
        words.iter().position(|word| *word == "unsafe").map(|at| words.get(at + 1).copied().unwrap_or_default())?;
    Some(match after {
        "link_section" | "naked" | "no_mangle" => "attribute",
        "fn" => "function",
        "extern" if code.contains("fn") => "function of C",
        "extern" => "declaration",
        "impl" => "promise of a type",
        "trait" => "trait",
        _ => "block",
    })
}

/// The unsafe code of a file.
fn unsafe_code(file: &str, text: &str, found: &mut Vec<Exception>) {
    let (mut reason, mut until, mut is_open) = (String::new(), 0, false);
    for (i, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("//") {
            let said = trimmed.trim_start_matches(['/', '!']).trim();
            if let Some((_, why)) = said.split_once("SAFETY:") {
                (reason, is_open) = (why.trim().to_owned(), true);
            } else if said == "# Safety" {
                (reason, is_open) = (String::new(), true);
            } else if is_open {
                reason = format!("{reason} {said}");
            }
            if is_open {
                until = i + REACH;
            }
            continue;
        }
        is_open = false;
        if let Some(kind) = kind(line) {
            let why = match kind {
                "attribute" => trimmed.to_owned(),
                _ if i > until => String::from("as the trait or the block around it says"),
                _ => reason.trim().to_owned(),
            };
            found.push((file.to_owned(), kind, why));
        }
    }
}

/// The text that ends the arguments of a call which begins here.
fn last_text(after: &str) -> Option<&str> {
    let mut depth = 1_usize;
    let mut text = None;
    for (i, part) in after.split('"').enumerate() {
        if i % 2 == 1 {
            text = Some(part);
            continue;
        }
        for c in part.chars() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return text;
            }
        }
    }
    None
}

/// What lets a value be known, with the reason as its last argument.
const RELEASES: [&str; 3] = ["declassify(", "declassify_bytes(", "publish("];

/// What leaves the world of secrets in a file.
fn declassified(file: &str, text: &str, found: &mut Vec<Exception>) {
    for name in RELEASES {
        for (at, _) in text.match_indices(name) {
            let before = text.get(..at).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            if line.trim_start().starts_with("//") || line.ends_with("fn ") || line.ends_with('_') {
                continue;
            }
            // A reason that several calls share has a name.
            let shared = || before.rsplit_once("let why = \"").and_then(|(_, after)| after.split('"').next());
            let after = text.get(at + name.len()..).unwrap_or_default();
            let of_caller = || before.contains("why: &'static str").then_some("as its caller says");
            // A function of another kind has the same name.
            if name == "publish(" && last_text(after).is_none() {
                continue;
            }
            let why = last_text(after).or_else(shared).or_else(of_caller).unwrap_or_default();
            found.push((file.to_owned(), "value", why.to_owned()));
        }
    }
}

/// The exceptions of all files, with how often each stands there.
fn all(project: &Path, find: fn(&str, &str, &mut Vec<Exception>)) -> Result<BTreeMap<Exception, usize>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for (file, text) in texts(project, folder, &["rs"])? {
            find(&file, &text, &mut found);
        }
    }
    let mut counts = BTreeMap::new();
    found.into_iter().for_each(|exception| *counts.entry(exception).or_default() += 1);
    Ok(counts)
}

pub fn sections(project: &Path) -> Result<[Section; 2]> {
    let (of_unsafe, of_secrets) = (all(project, unsafe_code)?, all(project, declassified)?);
    let total = |counts: &BTreeMap<Exception, usize>| counts.values().sum::<usize>();
    let about = [
        format!(
            "Found in the sources: {} places. tests/layers/rooms.rs lets unsafe code stand in src/machine, src/kernels \
             and ffi only.",
            total(&of_unsafe)
        ),
        format!(
            "Found in the sources: {} calls. Whatever else depends on a secret is seen by `./check memcheck msan`.",
            total(&of_secrets)
        ),
    ];
    let [about_unsafe, about_secrets] = about;
    let unsafe_rows =
        of_unsafe.into_iter().map(|((file, kind, why), count)| [file, kind.to_owned(), count.to_string(), why]);
    let secret_rows = of_secrets.into_iter().map(|((file, _, why), count)| [file, count.to_string(), why]);
    Ok([
        Section::new("Unsafe code", about_unsafe).with(["file", "what", "how often", "why it is sound"], unsafe_rows),
        Section::new("What leaves the world of secrets", about_secrets)
            .with(["file", "how often", "why it may be known"], secret_rows),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::project;
    use super::*;

    /// Every exception has a reason.
    #[test]
    fn every_exception_has_a_reason() {
        for find in [unsafe_code, declassified] {
            let found = all(&project(), find).expect("the sources");
            assert!(found.len() > 40, "{}", found.len());
            for (file, kind, why) in found.keys() {
                assert!(why.len() > 5, "{file}: {kind}");
            }
        }
    }

    #[test]
    fn unsafe_code_is_found() {
        let text = [
            "// SAFETY: it is",
            "// checked.",
            "let a = unsafe { f(\"unsafe\") };",
            "// unsafe is said here",
            "/// # Safety",
            "/// The caller answers.",
            "unsafe fn g() {}",
            "#[unsafe(naked)]",
            "let unsafely = \"unsafe\";",
        ]
        .join("\n");
        let mut found = Vec::new();
        unsafe_code("f", &text, &mut found);
        let found: Vec<_> = found.iter().map(|(_, kind, why)| (*kind, why.as_str())).collect();
        let expected =
            [("block", "it is checked."), ("function", "The caller answers."), ("attribute", "#[unsafe(naked)]")];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_declassified_is_found() {
        let text = [
            "fn declassify(value: u8) {}",
            "// declassify(x, \"no\")",
            "if declassify(f(a, \"b\") == 0, \"the answer\") {}",
            "let why = \"shared\";",
            "let c = declassify(c, why);",
        ]
        .join("\n");
        let mut found = Vec::new();
        declassified("f", &text, &mut found);
        assert_eq!(found.iter().map(|(.., why)| why.as_str()).collect::<Vec<_>>(), ["the answer", "shared"]);
    }
}
