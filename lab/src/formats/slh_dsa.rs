//! Bouncy Castle's known answers of SLH-DSA, which it took from the submitters and from ACVP.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result, bail};
use serde_json::json;

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
