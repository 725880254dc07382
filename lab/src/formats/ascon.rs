//! The known answers of the Ascon team.

use super::records::Record;
use super::{Translated, object};
use crate::acvp::case::Object;
use anyhow::{Context, Result};
use serde_json::json;

fn cases(
    mode: &'static str,
    records: &[Record],
    translate: impl Fn(&Record) -> Result<(Object, Object)>,
) -> Result<Vec<Translated>> {
    let translated = |record| {
        let (mut question, answer) = translate(record)?;
        question.insert("testType".to_owned(), json!("AFT"));
        Ok(Translated::new(["Ascon", mode, "SP800-232"], question, answer))
    };
    records.iter().map(translated).collect()
}

fn message(record: &Record) -> Result<(Object, Object)> {
    let md = record.text("md")?;
    let question =
        [("msg", json!(record.text("msg")?)), ("len", json!(record.bits("msg")?)), ("outLen", json!(4 * md.len()))];
    Ok((object(question), object([("md", json!(md))])))
}

/// Ascon-Hash256.
pub fn hash(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("Hash256", records, message)
}

/// Ascon-XOF128.
pub fn xof(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("XOF128", records, message)
}

/// Ascon-CXOF128.
pub fn cxof(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("CXOF128", records, |record| {
        let (mut question, answer) = message(record)?;
        question.extend(object([("cs", json!(record.text("z")?)), ("csLen", json!(record.bits("z")?))]));
        Ok((question, answer))
    })
}

/// Ascon-AEAD128, whose tag stands after the ciphertext.
pub fn aead(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("AEAD128", records, |record| {
        let plaintext = record.text("pt")?;
        let (ciphertext, tag) = record.text("ct")?.split_at_checked(plaintext.len()).context("no room for a tag")?;
        let question = [
            ("direction", json!("encrypt")),
            ("key", json!(record.text("key")?)),
            ("nonce", json!(record.text("nonce")?)),
            ("ad", json!(record.text("ad")?)),
            ("adLen", json!(record.bits("ad")?)),
            ("pt", json!(plaintext)),
            ("payloadLen", json!(record.bits("pt")?)),
            ("tagLen", json!(4 * tag.len())),
        ];
        Ok((object(question), object([("ct", json!(ciphertext)), ("tag", json!(tag))])))
    })
}
