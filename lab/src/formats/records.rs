//! The text of a response file: lines `name = value` in blocks; lines `[name = value]`, and
//! `[section]`, that hold for what follows.

use crate::acvp::case::counted;
use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// The fields of a case, with those that hold for all around it; names in lower case.
#[derive(Clone, Default)]
pub struct Record(BTreeMap<String, String>);

impl Record {
    /// Sets a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    /// A field, if it is there.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A field that must be there.
    pub fn text(&self, name: &str) -> Result<&str> {
        self.find(name).with_context(|| format!("a case has no {name}"))
    }

    /// A field that is a number.
    pub fn number(&self, name: &str) -> Result<usize> {
        counted(name, self.text(name)?.parse().with_context(|| format!("{name} is no number"))?)
    }

    /// As many bytes of hexadecimal text as `bits` need: files write 00 for nothing.
    pub fn cut(&self, name: &str, bits: usize) -> Result<&str> {
        self.text(name)?.get(..2 * bits.div_ceil(8)).with_context(|| format!("{name} is too short"))
    }

    /// How many bits hexadecimal text has.
    pub fn bits(&self, name: &str) -> Result<usize> {
        Ok(4 * self.text(name)?.len())
    }
}

/// What begins a case. A block without it holds for those that follow, unless the case is nothing
/// else yet.
const CASES: [&str; 2] = ["count", "len"];

/// The cases of a file.
pub fn parse(text: &str) -> Vec<Record> {
    let mut shared = Record::default();
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    for block in text.replace('\r', "").split("\n\n") {
        let mut own = Record::default();
        for line in block.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(inner) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                inner.split(',').for_each(|field| set(&mut shared, field));
            } else {
                insert(&mut own, line);
            }
        }
        if CASES.iter().any(|name| own.0.contains_key(*name)) {
            is_open = own.0.len() == 1;
            let mut all = shared.clone();
            all.0.extend(own.0);
            records.push(all);
        } else if let (true, Some(record)) = (is_open, records.last_mut()) {
            record.0.extend(own.0);
        } else {
            shared.0.extend(own.0);
        }
    }
    records
}

/// Adds a line of a case. A name that comes a second time in it gets a number.
fn insert(record: &mut Record, line: &str) {
    let (name, value) = line.split_once('=').unwrap_or((line, ""));
    let name = name.trim().to_ascii_lowercase();
    let name = if record.0.contains_key(&name) { format!("{name} 2") } else { name };
    record.0.insert(name, value.trim().to_owned());
}

/// Adds what stands in brackets: a field, or the name of a section.
fn set(shared: &mut Record, field: &str) {
    let (name, value) = field.split_once('=').unwrap_or(("section", field));
    shared.0.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
}
