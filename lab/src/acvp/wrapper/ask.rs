//! A command is a test case in other words: the family that answers the case answers the command.

use super::super::case::{Case, Object, bytes};
use super::super::{Fields, family};
use super::Strings;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Answers the functional test case with these fields.
pub fn asked([algorithm, mode, revision]: [&str; 3], fields: Value) -> Result<Fields> {
    let family = family(algorithm, mode, revision).with_context(|| format!("{algorithm} is not offered"))?;
    let Value::Object(mut test) = fields else { bail!("fields that are no object") };
    test.insert("testType".to_owned(), json!("AFT"));
    let case = Case { algorithm, mode, group: &Object::new(), test: &test, choices: Vec::new(), rounds: None };
    family(&case)
}

/// A field of an answer.
pub fn of(fields: &Fields, name: &str) -> Result<Vec<u8>> {
    bytes(name, fields.get(name).with_context(|| format!("no {name} in the answer"))?)
}

/// One field of an answer, alone.
pub fn only(fields: &Fields, name: &str) -> Result<Strings> {
    Ok(vec![of(fields, name)?])
}

/// A decision, as a byte.
pub fn decided(fields: &Fields) -> Strings {
    vec![vec![u8::from(fields.get("testPassed") == Some(&json!(true)))]]
}
