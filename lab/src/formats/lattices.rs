//! Known answers of ML-KEM and ML-DSA in the form of the submissions to NIST.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::json;

/// ML-KEM, `kat_mlkem_768.rsp`: a key pair of d and z, a secret, and what a wrong ciphertext gives.
pub fn ml_kem(name: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let set = between(name, "kat_mlkem_", ".rsp").map(|set| json!(format!("ML-KEM-{set}")))?;
    let translated = |record: &Record| {
        let field = |name: &str| record.text(name).map(|text| json!(text));
        let asked = |function: &str, question, answer| {
            let mut all = object([("parameterSet", set.clone()), ("function", json!(function))]);
            all.extend(question);
            Translated::new(["ML-KEM", "encapDecap", "FIPS203"], all, answer)
        };
        let seed = object([("parameterSet", set.clone()), ("d", field("d")?), ("z", field("z")?)]);
        let pair = object([("ek", field("pk")?), ("dk", field("sk")?)]);
        let decapsulated = |c: &str, k: &str| {
            let question = object([("dk", field("sk")?), ("c", field(c)?)]);
            anyhow::Ok(asked("decapsulation", question, object([("k", field(k)?)])))
        };
        let question = object([("ek", field("pk")?), ("m", field("msg")?)]);
        anyhow::Ok([
            Translated::new(["ML-KEM", "keyGen", "FIPS203"], seed, pair),
            asked("encapsulation", question, object([("c", field("ct")?), ("k", field("ss")?)])),
            decapsulated("ct", "ss")?,
            decapsulated("ct_n", "ss_n")?,
        ])
    };
    Ok(records.iter().map(translated).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// ML-DSA, `kat_mldsa_44_det_pure.rsp`: a key pair of a seed, and a deterministic signature, behind
/// which the message stands.
pub fn ml_dsa(name: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let set = between(name, "kat_mldsa_", "_det_pure.rsp").map(|set| json!(format!("ML-DSA-{set}")))?;
    let translated = |record: &Record| {
        let field = |name: &str| record.text(name).map(|text| json!(text));
        let signed = record.text("sm")?;
        let message = record.text("msg")?;
        let signature = signed.strip_suffix(message).context("another message behind the signature")?;
        let seed = object([("parameterSet", set.clone()), ("seed", field("xi")?)]);
        let question = object([
            ("parameterSet", set.clone()),
            ("signatureInterface", json!("external")),
            ("preHash", json!("pure")),
            ("deterministic", json!(true)),
            ("message", json!(message)),
            ("context", field("ctx")?),
            ("sk", field("sk")?),
        ]);
        anyhow::Ok([
            Translated::new(
                ["ML-DSA", "keyGen", "FIPS204"],
                seed,
                object([("pk", field("pk")?), ("sk", field("sk")?)]),
            ),
            Translated::new(["ML-DSA", "sigGen", "FIPS204"], question, object([("signature", json!(signature))])),
        ])
    };
    Ok(records.iter().map(translated).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// What stands in a name between its beginning and its end.
fn between<'a>(name: &'a str, start: &str, end: &str) -> Result<&'a str> {
    name.strip_prefix(start).and_then(|name| name.strip_suffix(end)).context("another name")
}
