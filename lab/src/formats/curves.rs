//! The examples of RFC 8032, and the edge cases of Ed25519 in the collection of the C2SP (CCTV),
//! whose flags say what is odd about each.

use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The flags of what the module refuses: encodings that are not canonical, and keys whose order is
/// not L. A part of small order in R alone is no reason, because the equation has the cofactor
/// (FIPS 186-5 section 7.7).
const REFUSED: [&str; 4] = ["low_order_A", "low_order_component_A", "non_canonical_A", "non_canonical_R"];

fn cases(text: &str) -> Result<Vec<Value>> {
    serde_json::from_str(text).context("no list of cases")
}

fn text<'a>(case: &'a Value, name: &str) -> Result<&'a str> {
    case.get(name).and_then(Value::as_str).with_context(|| format!("a case has no {name}"))
}

/// Signatures that are verified, with the answer that follows from their flags.
pub fn cctv(file: &str) -> Result<Vec<Translated>> {
    let translated = |case: &Value| {
        let flags = case.get("flags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let is_refused = flags.iter().filter_map(Value::as_str).any(|flag| REFUSED.contains(&flag));
        let question = object([
            ("testType", json!("AFT")),
            ("curve", json!("ED-25519")),
            ("preHash", json!(false)),
            ("message", json!(hex::encode(text(case, "msg")?))),
            ("q", json!(text(case, "key")?)),
            ("signature", json!(text(case, "sig")?)),
        ]);
        let answer = object([("testPassed", json!(!is_refused))]);
        Ok(Translated::new(["EDDSA", "sigVer", "1.0"], question, answer))
    };
    cases(file)?.iter().map(translated).collect()
}

/// Signatures that are made: of a curve, and of the hash value of a message or not.
pub fn rfc8032(file: &str, curve: &str, pre_hash: bool) -> Result<Vec<Translated>> {
    let translated = |case: &Value| {
        let question = object([
            ("testType", json!("AFT")),
            ("curve", json!(curve)),
            ("preHash", json!(pre_hash)),
            ("d", json!(text(case, "secretKey")?)),
            ("message", json!(text(case, "message")?)),
            ("context", case.get("context").cloned().unwrap_or_else(|| json!(""))),
        ]);
        let answer = object([("signature", json!(text(case, "signature")?))]);
        Ok(Translated::new(["EDDSA", "sigGen", "1.0"], question, answer))
    };
    cases(file)?.iter().map(translated).collect()
}
