//! A vector set: a folder with the prompt, the expected answers, and sometimes NIST's internal
//! projection, which can also stand alone: it has what both of the others have.

use super::case::Object;
use crate::{files, json};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

const PROMPTS: &[&str] = &["prompt.json"];
const EXPECTED: &[&str] = &["expected.json", "expectedResults.json"];
const INTERNAL: &[&str] = &["internal.json", PROJECTION];
const PROJECTION: &str = "internalProjection.json";

/// One JSON file of vector sets. The server puts them in a list behind a header; sample files hold
/// one set bare.
pub struct Document(pub Value);

/// What a file of vector sets holds.
pub enum Part<'a> {
    /// What the protocol says of itself, such as its version.
    Header(&'a Value),
    /// A vector set.
    Set(Sheet<'a>),
}

impl Document {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self> {
        let document = Self(json::read(path)?);
        document.sets().with_context(|| path.display().to_string())?;
        Ok(document)
    }

    /// All that is in the file, in its order.
    pub fn parts(&self) -> Result<Vec<Part<'_>>> {
        let items = match &self.0 {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        items.iter().map(part).collect()
    }

    /// Its vector sets, of which there is one at least. Those of a file have different numbers.
    pub fn sets(&self) -> Result<Vec<Sheet<'_>>> {
        let parts = self.parts()?.into_iter();
        let sets: Vec<_> =
            parts.filter_map(|part| if let Part::Set(set) = part { Some(set) } else { None }).collect();
        ensure!(!sets.is_empty(), "no vector set in the file");
        let mut seen = BTreeSet::new();
        if let Some(twice) = sets.iter().find(|set| sets.len() > 1 && !seen.insert(set.number)) {
            bail!("{}: the number comes twice", twice.name());
        }
        Ok(sets)
    }
}

/// One item of a file.
fn part(item: &Value) -> Result<Part<'_>> {
    let object = item.as_object().context("neither a vector set nor a header")?;
    let number = object.get("vsId").map(|number| whole("vsId", number)).transpose()?;
    let name = number.map_or_else(|| "the set".to_owned(), |number| format!("set {number}"));
    if let Some(seconds) = object.get("retry") {
        bail!("{name}: not there yet, the server asks to retry after {seconds} seconds");
    }
    if ["vsId", "algorithm", "testGroups"].iter().any(|field| object.contains_key(*field)) {
        return Ok(Part::Set(Sheet::new(object, number).context(name)?));
    }
    Ok(Part::Header(item))
}

/// A number by which something is named.
fn whole(name: &str, value: &Value) -> Result<u64> {
    value.as_u64().with_context(|| format!("{name} is {value}, no whole number"))
}

/// One vector set whose groups and cases have numbers: each group its own, each case its own in the
/// set.
pub struct Sheet<'a> {
    /// The set as it was read.
    pub object: &'a Object,
    /// Its groups, in their order.
    pub groups: Vec<Group<'a>>,
    number: Option<u64>,
    places: HashMap<u64, usize>,
}

/// A group of a vector set.
pub struct Group<'a> {
    /// Its number, `tgId`.
    pub number: u64,
    /// The group as it was read.
    pub object: &'a Object,
    /// Its cases with their numbers, `tcId`, in their order.
    pub cases: Vec<(u64, &'a Object)>,
    places: HashMap<u64, usize>,
}

impl<'a> Sheet<'a> {
    fn new(object: &'a Object, number: Option<u64>) -> Result<Self> {
        let mut sheet = Self { object, groups: Vec::new(), number, places: HashMap::new() };
        let mut seen = HashMap::new();
        for group in objects(object, "testGroups")? {
            let id = whole("tgId", group.get("tgId").context("a group has no tgId")?)?;
            let group = Group::new(id, group).with_context(|| format!("group {id}"))?;
            for (case, _) in &group.cases {
                if let Some(other) = seen.insert(*case, id) {
                    bail!("group {id}: case {case}: the number comes twice, the first time in group {other}");
                }
            }
            ensure!(sheet.places.insert(id, sheet.groups.len()).is_none(), "group {id}: the number comes twice");
            sheet.groups.push(group);
        }
        Ok(sheet)
    }

    /// Checks that there are groups, and cases in each. A projection that holds only what was
    /// chosen may lack them.
    pub fn check_whole(&self) -> Result<()> {
        ensure!(!self.groups.is_empty(), "no groups");
        let empty = self.groups.iter().find(|group| group.cases.is_empty());
        empty.map_or(Ok(()), |group| bail!("group {}: no cases", group.number))
    }

    /// How a report names the set.
    pub fn name(&self) -> String {
        self.number.map_or_else(|| "the set".to_owned(), |number| format!("set {number}"))
    }

    /// The number that the server gave it.
    pub fn number(&self) -> Option<u64> {
        self.number
    }

    /// A text of the header, empty if absent.
    pub fn header(&self, name: &str) -> &'a str {
        self.object.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether it is a sample, whose Monte Carlo tests may be shorter.
    pub fn is_sample(&self) -> Result<bool> {
        match self.object.get("isSample") {
            None => Ok(false),
            Some(value) => value.as_bool().context("isSample is neither true nor false"),
        }
    }

    /// The group of that number.
    pub fn group(&self, number: u64) -> Option<&Group<'a>> {
        self.places.get(&number).and_then(|place| self.groups.get(*place))
    }

    /// The case of that number in that group.
    pub fn case(&self, group: u64, case: u64) -> Option<&'a Object> {
        self.group(group)?.case(case)
    }
}

impl<'a> Group<'a> {
    fn new(number: u64, object: &'a Object) -> Result<Self> {
        let mut group = Self { number, object, cases: Vec::new(), places: HashMap::new() };
        for case in objects(object, "tests")? {
            let id = whole("tcId", case.get("tcId").context("a case has no tcId")?)?;
            ensure!(group.places.insert(id, group.cases.len()).is_none(), "case {id}: the number comes twice");
            group.cases.push((id, case));
        }
        Ok(group)
    }

    /// The case of that number.
    pub fn case(&self, number: u64) -> Option<&'a Object> {
        self.places.get(&number).and_then(|place| self.cases.get(*place)).map(|(_, case)| *case)
    }
}

/// The list of objects under `name`.
pub fn objects<'a>(holder: &'a Object, name: &str) -> Result<Vec<&'a Object>> {
    let list = holder.get(name).and_then(Value::as_array).with_context(|| format!("no list {name}"))?;
    list.iter().map(|item| item.as_object().with_context(|| format!("{name} holds something else"))).collect()
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

/// The files of one folder.
pub struct Set {
    /// What is asked.
    pub prompt: Document,
    /// The right answers.
    pub answers: Answers,
    /// What the answerer chose by itself where answers are not unique.
    pub internal: Option<Document>,
    /// The cases whose answers are wrong where they stand: why, and the right ones. None of those
    /// that are read from folders: no file says of itself that it is wrong.
    pub known_wrong: HashMap<u64, (&'static str, Object)>,
}

/// One vector set with all that is known of it.
pub struct Exam<'a> {
    /// What is asked.
    pub prompt: Sheet<'a>,
    /// The right answers, if they are known.
    pub expected: Option<Sheet<'a>>,
    /// What the answerer chose by itself.
    pub internal: Option<Sheet<'a>>,
}

impl Set {
    /// Reads the files in a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let optional = |names| files::first_of(folder, names).map(|path| Document::read(&path)).transpose();
        let answers = optional(EXPECTED)?.map(Answers::Apart);
        let (prompt, otherwise, internal) = match optional(PROMPTS)? {
            Some(prompt) => (prompt, Answers::Missing, optional(INTERNAL)?),
            None => (optional(&[PROJECTION])?.context("no prompt")?, Answers::Within, None),
        };
        Ok(Self { prompt, answers: answers.unwrap_or(otherwise), internal, known_wrong: HashMap::new() })
    }

    /// The document with the right answers.
    pub fn expected(&self) -> Option<&Document> {
        match &self.answers {
            Answers::Apart(expected) => Some(expected),
            Answers::Within => Some(&self.prompt),
            Answers::Missing => None,
        }
    }

    /// The sets of the prompt, each with its answers: they stand in the same order.
    pub fn exams(&self) -> Result<Vec<Exam<'_>>> {
        let prompts = self.prompt.sets()?;
        let beside = [self.expected(), self.internal.as_ref()];
        let [expected, internal] = beside.map(|document| document.map(Document::sets).transpose());
        let (expected, internal) = (expected?, internal?);
        for sheets in [&expected, &internal].into_iter().flatten() {
            ensure!(sheets.len() == prompts.len(), "the files have different numbers of sets");
        }
        for sheet in prompts.iter().chain(expected.iter().flatten()) {
            sheet.check_whole().with_context(|| sheet.name())?;
        }
        let [mut expected, mut internal] = [expected, internal].map(|sheets| sheets.into_iter().flatten());
        let exam = |prompt| Exam { prompt, expected: expected.next(), internal: internal.next() };
        Ok(prompts.into_iter().map(exam).collect())
    }
}

/// Whether a file with a name of a vector set's is the one that [`Set::read`] takes from its
/// folder. Nothing for other names.
pub fn is_part(path: &Path) -> Option<bool> {
    let (folder, name) = (path.parent()?, plain_name(path));
    let names = [PROMPTS, EXPECTED, INTERNAL].into_iter().find(|names| names.contains(&name))?;
    // Without a prompt, it is the projection that asks.
    let is_alone = names == INTERNAL && files::first_of(folder, PROMPTS).is_none();
    Some(files::first_of(folder, if is_alone { &[PROJECTION] } else { names }).as_deref() == Some(path))
}

/// The name of a file without the end that says that it is compressed.
fn plain_name(path: &Path) -> &str {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.strip_suffix(".gz").unwrap_or(name)
}

/// The folders of the vector sets among some files, in the order of their names.
pub fn folders(files: &[PathBuf]) -> BTreeSet<&Path> {
    let asks = |file: &&PathBuf| PROMPTS.contains(&plain_name(file)) || plain_name(file) == PROJECTION;
    files.iter().filter(asks).filter_map(|file| file.parent()).collect()
}
