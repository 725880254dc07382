//! A vector set: a folder with the prompt, the expected answers, and sometimes NIST's internal projection, which can also stand
//! alone: it has what both of the others have.

use super::case::Object;
use crate::files;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

const PROMPTS: &[&str] = &["prompt.json"];
const EXPECTED: &[&str] = &["expected.json", "expectedResults.json"];
const INTERNAL: &[&str] = &["internal.json", PROJECTION];
const PROJECTION: &str = "internalProjection.json";

/// One JSON file of a vector set. The server puts it last in a list; sample files hold it bare.
pub struct Document(pub Value);

impl Document {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self> {
        let document = Self(files::read_json(path)?);
        document.set().with_context(|| path.display().to_string())?;
        Ok(document)
    }

    /// The object with the test groups.
    pub fn set(&self) -> Result<&Object> {
        let set = match &self.0 {
            Value::Array(items) => items.last(),
            value => Some(value),
        };
        set.and_then(Value::as_object).context("no vector set in the file")
    }

    /// A text of the header, empty if absent.
    pub fn header(&self, name: &str) -> &str {
        self.set().ok().and_then(|set| set.get(name)).and_then(Value::as_str).unwrap_or_default()
    }

    /// The groups.
    pub fn groups(&self) -> Result<Vec<&Object>> {
        objects(self.set()?, "testGroups")
    }

    /// The group of that number.
    pub fn group(&self, number: &Value) -> Option<&Object> {
        self.groups().ok()?.into_iter().find(|group| group.get("tgId") == Some(number))
    }
}

/// The list of objects under `name`.
pub fn objects<'a>(holder: &'a Object, name: &str) -> Result<Vec<&'a Object>> {
    let list = holder.get(name).and_then(Value::as_array).with_context(|| format!("no list {name}"))?;
    list.iter().map(|item| item.as_object().with_context(|| format!("{name} holds something else"))).collect()
}

/// The case of that number in a group.
pub fn case_of<'a>(group: Option<&'a Object>, number: &Value) -> Option<&'a Object> {
    let tests = group?.get("tests")?.as_array()?;
    tests.iter().filter_map(Value::as_object).find(|test| test.get("tcId") == Some(number))
}

/// Where the right answers are.
pub enum Answers {
    /// In a file of their own.
    Apart(Document),
    /// With the questions, in an internal projection.
    Within,
    /// Nowhere: the set can only be skipped.
    Missing,
}

/// The files of one vector set.
pub struct Set {
    /// What is asked.
    pub prompt: Document,
    /// The right answers.
    pub answers: Answers,
    /// What the answerer chose by itself where answers are not unique.
    pub internal: Option<Document>,
}

impl Set {
    /// Reads the set in a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let optional = |names| files::first_of(folder, names).map(|path| Document::read(&path)).transpose();
        let answers = optional(EXPECTED)?.map(Answers::Apart);
        if let Some(prompt) = optional(PROMPTS)? {
            return Ok(Self { prompt, answers: answers.unwrap_or(Answers::Missing), internal: optional(INTERNAL)? });
        }
        let prompt = optional(&[PROJECTION])?.context("no prompt")?;
        Ok(Self { prompt, answers: answers.unwrap_or(Answers::Within), internal: None })
    }

    /// The document with the right answers.
    pub fn expected(&self) -> Option<&Document> {
        match &self.answers {
            Answers::Apart(expected) => Some(expected),
            Answers::Within => Some(&self.prompt),
            Answers::Missing => None,
        }
    }
}

/// The folders of the vector sets among some files, in the order of their names.
pub fn folders(files: &[PathBuf]) -> BTreeSet<&Path> {
    let asks = |file: &&PathBuf| {
        let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let name = name.strip_suffix(".gz").unwrap_or(name);
        PROMPTS.contains(&name) || name == PROJECTION
    };
    files.iter().filter(asks).filter_map(|file| file.parent()).collect()
}
