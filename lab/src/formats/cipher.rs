//! GCM, CCM, CMAC and XTS in CAVP's files.

use super::records::Record;
use super::{Translated, object};
use crate::acvp::case::Object;
use anyhow::{Context, Result};
use serde_json::json;

fn cases(
    algorithm: &str,
    records: &[Record],
    translate: impl Fn(&Record) -> Result<(Object, Object)>,
) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let (mut question, answer) = translate(record)?;
        question.insert("testType".to_owned(), json!("AFT"));
        question.insert("key".to_owned(), json!(record.text("key")?));
        question.entry("keyLen").or_insert(json!(record.bits("key")?));
        Ok(Translated::new([algorithm, "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}

fn refused() -> Object {
    object([("testPassed", json!(false))])
}

/// GCM. An IV for encryption comes from outside.
pub fn gcm(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("ACVP-AES-GCM", records, |record| {
        let (plaintext, ciphertext, tag) = (record.find("pt"), record.text("ct")?, record.text("tag")?);
        let mut question = object([
            ("iv", json!(record.text("iv")?)),
            ("ivLen", json!(record.bits("iv")?)),
            ("ivGen", json!("external")),
            ("aad", json!(record.text("aad")?)),
            ("aadLen", json!(record.bits("aad")?)),
            ("payloadLen", json!(4 * ciphertext.len())),
            ("tagLen", json!(4 * tag.len())),
        ]);
        let sealed = object([("ct", json!(ciphertext)), ("tag", json!(tag))]);
        if file.starts_with("gcmencrypt") {
            let plaintext = plaintext.context("no plaintext")?;
            question.extend(object([("direction", json!("encrypt")), ("pt", json!(plaintext))]));
            return Ok((question, sealed));
        }
        question.extend(sealed);
        question.insert("direction".to_owned(), json!("decrypt"));
        let answer = match record.find("fail") {
            Some(_) => refused(),
            None => object([("pt", json!(plaintext.context("neither plaintext nor failure")?))]),
        };
        Ok((question, answer))
    })
}

/// CCM, with the tag after the ciphertext; lengths are in bytes.
pub fn ccm(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("ACVP-AES-CCM", records, |record| {
        let [aad, payload, tag] =
            [record.number("alen")?, record.number("plen")?, record.number("tlen")?].map(|len| 8 * len);
        let mut question = object([
            ("iv", json!(record.text("nonce")?)),
            ("ivLen", json!(record.bits("nonce")?)),
            ("aad", json!(record.cut("adata", aad)?)),
            ("aadLen", json!(aad)),
            ("payloadLen", json!(payload)),
            ("tagLen", json!(tag)),
        ]);
        let ciphertext = record.text("ct")?;
        let answer = match record.find("result") {
            None => {
                question.extend(object([
                    ("direction", json!("encrypt")),
                    ("pt", json!(record.cut("payload", payload)?)),
                ]));
                return Ok((question, object([("ct", json!(ciphertext))])));
            }
            Some("Pass") => object([("pt", json!(record.cut("payload", payload)?))]),
            Some(_) => refused(),
        };
        question.extend(object([("direction", json!("decrypt")), ("ct", json!(ciphertext))]));
        Ok((question, answer))
    })
}

/// CMAC; lengths are in bytes.
pub fn cmac(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("CMAC-AES", records, |record| {
        let [message, tag] = [record.number("mlen")?, record.number("tlen")?].map(|len| 8 * len);
        let mac = json!(record.text("mac")?);
        let mut question = object([
            ("message", json!(record.cut("msg", message)?)),
            ("msgLen", json!(message)),
            ("macLen", json!(tag)),
        ]);
        let (direction, answer) = match record.find("result") {
            None => ("gen", object([("mac", mac)])),
            Some(result) => {
                question.insert("mac".to_owned(), mac);
                ("ver", object([("testPassed", json!(result.starts_with('P')))]))
            }
        };
        question.insert("direction".to_owned(), json!(direction));
        Ok((question, answer))
    })
}

/// XTS, with a tweak or a number of the data unit.
pub fn xts(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    cases("ACVP-AES-XTS", records, |record| {
        let bits = record.number("dataunitlen")?;
        let mut question = match record.find("i") {
            Some(tweak) => object([("tweakMode", json!("hex")), ("tweakValue", json!(tweak))]),
            None => {
                let number = record.number("dataunitseqnumber")?;
                object([("tweakMode", json!("number")), ("sequenceNumber", json!(number))])
            }
        };
        let encrypts = record.find("section") == Some("ENCRYPT");
        let (direction, input, output) = if encrypts { ("encrypt", "pt", "ct") } else { ("decrypt", "ct", "pt") };
        question.extend(object([
            ("direction", json!(direction)),
            ("keyLen", json!(record.bits("key")? / 2)),
            ("payloadLen", json!(bits)),
            (input, json!(record.cut(input, bits)?)),
        ]));
        Ok((question, object([(output, json!(record.cut(output, bits)?))])))
    })
}
