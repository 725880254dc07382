//! Botan's test data for KMAC and the derivations of SP 800-56A and 56C: lines `name = value`, the last of a case the output, and
//! lines `[algorithm]` that hold for what follows.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::json;

/// Where copies of these files were shortened line by line, the question of one case has got the answer of another. These are the
/// beginnings of such answers, which in Botan's own files stand under other questions; the report shows their cases as skipped.
const STRAY: [&str; 15] = [
    "b9f9ebed", "381791ce", "031fdb90", "637acc17", "02845b9c", "bc3d9b22", "3e3468de", "5f59752d", "116d72bc",
    "7df3023e", "3e4bbc50", "55e52894", "a06e3b65", "848f99b8", "98d0e662",
];

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

/// Every record by `translate`, but those with an answer of another case.
fn each(records: &[Record], translate: impl Fn(&Record) -> Result<Translated>) -> Result<Vec<Translated>> {
    let is_stray = |record: &Record| {
        let answer = record.find("out").or(record.find("output")).unwrap_or_default().to_ascii_lowercase();
        STRAY.iter().any(|stray| answer.starts_with(stray))
    };
    let stray = || Translated {
        algorithm: "answer of another case".to_owned(),
        mode: "",
        revision: "Botan",
        question: object([]),
        answer: object([]),
    };
    records.iter().map(|record| if is_stray(record) { Ok(stray()) } else { translate(record) }).collect()
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
        Ok(Translated { algorithm: algorithm.to_owned(), mode: "", revision: "1.0", question, answer })
    };
    each(records, translated)
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
        Ok(Translated { algorithm: "KDA".to_owned(), mode: "OneStep", revision: "Sp800-56Cr2", question, answer })
    };
    each(records, translated)
}

/// Extraction and expansion, the latter in the counter mode of SP 800-108: after the label a byte of zero and the length.
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
        Ok(Translated { algorithm: "KDA".to_owned(), mode: "TwoStep", revision: "Sp800-56Cr2", question, answer })
    };
    each(records, translated)
}
