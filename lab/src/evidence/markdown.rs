//! A paper in Markdown.

use super::document::{Document, Section, Table};

/// The whole paper.
pub fn print(document: &Document) -> String {
    let asked_by = wrapped(&format!("Asked by: {}", document.asked_by));
    let mut text = format!("# {}\n{asked_by}", document.title);
    document.sections.iter().for_each(|section| text += &of_section(section));
    text
}

fn of_section(section: &Section) -> String {
    let mut text = format!("\n## {}\n", section.title);
    if !section.text.is_empty() {
        text += &wrapped(&section.text);
    }
    if let Some(table) = &section.table {
        text += &of_table(table);
    }
    text
}

/// Lines of at most 100 columns.
fn wrapped(text: &str) -> String {
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > 100 {
            lines += &(std::mem::take(&mut line) + "\n");
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines + &line + "\n"
}

fn of_table(table: &Table) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let mut text = String::from("\n");
    text += &line(&mut table.columns.iter().map(ToString::to_string));
    text += &line(&mut table.columns.iter().map(|_| "---".to_owned()));
    for row in &table.rows {
        text += &line(&mut row.iter().map(|cell| escaped(cell)));
    }
    text
}

/// A cell in which nothing ends the cell or begins a tag.
fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}
