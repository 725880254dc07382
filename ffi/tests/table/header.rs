//! Prints `qila.h`: C89 but for `stdint.h`, comments and all.

use super::functions;
use crate::table::{Doc, Form, Function, Part, Type};

const COLUMNS: usize = 100;

/// The whole header.
pub fn print() -> String {
    let version = ["MAJOR", "MINOR", "PATCH"].map(str::to_owned);
    let numbers = [env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH")];
    let mut text = comment(include_str!("conventions.txt").lines().map(str::to_owned));
    text += "\n#ifndef QILA_H\n#define QILA_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n";
    text +=
        &comment(["The version that this header belongs to; qila_version() says that of the library.".to_owned()]);
    for (name, number) in version.iter().zip(numbers) {
        text += &format!("#define QILA_VERSION_{name} {number}\n");
    }
    text += &format!("#define QILA_VERSION \"{}\"\n", env!("CARGO_PKG_VERSION"));
    text += "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n";
    for part in super::parts() {
        text += &print_part(part);
    }
    text + "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* QILA_H */\n"
}

fn print_part(part: &Part) -> String {
    let line = "-".repeat(COLUMNS - 3);
    let mut text = format!("\n/* {line}\n");
    for (i, paragraph) in paragraphs(part.about).iter().enumerate() {
        let between = if i > 0 { " *\n" } else { "" };
        text += &format!("{between} * {}\n", filled(paragraph).join("\n * "));
    }
    text += " *\n";
    for line in example(part) {
        text += &format!(" *     {line}\n");
    }
    text += " */\n";
    if !part.declarations.is_empty() {
        text += &format!("\n{}\n", part.declarations.join("\n"));
    }
    for choice in part.choices {
        text += &format!(
            "\n{}typedef uint32_t {};\n",
            documented(choice.doc, &["One of the constants below."]),
            choice.name
        );
        for (name, number, doc) in (choice.values)() {
            text += &format!("{}#define {name} {number}\n", documented(doc, &[]));
        }
    }
    if !part.constants.is_empty() {
        text += "\n";
    }
    for (name, value, doc) in part.constants {
        let value = if *value < 0 { format!("({value})") } else { value.to_string() };
        text += &format!("{}#define {name} {value}\n", documented(doc, &[]));
    }
    for Type { name, doc, free, .. } in part.handles {
        let freed = format!("Freed with {free}().");
        text += &format!("\n{}typedef struct {name} {name};\n", documented(doc, &[threads(name), &freed]));
        text += &format!("\n{}void {free}({name} *handle);\n", documented(&["Wipes and frees; NULL is fine."], &[]));
    }
    for function in part.functions {
        text += &format!("\n{}", print_function(function));
    }
    text
}

/// The lines of the C example of a part, which begin after its `status` and end before it is
/// returned.
fn example(part: &Part) -> Vec<&'static str> {
    let text = include_str!("../c/examples.c");
    let start = format!("/*{} */\n", part.about[0]);
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no example of{}", part.about[0]));
    let function = rest.split("\n}\n").next().expect("a function");
    let lines = function
        .lines()
        .skip(1)
        .filter(|line| !line.contains("qila_status status =") && !line.contains("return status"));
    lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect()
}

/// How many threads may use a handle: one, if a function changes it.
fn threads(handle: &str) -> &'static str {
    let changed = |form: &Form| matches!(form, Form::ChangedHandle(name, _) if *name == handle);
    let is_changed = functions().any(|function| function.arguments.iter().any(|(.., form)| changed(form)));
    if is_changed { "Threads: one at a time." } else { "Threads: many at a time." }
}

/// The function that frees a handle.
fn free_of(handle: &str) -> &'static str {
    super::parts().flat_map(|part| part.handles).find(|known| known.name == handle).expect("a handle").free
}

fn print_function(function: &Function) -> String {
    let made = function.arguments.iter().find_map(|(name, _, form)| match form {
        Form::Place(handle) => Some(format!("`*{name}` is freed with {}().", free_of(handle))),
        _ => None,
    });
    let more: Vec<&str> = made.as_deref().into_iter().collect();
    let arguments: Vec<String> = function.arguments.iter().flat_map(declare).collect();
    let arguments = if arguments.is_empty() { vec!["void".to_owned()] } else { arguments };
    let space = if function.result.ends_with('*') { "" } else { " " };
    let start = format!("{}{space}{}(", function.result, function.name);
    format!("{}{}", documented(function.doc, &more), wrapped(&start, &arguments))
}

/// A declaration, broken where the columns end.
fn wrapped(start: &str, arguments: &[String]) -> String {
    let one = format!("{start}{});\n", arguments.join(", "));
    if one.len() <= COLUMNS + 1 {
        return one;
    }
    let mut lines = vec![start.to_owned()];
    for (i, argument) in arguments.iter().enumerate() {
        let end = if i + 1 < arguments.len() { "," } else { ");" };
        let last = lines.last_mut().expect("a line");
        let space = if last.ends_with('(') { "" } else { " " };
        if last.len() + space.len() + argument.len() + end.len() <= COLUMNS {
            *last += &format!("{space}{argument}{end}");
        } else {
            lines.push(format!("    {argument}{end}"));
        }
    }
    lines.join("\n") + "\n"
}

/// An argument in C.
fn declare((name, more, form): &(&str, &[&str], Form)) -> Vec<String> {
    let pair = |start: &str| {
        let lengths = more.iter().map(|more| format!("size_t {more}"));
        core::iter::once(format!("{start}{name}")).chain(lengths).collect()
    };
    match form {
        Form::Input | Form::Batch => pair("const uint8_t *"),
        Form::Output | Form::InPlace => pair("uint8_t *"),
        Form::Numerals => pair("uint16_t *"),
        Form::Room => vec![format!("uint8_t *{name}"), format!("size_t *{}", more[0])],
        Form::Array(size) => vec![format!("const uint8_t {name}[{size}]")],
        Form::Number => vec![format!("uint64_t *{name}")],
        Form::Record(record) => vec![format!("{record} *{name}")],
        Form::Handle(handle, _) => vec![format!("const {handle} *{name}")],
        Form::ChangedHandle(handle, _) => vec![format!("{handle} *{name}")],
        Form::Place(handle) => vec![format!("{handle} **{name}")],
        Form::Options(options) => vec![format!("const {options} *{name}")],
        Form::Text => vec![format!("const char *{name}")],
        Form::Plain(c) => vec![format!("{c}{}{name}", if c.ends_with('*') { "" } else { " " })],
    }
}

/// A comment of documentation, with sentences that follow from the table at the end of its first
/// paragraph.
fn documented(doc: Doc, more: &[&str]) -> String {
    if doc.is_empty() {
        return String::new();
    }
    let mut paragraphs = paragraphs(doc);
    for sentence in more {
        paragraphs[0] += &format!(" {sentence}");
    }
    comment(paragraphs.iter().flat_map(|paragraph| filled(paragraph)))
}

/// Paragraphs stand between empty lines, and errors have their own.
fn paragraphs(doc: Doc) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let lines = doc.iter().flat_map(|line| match line.split_once(" Errors: ") {
        Some((before, errors)) if !before.is_empty() => vec![before.trim().to_owned(), format!("Errors: {errors}")],
        _ => vec![line.trim().to_owned()],
    });
    for line in lines {
        let last = paragraphs.last_mut().expect("a paragraph");
        if !last.is_empty() && (line.is_empty() || line.starts_with("Errors:")) {
            paragraphs.push(line);
        } else if last.is_empty() {
            *last = line;
        } else {
            *last += &format!(" {line}");
        }
    }
    paragraphs
}

/// Text in lines as long as there are columns.
fn filled(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("a line");
        if last.is_empty() {
            *last += word;
        } else if last.len() + word.len() + 7 <= COLUMNS {
            *last += &format!(" {word}");
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

fn comment(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| line.trim_end().to_owned()).collect();
    assert!(lines.iter().all(|line| line.len() <= COLUMNS - 3), "a line of the header is too long: {lines:#?}");
    assert!(lines.iter().all(|line| !line.contains("*/") && !line.contains("[`")), "no comment of C: {lines:#?}");
    let text = lines.join("\n * ").replace(" * \n", " *\n");
    if lines.len() > 12 { format!("/* {text}\n */\n") } else { format!("/* {text} */\n") }
}
