//! SHA-1, SHA-2, SHA-3, SHAKE and HMAC in CAVP's files.

use super::records::Record;
use super::{Translated, object};
use crate::acvp::case::Object;
use crate::acvp::hash::revision;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The name in ACVP of what a file is about, by the start of its own: sha1shortmsg.rsp,
/// sha3_256monte.rsp, shake128longmsg.rsp.
fn algorithm(file: &str) -> Result<String> {
    let end = ["short", "long", "monte", "variable"].iter().filter_map(|kind| file.find(kind)).min();
    let name = &file[..end.context("no kind of test")?];
    Ok(match name.strip_prefix("sha").context("no hash function")? {
        "1" => "SHA-1".to_owned(),
        bits if bits.starts_with("ke") => bits.replacen("ke", "SHAKE-", 1),
        bits if bits.starts_with("3_") => bits.replacen("3_", "SHA3-", 1),
        bits => format!("SHA2-{}", bits.replace('_', "/")),
    })
}

/// Messages and Monte Carlo tests.
pub fn hashes(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let algorithm = algorithm(file)?;
    let is_xof = algorithm.starts_with("SHAKE");
    if file.contains("monte") {
        return Ok(vec![monte_carlo(algorithm, is_xof, records)?]);
    }
    let translated = |record: &Record| {
        let len = match record.find("len") {
            Some(_) => record.number("len")?,
            None => record.number("input length")?,
        };
        let value = record.text(if is_xof { "output" } else { "md" })?;
        let message = record.cut("msg", len)?;
        let is_keccak = is_xof || algorithm.starts_with("SHA3");
        let message = if is_keccak { topped(message, len)? } else { message.to_owned() };
        let question = [
            ("testType", json!("AFT")),
            ("msg", json!(message)),
            ("len", json!(len)),
            ("outLen", json!(4 * value.len())),
        ];
        Ok(with(&algorithm, is_xof, object(question), self::value(is_xof, value)))
    };
    records.iter().map(translated).collect()
}

/// A message of SHA-3. These files have the bits of its last byte at the low end (FIPS 202 appendix
/// B.1), ACVP at the top.
fn topped(message: &str, bits: usize) -> Result<String> {
    let mut bytes = hex::decode(message)?;
    if let (Some(last), further @ 1..) = (bytes.last_mut(), bits % 8) {
        *last <<= 8 - further;
    }
    Ok(hex::encode(bytes))
}

/// The case of a message, or a Monte Carlo test.
fn with(algorithm: &str, is_xof: bool, question: Object, answer: Object) -> Translated {
    let revision = if is_xof { "1.0" } else { revision(algorithm) };
    Translated::new([algorithm, "", revision], question, answer)
}

/// A hash value, with its length where it may have any.
fn value(is_xof: bool, value: &str) -> Object {
    let mut fields = object([("md", json!(value))]);
    if is_xof {
        fields.insert("outLen".to_owned(), json!(4 * value.len()));
    }
    fields
}

fn monte_carlo(algorithm: String, is_xof: bool, records: &[Record]) -> Result<Translated> {
    let first = records.first().context("no cases")?;
    let seed = if is_xof { "msg" } else { "seed" };
    let mut question = object([
        ("testType", json!("MCT")),
        ("mctVersion", json!("standard")),
        ("msg", json!(first.text(seed)?)),
        ("len", json!(first.bits(seed)?)),
    ]);
    if is_xof {
        for (name, field) in
            [("minOutLen", "minimum output length (bits)"), ("maxOutLen", "maximum output length (bits)")]
        {
            question.insert(name.to_owned(), json!(first.number(field)?));
        }
    }
    let result =
        |record: &Record| Ok(Value::Object(value(is_xof, record.text(if is_xof { "output" } else { "md" })?)));
    let results = records.iter().map(result).collect::<Result<Vec<Value>>>()?;
    Ok(with(&algorithm, is_xof, question, object([("resultsArray", json!(results))])))
}

/// HMAC; the length of the hash value says with which function.
pub fn hmac(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let hash = match record.number("l")? {
            20 => "SHA-1",
            28 => "SHA2-224",
            32 => "SHA2-256",
            48 => "SHA2-384",
            64 => "SHA2-512",
            other => bail!("a hash value of {other} bytes"),
        };
        let question = object([
            ("testType", json!("AFT")),
            ("key", json!(record.text("key")?)),
            ("keyLen", json!(record.bits("key")?)),
            ("msg", json!(record.text("msg")?)),
            ("msgLen", json!(record.bits("msg")?)),
            ("macLen", json!(8 * record.number("tlen")?)),
        ]);
        let answer = object([("mac", json!(record.text("mac")?))]);
        Ok(Translated::new([&format!("HMAC-{hash}"), "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}
