//! Reading JSON as vector files hold it, plain or compressed with gzip, strictly: a name that an
//! object has twice is an error, because which of the two values counts is nobody's choice.

use anyhow::{Context, Result, bail, ensure};
use flate2::read::MultiGzDecoder;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a compressed file begins with (RFC 1952 section 2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// The mark that some editors write before UTF-8.
const MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// The longest text, in bytes. What unpacks to more is no vector file but an attack.
const LONGEST: u64 = 1 << 31;

/// Reads a JSON file. Its first bytes say whether it is compressed, not its name.
pub fn read(path: &Path) -> Result<Value> {
    let bytes = load(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&bytes).with_context(|| path.display().to_string())
}

/// Reads JSON from the bytes of a file.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    parse_text(plain(&unpacked(bytes.into())?)?)
}

/// Reads a file of text, with the same care.
pub fn text(path: &Path) -> Result<String> {
    let bytes = load(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = unpacked(bytes.into()).and_then(|bytes| plain(&bytes).map(str::to_owned));
    text.with_context(|| path.display().to_string())
}

/// The bytes of a file.
fn load(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    ensure!(bytes.len() as u64 <= LONGEST, "has more than {LONGEST} bytes");
    Ok(bytes)
}

/// What the bytes of a file are before they are compressed. Their first bytes say whether they are.
fn unpacked(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>> {
    if !bytes.starts_with(GZIP) {
        return Ok(bytes);
    }
    let mut text = Vec::new();
    MultiGzDecoder::new(&*bytes).take(LONGEST + 1).read_to_end(&mut text).context("damaged gzip data")?;
    ensure!(text.len() as u64 <= LONGEST, "unpacks to more than {LONGEST} bytes");
    Ok(text.into())
}

/// Bytes as text, without the mark.
fn plain(bytes: &[u8]) -> Result<&str> {
    str::from_utf8(bytes.strip_prefix(MARK).unwrap_or(bytes)).context("no UTF-8")
}

fn parse_text(text: &str) -> Result<Value> {
    let trail = RefCell::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict(&trail).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let value = value.context("no JSON")?;
    match trail.into_inner().twice {
        Some(steps) => bail!("{}", describe(&value, &steps)),
        None => Ok(value),
    }
}

/// A step from a value to one inside it.
#[derive(Clone)]
enum Step {
    Name(String),
    Item(usize),
}

/// The way to the value that is being read, and to the first name that came twice.
#[derive(Default)]
struct Trail {
    steps: Vec<Step>,
    twice: Option<Vec<Step>>,
}

/// Where a name came twice, in the words of ACVP: by set, group and case.
fn describe(value: &Value, steps: &[Step]) -> String {
    let mut at = Some(value);
    let mut place = String::new();
    for step in steps {
        for (number, kind) in [("vsId", "set"), ("tgId", "group"), ("tcId", "case")] {
            if let Some(number) = at.and_then(|at| at.get(number)) {
                place.push_str(&format!("{kind} {number}: "));
            }
        }
        at = match step {
            Step::Name(name) => at.and_then(|at| at.get(name)),
            Step::Item(place) => at.and_then(|at| at.get(place)),
        };
    }
    let name = steps.iter().rev().find_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Item(_) => None,
    });
    format!("{place}the name {:?} comes twice in one object", name.unwrap_or_default())
}

/// Reads any value, and notes the first name that comes twice.
struct Strict<'t>(&'t RefCell<Trail>);

impl Strict<'_> {
    /// Does the work one step further inside.
    fn inside<T>(&self, step: Step, work: impl FnOnce() -> T) -> T {
        self.0.borrow_mut().steps.push(step);
        let result = work();
        self.0.borrow_mut().steps.pop();
        result
    }

    fn note_twice(&self, name: &str) {
        let Trail { steps, twice } = &mut *self.0.borrow_mut();
        let whole = || steps.iter().cloned().chain([Step::Name(name.to_owned())]).collect();
        twice.get_or_insert_with(whole);
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        let number = serde_json::Number::from_f64(value).ok_or_else(|| E::custom("a number without bounds"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = self.inside(Step::Item(items.len()), || list.next_element_seed(Strict(self.0)))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let value = self.inside(Step::Name(name.clone()), || object.next_value_seed(Strict(self.0)))?;
            if fields.contains_key(&name) {
                self.note_twice(&name);
            } else {
                fields.insert(name, value);
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_those_of_serde() {
        let text =
            r#"[{"b": [1, -2, 3.5, 18446744073709551615], "a": "\u00e9\n", "c": {}, "d": []}, null, true, ""]"#;
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(parse(text.as_bytes()).expect("JSON").to_string(), value.to_string());
        assert_eq!(parse(&[MARK, text.as_bytes()].concat()).expect("a mark is passed over"), value);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "{", "[1] 2", "{\"a\": 1e999}", "[01]", "{'a': 1}", &"[".repeat(100_000)] {
            assert!(parse(text.as_bytes()).is_err(), "{text:.9}");
        }
        for bytes in [&b"\"\xff\""[..], b"\xfe\xff\x00{\x00}", b"\x1f\x8b\x08", b"\x1f\x8b"] {
            assert!(parse(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn names_that_come_twice_are_found_and_placed() {
        let place = |text: &str| parse(text.as_bytes()).expect_err("twice").to_string();
        assert_eq!(place(r#"{"a": 1, "a": 1}"#), "the name \"a\" comes twice in one object");
        let text = r#"[{"acvVersion": "1.0"}, {"vsId": 7, "testGroups": [{"tgId": 1, "tests": []},
            {"tgId": 2, "tests": [{"tcId": 5, "list": [{"msg": "00", "msg": "01"}]}]}]}]"#;
        assert_eq!(place(text), "set 7: group 2: case 5: the name \"msg\" comes twice in one object");
        assert!(parse(json!([{"a": 1}, {"a": 1}, {"b": {"a": 1}, "a": 1}]).to_string().as_bytes()).is_ok());
    }
}
