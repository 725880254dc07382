//! The key derivations of SP 800-108 in CAVP's files.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Result, bail};
use serde_json::json;

/// The three modes, each in files of its own.
pub fn kbkdf(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let mode = match file.split(['m', '_']).next() {
        Some("counter") => "counter",
        Some("feedback") => "feedback",
        _ => "double pipeline iteration",
    };
    let translated = |record: &Record| {
        let (before, after) = match record.find("databeforectrdata") {
            Some(before) => (before, record.text("dataafterctrdata")?),
            None => ("", record.text("fixedinputdata")?),
        };
        let location = match record.find("ctrlocation") {
            None => "none",
            Some("BEFORE_ITER") => "before iterator",
            Some("BEFORE_FIXED" | "AFTER_ITER") => "before fixed data",
            Some("MIDDLE_FIXED") => "middle fixed data",
            Some("AFTER_FIXED") => "after fixed data",
            Some(other) => bail!("a counter at {other}"),
        };
        let counter = record.find("rlen").and_then(|text| text.trim_end_matches("_BITS").parse::<u32>().ok());
        let question = object([
            ("testType", json!("AFT")),
            ("kdfMode", json!(mode)),
            (
                "macMode",
                json!(record.text("prf")?.replace("_SHA1", "-SHA-1").replace("_SHA", "-SHA2-").replace('_', "-")),
            ),
            ("counterLocation", json!(location)),
            ("counterLength", json!(counter.unwrap_or(0))),
            ("keyIn", json!(record.text("ki")?)),
            ("keyOutLength", json!(record.number("l")?)),
            ("iv", json!(record.find("iv").unwrap_or_default())),
        ]);
        let mut answer =
            object([("keyOut", json!(record.text("ko")?)), ("fixedData", json!(format!("{before}{after}")))]);
        if location == "middle fixed data" {
            answer.insert("breakLocation".to_owned(), json!(4 * before.len()));
        }
        Ok(Translated::new(["KDF", "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}
