//! The functional specification of the C interface, read from its header, which the declarations of
//! the interface print.

use super::document::{Document, Section};
use anyhow::{Context, Result};
use std::path::Path;

/// Where the header stands, below the project's folder.
const HEADER: &str = "ffi/include/qila.h";

/// A function of the header.
struct Function<'a> {
    name: &'a str,
    prototype: String,
    /// What stands above it, without the errors.
    effects: String,
    errors: String,
}

/// The functions below one title.
struct Group<'a> {
    title: &'a str,
    functions: Vec<Function<'a>>,
}

fn header(project: &Path) -> Result<String> {
    let path = project.join(HEADER);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// Name and prototype of every function.
pub fn functions(project: &Path) -> Result<Vec<(String, String)>> {
    let header = header(project)?;
    let functions = groups(&header).into_iter().flat_map(|group| group.functions);
    Ok(functions.map(|function| (function.name.to_owned(), function.prototype)).collect())
}

pub fn document(project: &Path) -> Result<Document> {
    let header = header(project)?;
    let groups = groups(&header);
    let row =
        |function: Function<'_>| [function.name.to_owned(), function.prototype, function.effects, function.errors];
    let of_group = |group: Group<'_>| {
        let columns = ["function", "parameters", "effects", "errors of its own"];
        Section::new(group.title, "").with(columns, group.functions.into_iter().map(row))
    };
    let general = Section::new(
        "What holds for every function",
        "A result of 0 or more is a success: 1 approved, 0 not approved. A negative result is an error, and nothing \
         was written. NULL where a pointer is needed is QILA_ERROR_NULL, memory that overlaps where it may not \
         QILA_ERROR_OVERLAP; in the error state every service answers QILA_ERROR_STATE; a service that the policy \
         refuses answers QILA_ERROR_REFUSED.",
    );
    let sections = [general].into_iter().chain(groups.into_iter().map(of_group)).collect();
    Ok(Document {
        name: "interfaces",
        title: "Functional specification of the C interface",
        asked_by: "ISO/IEC 15408 ADV_FSP, ISO/IEC 19790 section 7.3 (AS03.01 to AS03.15)",
        sections,
    })
}

/// The functions of a header, with the titles above them.
fn groups(header: &str) -> Vec<Group<'_>> {
    let (mut groups, mut comment) = (Vec::<Group<'_>>::new(), String::new());
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        if let Some(begun) = line.strip_prefix("/*") {
            let is_title = begun.starts_with(" ----");
            let mut text = vec![begun];
            while !text.last().is_some_and(|line| line.ends_with("*/")) {
                let Some(line) = lines.next() else { return groups };
                text.push(line);
            }
            let text: Vec<&str> = text.into_iter().map(inner).collect();
            if is_title {
                groups.push(Group { title: text.get(1).copied().unwrap_or_default(), functions: Vec::new() });
            }
            comment = text.join(" ");
        } else if let (Some(name), Some(group)) = (name_of(line), groups.last_mut()) {
            let mut prototype = line.to_owned();
            while !prototype.ends_with(';') {
                let Some(line) = lines.next() else { return groups };
                prototype = format!("{prototype} {}", line.trim());
            }
            let (effects, errors) = comment.split_once("Errors:").unwrap_or((&comment, ""));
            let [effects, errors] = [effects, errors].map(|text| text.trim().to_owned());
            group.functions.push(Function { name, prototype, effects, errors });
            comment.clear();
        } else {
            comment.clear();
        }
    }
    groups.retain(|group| !group.functions.is_empty());
    groups
}

/// A line of a comment without its marks.
fn inner(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_suffix("*/").unwrap_or(line);
    line.strip_prefix('*').unwrap_or(line).trim()
}

/// The name of the function that a line begins to declare.
fn name_of(line: &str) -> Option<&str> {
    let is_declaration = line.starts_with(|c: char| c.is_ascii_lowercase()) && !line.starts_with("typedef");
    let (before, _) = line.split_once('(').filter(|_| is_declaration)?;
    let start = before.rfind([' ', '*'])? + 1;
    before.get(start..).filter(|name| name.starts_with("qila_"))
}

#[cfg(test)]
mod tests {
    use super::super::project;
    use super::*;

    /// Every function that the header declares is there, with what it does.
    #[test]
    fn every_function_is_specified() {
        let header = header(&project()).expect("the header");
        let groups = groups(&header);
        let functions: Vec<_> = groups.iter().flat_map(|group| &group.functions).collect();
        let code = header.lines().filter(|line| !line.starts_with([' ', '/', '#']) && !line.starts_with("typedef"));
        assert_eq!(functions.len(), code.filter(|line| line.contains("qila_") && line.contains('(')).count());
        assert!(functions.len() > 200);
        for function in functions {
            assert!(!function.effects.is_empty(), "{} says nothing", function.name);
            assert!(function.prototype.ends_with(");"), "{}", function.prototype);
        }
    }
}
