//! Botan's test data for KMAC and the derivations of SP 800-56A and 56C: lines `name = value`, the
//! last of a case the output, and lines `[algorithm]` that hold for what follows.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::json;

/// The cases of a file; `section` is the algorithm.
pub fn parse(text: &str) -> Vec<Record> {
    let (mut records, mut section, mut case) = (Vec::new(), "", Record::default());
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(inner) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = inner;
            case = Record::default();
        } else if let Some((name, value)) = line.split_once('=') {
            let name = name.trim().to_ascii_lowercase();
            case.set(&name, value.trim());
            if name.starts_with("out") {
                case.set("section", section);
                records.push(std::mem::take(&mut case));
            }
        }
    }
    records
}

/// What stands between the outermost parentheses: SP800-56A(HMAC(SHA-3(512))).
fn argument(name: &str) -> Result<&str> {
    let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.with_context(|| format!("{name} names no function"))
}

/// ACVP's name of a hash function.
fn hash(name: &str) -> Result<String> {
    Ok(match name {
        "SHA-1" => name.to_owned(),
        name if name.starts_with("SHA-3(") => format!("SHA3-{}", argument(name)?),
        name => name.replacen("SHA-", "SHA2-", 1),
    })
}

/// KMAC, with the customization as an IV.
pub fn kmac(records: &[Record]) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let (algorithm, _) = record.text("section")?.split_once('(').context("no length of the output")?;
        let question = object([
            ("testType", json!("AFT")),
            ("key", json!(record.text("key")?)),
            ("keyLen", json!(record.bits("key")?)),
            ("msg", json!(record.text("in")?)),
            ("msgLen", json!(record.bits("in")?)),
            ("macLen", json!(record.bits("out")?)),
            ("hexCustomization", json!(true)),
            ("customizationHex", json!(record.find("iv").unwrap_or_default())),
        ]);
        let answer = object([("mac", json!(record.text("out")?))]);
        Ok(Translated::new([algorithm, "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// The one-step derivation.
pub fn one_step(records: &[Record]) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let function = argument(record.text("section")?)?;
        let function = match function.strip_prefix("HMAC") {
            Some(_) => format!("HMAC-{}", hash(argument(function)?)?),
            None => hash(function)?,
        };
        let pattern = format!("literal[{}]", record.text("label")?);
        let configuration = json!({
            "kdfType": "oneStep",
            "auxFunction": function,
            "fixedInfoEncoding": "concatenation",
            "fixedInfoPattern": pattern,
            "l": record.bits("output")?,
        });
        let parameter = json!({ "z": record.text("secret")?, "salt": record.text("salt")? });
        let question =
            object([("testType", json!("AFT")), ("kdfConfiguration", configuration), ("kdfParameter", parameter)]);
        let answer = object([("dkm", json!(record.text("output")?))]);
        Ok(Translated::new(["KDA", "OneStep", "Sp800-56Cr2"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// Extraction and expansion, the latter in the counter mode of SP 800-108: after the label a byte
/// of zero and the length.
pub fn two_step(records: &[Record]) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let hash = hash(argument(argument(record.text("section")?)?)?)?;
        let bits = record.bits("output")?;
        let expansion = json!({ "l": bits, "fixedInfo": format!("{}00{bits:08x}", record.text("label")?) });
        let configuration = json!({
            "kdfType": "twoStep",
            "macMode": format!("HMAC-{hash}"),
            "kdfMode": "counter",
            "counterLocation": "before fixed data",
            "counterLen": 32,
        });
        let parameter = json!({
            "z": record.text("secret")?,
            "salt": record.text("salt")?,
            "iterationParameters": [expansion],
        });
        let question = object([
            ("testType", json!("AFT")),
            ("kdfMultiExpansionConfiguration", configuration),
            ("kdfMultiExpansionParameter", parameter),
        ]);
        let answer = object([("dkms", json!([record.text("output")?]))]);
        Ok(Translated::new(["KDA", "TwoStep", "Sp800-56Cr2"], question, answer))
    };
    records.iter().map(translated).collect()
}
