//! Known answers of SLH-DSA: Bouncy Castle's, which it took from the submitters and from ACVP, and
//! signatures at the edges of the numbers of trees.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The hash functions that names of files have, and ACVP's names.
const HASHES: &[(&str, &str)] =
    &[("sha256", "SHA2-256"), ("sha512", "SHA2-512"), ("shake128", "SHAKE-128"), ("shake256", "SHAKE-256")];

/// Signatures: `bc_kat_sha2-128s.rsp` has those of messages, `bc_kat_sha2-128s-sha256.rsp` those of
/// hash values, with SHA-256. Without a context, those of M' itself.
pub fn answers(name: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let name = name.strip_prefix("bc_kat_").and_then(|name| name.strip_suffix(".rsp")).context("another name")?;
    let parts: Vec<&str> = name.split('-').collect();
    let (family, size, hash) = match parts[..] {
        [family, size] => (family, size, None),
        [family, size, hash] => {
            let (_, hash) = HASHES.iter().find(|(own, _)| *own == hash).context("another hash function")?;
            (family, size, Some(*hash))
        }
        _ => bail!("another name"),
    };
    let translated = |record: &Record| {
        let context = match record.text("context")? {
            "none" => None,
            "zero_length" => Some(""),
            context => Some(context),
        };
        let question = object([
            ("parameterSet", json!(format!("SLH-DSA-{}-{size}", family.to_uppercase()))),
            ("signatureInterface", json!(if context.is_none() { "internal" } else { "external" })),
            ("preHash", json!(if hash.is_some() { "preHash" } else { "pure" })),
            ("hashAlg", json!(hash.unwrap_or("none"))),
            ("deterministic", json!(false)),
            ("message", json!(record.text("msg")?)),
            ("context", json!(context.unwrap_or_default())),
            ("sk", json!(record.text("sk")?)),
            ("additionalRandomness", json!(record.text("optrand")?)),
        ]);
        let answer = object([("signature", json!(record.text("sm")?))]);
        Ok(Translated::new(["SLH-DSA", "sigGen", "FIPS205"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// Signatures of M' of the first draft of ACVP's set; those without randomness are deterministic.
pub fn internal(set: &str, text: &str) -> Result<Vec<Translated>> {
    let translated = |block: &str| {
        let mut record = Record::default();
        for (name, value) in block.lines().filter_map(|line| line.split_once(" = ")) {
            record.set(name, value);
        }
        let random = record.find("additionalRandomness");
        let mut question = object([
            ("parameterSet", json!(set)),
            ("signatureInterface", json!("internal")),
            ("deterministic", json!(random.is_none())),
            ("message", json!(record.text("message")?)),
            ("sk", json!(record.text("sk")?)),
        ]);
        question.extend(random.map(|random| ("additionalRandomness".to_owned(), json!(random))));
        let answer = object([("signature", json!(record.text("signature")?))]);
        Ok(Translated::new(["SLH-DSA", "sigGen", "FIPS205"], question, answer))
    };
    let text = text.replace('\r', "");
    text.split("\n\n").filter(|block| !block.trim().is_empty()).map(translated).collect()
}

/// Deterministic signatures by the last leaves of trees whose numbers have their top bits set. Each
/// is made again, and verified.
pub fn edges(file: &str) -> Result<Vec<Translated>> {
    let rows: Vec<Value> = serde_json::from_str(file).context("no list")?;
    let text = |row: &Value, name: &str| {
        let text = row.get(name).and_then(Value::as_str).with_context(|| format!("a row has no {name}"))?;
        anyhow::Ok(json!(text))
    };
    let translated = |row: &Value| {
        let asked = object([
            ("parameterSet", text(row, "set")?),
            ("signatureInterface", json!("external")),
            ("preHash", json!("pure")),
            ("deterministic", json!(true)),
            ("message", text(row, "msg")?),
            ("context", text(row, "ctx")?),
        ]);
        let (mut signing, mut verifying) = (asked.clone(), asked);
        signing.insert("sk".to_owned(), text(row, "sk")?);
        verifying.extend(object([("pk", text(row, "pk")?), ("signature", text(row, "sig")?)]));
        Ok([
            Translated::new(["SLH-DSA", "sigGen", "FIPS205"], signing, object([("signature", text(row, "sig")?)])),
            Translated::new(["SLH-DSA", "sigVer", "FIPS205"], verifying, object([("testPassed", json!(true))])),
        ])
    };
    let pairs: Result<Vec<_>> = rows.iter().map(translated).collect();
    Ok(pairs?.into_iter().flatten().collect())
}
