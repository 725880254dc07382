//! The examples of RFC 2202 and 4231 (HMAC), RFC 5869 (HKDF) and RFC 6070 (PBKDF2), which lie
//! beside CAVP's files.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::json;

/// The hash function at the end of a file's name: rfc-4231-sha256.txt, rfc-5869-hkdf-sha1.txt.
fn hash(file: &str) -> Result<String> {
    let (_, bits) = file.rsplit_once("-sha").context("no hash function")?;
    Ok(match bits.trim_end_matches(".txt") {
        "1" => "SHA-1".to_owned(),
        bits => format!("SHA2-{bits}"),
    })
}

/// HMAC, with the whole hash value.
pub fn hmac(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let algorithm = format!("HMAC-{}", hash(file)?);
    let translated = |record: &Record| {
        let question = object([
            ("testType", json!("AFT")),
            ("key", json!(record.text("key")?)),
            ("keyLen", json!(record.bits("key")?)),
            ("msg", json!(record.text("msg")?)),
            ("msgLen", json!(record.number("len")?)),
            ("macLen", json!(record.bits("md")?)),
        ]);
        let answer = object([("mac", json!(record.text("md")?))]);
        Ok(Translated::new([&algorithm, "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// HKDF, from the secret to what is expanded.
pub fn hkdf(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let hash = hash(file)?;
    let translated = |record: &Record| {
        let expansion = json!({ "l": 8 * record.number("l")?, "fixedInfo": record.text("info")? });
        let question = object([
            ("testType", json!("AFT")),
            ("kdfMultiExpansionConfiguration", json!({ "kdfType": "hkdf", "hmacAlg": hash })),
            (
                "kdfMultiExpansionParameter",
                json!({
                    "z": record.text("ikm")?,
                    "t": "",
                    "salt": record.text("salt")?,
                    "iterationParameters": [expansion],
                }),
            ),
        ]);
        let answer = object([("dkms", json!([record.text("okm")?]))]);
        Ok(Translated::new(["KDA", "HKDF", "Sp800-56Cr2"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// PBKDF2; its passwords and salts are text, in which `\0` is a byte of zero.
pub fn pbkdf2(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let hash = hash(file)?;
    let translated = |record: &Record| {
        let text = |name| Ok::<_, anyhow::Error>(record.text(name)?.replace("\\0", "\0"));
        let question = object([
            ("testType", json!("AFT")),
            ("hmacAlg", json!(hash)),
            ("password", json!(text("password")?)),
            ("salt", json!(hex::encode(text("salt")?))),
            ("iterationCount", json!(record.number("iterations")?)),
            ("keyLen", json!(8 * record.number("length")?)),
        ]);
        let answer = object([("derivedKey", json!(record.text("derived_key")?))]);
        Ok(Translated::new(["PBKDF", "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}
