//! A paper as one page that needs nothing else.

use super::document::{Document, Section, Table};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;font-size:13px}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;\
vertical-align:top}th{background:#eee;position:sticky;top:0}tr:nth-child(even){background:#f7f7f7}\
p.asked{color:#555}svg{max-width:100%}@media print{th{position:static}}";

/// The whole page.
pub fn print(document: &Document) -> String {
    let title = escaped(document.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n<p class=\"asked\">Asked by: {}</p>\n",
        escaped(document.asked_by)
    );
    document.sections.iter().for_each(|section| page += &of_section(section));
    page + "</body></html>\n"
}

fn of_section(section: &Section) -> String {
    let mut text = format!("<h2>{}</h2>\n", escaped(&section.title));
    if !section.text.is_empty() {
        text += &format!("<p>{}</p>\n", escaped(&section.text));
    }
    if let Some(drawing) = &section.drawing {
        text += drawing;
    }
    if let Some(table) = &section.table {
        text += &of_table(table);
    }
    text
}

fn of_table(table: &Table) -> String {
    let row = |tag: &str, cells: &mut dyn Iterator<Item = &str>| {
        let cells: String = cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let head = row("th", &mut table.columns.iter().copied());
    let rows: String = table.rows.iter().map(|cells| row("td", &mut cells.iter().map(String::as_str))).collect();
    format!("<table>\n<thead>{head}</thead>\n<tbody>\n{rows}</tbody></table>\n")
}

/// Text in which nothing begins a tag.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
