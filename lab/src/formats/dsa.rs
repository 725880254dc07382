//! DSA in CAVP's file of FIPS 186-3, and in Wycheproof's.

use super::rsa::{even, hash, until_result};
use super::{Translated, object};
use crate::acvp::case::{Object, bytes};
use crate::acvp::{dsa, hash as functions};
use anyhow::{Context, Result, bail};
use qila::dsa::VerifyingKey;
use serde_json::{Value, json};

/// Signatures that are verified. The sizes and the hash function stand in brackets.
pub fn sig_ver(file: &str) -> Result<Vec<Translated>> {
    until_result(file, |fields, is_right| {
        let section = fields.get("mod").context("a case has no sizes")?;
        let name = section.rsplit(", ").next().context("no hash function")?;
        let mut question = object([("testType", json!("AFT")), ("hashAlg", json!(hash(&name.replace('-', ""))))]);
        for (name, of_file) in
            [("message", "Msg"), ("p", "P"), ("q", "Q"), ("g", "G"), ("y", "Y"), ("r", "R"), ("s", "S")]
        {
            question.insert(name.to_owned(), json!(even(fields, of_file)?));
        }
        Ok(Translated::new(["DSA", "sigVer", "1.0"], question, object([("testPassed", json!(is_right))])))
    })
}

/// Whether the service accepts a case of Wycheproof.
pub(super) fn check(group: &Object, test: &Object) -> Result<bool> {
    let text = |object: &Object, name: &str| {
        object.get(name).and_then(Value::as_str).map(str::to_owned).with_context(|| format!("no {name}"))
    };
    let field = |name: &str| bytes(name, test.get(name).with_context(|| format!("a case has no {name}"))?);
    let key = group.get("publicKey").and_then(Value::as_object).context("a group has no publicKey")?;
    let number = |name: &str| bytes(name, key.get(name).with_context(|| format!("a key has no {name}"))?);
    let domain = dsa::domain([number("p")?, number("q")?, number("g")?])?;
    let vk = VerifyingKey::new(&domain, &number("y")?)?;
    let function = functions::named(&text(group, "sha")?.replace("SHA-", "SHA2-"))?;
    match text(group, "type")?.as_str() {
        "DsaVerify" => vk.verify_der(function, &field("msg")?, &field("sig")?)?,
        "DsaP1363Verify" => vk.verify(function, &field("msg")?, &field("sig")?)?,
        other => bail!("a group of type {other}"),
    }
    Ok(true)
}
