//! ATE_COV: the tests of each function of the C interface, found in the sources of the tests.

use super::super::document::Section;
use super::super::interfaces;
use super::texts;
use anyhow::Result;
use qila::admin::catalogue::SERVICES;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const TESTS: &str = "ffi/tests/c";
/// The test that calls every function of the table with every pointer NULL, and every output over
/// every other argument.
const POINTERS: &str = "ffi/tests/table/pointers.rs";
/// The test that runs every service of the catalogue after every failure.
const SERVICES_IN_ERROR: &str = "tests/processes/self_tests.rs";
/// What a statement wants in the error state.
const IN_ERROR: &str = "QILA_ERROR_STATE";

/// A statement of a C test that calls a function or names it.
struct Call {
    file: String,
    statement: String,
}

/// What ends at a semicolon or a brace, without comments: enough to see what stands together.
fn statements(text: &str) -> Vec<String> {
    let (mut code, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("/*") {
        code += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code += rest;
    code.split([';', '{', '}']).map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The functions of the interface that a text names.
fn named(text: &str) -> BTreeSet<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(|c| !is_name(c)).filter(|word| word.starts_with("qila_")).collect()
}

/// The functions that a file calls where the status they must give is an argument: the test of the
/// error state gives it, too.
fn tried_with_a_status(text: &str) -> BTreeSet<String> {
    let bodies = text.split("\nstatic void ").filter(|function| function.contains("qila_status expected) {"));
    let bodies = bodies.map(|function| function.split("\n}").next().unwrap_or_default());
    bodies.flat_map(named).map(str::to_owned).collect()
}

/// The calls of each function in the C tests.
fn calls(sources: &[(String, String)]) -> BTreeMap<String, Vec<Call>> {
    let mut calls = BTreeMap::<String, Vec<Call>>::new();
    for (path, text) in sources {
        let file = path.trim_start_matches(TESTS).trim_start_matches('/');
        for statement in statements(text) {
            for name in named(&statement) {
                let call = Call { file: file.to_owned(), statement: statement.clone() };
                calls.entry(name.to_owned()).or_default().push(call);
            }
        }
    }
    calls
}

/// The files with a call that is wanted.
fn files(calls: &[Call], is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let files: BTreeSet<&str> =
        calls.iter().filter(|call| is_wanted(&call.statement)).map(|call| call.file.as_str()).collect();
    files.into_iter().map(str::to_owned).collect()
}

/// One row of the matrix.
struct Row {
    function: String,
    positive: String,
    negative: String,
    error_state: String,
}

const NONE: &str = "none";

fn or_none(files: &[String]) -> String {
    if files.is_empty() { NONE.to_owned() } else { files.join(", ") }
}

/// What a function that has no status says of the error state.
const EVERY_STATE: &str = "tells or frees, in every state";

fn rows(project: &Path) -> Result<Vec<Row>> {
    let sources = texts(project, TESTS, &["c"])?;
    let with_a_status: BTreeSet<String> = sources.iter().flat_map(|(_, text)| tried_with_a_status(text)).collect();
    let calls = calls(&sources);
    let services: BTreeSet<&str> = SERVICES.iter().flat_map(|service| named(service.c)).collect();
    let row = |(function, prototype): (String, String)| {
        let calls = calls.get(&function).map_or(&[][..], Vec::as_slice);
        let positive = files(calls, |statement| !statement.contains("QILA_ERROR_"));
        let mut negative = files(calls, |statement| statement.replace(IN_ERROR, "").contains("QILA_ERROR_"));
        if prototype.contains('*') {
            negative.push(POINTERS.to_owned());
        }
        let mut error_state = files(calls, |statement| statement.contains(IN_ERROR));
        if with_a_status.contains(&function) && error_state.is_empty() {
            error_state.push("abuse.c".to_owned());
        }
        if services.contains(function.as_str()) {
            error_state.push(SERVICES_IN_ERROR.to_owned());
        }
        if error_state.is_empty() && !prototype.starts_with("qila_status ") {
            error_state.push(EVERY_STATE.to_owned());
        }
        let [positive, negative, error_state] = [positive, negative, error_state].map(|found| or_none(&found));
        Row { function, positive, negative, error_state }
    };
    Ok(interfaces::functions(project)?.into_iter().map(row).collect())
}

pub fn section(project: &Path) -> Result<Section> {
    let rows = rows(project)?;
    let without = |of: fn(&Row) -> &String| rows.iter().filter(|row| of(row) == NONE).count();
    let about = format!(
        "Files without a folder stand in {TESTS}. A call is positive where no error is wanted, negative where one is; \
         {POINTERS} calls each function with every pointer NULL and with overlaps. {SERVICES_IN_ERROR} runs the \
         service behind a function after every failure. Of {} functions, {} have no positive call, {} no negative one, and {} are not called in the \
         error state by a test of their own; before those stands the gate that tests/layers/gate.rs wants.",
        rows.len(),
        without(|row| &row.positive),
        without(|row| &row.negative),
        without(|row| &row.error_state),
    );
    let cells = |row: Row| [row.function, row.positive, row.negative, row.error_state];
    Ok(Section::new("Coverage of the C interface (ATE_COV)", about)
        .with(["function", "positive", "negative", "error state"], rows.into_iter().map(cells)))
}

#[cfg(test)]
mod tests {
    use super::super::super::project;
    use super::*;

    /// Every function has a positive call, and what takes an argument a negative one.
    #[test]
    fn every_function_is_covered() {
        let rows = rows(&project()).expect("the sources");
        assert!(rows.len() > 200, "{}", rows.len());
        for row in &rows {
            assert_ne!(row.positive, NONE, "{}", row.function);
        }
        let of = |name: &str| rows.iter().find(|row| row.function == name).expect("a row");
        assert!(of("qila_hash").error_state.contains("abuse.c"), "{}", of("qila_hash").error_state);
        assert!(of("qila_hash").negative.contains("abuse.c"));
        assert!(of("qila_hasher_update").error_state.contains("abuse.c"));
    }

    #[test]
    fn calls_are_found() {
        let found = statements("CHECK(qila_a(1) == QILA_ERROR_NULL); /* qila_b(2) */ x = qila_b(\n  3);");
        assert_eq!(found, ["CHECK(qila_a(1) == QILA_ERROR_NULL)", "x = qila_b( 3)", ""]);
        assert_eq!(found.iter().map(|one| named(one).len()).collect::<Vec<_>>(), [1, 1, 0]);
        let text = "\nstatic void f(qila_status expected) {\n    CHECK(qila_a(1) == expected);\n}\nstatic void g(void) { qila_b(1); }";
        let tried = tried_with_a_status(text);
        assert!(tried.contains("qila_a") && !tried.contains("qila_b"));
    }
}
