//! What the documentation of a service says: its errors stand under a heading.

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

mod objects {
    use super::silent_errors;
    use crate::source::source;

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
