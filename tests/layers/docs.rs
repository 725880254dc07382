//! What the documentation of a service says: its errors under a heading, and an example for every
//! module and type.

use super::check;
use super::source::Source;

/// An item that the outside sees, with the documentation above it and its text up to the body.
struct Item<'a> {
    /// The number of its line.
    line: usize,
    docs: String,
    text: &'a str,
}

/// The lines that begin with one of these words, past `const`, as items.
fn items<'a>(source: &'a Source, words: &[&str]) -> Vec<Item<'a>> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut offset = 0;
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let start = offset;
        offset += line.len() + 1;
        let Some(rest) = line.trim_start().strip_prefix("pub ") else { continue };
        let rest = rest.strip_prefix("const ").unwrap_or(rest);
        if words.iter().any(|word| rest.starts_with(&format!("{word} "))) {
            let text = &source.text[start..];
            let end = text.find([';', '{']).unwrap_or(text.len());
            found.push(Item { line: number + 1, docs: docs_above(&lines[..number]), text: &text[..end] });
        }
    }
    found
}

/// The doc comment that ends above an item, past its attributes.
fn docs_above(lines: &[&str]) -> String {
    let above = lines.iter().rev().map(|line| line.trim_start());
    let block: Vec<&str> = above.take_while(|line| line.starts_with("///") || line.starts_with("#[")).collect();
    block.iter().rev().filter_map(|line| line.strip_prefix("///")).collect::<Vec<_>>().join("\n")
}

/// Public functions that can fail and do not say how under the heading that rustdoc has for it.
fn silent_errors(source: &Source) -> Vec<String> {
    if !source.is_in("src/services/") {
        return Vec::new();
    }
    let old = source.text.lines().zip(1..).filter(|(line, _)| line.trim_start().starts_with("/// Errors"));
    let old = old.map(|(_, line)| format!("{}:{line}: the heading is `# Errors`", source.path));
    let fails = |item: &Item<'_>| item.text.split("->").nth(1).is_some_and(|result| result.contains("Result<"));
    let silent = items(source, &["fn"]).into_iter().filter(|item| fails(item) && !item.docs.contains("# Errors"));
    old.chain(silent.map(|item| format!("{}:{}: it can fail and has no `# Errors`", source.path, item.line)))
        .collect()
}

#[test]
fn what_can_fail_says_how() {
    check(silent_errors);
}

/// Modules and types of the services without an example, which rustdoc compiles and runs. The
/// laboratory's have none.
fn without_example(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix("src/services/").filter(|path| !path.starts_with("lab"));
    let Some(inside) = inside else { return Vec::new() };
    let is_module = inside.ends_with("/mod.rs") || !inside.contains('/') && inside != "mod.rs";
    let head = source.text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains("```"));
    let module = (is_module && !head).then(|| format!("{}: the module has no example", source.path));
    let types = items(source, &["struct"]).into_iter().filter(|item| !item.docs.contains("```"));
    let types = types.map(|item| format!("{}:{}: the type has no example", source.path, item.line));
    module.into_iter().chain(types).collect()
}

#[test]
fn every_module_and_type_has_an_example() {
    check(without_example);
}

mod objects {
    use super::{silent_errors, without_example};
    use crate::source::source;

    #[test]
    fn to_what_has_no_example() {
        let findings = |path, text| without_example(&source(path, text)).len();
        assert_eq!(findings("src/services/x/mod.rs", "//! X.\n\n/// One.\npub struct A;\npub struct B {}"), 3);
        assert_eq!(findings("src/services/x/y.rs", "//! X.\n/// One.\n///\n/// ```\n/// ```\npub struct A;"), 0);
        assert_eq!(findings("src/services/x.rs", "//! X.\n//! ```\n//! ```\nstruct A; pub(super) struct B;"), 0);
        assert_eq!(findings("src/services/lab/x.rs", "//! X.\npub struct A;"), 0);
    }

    #[test]
    fn to_errors_without_a_heading() {
        let findings = |text| silent_errors(&source("src/services/x.rs", text)).len();
        assert_eq!(findings("/// Does it.\npub fn a(b: u8) -> Result<()> {}"), 1);
        assert_eq!(findings("    /// Does it.\n    #[inline]\n    pub const fn a(\n) -> Result<()> {}"), 1);
        assert_eq!(findings("/// Errors: some.\nfn a() -> Result<()> {}"), 1);
        assert_eq!(
            findings("/// # Errors\n/// Some.\n#[inline]\npub fn a(f: impl Fn() -> Result<()>) -> Result<()> {}"),
            0
        );
        assert_eq!(findings("pub fn a() -> u8 {}\npub(crate) fn b() -> Result<()> {}"), 0);
    }
}
