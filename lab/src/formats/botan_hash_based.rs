//! Test data of LMS, HSS and XMSS: Botan's, Bouncy Castle's, and the test cases of RFC 8554.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result, ensure};
use serde_json::json;

/// The cases of a file of lines `name = value` or `name: value`; `last` is the last of each.
fn cases(text: &str, last: &str) -> Vec<Record> {
    let (mut records, mut case) = (Vec::new(), Record::default());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, value)) = line.split_once(['=', ':']) {
            let name = name.trim().to_ascii_lowercase();
            case.set(&name, value.trim());
            if name == last {
                records.push(std::mem::take(&mut case));
            }
        }
    }
    records
}

/// A signature that is one.
fn right(names: [&str; 3], set: Option<&str>, key: &str, message: &str, signature: &str) -> Translated {
    let mut question =
        object([("publicKey", json!(key)), ("message", json!(message)), ("signature", json!(signature))]);
    question.extend(set.map(|set| ("parameterSet".to_owned(), json!(set))));
    Translated::new(names, question, object([("testPassed", json!(true))]))
}

const HSS: [&str; 3] = ["HSS", "sigVer", "SP800-208"];

/// Signatures of hierarchies, in Botan's words and in Bouncy Castle's.
pub fn hss(text: &str) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let key = record.find("publickey").map_or_else(|| record.text("hsspublickey"), Ok)?;
        let message = record.find("msg").map_or_else(|| record.text("message"), Ok)?;
        Ok(right(HSS, None, key, message, record.text("signature")?))
    };
    cases(text, "signature").iter().map(translated).collect()
}

/// A test case of RFC 8554: behind a line with the name of a value its bytes, each piece after `$`.
pub fn rfc8554(text: &str) -> Result<Vec<Translated>> {
    let mut values: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('!') {
            values.push((name.to_ascii_lowercase(), String::new()));
        } else if let (Some((_, bytes)), Some((_, value))) = (line.split_once('$'), values.last_mut()) {
            value.push_str(bytes.split_whitespace().next().unwrap_or_default());
        }
    }
    let find = |end: &str| {
        let found = values.iter().find(|(name, _)| name.trim_end().ends_with(end));
        found.map(|(_, value)| value.as_str()).with_context(|| format!("no {end}"))
    };
    Ok(vec![right(HSS, None, find("public key")?, find("message")?, find("signature")?)])
}

/// Signatures of XMSS. Where the private key stands instead of the public one, it begins with it.
pub fn xmss(text: &str) -> Result<Vec<Translated>> {
    let translated = |record: &Record| {
        let set = format!("XMSS-{}", record.text("params")?);
        let bits: usize = set.rsplit('_').next().unwrap_or_default().parse().context("no size in the set")?;
        let key = record.find("publickey").map_or_else(|| record.text("privatekey"), Ok)?;
        ensure!(key.len() >= 8 + bits / 2, "a short key");
        let names = ["XMSS", "sigVer", "SP800-208"];
        Ok(right(names, Some(&set), &key[..8 + bits / 2], record.text("msg")?, record.text("signature")?))
    };
    cases(text, "signature").iter().map(translated).collect()
}

/// Key generation and signing, which the module does not offer: the cases are counted.
pub fn not_offered(algorithm: &str, mode: &str, text: &str) -> Result<Vec<Translated>> {
    let last = if mode == "keyGen" { "privatekey" } else { "hashsig" };
    let empty = |_: &Record| Ok(Translated::new([algorithm, mode, ""], object([]), object([])));
    cases(text, last).iter().map(empty).collect()
}
