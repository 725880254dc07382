//! The generators of SP 800-90A in CAVP's files: a line for each input, in the order of the calls.

use super::records::Record;
use super::{Translated, object};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// CTR_DRBG, Hash_DRBG and HMAC_DRBG, each in a file of its own.
pub fn drbg(file: &str, records: &[Record]) -> Result<Vec<Translated>> {
    let kind = file.split('_').next().context("no kind of generator")?;
    let translated = |record: &Record| {
        let section = record.text("section")?;
        let (mode, derives) = match section.split_once(' ') {
            Some((cipher, function)) => (cipher.to_owned(), function == "use df"),
            None if section == "SHA-1" => (section.to_owned(), false),
            None => (section.replacen("SHA-", "SHA2-", 1), false),
        };
        let question = object([
            ("testType", json!("AFT")),
            ("mode", json!(mode)),
            ("derFunc", json!(derives)),
            ("predResistance", json!(record.text("predictionresistance")? == "True")),
            ("entropyInput", json!(record.text("entropyinput")?)),
            ("nonce", json!(record.text("nonce")?)),
            ("persoString", json!(record.text("personalizationstring")?)),
            ("returnedBitsLen", json!(record.number("returnedbitslen")?)),
            ("otherInput", json!(calls(record)?)),
        ]);
        let answer = object([("returnedBits", json!(record.text("returnedbits")?))]);
        Ok(Translated::new([&format!("{kind}DRBG"), "", "1.0"], question, answer))
    };
    records.iter().map(translated).collect()
}

/// A reseed, if there is one, and two requests.
fn calls(record: &Record) -> Result<Vec<Value>> {
    let call = |intended, entropy: &str, additional: &str| {
        let (entropy, additional) = (record.find(entropy).unwrap_or_default(), record.text(additional)?);
        Ok(json!({ "intendedUse": intended, "entropyInput": entropy, "additionalInput": additional }))
    };
    let reseed =
        record.find("entropyinputreseed").map(|_| call("reSeed", "entropyinputreseed", "additionalinputreseed"));
    let requests = [
        call("generate", "entropyinputpr", "additionalinput"),
        call("generate", "entropyinputpr 2", "additionalinput 2"),
    ];
    reseed.into_iter().chain(requests).collect()
}
