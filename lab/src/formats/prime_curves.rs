//! CAVP's files of ECDSA and of agreement on curves. The other curves in them are not offered.

use super::records::Record;
use super::{Translated, object};
use crate::acvp::case::Object;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The cases of a file without numbers: each block that has these fields, with what stands in the
/// last brackets that name a curve.
fn blocks<'t>(text: &'t str, first: &str) -> Vec<(&'t str, Record)> {
    let (mut section, mut found) = ("", Vec::new());
    let mut record: Option<Record> = None;
    for line in text.lines().map(str::trim).chain([""]) {
        if let Some(inner) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = if inner.as_bytes().get(1) == Some(&b'-') { inner } else { section };
        } else if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            record.get_or_insert_default().set(&name.trim().to_ascii_lowercase(), value.trim());
        } else if line.is_empty() {
            found.extend(record.take().filter(|record| record.find(first).is_some()).map(|record| (section, record)));
        }
    }
    found
}

/// A number with as many bytes as the curve has, if it is not longer without its zeros.
fn number(curve: &str, record: &Record, name: &str) -> Result<Value> {
    let digits = record.text(name)?;
    let size = match curve {
        "P-224" => 56,
        "P-256" => 64,
        "P-384" => 96,
        "P-521" => 132,
        _ => digits.len(),
    };
    let short = digits.trim_start_matches('0');
    // What is too long stays so, in whole bytes.
    let size = size.max(short.len().next_multiple_of(2));
    Ok(json!(format!("{short:0>size$}")))
}

/// The numbers of a case under the names of ACVP.
fn numbers<const N: usize>(curve: &str, record: &Record, names: [(&str, &str); N]) -> Result<Object> {
    names.into_iter().map(|(own, acvp)| Ok((acvp.to_owned(), number(curve, record, own)?))).collect()
}

/// The decision of a case: P or F, with the reason behind it.
fn result(record: &Record) -> Result<Object> {
    Ok(object([("testPassed", json!(record.text("result")?.starts_with('P')))]))
}

/// A case of ECDSA.
fn ecdsa(mode: &str, curve: &str, mut question: Object, answer: Object) -> Translated {
    question.extend(object([("testType", json!("AFT")), ("curve", json!(curve))]));
    Translated::new(["ECDSA", mode, "1.0"], question, answer)
}

/// Key pairs.
pub fn key_pairs(text: &str) -> Result<Vec<Translated>> {
    let pair = |(curve, record): &(&str, Record)| {
        let answer = numbers(curve, record, [("d", "d"), ("qx", "qx"), ("qy", "qy")])?;
        Ok(ecdsa("keyGen", curve, Object::new(), answer))
    };
    blocks(text, "d").iter().map(pair).collect()
}

/// Points that are to be validated.
pub fn points(text: &str) -> Result<Vec<Translated>> {
    let point = |(curve, record): &(&str, Record)| {
        Ok(ecdsa("keyVer", curve, numbers(curve, record, [("qx", "qx"), ("qy", "qy")])?, result(record)?))
    };
    blocks(text, "qx").iter().map(point).collect()
}

/// The curve and the hash function in brackets, and what is signed.
fn signed(section: &str, record: &Record, is_hashed: bool) -> Result<(String, Object)> {
    let (curve, hash) = section.split_once(',').context("no hash function")?;
    let hash = if hash == "SHA-1" { hash.to_owned() } else { hash.replace("SHA-", "SHA2-") };
    let question = object([
        ("hashAlg", json!(hash)),
        ("message", json!(record.text("msg")?)),
        ("componentTest", json!(is_hashed)),
    ]);
    Ok((curve.to_owned(), question))
}

/// Signatures with a given per-message secret: of messages, or of hash values.
pub fn signatures(text: &str, is_hashed: bool) -> Result<Vec<Translated>> {
    let signature = |(section, record): &(&str, Record)| {
        let (curve, mut question) = signed(section, record, is_hashed)?;
        question.extend(numbers(&curve, record, [("d", "d"), ("k", "k")])?);
        Ok(ecdsa("sigGen", &curve, question, numbers(&curve, record, [("r", "r"), ("s", "s")])?))
    };
    blocks(text, "msg").iter().map(signature).collect()
}

/// Signatures that are verified.
pub fn verifications(text: &str) -> Result<Vec<Translated>> {
    let verification = |(section, record): &(&str, Record)| {
        let (curve, mut question) = signed(section, record, false)?;
        let names = [("qx", "qx"), ("qy", "qy"), ("r", "r"), ("s", "s")];
        question.extend(numbers(&curve, record, names)?);
        Ok(ecdsa("sigVer", &curve, question, result(record)?))
    };
    blocks(text, "msg").iter().map(verification).collect()
}

/// The primitive of agreement.
pub fn agreements(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let agreement = |record: &Record| {
        let curve = record.text("section")?;
        let names = [("qcavsx", "publicServerX"), ("qcavsy", "publicServerY"), ("diut", "privateIut")];
        let mut question = numbers(curve, record, names)?;
        question.extend(object([("testType", json!("AFT")), ("curve", json!(curve))]));
        let answer = numbers(curve, record, [("qiutx", "publicIutX"), ("qiuty", "publicIutY"), ("ziut", "z")])?;
        Ok(Translated::new(["KAS-ECC", "CDH-Component", "Sp800-56Ar3"], question, answer))
    };
    records.iter().map(agreement).collect()
}

/// The scheme with two static keys: whether the hash value of the secret is right.
pub fn static_unified(_: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let case = |record: &Record| {
        let (set, hash) = record.text("section")?.split_once(" - SHA").context("no parameter set")?;
        let curve = match set {
            "EB" => "P-224",
            "EC" => "P-256",
            "ED" => "P-384",
            "EE" => "P-521",
            _ => "P-192",
        };
        let names = [
            ("qscavsx", "staticPublicServerX"),
            ("qscavsy", "staticPublicServerY"),
            ("dsiut", "staticPrivateIut"),
            ("qsiutx", "staticPublicIutX"),
            ("qsiuty", "staticPublicIutY"),
        ];
        let mut question = numbers(curve, record, names)?;
        question.extend(object([
            ("testType", json!("VAL")),
            ("scheme", json!("staticUnified")),
            ("kasRole", json!("initiator")),
            ("domainParameterGenerationMode", json!(curve)),
            ("hashFunctionZ", json!(format!("SHA2-{hash}"))),
            ("hashZ", json!(record.text("cavshashzz")?)),
        ]));
        Ok(Translated::new(["KAS-ECC-SSC", "", "Sp800-56Ar3"], question, result(record)?))
    };
    records.iter().map(case).collect()
}
